using System.Collections.Concurrent;

namespace LvsPS.Core.Tests.Health;

/// <summary>What real servers answer to a check, as a test says.</summary>
internal sealed class Farm
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, ValueTask<LvsCheckResult>>> _answers = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly ConcurrentDictionary<string, int> _running = new();
    private int _overlaps;
    private int _cancelled;
    private int _waiting;

    /// <summary>Runs that began while another of the same server had not ended.</summary>
    public int Overlaps => _overlaps;

    /// <summary>Runs that were cancelled while they waited.</summary>
    public int Cancelled => _cancelled;

    /// <summary>Runs that wait for an answer.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Whether no server answers.</summary>
    public bool IsGone { get; set; }

    /// <summary>What is done instead of answering, for each server.</summary>
    public Func<LvsRealServer, LvsCheckResult>? Answer { get; set; }

    public void Up(LvsRealServer server, int? weight = null) => _answers[Key(server)] =
        _ => ValueTask.FromResult(LvsCheckResult.Up("fine") with { Weight = weight });

    public void Down(LvsRealServer server) => _answers[Key(server)] = _ => ValueTask.FromResult(LvsCheckResult.Down("connection refused"));

    /// <summary>It accepts and never answers.</summary>
    public void Hang(LvsRealServer server) => _answers[Key(server)] = NeverAsync;

    /// <summary>It does not heed its cancellation.</summary>
    /// <returns>What ends it.</returns>
    public Action Stick(LvsRealServer server)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[Key(server)] = async unheeded =>
        {
            _ = Interlocked.Increment(ref _waiting);
            await end.Task;
            return LvsCheckResult.Up("too late");
        };
        return () =>
        {
            _ = Interlocked.Decrement(ref _waiting);
            end.SetResult();
        };
    }

    public int RunsOf(LvsRealServer server) => _runs.GetValueOrDefault(Key(server));

    internal async ValueTask<LvsCheckResult> RunAsync(LvsRealServer server, CancellationToken cancellation)
    {
        string key = Key(server);
        _ = _runs.AddOrUpdate(key, 1, (_, n) => n + 1);
        if (_running.AddOrUpdate(key, 1, (_, n) => n + 1) > 1)
        {
            _ = Interlocked.Increment(ref _overlaps);
        }

        try
        {
            return IsGone ? await NeverAsync(cancellation)
                : Answer is not null ? Answer(server)
                : _answers.TryGetValue(key, out Func<CancellationToken, ValueTask<LvsCheckResult>>? answer) ? await answer(cancellation)
                : LvsCheckResult.Up("fine");
        }
        finally
        {
            _ = _running.AddOrUpdate(key, 0, (_, n) => n - 1);
        }
    }

    private static string Key(LvsRealServer server) => $"{server} {server.Service}";

    private async ValueTask<LvsCheckResult> NeverAsync(CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<LvsCheckResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Interlocked.Increment(ref _waiting);

        // At once when it is cancelled, so that who waits for the monitor sees that it has something to do.
        using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            _ = Interlocked.Increment(ref _cancelled);
            _ = Interlocked.Decrement(ref _waiting);
            _ = end.TrySetCanceled(cancellation);
        });
        return await end.Task;
    }
}

/// <summary>Asks a farm.</summary>
internal sealed record FakeCheck(Farm Farm) : LvsHealthCheck
{
    public override string Kind => "Fake";

    internal override ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation) =>
        Farm.RunAsync(target.RealServer, cancellation);
}
