namespace LvsPS;

/// <summary>Makes suspensions and the weights that go with them. The caller holds the lock of the table.</summary>
internal sealed class SuspensionChanges
{
    private readonly ILvsClient _client;
    private readonly SuspensionStore _store;

    public SuspensionChanges(ILvsClient client, SuspensionStore store)
    {
        _client = client;
        _store = store;
    }

    /// <summary>
    /// Makes steps. A suspension is written before its weight is changed, and is ended after: whenever the process ends, the weight to
    /// go back to is written down.
    /// </summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellation">Ends it between two sends.</param>
    /// <returns>What became of the changes of weights.</returns>
    /// <exception cref="LvsException">The suspensions cannot be read or written.</exception>
    public IReadOnlyList<LvsChangeResult> Make(IReadOnlyList<SuspensionStep> steps, CancellationToken cancellation)
    {
        SuspensionStep[] begun = [.. steps.Where(s => s.After is not null)];
        if (begun.Length > 0)
        {
            _store.Replace(begun.Select(s => s.Server), begun.Select(s => s.After!));
        }

        LvsRealServerChange[] changes = [.. steps.Select(s => s.Change).OfType<LvsRealServerChange>()];
        IReadOnlyList<LvsChangeResult> results =
            changes.Length == 0 ? [] : new PlanExecutor(_client).Execute(new LvsPlan(changes), null, cancellation);
        Settle(steps, results);
        return results;
    }

    /// <summary>Ends the suspensions of those that were resumed, and takes back those of servers whose weight did not change.</summary>
    private void Settle(IReadOnlyList<SuspensionStep> steps, IReadOnlyList<LvsChangeResult> results)
    {
        var status = results.ToDictionary<LvsChangeResult, LvsChange, LvsChangeStatus>(
            r => r.Change, r => r.Status, ReferenceEqualityComparer.Instance);
        LvsChangeStatus StatusOf(SuspensionStep step) => step.Change is null ? LvsChangeStatus.Done : status[step.Change];

        // Where the answer was lost, a server that may be out of service stays suspended.
        SuspensionStep[] settled = [.. steps.Where(s => s.After is null
            ? StatusOf(s) == LvsChangeStatus.Done
            : StatusOf(s) is LvsChangeStatus.Failed or LvsChangeStatus.NotSent)];
        if (settled.Length > 0)
        {
            _store.Replace(settled.Select(s => s.Server), settled.Where(s => s.After is not null).Select(s => s.Before).OfType<LvsSuspension>());
        }
    }
}
