using System.Threading.Channels;

namespace LvsPS;

/// <summary>
/// Keeps a table true: checks the servers of a document, and brings about in the kernel what <see cref="HealthPolicy"/> makes of the
/// results. One loop decides everything; checks and actions run beside it and never wait for each other.
/// </summary>
internal sealed partial class HealthMonitor : IAsyncDisposable
{
    // The table and the suspensions are looked at as often as servers are checked, within these.
    private static readonly TimeSpan s_shortestRound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRound = TimeSpan.FromSeconds(10);

    // How long after its time limit a check may end before it is taken to hang.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    // How long a stop waits for cancelled checks.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    // Timers count whole milliseconds and cut off the rest, and would fire too early.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    // What is due within so much of the shortest interval is begun together: most of a check's cost is waking up for it.
    private const int Steps = 50;
    private static readonly TimeSpan s_longestStep = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CheckSchedule _schedule = new();
    private readonly List<WatchedService> _leaving = [];
    private readonly TableKeeper _keeper;
    private readonly ActionRunner _actions;
    private readonly TimeProvider _time;
    private readonly Action<LvsHealthEvent> _emit;
    private readonly object _emitting = new();
    private readonly ITimer _timer;
    private readonly long _started;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TaskCompletionSource> _pings = [];
    private LvsHealthDocument _document;
    private volatile WatchedService[] _services = [];
    private TimeSpan _round;
    private TimeSpan _notBefore;
    private TimeSpan _roundInterval;
    private bool _isRoundWanted;
    private TimeSpan _step;
    private TimeSpan? _alarm;
    private Task? _loop;
    private volatile bool _stopping;
    private int _activity;
    private int _running;

    /// <summary>Makes a monitor; nothing is checked or changed before <see cref="Start"/>.</summary>
    /// <param name="document">What is to be monitored, without errors.</param>
    /// <param name="client">The director.</param>
    /// <param name="suspensions">Where the suspensions of its namespace are kept.</param>
    /// <param name="holds">Where it is kept what the monitors of its namespace hold.</param>
    /// <param name="emit">Is told of events, one at a time, on the monitor's threads: it must not block.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public HealthMonitor(
        LvsHealthDocument document,
        ILvsClient client,
        IStateFile suspensions,
        IStateFile holds,
        Action<LvsHealthEvent> emit,
        TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _document = document;
        _emit = emit;
        _started = _time.GetTimestamp();
        _keeper = new TableKeeper(client, new SuspensionStore(suspensions), new HoldStore(holds), _time, Report);
        _actions = new ActionRunner(ActionFailed);
        _timer = _time.CreateTimer(static monitor => ((HealthMonitor)monitor!).Post(default), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The monitor's end; it fails where the monitor did.</summary>
    public Task Completion => _loop ?? Task.CompletedTask;

    /// <summary>
    /// Comes when the first check of each server has ended and the table is as it is wanted, as far as the kernel takes it: one server that
    /// it refuses is told of, and keeps none of the others waiting.
    /// </summary>
    public Task Settled => _settled.Task;

    /// <summary>Is told of each result, on the monitor's threads: it must not block.</summary>
    public Action<LvsHealthService, LvsHealthServer, LvsCheckResult>? Checked { get; init; }

    /// <summary>What is monitored.</summary>
    public LvsHealthDocument Document => _document;

    /// <summary>Messages that the loop has not dealt with, and checks that have not ended.</summary>
    internal int Activity => Volatile.Read(ref _activity);

    /// <summary>Checks that have not ended.</summary>
    internal int Running => Volatile.Read(ref _running);

    private TimeSpan Now => _time.GetElapsedTime(_started);

    /// <summary>A monitor of a session's director.</summary>
    /// <param name="document">What is to be monitored, without errors.</param>
    /// <param name="session">The session.</param>
    /// <param name="emit">Is told of events.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    /// <param name="isChecked">Is told of results; null for nobody.</param>
    /// <returns>The monitor.</returns>
    public static HealthMonitor Of(
        LvsHealthDocument document,
        LvsSession session,
        Action<LvsHealthEvent> emit,
        TimeProvider? time = null,
        Action<LvsHealthService, LvsHealthServer, LvsCheckResult>? isChecked = null) =>
        new(document, session.Client, session.Host.Suspensions, session.Host.Holds, emit, time) { Checked = isChecked };

    /// <summary>Begins.</summary>
    public void Start()
    {
        _ = Interlocked.Increment(ref _activity);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Ends, and leaves the table as the stop actions of the services say.</summary>
    /// <returns>The end.</returns>
    public Task StopAsync()
    {
        Post(new Message(MessageKind.Stop));
        return Completion;
    }

    /// <summary>Takes another document in place of the one that there is. Servers that stand in both keep their state.</summary>
    /// <param name="document">The document, without errors.</param>
    public void Replace(LvsHealthDocument document) => Post(new Message(MessageKind.Replace, Document: document));

    /// <summary>Tells of a changed file that is not taken over.</summary>
    /// <param name="reason">Why.</param>
    public void Reject(string reason) => Report(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.Rejected) { Reason = reason }, _document.OnFileChange);

    /// <summary>Asks the loop whether it goes round.</summary>
    /// <returns>Comes when it has dealt with all that it was told before, and with what was due; never, where it hangs.</returns>
    public Task PingAsync()
    {
        var ping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new Message(MessageKind.Ping, Ping: ping));
        return ping.Task;
    }

    /// <summary>Looks at the table and the suspensions at once, since somebody changed them.</summary>
    public void Look() => Post(new Message(MessageKind.Look));

    /// <summary>What is known of each server.</summary>
    /// <returns>The servers in the order of the document.</returns>
    public IReadOnlyList<LvsHealthStatus> GetStatus() =>
        [.. _services.SelectMany(service => service.Servers.Select(server => server.ToStatus(service.HasQuorum != false)))];

    /// <summary>Ends without touching the table, as if the process were killed.</summary>
    /// <returns>The end.</returns>
    public async ValueTask DisposeAsync()
    {
        Post(new Message(MessageKind.Abandon));
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _actions.DisposeAsync().ConfigureAwait(false);
    }

    private void Post(Message message)
    {
        _ = Interlocked.Increment(ref _activity);
        if (!_messages.Writer.TryWrite(message))
        {
            _ = Interlocked.Decrement(ref _activity);
        }
    }

    private async Task RunAsync()
    {
        Message end = default;
        try
        {
            Report(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.Started), null);
            Configure(_document);
            Round();
            Turn();
            _ = Interlocked.Decrement(ref _activity);
            while (end.Kind is not (MessageKind.Stop or MessageKind.Abandon))
            {
                _ = await _messages.Reader.WaitToReadAsync().ConfigureAwait(false);
                int count = 0;

                // What has come together came at one time: reading a clock costs a system call on some machines.
                TimeSpan now = Now;
                DateTimeOffset time = _time.GetUtcNow();
                while (end.Kind is not (MessageKind.Stop or MessageKind.Abandon) && _messages.Reader.TryRead(out Message message))
                {
                    Handle(end = message, now, time);
                    count++;
                }

                Turn();
                Answer();
                _ = Interlocked.Add(ref _activity, -count);
            }
        }
        finally
        {
            await EndAsync(end.Kind == MessageKind.Stop).ConfigureAwait(false);
        }
    }

    /// <summary>Does what is due, and sets the clock for what is due next.</summary>
    private void Turn()
    {
        TimeSpan now = Now;
        if (_stopping)
        {
            return;
        }

        if (_schedule.Next <= now)
        {
            DateTimeOffset time = _time.GetUtcNow();
            while (_schedule.Take(now) is WatchedServer server)
            {
                Due(server, now, time);
            }
        }

        BeginAll();
        if (_round <= now)
        {
            Round();
            now = Now;
        }

        TimeSpan next = _schedule.Next is TimeSpan due && due < _round ? due : _round;
        next = next > now ? RoundedUp(next, _step) : now;
        if (next != _alarm)
        {
            _alarm = next;
            _ = _timer.Change(RoundedUp(next - now, s_tick), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Tells those who wait for the loop.</summary>
    private void Answer()
    {
        _pings.ForEach(p => p.SetResult());
        _pings.Clear();
        if (!_settled.Task.IsCompleted && !_isRoundWanted && !_keeper.IsFailing && _services.All(s => s.Servers.All(r => r.Last is not null)))
        {
            _settled.SetResult();
        }
    }

    private static TimeSpan RoundedUp(TimeSpan time, TimeSpan step) => TimeSpan.FromTicks((time.Ticks + step.Ticks - 1) / step.Ticks * step.Ticks);

    private void Handle(Message message, TimeSpan now, DateTimeOffset time)
    {
        switch (message.Kind)
        {
            case MessageKind.Tick:
                _alarm = null;
                break;
            case MessageKind.Result:
                Ended(message.Run!, message.Result, now, time);
                break;
            case MessageKind.Replace:
                LvsHealthAction? action = _document.OnFileChange;
                Configure(message.Document!);
                Report(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.Replaced) { Reason = message.Document!.Path }, action);
                _round = TimeSpan.Zero;
                break;
            case MessageKind.Look:
                _round = TimeSpan.Zero;
                break;
            case MessageKind.Ping:
                _pings.Add(message.Ping!);
                break;
            case MessageKind.Stop or MessageKind.Abandon:
                _stopping = true;
                break;
        }
    }

    private void Round()
    {
        TimeSpan now = Now;
        _isRoundWanted = false;
        _keeper.Round(_services, _leaving, now, CancellationToken.None);
        _round = now + _roundInterval;
        foreach (WatchedServer server in _services.SelectMany(s => s.Servers))
        {
            _round = server.NextStep(now) is TimeSpan step && step < _round ? step : _round;
        }

        // While servers go down one after the other, most of the time is left to their checks.
        TimeSpan ended = Now;
        _notBefore = ended - now > TimeSpan.FromMilliseconds(20) ? ended + ((ended - now) * 2) : TimeSpan.Zero;
    }

    private void WantRound()
    {
        TimeSpan now = Now;
        TimeSpan at = _notBefore > now ? _notBefore : now;
        _round = at < _round ? at : _round;
        _isRoundWanted = true;
    }

    private void Report(LvsHealthEvent happened, LvsHealthAction? action)
    {
        lock (_emitting)
        {
            _emit(happened);
        }

        Act(action, happened);
    }

    private void Act(LvsHealthAction? action, LvsHealthEvent happened)
    {
        if (action is not null)
        {
            _actions.Add(action, happened);
        }
    }

    private void ActionFailed(LvsHealthEvent happened, string reason) =>
        Report(happened with { Time = _time.GetUtcNow(), Kind = LvsHealthEventKind.ActionFailed, Reason = reason, Duration = null }, null);

    private enum MessageKind
    {
        Tick,
        Result,
        Look,
        Replace,
        Ping,
        Stop,
        Abandon,
    }

    private readonly record struct Message(
        MessageKind Kind, HealthRun? Run = null, LvsCheckResult? Result = null, LvsHealthDocument? Document = null, TaskCompletionSource? Ping = null);
}
