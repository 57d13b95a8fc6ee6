namespace LvsPS;

/// <summary>The rows of all services from reading to reading: found by key, added when they come, removed when they are gone.</summary>
internal sealed class TrafficRows
{
    private readonly Dictionary<Key, ServiceRows> _byKey = [];
    private readonly TimeProvider _time;
    private ServiceRows[]? _sorted;

    /// <summary>Begins without rows.</summary>
    /// <param name="time">The clock.</param>
    public TrafficRows(TimeProvider time) => _time = time;

    /// <summary>All services' rows, by family, protocol, address and port.</summary>
    public IReadOnlyList<ServiceRows> All => _sorted ??= [.. _byKey.Values.OrderBy(rows => rows.Service.Service, RuleOrder.Services)];

    /// <summary>The number of the reading that is being made.</summary>
    public int Reading { get; private set; }

    /// <summary>Begins a reading.</summary>
    public void Begin() => Reading++;

    /// <summary>Takes a service as it was read, and says that it is there.</summary>
    public ServiceRows Take(LvsService service, long now)
    {
        var key = Key.Of(service.Service);
        if (!_byKey.TryGetValue(key, out ServiceRows? rows))
        {
            rows = new ServiceRows(new TrafficRow(service.Service, null, null, _time));
            _byKey.Add(key, rows);
            _sorted = null;
        }

        rows.Service.Seen = Reading;
        rows.Service.Counters.Update(TrafficTotals.Of(service.Counters), now);
        return rows;
    }

    /// <summary>Says that a service of an address is there, and finds its rows.</summary>
    public ServiceRows? Find(in TableListLine line)
    {
        if (!_byKey.TryGetValue(new Key(line.Protocol, line.Address, line.Port), out ServiceRows? rows))
        {
            return null;
        }

        rows.Service.Seen = Reading;
        return rows;
    }

    /// <summary>Takes a server's numbers of connections, and says that it is there.</summary>
    /// <param name="rows">Its service.</param>
    /// <param name="expected">Where it stood in the last reading, most likely.</param>
    /// <param name="line">The numbers.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Its row; null where it is not known.</returns>
    public TrafficRow? TakeServer(ServiceRows rows, int expected, in TableListLine line, long now)
    {
        if (FindServer(rows, expected, line.Address, line.Port) is not TrafficRow row)
        {
            return null;
        }

        row.Seen = Reading;
        row.SetConnections(line.Active, line.Inactive, now);
        return row;
    }

    /// <summary>Reads a service's servers by netlink.</summary>
    public void ReadServers(ServiceRows rows, ILvsClient client, long now, CancellationToken cancellation)
    {
        IReadOnlyList<LvsRealServer> servers = client.ReadRealServers(rows.Service.Service, cancellation);
        for (int i = 0; i < servers.Count; i++)
        {
            LvsRealServer server = servers[i];
            if (FindServer(rows, i, RawAddress.From(server.Address), server.Port) is not TrafficRow row)
            {
                row = new TrafficRow(rows.Service.Service, server.Address, server.Port, _time);
                rows.Servers.Insert(Math.Min(i, rows.Servers.Count), row);
            }

            row.Seen = Reading;
            row.SetConnections(server.ActiveConnections, server.InactiveConnections, now);
            row.Counters.Update(TrafficTotals.Of(server.Counters), now);
        }

        rows.ServersRead = now;
        Finish(rows, now);
    }

    /// <summary>Forgets servers that the reading did not have, and gives their service the sum of the others' connections.</summary>
    public void Finish(ServiceRows rows, long now)
    {
        rows.Servers.RemoveAll(server => server.Seen != Reading);
        Sum(rows, now);
    }

    /// <summary>Gives a service the sum of its servers' connections.</summary>
    public static void Sum(ServiceRows rows, long now)
    {
        uint active = 0;
        uint inactive = 0;
        foreach (TrafficRow server in rows.Servers)
        {
            active += server.Active;
            inactive += server.Inactive;
        }

        rows.Service.SetConnections(active, inactive, now);
    }

    /// <summary>Forgets services that the reading did not have.</summary>
    public void RemoveUnseen()
    {
        foreach ((Key key, ServiceRows rows) in _byKey)
        {
            if (rows.Service.Seen != Reading)
            {
                _byKey.Remove(key);
                _sorted = null;
            }
        }
    }

    private static TrafficRow? FindServer(ServiceRows rows, int expected, RawAddress address, int port)
    {
        if (expected < rows.Servers.Count && rows.Servers[expected] is TrafficRow likely && likely.Port == port && likely.RawAddress == address)
        {
            return likely;
        }

        return rows.Servers.Find(server => server.Port == port && server.RawAddress == address);
    }

    private readonly record struct Key(int Protocol, RawAddress Address, int Port)
    {
        public static Key Of(LvsServiceId service) => service.FwMark is uint mark
            ? new Key(0, new RawAddress(mark, service.IsIPv6), 0)
            : new Key((int)service.Protocol!.Value, RawAddress.From(service.VirtualAddress!), service.VirtualPort!.Value);
    }
}
