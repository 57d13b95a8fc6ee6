namespace LvsPS;

/// <summary>
/// A real server that a monitor looks after: its tracker, its last result, its place in the table and in the schedule. The monitor's
/// loop alone changes it; its state may be read from anywhere.
/// </summary>
internal sealed class WatchedServer : IDisposable
{
    private readonly object _gate = new();
    private HealthTracker _tracker;
    private DateTimeOffset _since;
    private TimeSpan _entered;
    private LvsCheckResult? _last;
    private DateTimeOffset? _lastCheck;
    private DateTimeOffset? _nextCheck;
    private CancellationTokenSource _cancellation = new();

    public WatchedServer(LvsHealthService service, LvsHealthServer server, TimeSpan now, DateTimeOffset time)
    {
        Service = service;
        Server = server;
        Row = new WatchedRow(server.RealServer);
        _entered = now;
        _since = time;
    }

    public LvsHealthService Service { get; private set; }

    public LvsHealthServer Server { get; private set; }

    public WatchedRow Row { get; }

    /// <summary>Whether the document no longer has it.</summary>
    public bool IsGone { get; private set; }

    /// <summary>When it came up, where it then got its weight step by step; in the monitor's time.</summary>
    public TimeSpan? RampsSince { get; private set; }

    /// <summary>What it is taken to be.</summary>
    public LvsHealthState State => _tracker.State;

    /// <summary>Since when.</summary>
    public DateTimeOffset Since => _since;

    /// <summary>What its last check found; null before the first one has ended.</summary>
    public LvsCheckResult? Last => _last;

    /// <summary>The run that has not ended; null for none.</summary>
    public HealthRun? Run { get; set; }

    /// <summary>When its checks are due by the interval, apart from jitter and haste; in the monitor's time.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>The mark of its valid entry in the schedule.</summary>
    public int Ticket { get; set; }

    public TimeSpan Interval => Server.Interval ?? Service.Interval;

    /// <summary>The time to the next check.</summary>
    public TimeSpan? Haste => _tracker.IsChanging && _last is not null ? Server.FastInterval ?? Service.FastInterval : null;

    /// <summary>Ends a run of its check, and all later ones where it is gone.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Takes what another document says of it.</summary>
    /// <param name="service">Its service.</param>
    /// <param name="server">The server.</param>
    /// <returns>Whether it is checked in another way than before, so that a running check is of no use.</returns>
    public bool Configure(LvsHealthService service, LvsHealthServer server)
    {
        lock (_gate)
        {
            bool isOther = !server.Check.Equals(Server.Check);
            Service = service;
            Server = server;
            Row.Configure(server.RealServer);
            if (isOther)
            {
                // The state stays until the new check has its say; its results do not count together with those of the old one.
                _tracker = new HealthTracker(_tracker.State);
                EndRun();
                _cancellation = new CancellationTokenSource();
            }

            return isOther;
        }
    }

    /// <summary>Decides what it is taken to be before its first check has ended.</summary>
    /// <param name="found">How it stands in the table.</param>
    /// <param name="isServiceFound">Whether its service is there.</param>
    /// <param name="suspension">Its suspension.</param>
    public void Begin(LvsRealServer? found, bool isServiceFound, LvsSuspension? suspension)
    {
        lock (_gate)
        {
            if (_last is null && _tracker.State == LvsHealthState.Unknown)
            {
                _tracker = new HealthTracker((Server.InitialState ?? Service.InitialState) switch
                {
                    LvsInitialState.Up => LvsHealthState.Up,
                    LvsInitialState.Down => LvsHealthState.Down,
                    _ when !isServiceFound => LvsHealthState.Unknown,
                    _ => found is { Weight: > 0 } || (found is not null && suspension is { WeightBefore: > 0 })
                        ? LvsHealthState.Up
                        : LvsHealthState.Down,
                });
            }
        }
    }

    /// <summary>Takes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="isForced">Whether it decides by itself.</param>
    /// <param name="now">The monitor's time.</param>
    /// <param name="time">The time of day.</param>
    /// <returns>The state before and how long it had lasted, and whether the table may have to be changed.</returns>
    public (LvsHealthState Before, TimeSpan Lasted, bool IsToWrite) Take(LvsCheckResult result, bool isForced, TimeSpan now, DateTimeOffset time)
    {
        lock (_gate)
        {
            HealthTracker before = _tracker;

            // The time of day may be set meanwhile.
            TimeSpan lasted = now - _entered;
            bool isFirst = _last is null;
            int? weight = CheckWeight;
            _tracker = before.After(result.IsUp, Server.Rise ?? Service.Rise, Server.Fall ?? Service.Fall);
            _tracker = isForced && !result.IsUp ? _tracker with { State = LvsHealthState.Down } : _tracker;
            CheckWeight = result.IsUp ? result.Weight : weight;
            _last = result;
            _lastCheck = time;
            if (_tracker.State != before.State)
            {
                _entered = now;
                _since = time;

                // In the beginning all come at once, and none is to be spared.
                bool ramps = before.State == LvsHealthState.Down && _tracker.State == LvsHealthState.Up && Service.RampTime > TimeSpan.Zero;
                RampsSince = ramps ? now : null;
            }

            bool isOther = _tracker.State != before.State || CheckWeight != weight;
            return (before.State, lasted, isOther || (isFirst && !IsAsWanted(now)));
        }
    }

    /// <summary>The weight that its check wants; null where that does not say.</summary>
    public int? CheckWeight { get; private set; }

    /// <summary>Says when its next check begins.</summary>
    /// <param name="time">The time of day; null while one runs.</param>
    public void Schedule(DateTimeOffset? time)
    {
        lock (_gate)
        {
            _nextCheck = time;
        }
    }

    /// <summary>When its weight rises next, in the monitor's time; null where it has its whole weight. Steps that have passed are done.</summary>
    /// <param name="now">The monitor's time.</param>
    /// <returns>The time.</returns>
    public TimeSpan? NextStep(TimeSpan now)
    {
        if (RampsSince is not TimeSpan since)
        {
            return null;
        }

        int tenths = Tenths(now);
        if (tenths < 10)
        {
            return since + (Service.RampTime * tenths / 10);
        }

        RampsSince = null;
        return null;
    }

    /// <summary>What is known of it.</summary>
    /// <param name="now">The monitor's time.</param>
    /// <returns>The server for <see cref="HealthPolicy"/>.</returns>
    public PolicyServer ToPolicy(TimeSpan now) => new(Row.ToPolicy(), State)
    {
        DownAction = Server.DownAction ?? Service.DownAction,
        CheckWeight = CheckWeight,
        Tenths = Tenths(now),
        IsSuspended = Row.Suspension is not null,
        IsHeld = _last is null && (Server.InitialState ?? Service.InitialState) == LvsInitialState.AsFound,
    };

    /// <summary>What is known of it.</summary>
    /// <param name="hasQuorum">Whether its service has its quorum.</param>
    /// <returns>The status.</returns>
    public LvsHealthStatus ToStatus(bool hasQuorum)
    {
        lock (_gate)
        {
            return new LvsHealthStatus
            {
                Service = Service.Service.Service,
                RealServer = Server.RealServer,
                Check = Server.Check,
                State = _tracker.State,
                Since = _since,
                LastResult = _last,
                LastCheck = _lastCheck,
                Successes = _tracker.Successes,
                Failures = _tracker.Failures,
                NextCheck = _nextCheck,
                Weight = Row.Known?.Weight,
                Suspension = Row.Suspension,
                ForeignChange = Row.Respected,
                HasQuorum = hasQuorum,
            };
        }
    }

    /// <summary>Ends its run: it is checked no more.</summary>
    public void Dispose()
    {
        IsGone = true;
        EndRun();
    }

    /// <summary>Whether it stands in the table as it is to, unless its fallback answers.</summary>
    private bool IsAsWanted(TimeSpan now)
    {
        LvsRealServer? wanted = HealthPolicy.Place(ToPolicy(now), isFallback: false);
        return wanted is null ? Row.Known is null : Row.Known?.HasSameSettings(wanted) == true;
    }

    private int Tenths(TimeSpan now) => RampsSince is TimeSpan since
        ? (int)Math.Clamp(1 + (long)((now - since) * 10 / Service.RampTime), 1, 10)
        : 10;

    private void EndRun()
    {
        Run = null;
        _cancellation.Cancel();
        _cancellation.Dispose();
    }
}

/// <summary>One run of a server's check, on its way. Two runs of one server are never the same.</summary>
internal sealed class HealthRun
{
    public HealthRun(WatchedServer server) => Server = server;

    /// <summary>The server.</summary>
    public WatchedServer Server { get; }

    /// <summary>Whether it did not end in its time, so that its result comes too late to count.</summary>
    public bool IsOverdue { get; set; }
}
