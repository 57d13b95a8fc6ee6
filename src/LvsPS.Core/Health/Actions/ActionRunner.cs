namespace LvsPS;

/// <summary>
/// Runs actions beside the loop of a monitor: those of one service one after the other in the order of their events, several services
/// at once.
/// </summary>
internal sealed class ActionRunner : IAsyncDisposable
{
    private const int AtOnce = 8;

    // A service that flaps while its action hangs must not pile up actions without end.
    private const int Waiting = 1000;

    private readonly object _gate = new();
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<object, (Task Tail, int Count)> _tails = [];
    private readonly Dictionary<object, (LvsHealthEvent First, int Count)> _givenUp = [];
    private readonly Action<LvsHealthEvent, string> _failed;

    /// <summary>Makes a runner.</summary>
    /// <param name="failed">Is told of actions that failed: the event that they were run at, and why.</param>
    public ActionRunner(Action<LvsHealthEvent, string> failed) => _failed = failed;

    /// <summary>Runs an action when its turn comes.</summary>
    /// <param name="action">The action.</param>
    /// <param name="happened">The event.</param>
    public void Add(LvsHealthAction action, LvsHealthEvent happened)
    {
        object queue = QueueOf(happened);
        lock (_gate)
        {
            (Task tail, int count) = _tails.GetValueOrDefault(queue, (Task.CompletedTask, 0));
            if (count < Waiting)
            {
                _tails[queue] = (RunAfterAsync(tail, action, happened), count + 1);
                return;
            }
        }

        _failed(happened, $"{action} was not run, since {Waiting} actions wait already");
    }

    /// <summary>Waits until no action runs or waits. Each has its time limit.</summary>
    /// <returns>The end.</returns>
    public async Task DrainAsync()
    {
        Task[] tails;
        do
        {
            lock (_gate)
            {
                tails = [.. _tails.Values.Select(t => t.Tail)];
            }

            await Task.WhenAll(tails).ConfigureAwait(false);
        }
        while (tails.Length > 0);
    }

    /// <summary>
    /// Waits until no action runs or waits, and no longer than a time: then those that run are ended, those that wait are left out, and
    /// how many that were is told for each service.
    /// </summary>
    /// <param name="patience">The time.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The end.</returns>
    public async Task DrainAsync(TimeSpan patience, TimeProvider time)
    {
        Task drained = DrainAsync();
        try
        {
            await drained.WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _end.CancelAsync().ConfigureAwait(false);
            await drained.ConfigureAwait(false);
            foreach ((LvsHealthEvent first, int count) in _givenUp.Values)
            {
                _failed(first, FormattableString.Invariant(
                    $"{count} {(count == 1 ? "action was" : "actions were")} given up, since actions may take {patience.TotalSeconds:0.###} s at the end of the monitor, together"));
            }
        }
    }

    /// <summary>Ends the actions that run, and leaves out those that wait.</summary>
    /// <returns>The end.</returns>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
        _places.Dispose();
        _end.Dispose();
    }

    /// <summary>What concerns no service has a queue of its own.</summary>
    private static object QueueOf(LvsHealthEvent happened) => happened.Service ?? (object)nameof(HealthMonitor);

    /// <summary>Runs one; it gives why it failed, null where it did not, and nothing at all where it was given up.</summary>
    private static async Task<string?> RunAsync(LvsHealthAction action, LvsHealthEvent happened, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(action.Timeout);
        try
        {
            if (action.Run is not null)
            {
                await action.Run(happened, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
                return null;
            }

            (int code, string output, string error) = await ProcessRun.RunAsync(
                action.Executable!, action.Arguments, Environment(happened), limit.Token).ConfigureAwait(false);
            string said = (error.Length > 0 ? error : output).Trim();
            return code == 0 ? null : FormattableString.Invariant($"{action} ended with {code}{(said.Length > 0 ? $": {said}" : string.Empty)}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return end.IsCancellationRequested ? string.Empty : FormattableString.Invariant($"{action} did not end within {action.Timeout.TotalSeconds:0.###} s");
        }
#pragma warning disable CA1031 // Whatever an action does, the monitor goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{action}: {e.Message}";
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Environment(LvsHealthEvent happened) =>
    [
        new("LVSPS_EVENT", happened.Kind.ToString()),
        new("LVSPS_SERVICE", happened.Service?.ToString() ?? string.Empty),
        new("LVSPS_SERVER", happened.Server?.ToString() ?? string.Empty),
        new("LVSPS_FROM", happened.From ?? string.Empty),
        new("LVSPS_TO", happened.To ?? string.Empty),
        new("LVSPS_REASON", happened.Reason ?? string.Empty),
    ];

    private async Task RunAfterAsync(Task before, LvsHealthAction action, LvsHealthEvent happened)
    {
        // Not on the caller's time.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _places.WaitAsync().ConfigureAwait(false);
        string? failure = _end.IsCancellationRequested ? string.Empty : await RunAsync(action, happened, _end.Token).ConfigureAwait(false);
        if (failure is { Length: > 0 })
        {
            _failed(happened, failure);
        }

        _ = _places.Release();
        object queue = QueueOf(happened);
        lock (_gate)
        {
            if (failure is { Length: 0 })
            {
                (LvsHealthEvent first, int given) = _givenUp.GetValueOrDefault(queue, (happened, 0));
                _givenUp[queue] = (first, given + 1);
            }

            (Task tail, int count) = _tails[queue];
            if (count == 1)
            {
                _ = _tails.Remove(queue);
            }
            else
            {
                _tails[queue] = (tail, count - 1);
            }
        }
    }
}
