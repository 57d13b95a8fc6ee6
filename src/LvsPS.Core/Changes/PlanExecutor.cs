namespace LvsPS;

/// <summary>
/// Carries out a plan, the only way in which LvsPS changes anything. Where the kernel's answers are lost, the table is read again
/// and what it does not show is tried again.
/// </summary>
internal sealed class PlanExecutor
{
    // How often in a row trying again may bring nothing.
    private const int Attempts = 5;
    private readonly ILvsClient _client;

    public PlanExecutor(ILvsClient client) => _client = client;

    /// <summary>Carries out a plan whose caller holds the table's lock.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Is told how many changes are done.</param>
    /// <param name="cancellation">Ends it between two sends; what was not sent is reported so.</param>
    /// <returns>For each change what became of it.</returns>
    public IReadOnlyList<LvsChangeResult> Execute(LvsPlan plan, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        LvsChangeResult[] results = [.. _client.Apply(plan.Changes, progress, cancellation)];
        int open = results.Count(IsOpen);
        for (int futile = 0; futile < Attempts && results.Any(AnswerLost) && !cancellation.IsCancellationRequested;)
        {
            try
            {
                TryAgain(results, cancellation);
            }
            catch (Exception e) when (e is LvsException or OperationCanceledException)
            {
                // What is known of the first run is worth more than why it could not be tried again.
                break;
            }

            int left = results.Count(IsOpen);
            futile = left < open ? 0 : futile + 1;
            open = left;
        }

        NameDependencies(results);
        return results;
    }

    private static bool IsOpen(LvsChangeResult result) => result.Status is LvsChangeStatus.Unknown or LvsChangeStatus.NotSent;

    private static bool AnswerLost(LvsChangeResult result) =>
        result is { Status: LvsChangeStatus.Unknown, Error.ErrorId: LvsErrorId.KernelResources };

    private void TryAgain(LvsChangeResult[] results, CancellationToken cancellation)
    {
        LvsReading reading = _client.ReadServices(withRealServers: true, null, cancellation);
        if (!reading.IsConsistent)
        {
            // What such a reading does not show may be there all the same.
            return;
        }

        var table = new TableIndex(new LvsTable
        {
            Services = reading.Services,
            Timeout = _client.ReadTimeout(cancellation),
            SyncDaemons = _client.ReadSyncDaemons(cancellation),
        });
        // Backwards: where the last change of a thing is done, so are those before it, though the table no longer shows them.
        var settled = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<int>();
        for (int i = results.Length - 1; i >= 0; i--)
        {
            LvsChange change = results[i].Change;
            if (AnswerLost(results[i]) && (settled.Contains(change.Target) || change.IsDone(table)))
            {
                settled.Add(change.Target);
                results[i] = new LvsChangeResult(change, LvsChangeStatus.Done, null);
            }
            else if (IsOpen(results[i]))
            {
                open.Add(i);
            }
        }

        open.Reverse();
        IReadOnlyList<LvsChangeResult> again = _client.Apply([.. open.Select(i => results[i].Change)], null, cancellation);
        for (int i = 0; i < open.Count; i++)
        {
            results[open[i]] = again[i];
        }
    }

    /// <summary>A real server whose service could not be made failed because of that, not because somebody removed the service.</summary>
    private static void NameDependencies(LvsChangeResult[] results)
    {
        HashSet<LvsServiceId> refused = [.. results
            .Where(r => r is { Status: not LvsChangeStatus.Done, Change: LvsServiceChange { Action: LvsAction.Add } })
            .Select(r => ((LvsServiceChange)r.Change).Service)];
        for (int i = 0; refused.Count > 0 && i < results.Length; i++)
        {
            if (results[i] is { Status: LvsChangeStatus.Failed, Error.ErrorId: LvsErrorId.ServiceNotFound, Change: LvsRealServerChange server }
                && refused.Contains(server.RealServer.Service))
            {
                results[i] = results[i] with
                {
                    Error = new LvsException(
                        LvsErrorId.DependencyFailed,
                        $"{server.Description}: not done, since its service could not be added.",
                        server.RealServer,
                        "Mend the service first."),
                };
            }
        }
    }
}
