using System.Management.Automation;
using LvsPS.Binding;
using LvsPS.Jobs;

namespace LvsPS.Commands;

/// <summary>Compare-LvsState: the plan that would make a director as a document says.</summary>
[Cmdlet(VerbsData.Compare, "LvsState", DefaultParameterSetName = "ReferenceService")]
[OutputType(typeof(LvsPlan), typeof(Job))]
public sealed class CompareLvsStateCommand : LvsStateCommand
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_most = TimeSpan.FromDays(1);

    /// <summary>Services that were read elsewhere, which take the place of the director's; without a document the director is compared with them.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = "DesiredState")]
    [Parameter(Mandatory = true, ParameterSetName = "ReferenceService")]
    [ReferenceServiceTransformation]
    [AllowEmptyCollection]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsService[]? ReferenceService { get; set; }

    /// <summary>A job compares again and again, and emits an object when the director leaves the document, and one when it is back. A file that is changed is read again.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = "DesiredState")]
    public SwitchParameter Watch { get; set; }

    /// <summary>The time between two comparisons of -Watch.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = "DesiredState")]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (ParameterSetName == "ReferenceService")
        {
            WriteObject(PlanFor(CurrentSession, ClientOf(null), new LvsDesiredState { Services = [.. ReferenceService!.Select(Wish)] }));
            return;
        }

        base.ProcessInput();
    }

    /// <inheritdoc/>
    private protected override void Handle(LvsDesiredState wanted)
    {
        if (Watch)
        {
            Start(wanted);
        }
        else
        {
            WriteObject(ReferenceService is null
                ? PlanFor(CurrentSession, ClientOf(null), wanted)
                : StateDiffer.Diff(
                    new LiveState { Table = new LvsTable { Services = ReferenceService } },
                    new LvsDesiredState { Services = [.. wanted.Services.Select(s => s with { FullNat = null })], Prune = wanted.Prune && wanted.Owner is null },
                    OwnerRecord.Empty) with { Source = wanted.Path ?? wanted.Owner });
        }
    }

    private static LvsDesiredService Wish(LvsService service) => new()
    {
        Service = service with { RealServers = null },
        RealServers = service.RealServers?.Select(s => new LvsDesiredRealServer { Server = s }).ToList(),
    };

    private void Start(LvsDesiredState wanted)
    {
        if (ReferenceService is not null || Interval < s_least || Interval > s_most)
        {
            throw ReferenceService is null
                ? new LvsInputException(LvsErrorId.InvalidDuration, $"An interval of {Interval} cannot be.", Interval, "Give 100ms to 1d.")
                : new LvsInputException(
                    LvsErrorId.InvalidService, "Services that were read once do not change, so that there is nothing to watch.", ReferenceService, "Leave out -ReferenceService or -Watch.");
        }

        LvsSession session = CurrentSession;
        DesiredStateFile? file = DesiredState is null && wanted.Path is string path ? new DesiredStateFile(path) : null;
        var watch = new DriftWatch(
            (document, ending) => new StateReader(session, session.Client).Plan(document, null, ending), file?.Read().State ?? wanted, file, SourceOf(wanted), TimeProvider.System);
#pragma warning disable CA2000 // The job is whoever's has it, and Remove-Job frees it.
        var job = new LvsDriftJob(watch, Interval, session, null);
#pragma warning restore CA2000
        LvsJobs.Register(this, job);
        job.StartJob();
        WriteObject(job);
    }
}
