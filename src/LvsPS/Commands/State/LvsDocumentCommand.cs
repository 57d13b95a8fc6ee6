using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>What the cmdlets share that read files of the wanted state. Nothing is asked or changed.</summary>
public abstract class LvsDocumentCommand : LvsCommand
{
    /// <summary>Files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Files, their names taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        IEnumerable<string> files = LiteralPath is null
            ? Path!.SelectMany(p => FilePaths.ForReading(this, p))
            : LiteralPath.Select(p => FilePaths.Literal(this, p));
        foreach (string file in files.ToList())
        {
            Try(() => Handle(file));
        }
    }

    /// <summary>Does with a file what the cmdlet is for.</summary>
    /// <param name="file">The file.</param>
    private protected abstract void Handle(string file);

    /// <summary>Tells what was found and is no error.</summary>
    /// <param name="reading">What was read.</param>
    private protected void Warn(LvsStateReading reading)
    {
        foreach (LvsStateFinding finding in reading.Findings.Where(f => f.Severity == LvsStateSeverity.Warning))
        {
            WriteWarning($"{finding} {finding.Remedy}");
        }
    }
}
