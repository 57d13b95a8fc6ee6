using System.Net;

namespace LvsPS;

/// <summary>Finds services and real servers of a table by their keys.</summary>
internal sealed class TableIndex
{
    private readonly Dictionary<LvsServiceId, LvsService> _services;
    private readonly Dictionary<LvsServiceId, Dictionary<(IPAddress Address, int Port), LvsRealServer>> _servers = [];
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

    public int Count => _services.Count;

    public LvsTimeout? Timeout => _table.Timeout;

    public LvsService? Find(LvsServiceId service) => _services.GetValueOrDefault(service);

    public LvsRealServer? Find(LvsRealServer server)
    {
        if (!_servers.TryGetValue(server.Service, out Dictionary<(IPAddress, int), LvsRealServer>? servers))
        {
            servers = [];
            foreach (LvsRealServer known in Find(server.Service)?.RealServers ?? [])
            {
                servers[(known.Address, known.Port)] = known;
            }

            _servers[server.Service] = servers;
        }

        return servers.GetValueOrDefault((server.Address, server.Port));
    }

    public LvsSyncDaemon? FindDaemon(LvsSyncRole role) => _table.SyncDaemons?.FirstOrDefault(d => d.Role == role);
}
