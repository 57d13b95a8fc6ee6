namespace LvsPS;

/// <summary>
/// Carries out plans over a table and its host. What belongs to one run, perhaps in several parts, is taken back as a whole. The caller
/// holds the lock.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="client">Its client.</param>
/// <param name="tell">Is told the line of each change; null for nobody.</param>
internal sealed class StateExecutor(LvsSession session, ILvsClient client, Action<string>? tell = null)
{
    private readonly List<LvsChangeResult> _results = [];
    private readonly List<string> _left = [];
    private LvsOwnedTargets? _before;
    private IReadOnlyCollection<string> _kept = [];
    private TimeSpan _time;

    /// <summary>Is told before each change that it comes now; tests end the process there. With it, each change is sent alone.</summary>
    internal Action<LvsChange>? FaultPoint { get; init; }

    /// <summary>Whether a change failed.</summary>
    private bool HasFailed => _results.Exists(r => r.Status != LvsChangeStatus.Done);

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="onError">What happens when a change fails.</param>
    /// <param name="progress">Is told how many changes are done.</param>
    /// <param name="cancellation">Ends it; that is a failure like others.</param>
    /// <returns>What the run did so far.</returns>
    public LvsSyncResult Execute(LvsPlan plan, LvsOnError onError, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        OwnerRecord owners = plan.Owned is null ? OwnerRecord.Empty : OwnerRecord.Of(session);
        if (plan.Owned is LvsOwnedTargets owned)
        {
            // Remembered first: what is made and not remembered could never be pruned.
            _before ??= new LvsOwnedTargets(owned.Owner, owners.TargetsOf(owned.Owner));
            _kept = [.. owned.Targets.Union(_before.Targets).Union(owners.TargetsOf(owned.Owner))];
            owners.Keep(session, owned with { Targets = _kept });
        }

        long started = TimeProvider.System.GetTimestamp();
        foreach (IReadOnlyList<LvsChange> step in StepsOf(plan.Changes))
        {
            _results.AddRange(HasFailed && onError != LvsOnError.Continue
                ? step.Select(NotSent)
                : Run(step, _left, new Offset(progress, _results.Count), cancellation));
        }

        if (!HasFailed && plan.Owned is { IsWhole: true })
        {
            Remember(owners, plan.Owned);
        }

        return End(plan, HasFailed && onError == LvsOnError.Rollback, started);
    }

    /// <summary>Ends a run whose next part cannot be begun, as one ends of which a change failed.</summary>
    /// <param name="onError">What happens to what was done.</param>
    /// <returns>What the run did.</returns>
    public LvsSyncResult Abandon(LvsOnError onError) => End(LvsPlan.Empty, onError == LvsOnError.Rollback, TimeProvider.System.GetTimestamp());

    private LvsSyncResult End(LvsPlan plan, bool isTakenBack, long started)
    {
        List<LvsChange> standing = [.. Done];
        List<LvsChange> unknown = [.. _results.Where(r => r.Status == LvsChangeStatus.Unknown).Select(r => r.Change)];
        if (isTakenBack)
        {
            standing = TakeBack(standing);
            _left.AddRange(unknown.Select(c => $"{c.Description}: its answer was lost, and it may be done."));
            if (standing.Count + unknown.Count == 0 && _before is not null)
            {
                TakeBackRecord(_before);
            }
        }

        _time += TimeProvider.System.GetElapsedTime(started);
        LvsPlan made = new(standing);
        return new LvsSyncResult
        {
            Changed = standing.Count + unknown.Count > 0,
            Plan = plan with { Changes = [.. _results.Select(r => r.Change)] },
            Results = [.. _results],
            RolledBack = isTakenBack,
            Undo = made.Undo() with { Owned = _before is null ? null : _before with { Known = _kept }, Origin = new ReadFrom(session) },
            NotUndone = PlanNotes.Of([.. Done]),
            Left = [.. _left],
            KernelTime = _time,
        };
    }

    /// <summary>What was done stands, whether that can be written down or not; more is remembered then than there is.</summary>
    private void Remember(OwnerRecord owners, LvsOwnedTargets owned)
    {
        try
        {
            owners.Keep(session, owned);
            _kept = owned.Targets;
        }
        catch (LvsException e)
        {
            _left.Add($"What {owned.Owner} managed before is still remembered as its own: {e.Message}");
        }
    }

    /// <summary>A newer document of the owner may have been applied while the servers of this run were drained: what that manages stays.</summary>
    private void TakeBackRecord(LvsOwnedTargets before)
    {
        OwnerRecord now = OwnerRecord.Of(session);
        if (LvsOwnedTargets.Same(now.TargetsOf(before.Owner), _kept))
        {
            Remember(now, before);
        }
    }

    private IEnumerable<LvsChange> Done => _results.Where(r => r.Status == LvsChangeStatus.Done).Select(r => r.Change);

    /// <summary>
    /// What is sent at once: changes of the table as long as they all add to what serves, or all take from it, so that nothing is taken
    /// away where something else could not be added. A change of the host is a step of its own.
    /// </summary>
    private IEnumerable<IReadOnlyList<LvsChange>> StepsOf(IEnumerable<LvsChange> changes)
    {
        var step = new List<LvsChange>();
        foreach (LvsChange change in changes)
        {
            if (step.Count > 0 && (FaultPoint is not null || change is LvsHostChange || step[0] is LvsHostChange || Takes(change) != Takes(step[^1])))
            {
                yield return step;
                step = [];
            }

            step.Add(change);
        }

        if (step.Count > 0)
        {
            yield return step;
        }
    }

    private static bool Takes(LvsChange change) => change.Action is LvsAction.Remove or LvsAction.Clear
        || change is LvsRealServerChange { Before: LvsRealServer before, After: LvsRealServer after } && after.Weight < before.Weight;

    private IReadOnlyList<LvsChangeResult> Run(IReadOnlyList<LvsChange> step, List<string> left, IProgress<int>? progress, CancellationToken cancellation)
    {
        FaultPoint?.Invoke(step[0]);
        if (step[0] is LvsHostChange host)
        {
            return [Make(host, left, cancellation)];
        }

        foreach (LvsChange change in tell is null ? [] : step)
        {
            tell!($"ipvsadm {change.Rule}");
        }

        IReadOnlyList<LvsChangeResult> results;
        try
        {
            results = new PlanExecutor(client).Execute(new LvsPlan(step), progress, cancellation);
        }
        catch (LvsException e)
        {
            // The connection broke. What came before it is to be taken back all the same, and one error tells of it.
            results = [.. step.Select((c, i) => new LvsChangeResult(c, LvsChangeStatus.Unknown, i == step.Count - 1 ? e : null))];
        }

        return results.Any(r => r.Status == LvsChangeStatus.Unknown) ? Settled(results) : results;
    }

    private LvsChangeResult Make(LvsHostChange change, List<string> left, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            left.AddRange(change.Make(session, tell, cancellation));
            return new LvsChangeResult(change, LvsChangeStatus.Done, null);
        }
        catch (LvsException e)
        {
            return new LvsChangeResult(change, LvsChangeStatus.Failed, e);
        }
        catch (OperationCanceledException)
        {
            return new LvsChangeResult(change, LvsChangeStatus.NotSent, new LvsException(
                LvsErrorId.Cancelled, $"{change.Description}: not done, since it was stopped.", change.Target, "Run the same again for the rest."));
        }
    }

    /// <summary>Where answers were lost, the table tells what was done.</summary>
    private IReadOnlyList<LvsChangeResult> Settled(IReadOnlyList<LvsChangeResult> results)
    {
        try
        {
            var now = new TableIndex(new StateReader(session, client).ReadTable());
            return [.. results.Select(r => r.Status == LvsChangeStatus.Unknown && r.Change.IsDone(now) ? new LvsChangeResult(r.Change, LvsChangeStatus.Done, null) : r)];
        }
        catch (LvsException)
        {
            return results;
        }
    }

    private static LvsChangeResult NotSent(LvsChange change) => new(change, LvsChangeStatus.NotSent, new LvsException(
        LvsErrorId.DependencyFailed, $"{change.Description}: not done, since another change failed.", change.Target, "Mend what failed first."));

    /// <summary>Undoes changes, the last first; what cannot be undone stands, and those before it are undone all the same.</summary>
    private List<LvsChange> TakeBack(List<LvsChange> done)
    {
        var standing = new List<LvsChange>();
        List<(LvsChange Made, LvsChange Undo)> pairs = [.. Enumerable.Reverse(done).SelectMany(c => c.Undo().Select(u => (c, u)))];
        int at = 0;
        foreach (IReadOnlyList<LvsChange> step in StepsOf(pairs.Select(p => p.Undo)))
        {
            foreach (LvsChangeResult result in Run(step, _left, null, CancellationToken.None))
            {
                LvsChange made = pairs[at++].Made;
                if (result.Status != LvsChangeStatus.Done && (standing.Count == 0 || !ReferenceEquals(standing[^1], made)))
                {
                    standing.Add(made);
                    _left.Add($"{made.Description}: done, and not taken back ({result.Error?.Message.TrimEnd('.') ?? "its answer was lost"}).");
                }
            }
        }

        standing.Reverse();
        return standing;
    }

    private sealed class Offset(IProgress<int>? progress, int done) : IProgress<int>
    {
        public void Report(int value) => progress?.Report(done + value);
    }
}
