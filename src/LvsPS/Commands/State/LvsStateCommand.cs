using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets that compare a director with a wanted state share: the documents.</summary>
public abstract class LvsStateCommand : LvsSessionCommand
{
    private PipedText? _text;

    /// <summary>Documents; wildcards are allowed. What begins as a document does is the text of one, as a whole or line by line.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [SupportsWildcards]
    [DocumentPathTransformation]
    [AllowEmptyString]
    [ValidateNotNull]
    public string[]? Path { get; set; }

    /// <summary>Documents, their names taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>The wanted state, as Import-LvsDesiredState and ConvertFrom-LvsYaml give it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "DesiredState", ValueFromPipeline = true)]
    [Alias("InputObject")]
    [DesiredStateTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsDesiredState? DesiredState { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (DesiredState is not null)
        {
            Handle(DesiredState.Fault is LvsInputException fault ? throw fault : DesiredState);
            return;
        }

        IEnumerable<string> files = LiteralPath is null
            ? Path!.Where(p => !(_text ??= new PipedText(this)).Take(p)).SelectMany(p => FilePaths.ForReading(this, p))
            : LiteralPath.Select(p => FilePaths.Literal(this, p));
        foreach (string file in files.ToList())
        {
            Try(() => Handle(Told(DesiredStateReader.ReadFile(file))));
        }
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (_text is { HasLines: true } text)
        {
            Handle(Told(DesiredStateReader.Required(DesiredStateReader.Read(text.Text), null)));
        }
    }

    /// <summary>Does with a document what the cmdlet is for.</summary>
    /// <param name="wanted">The document.</param>
    private protected abstract void Handle(LvsDesiredState wanted);

    /// <summary>The plan to bring the director to a document's state.</summary>
    /// <param name="session">The director.</param>
    /// <param name="client">Its client.</param>
    /// <param name="wanted">The document.</param>
    /// <returns>The plan.</returns>
    private protected LvsPlan PlanFor(LvsSession session, ILvsClient client, LvsDesiredState wanted)
    {
        using var progress = new ReadingProgress(this, "Reading services", "services");
        return new StateReader(session, client).Plan(wanted, progress, Cancellation);
    }

    /// <summary>What a document is called.</summary>
    /// <param name="wanted">The document.</param>
    /// <returns>Its file, else its owner.</returns>
    private protected static string SourceOf(LvsDesiredState wanted) => wanted.Path ?? wanted.Owner ?? "the desired state";

    /// <summary>The document, after what is doubtful in it was told.</summary>
    private LvsDesiredState Told(LvsStateReading reading)
    {
        foreach (LvsStateFinding finding in reading.Findings)
        {
            WriteWarning(finding.ToString());
        }

        return reading.State!;
    }
}
