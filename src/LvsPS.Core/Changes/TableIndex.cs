using System.Net;

namespace LvsPS;

/// <summary>Finds services and real servers of a table by their keys.</summary>
internal sealed class TableIndex
{
    private readonly Dictionary<LvsServiceId, LvsService> _services;
    private readonly Dictionary<LvsServiceId, ServerIndex> _servers = [];
    private readonly LvsTable _table;

    public TableIndex(LvsTable table)
    {
        _table = table;
        _services = new Dictionary<LvsServiceId, LvsService>(table.Services.Count);
        foreach (LvsService service in table.Services)
        {
            _services[service.Service] = service;
        }
    }

    public TableIndex(LiveState state)
        : this(state.Table) => Host = state;

    /// <summary>What surrounds the table; null where that is not known.</summary>
    public LiveState? Host { get; }

    public int Count => _services.Count;

    public LvsTimeout? Timeout => _table.Timeout;

    public LvsService? Find(LvsServiceId service) => _services.GetValueOrDefault(service);

    public LvsRealServer? Find(LvsRealServer server)
    {
        if (!_servers.TryGetValue(server.Service, out ServerIndex servers))
        {
            servers = new ServerIndex(Find(server.Service)?.RealServers ?? []);
            _servers[server.Service] = servers;
        }

        return servers.Find(server);
    }

    public LvsSyncDaemon? FindDaemon(LvsSyncRole role) => _table.SyncDaemons?.FirstOrDefault(d => d.Role == role);
}

/// <summary>Finds real servers of a service by address and port; few are looked through, since most services have few.</summary>
internal readonly struct ServerIndex
{
    private const int Few = 8;

    private readonly IReadOnlyList<LvsRealServer> _servers;
    private readonly Dictionary<(IPAddress Address, int Port), LvsRealServer>? _byKey;

    public ServerIndex(IReadOnlyList<LvsRealServer> servers)
    {
        _servers = servers;
        if (servers.Count > Few)
        {
            _byKey = new Dictionary<(IPAddress, int), LvsRealServer>(servers.Count);
            foreach (LvsRealServer server in servers)
            {
                _byKey[(server.Address, server.Port)] = server;
            }
        }
    }

    public LvsRealServer? Find(LvsRealServer server)
    {
        if (_byKey is not null)
        {
            return _byKey.GetValueOrDefault((server.Address, server.Port));
        }

        for (int i = _servers.Count - 1; i >= 0; i--)
        {
            if (_servers[i].Port == server.Port && _servers[i].Address.Equals(server.Address))
            {
                return _servers[i];
            }
        }

        return null;
    }
}
