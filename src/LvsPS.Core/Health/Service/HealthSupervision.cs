namespace LvsPS;

/// <summary>
/// A monitor under a service manager: it is ready when the table is right, gives signs of life as long as its loop goes round, and takes
/// its file over when it is told to.
/// </summary>
internal sealed class HealthSupervision : IAsyncDisposable
{
    // How often the sentence about the servers is renewed, where nothing happens.
    private static readonly TimeSpan s_statusInterval = TimeSpan.FromSeconds(1);

    private readonly HealthMonitor _monitor;
    private readonly ServiceNotifier _notifier;
    private readonly Action _reload;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly List<Task> _loops = [];
    private string? _said;

    /// <summary>Makes one.</summary>
    /// <param name="monitor">The monitor, which has begun.</param>
    /// <param name="notifier">Tells the manager.</param>
    /// <param name="reload">Reads the monitor's file again, and gives the monitor what it says; it does nothing where there is no file.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public HealthSupervision(HealthMonitor monitor, ServiceNotifier notifier, Action reload, TimeProvider? time = null)
    {
        _monitor = monitor;
        _notifier = notifier;
        _reload = reload;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Begins, beside the caller.</summary>
    public void Start()
    {
        // Their clocks run from now on.
        var status = new PeriodicTimer(s_statusInterval, _time);
        _loops.Add(Task.Run(() => UntilEndAsync(status, TellAsync)));
        if (_notifier.Watchdog is TimeSpan watchdog)
        {
            var life = new PeriodicTimer(watchdog / 2, _time);
            _loops.Add(Task.Run(() => UntilEndAsync(life, SignAsync)));
        }
    }

    /// <summary>Takes the file over, and tells the manager when that is done, or that the old one goes on.</summary>
    /// <returns>The end.</returns>
    public async Task ReloadAsync()
    {
        await _reloading.WaitAsync().ConfigureAwait(false);
        try
        {
            _notifier.Reloading();
            _reload();

            // The answer comes after the round that brings about what the new document wants.
            _ = await Task.WhenAny(_monitor.PingAsync(), _monitor.Completion).ConfigureAwait(false);
            if (_monitor.Settled.IsCompleted)
            {
                _notifier.Ready(Sentence());
            }
        }
        finally
        {
            _ = _reloading.Release();
        }
    }

    /// <summary>Ends the monitor, which leaves the table as its stop actions say.</summary>
    /// <returns>The end.</returns>
    public Task StopAsync()
    {
        _notifier.Stopping();
        return _monitor.StopAsync();
    }

    /// <summary>Ends; the monitor goes on.</summary>
    /// <returns>The end.</returns>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(false);
        _end.Dispose();
        _reloading.Dispose();
    }

    private async Task UntilEndAsync(PeriodicTimer timer, Func<PeriodicTimer, Task> loop)
    {
        using PeriodicTimer used = timer;
        try
        {
            await loop(timer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // It is the end.
        }
    }

    private async Task TellAsync(PeriodicTimer timer)
    {
        Task tick = timer.WaitForNextTickAsync(_end.Token).AsTask();
        while (await Task.WhenAny(_monitor.Settled, tick).ConfigureAwait(false) == tick)
        {
            await tick.ConfigureAwait(false);
            TellStatus();
            tick = timer.WaitForNextTickAsync(_end.Token).AsTask();
        }

        _notifier.Ready(_said = Sentence());
        while (true)
        {
            await tick.ConfigureAwait(false);
            TellStatus();
            tick = timer.WaitForNextTickAsync(_end.Token).AsTask();
        }
    }

    /// <summary>A sign of life is one of the monitor's loop: it goes out when the loop has answered, and not before.</summary>
    private async Task SignAsync(PeriodicTimer timer)
    {
        do
        {
            await _monitor.PingAsync().WaitAsync(_end.Token).ConfigureAwait(false);
            _notifier.Alive();
        }
        while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false));
    }

    private void TellStatus()
    {
        string sentence = Sentence();
        if (sentence != _said)
        {
            _notifier.Status(_said = sentence);
        }
    }

    private string Sentence()
    {
        IReadOnlyList<LvsHealthStatus> all = _monitor.GetStatus();
        int up = all.Count(s => s.State == LvsHealthState.Up);
        int waiting = all.Count(s => s.LastResult is null);
        string open = waiting > 0 ? FormattableString.Invariant($", {waiting} not yet checked") : string.Empty;
        return FormattableString.Invariant($"{up} of {all.Count} servers up{open}");
    }
}
