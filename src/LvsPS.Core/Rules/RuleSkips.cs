using System.Net;

namespace LvsPS;

/// <summary>
/// What the broken lines of a text would have defined, as far as it can be read: whoever skips these lines must not take what they
/// name for something that the text does not have.
/// </summary>
internal sealed class RuleSkips
{
    private readonly HashSet<LvsServiceId> _services = [];
    private readonly Dictionary<LvsServiceId, HashSet<(IPAddress Address, int Port)>> _servers = [];
    private readonly HashSet<LvsSyncRole> _daemons = [];

    /// <summary>How many lines have errors.</summary>
    public int Lines { get; private set; }

    /// <summary>The first line of which nobody can tell what it would have defined.</summary>
    public int? Unreadable { get; private set; }

    /// <summary>Whether the text is none of rules at all, so that nothing in it means anything.</summary>
    public bool IsNoText { get; private set; }

    public void AddNoText() => IsNoText = true;

    public void AddUnreadable(int line)
    {
        Lines++;
        Unreadable ??= line;
    }

    /// <summary>Takes a broken line. One that removes something defines nothing.</summary>
    public void Add(RuleStatement statement, RuleNames names)
    {
        LvsServiceId? service = statement.NamesTwo ? null : RuleObjects.ServiceId(statement, names);
        switch (statement.Command)
        {
            case RuleCommand.AddService or RuleCommand.EditService when service is not null:
                _services.Add(service);
                break;
            case RuleCommand.AddServer or RuleCommand.EditServer
                when service is not null && RuleObjects.ServerId(statement, service, names) is LvsEndpoint server:
                AddServer(service, server.Address, server.Port ?? 0);
                break;
            case RuleCommand.StartDaemon when RuleObjects.Role(statement) is LvsSyncRole role:
                _daemons.Add(role);
                break;
            case RuleCommand.AddService or RuleCommand.EditService or RuleCommand.AddServer or RuleCommand.EditServer or RuleCommand.StartDaemon:
                Unreadable ??= statement.Line;
                break;
        }

        Lines++;
    }

    /// <summary>Takes a real server whose service no line defines.</summary>
    public void AddWaiting(LvsServiceId service)
    {
        _services.Add(service);
        Lines++;
    }

    /// <summary>The wanted table with what is to be kept of the current one, as it is there.</summary>
    public LvsTable Keep(LvsTable wanted, LvsTable current)
    {
        var named = new TableIndex(wanted);
        var there = new TableIndex(current);

        // Where the service's own line is broken too, or missing, nothing is known of its other servers: they are not spoken of.
        IEnumerable<LvsService> whole = _services.Concat(_servers.Keys).Distinct()
            .Where(id => named.Find(id) is null)
            .Select(there.Find)
            .OfType<LvsService>()
            .Select(s => s with { RealServers = null });
        return wanted with
        {
            Services = [.. wanted.Services.Select(s => Keep(s, there)), .. whole],
            SyncDaemons = wanted.SyncDaemons is null ? null : [.. wanted.SyncDaemons, .. KeptDaemons(wanted, current)],
        };
    }

    private LvsService Keep(LvsService wanted, TableIndex there)
    {
        if (!_servers.TryGetValue(wanted.Service, out HashSet<(IPAddress Address, int Port)>? keys))
        {
            return wanted;
        }

        IReadOnlyList<LvsRealServer> servers = wanted.RealServers ?? [];
        IEnumerable<LvsRealServer> kept = (there.Find(wanted.Service)?.RealServers ?? [])
            .Where(s => keys.Contains((s.Address, s.Port)) && !servers.Any(s.IsSameServer));
        return wanted with { RealServers = [.. servers, .. kept] };
    }

    private IEnumerable<LvsSyncDaemon> KeptDaemons(LvsTable wanted, LvsTable current) => (current.SyncDaemons ?? [])
        .Where(d => _daemons.Contains(d.Role) && wanted.SyncDaemons!.All(w => w.Role != d.Role));

    private void AddServer(LvsServiceId service, IPAddress address, int port)
    {
        if (!_servers.TryGetValue(service, out HashSet<(IPAddress Address, int Port)>? keys))
        {
            keys = [];
            _servers[service] = keys;
        }

        keys.Add((address, port));
        if (service.VirtualPort is int own)
        {
            // What ipvsadm made of a line with -g or -i whose port is another one.
            keys.Add((address, own));
        }
    }
}
