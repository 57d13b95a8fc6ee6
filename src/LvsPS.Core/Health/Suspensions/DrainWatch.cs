namespace LvsPS;

/// <summary>A real server whose connections are waited for.</summary>
/// <param name="Client">Its director.</param>
/// <param name="Server">The server as it was last read.</param>
internal sealed record DrainTarget(ILvsClient Client, LvsRealServer Server);

/// <summary>A real server that need not be waited for any longer.</summary>
/// <param name="Server">The server as it was last read.</param>
/// <param name="IsGone">Whether it is no longer in the table.</param>
internal sealed record DrainEnd(LvsRealServer Server, bool IsGone);

/// <summary>Waits for real servers to lose their connections, a look at a time. Who waits between two looks is the caller.</summary>
internal sealed class DrainWatch
{
    private readonly bool _inactive;
    private readonly bool _persistent;
    private readonly TimeSpan? _timeout;
    private readonly TimeProvider _time;
    private readonly long _started;
    private List<DrainTarget> _open;
    private long _most;

    /// <summary>Begins to wait.</summary>
    /// <param name="targets">The real servers.</param>
    /// <param name="inactive">Whether inactive connections are waited for too.</param>
    /// <param name="persistent">Whether persistence templates are waited for too.</param>
    /// <param name="timeout">How long at most; null for ever.</param>
    /// <param name="time">The clock.</param>
    public DrainWatch(IEnumerable<DrainTarget> targets, bool inactive, bool persistent, TimeSpan? timeout, TimeProvider time)
    {
        _open = [.. targets];
        _inactive = inactive;
        _persistent = persistent;
        _timeout = timeout;
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>The real servers that still have connections.</summary>
    public IEnumerable<LvsRealServer> Open => _open.Select(t => t.Server);

    /// <summary>How long it took so far.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>How much time is left; null for no end.</summary>
    public TimeSpan? Left => _timeout is TimeSpan timeout ? TimeSpan.FromTicks(Math.Max(0, (timeout - Elapsed).Ticks)) : null;

    /// <summary>Whether there is nothing left to wait for, or no time.</summary>
    public bool IsOver => _open.Count == 0 || Left == TimeSpan.Zero;

    /// <summary>How much of what there was is gone, of 100.</summary>
    public int Percent => _most == 0 ? 0 : (int)(100 * (_most - Sum()) / _most);

    /// <summary>Reads how many connections there are.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The real servers that have none any more.</returns>
    public IReadOnlyList<DrainEnd> Look(CancellationToken cancellation)
    {
        var ends = new List<DrainEnd>();
        var open = new List<DrainTarget>(_open.Count);
        foreach (IGrouping<(ILvsClient Client, LvsServiceId Service), DrainTarget> service in _open.GroupBy(t => (t.Client, t.Server.Service)))
        {
            var rows = service.Key.Client.ReadRealServers(service.Key.Service, cancellation).ToDictionary(s => (s.Address, s.Port));
            foreach (DrainTarget target in service)
            {
                LvsRealServer? row = rows.GetValueOrDefault((target.Server.Address, target.Server.Port));
                if (row is null || Count(row) == 0)
                {
                    ends.Add(new DrainEnd(row ?? target.Server, row is null));
                }
                else
                {
                    open.Add(target with { Server = row });
                }
            }
        }

        _open = open;
        _most = Math.Max(_most, Sum());
        return ends;
    }

    /// <summary>The connections that are waited for, in words.</summary>
    /// <param name="servers">The real servers that have them.</param>
    /// <returns>Such as <c>3 active and 2 inactive connections</c>.</returns>
    public string Text(IReadOnlyCollection<LvsRealServer> servers)
    {
        (long Count, string Kind)[] all =
        [
            (servers.Sum(s => (long)s.ActiveConnections), "active"),
            (servers.Where(CountsInactive).Sum(s => (long)s.InactiveConnections), "inactive"),
            (_persistent ? servers.Sum(s => (long)s.PersistentConnections) : 0, "persistent"),
        ];
        (long Count, string Kind)[] some = [.. all.Where(a => a.Count > 0)];
        string noun = some is [(1, _)] ? "connection" : "connections";
        return FormattableString.Invariant($"{string.Join(" and ", some.Select(a => FormattableString.Invariant($"{a.Count} {a.Kind}")))} {noun}");
    }

    private long Sum() => _open.Sum(t => Count(t.Server));

    private long Count(LvsRealServer server) =>
        server.ActiveConnections + (CountsInactive(server) ? (long)server.InactiveConnections : 0) + (_persistent ? server.PersistentConnections : 0);

    /// <summary>Only TCP and SCTP tell the kernel that a connection is active: each one of UDP counts as inactive (IP_VS_CONN_F_INACTIVE).</summary>
    private bool CountsInactive(LvsRealServer server) => _inactive || server.Service.Protocol == LvsProtocol.Udp;
}
