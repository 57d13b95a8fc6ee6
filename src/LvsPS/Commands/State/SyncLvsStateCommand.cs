using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Sync-LvsState: makes a director as a document says. What is so already is not touched.</summary>
[Cmdlet(VerbsData.Sync, "LvsState", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsSyncResult))]
public sealed class SyncLvsStateCommand : LvsStateCommand
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>What happens to what was done when a change fails.</summary>
    [Parameter]
    public LvsOnError OnError { get; set; }

    /// <summary>Real servers that leave get no new connections first, and go when they have none any more.</summary>
    [Parameter]
    public SwitchParameter Drain { get; set; }

    /// <summary>How long their connections are waited for; they go then all the same.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What was done is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Handle(LvsDesiredState wanted)
    {
        LvsSession session = CurrentSession;
        ILvsClient client = ClientOf(null);
        string source = SourceOf(wanted);
        var run = new PlanRun(this, session, client, source, OnError);

        // The question is asked without the lock: nobody else is to wait for its answer.
        bool mayApply = !IsAsking || MayApply(source, Shown(PlanFor(session, client, wanted)));
        LvsPlan plan;
        LvsSyncResult? result = null;
        List<DrainTarget> leaving = [];
        using (IsWhatIf || !mayApply ? null : client.Lock(Cancellation))
        {
            plan = PlanFor(session, client, wanted);
            mayApply = mayApply && (IsAsking || MayApply(source, Shown(plan)));
            if (mayApply && !IsWhatIf)
            {
                leaving = Drain ? [.. DrainPlan.Leaving(plan).Select(s => new DrainTarget(client, s))] : [];
                result = run.Execute(leaving.Count > 0 ? DrainPlan.Before(plan) : plan);
            }
        }

        LvsException? failure = null;
        HashSet<string> failed = [.. (result?.Results ?? []).Where(r => r.Status != LvsChangeStatus.Done).Select(r => r.Change.Target)];
        if (leaving.Count > 0 && (failed.Count == 0 || OnError == LvsOnError.Continue))
        {
            try
            {
                Await(leaving);
                using (client.Lock(Cancellation))
                {
                    LvsPlan rest = PlanFor(session, client, wanted);
                    result = run.Execute(rest with { Changes = [.. rest.Changes.Where(c => !failed.Contains(c.Target))] });
                }
            }
            catch (Exception e) when (e is LvsException or OperationCanceledException)
            {
                failure = e as LvsException;
                result = Abandoned(run, client, ref failure) ?? result;
            }
        }

        foreach (string left in plan.LeftAlone)
        {
            Tell(left);
        }

        run.Report(result);
        if (PassThru && (result is not null || IsWhatIf))
        {
            WriteObject(result ?? new LvsSyncResult { Plan = Shown(plan), Changed = !plan.IsEmpty, NotUndone = plan.Notes, Source = source });
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>The plan with all that is done of it.</summary>
    private LvsPlan Shown(LvsPlan plan) => Drain ? DrainPlan.Whole(plan) : plan;

    /// <summary>Servers that were lowered, and do not leave after all, get back what they had.</summary>
    private static LvsSyncResult? Abandoned(PlanRun run, ILvsClient client, ref LvsException? failure)
    {
        try
        {
            using (client.Lock(CancellationToken.None))
            {
                return run.Abandon();
            }
        }
        catch (LvsException e)
        {
            failure ??= e;
            return null;
        }
    }

    private void Await(List<DrainTarget> leaving)
    {
        var watch = new DrainWatch(leaving, inactive: false, persistent: false, DrainTimeout, TimeProvider.System);
        _ = watch.Look(Cancellation);
        while (!watch.IsOver)
        {
            WriteProgress(new ProgressRecord(0, "Draining real servers that leave", watch.Text([.. watch.Open])) { PercentComplete = watch.Percent });
            if (Cancellation.WaitHandle.WaitOne(watch.Left is TimeSpan left && left < s_look ? left : s_look))
            {
                throw new OperationCanceledException(Cancellation);
            }

            _ = watch.Look(Cancellation);
        }

        WriteProgress(new ProgressRecord(0, "Draining real servers that leave", "Done") { RecordType = ProgressRecordType.Completed });
        foreach (LvsRealServer server in watch.Open)
        {
            WriteWarning(FormattableString.Invariant($"{server} of {server.Service} still has {watch.Text([server])} after {DrainTimeout.TotalSeconds:0.###} s, and goes all the same."));
        }
    }
}
