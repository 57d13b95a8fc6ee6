using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>What the cmdlets share that read other programs' configurations: files, or piped lines, as health documents. Nothing is asked or changed.</summary>
public abstract class LvsHealthFileCommand : LvsCommand
{
    private readonly List<string> _lines = [];

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

    /// <summary>The lines, each a string or all in one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] InputObject { get; set; } = [];

    private bool TakesLines => ParameterSetName == "InputObject";

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        if (TakesLines)
        {
            _lines.AddRange(InputObject);
            return;
        }

        IEnumerable<string> files = LiteralPath is null
            ? Path!.SelectMany(p => FilePaths.ForReading(this, p))
            : LiteralPath.Select(p => FilePaths.Literal(this, p));
        foreach (string file in files.ToList())
        {
            Try(() => Emit(ReadFile(file)));
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndInput()
    {
        if (TakesLines)
        {
            Emit(ReadLines(_lines));
        }
    }

    /// <summary>Reads a file.</summary>
    private protected abstract LvsHealthConfiguration Read(Stream stream, string path);

    /// <summary>Reads lines that come from no file.</summary>
    private protected abstract LvsHealthConfiguration ReadLines(IReadOnlyList<string> lines);

    private LvsHealthConfiguration ReadFile(string file)
    {
        try
        {
            using FileStream stream = HealthConfigurationFile.Open(file);
            return Read(stream, file);
        }
        catch (IOException e)
        {
            throw HealthConfigurationFile.Unreadable(file, e);
        }
    }

    /// <summary>Tells what was found, and gives the document where it can be used.</summary>
    private void Emit(LvsHealthConfiguration configuration)
    {
        foreach (LvsHealthDiagnostic finding in configuration.Diagnostics)
        {
            Tell(finding);
        }

        if (!configuration.HasErrors)
        {
            WriteObject(configuration.Document);
        }
    }
}
