using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>What the cmdlets that compare a director with a wanted state share: the documents.</summary>
public abstract class LvsStateCommand : LvsSessionCommand
{
    /// <summary>The wanted state, as Import-LvsDesiredState and ConvertFrom-LvsYaml give it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "DesiredState", ValueFromPipeline = true)]
    [Alias("InputObject")]
    [ValidateNotNull]
    public LvsDesiredState? DesiredState { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (LvsDesiredState wanted in Documents())
        {
            Try(() => Handle(wanted));
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

    private IEnumerable<LvsDesiredState> Documents() => [DesiredState!];
}
