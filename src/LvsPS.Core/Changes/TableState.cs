namespace LvsPS;

/// <summary>A table that changes are made to in memory; services and servers keep the order in which they came.</summary>
internal sealed class TableState
{
    private readonly List<LvsServiceId> _order = [];
    private readonly Dictionary<LvsServiceId, (LvsService Service, List<LvsRealServer> Servers)> _services = [];
    private LvsTimeout? _timeout;
    private List<LvsSyncDaemon>? _daemons;

    public TableState(LvsTable table)
    {
        foreach (LvsService service in table.Services)
        {
            Put(service, [.. service.RealServers ?? []]);
        }

        _timeout = table.Timeout;
        _daemons = table.SyncDaemons?.ToList();
    }

    public void Apply(LvsChange change)
    {
        switch (change)
        {
            case LvsServiceChange { After: null } gone:
                _services.Remove(gone.Service);
                _order.Remove(gone.Service);
                break;
            case LvsServiceChange { After: LvsService after }:
                Put(after, _services.TryGetValue(after.Service, out var known) ? known.Servers : []);
                break;
            case LvsRealServerChange server when _services.TryGetValue(server.RealServer.Service, out var owner):
                Replace(owner.Servers, s => s.IsSameServer(server.RealServer), server.After);
                break;
            case LvsClearChange:
                _services.Clear();
                _order.Clear();
                break;
            case LvsTimeoutChange timeout:
                _timeout = new LvsTimeout
                {
                    Tcp = timeout.After.Tcp ?? _timeout?.Tcp,
                    TcpFin = timeout.After.TcpFin ?? _timeout?.TcpFin,
                    Udp = timeout.After.Udp ?? _timeout?.Udp,
                };
                break;
            case LvsSyncDaemonChange daemon:
                Replace(_daemons ??= [], d => d.Role == daemon.Daemon.Role, daemon.After);
                break;
        }
    }

    public LvsTable ToTable() => new()
    {
        Services = [.. _order.Select(id => _services[id].Service with { RealServers = _services[id].Servers })],
        Timeout = _timeout,
        SyncDaemons = _daemons,
    };

    private static void Replace<T>(List<T> list, Predicate<T> same, T? after)
        where T : class
    {
        int at = list.FindIndex(same);
        if (after is null)
        {
            if (at >= 0)
            {
                list.RemoveAt(at);
            }
        }
        else if (at >= 0)
        {
            list[at] = after;
        }
        else
        {
            list.Add(after);
        }
    }

    private void Put(LvsService service, List<LvsRealServer> servers)
    {
        if (!_services.ContainsKey(service.Service))
        {
            _order.Add(service.Service);
        }

        _services[service.Service] = (service, servers);
    }
}
