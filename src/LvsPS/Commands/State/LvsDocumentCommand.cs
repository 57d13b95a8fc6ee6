using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets share that read files of the wanted state. Nothing is asked or changed.</summary>
public abstract class LvsDocumentCommand : LvsCommand
{
    private PipedText? _text;

    /// <summary>Files; wildcards are allowed. What begins as a document does is the text of one, as a whole or line by line.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [SupportsWildcards]
    [DocumentPathTransformation]
    [AllowEmptyString]
    [ValidateNotNull]
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
            ? Path!.Where(p => !(_text ??= new PipedText(this)).Take(p)).SelectMany(p => FilePaths.ForReading(this, p))
            : LiteralPath.Select(p => FilePaths.Literal(this, p));
        foreach (string file in files.ToList())
        {
            Try(() => Handle(file));
        }
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (_text is { HasLines: true } text)
        {
            HandleText(text.Text);
        }
    }

    /// <summary>Does with the text of a document what the cmdlet is for.</summary>
    /// <param name="text">The text.</param>
    private protected abstract void HandleText(string text);

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
