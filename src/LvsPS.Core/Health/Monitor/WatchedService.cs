using System.Net;

namespace LvsPS;

/// <summary>A service that a monitor looks after, with its real servers, its fallback, and what others did to it.</summary>
internal sealed class WatchedService
{
    private const string Absent = "absent";
    private readonly Dictionary<(IPAddress, int), WatchedRow> _rows = [];
    private readonly Dictionary<(IPAddress, int), LvsRealServer> _leaving = [];
    private HashSet<(IPAddress, int)>? _strangers;
    private LvsService? _known;
    private LvsService? _foreignSettings;
    private bool _isKnown;

    public WatchedService(LvsHealthService service) => Service = service;

    public LvsHealthService Service { get; private set; }

    public IReadOnlyList<WatchedServer> Servers { get; private set; } = [];

    public WatchedRow? Fallback { get; private set; }

    /// <summary>Whether its quorum is held; null while too little is known.</summary>
    public bool? HasQuorum { get; private set; }

    /// <summary>The sum of the weights of servers that are up.</summary>
    public long WeightUp { get; private set; }

    /// <summary>Since when its quorum is held or lost, in the monitor's time; null while too little is known.</summary>
    public TimeSpan? QuorumSince { get; set; }

    /// <summary>Whether its fallback answers.</summary>
    public bool IsFallback { get; private set; }

    /// <summary>Whether another removed it, which is respected.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>What it is decided to keep otherwise than the document has it, for as long as the checks say so.</summary>
    public IReadOnlyList<HealthHold> Holds { get; private set; } = [];

    /// <summary>Takes another document.</summary>
    /// <param name="service">The service.</param>
    /// <param name="servers">Its servers, those that were there before with their state.</param>
    public void Configure(LvsHealthService service, IReadOnlyList<WatchedServer> servers)
    {
        if (!service.Service.HasSameSettings(Service.Service))
        {
            IsRemoved = false;
            _foreignSettings = null;
        }

        Service = service;
        Servers = servers;
        LvsRealServer? before = Fallback?.Configured;
        if (Fallback is not null && service.Fallback?.IsSameServer(Fallback.Configured) == true)
        {
            Fallback.Configure(service.Fallback);
        }
        else
        {
            Fallback = service.Fallback is null ? null : new WatchedRow(service.Fallback);
        }

        var gone = new Dictionary<(IPAddress, int), WatchedRow>(_rows);
        _rows.Clear();
        foreach (WatchedRow row in Rows)
        {
            _rows[Key(row.Configured)] = row;
            _ = gone.Remove(Key(row.Configured));
            _ = _leaving.Remove(Key(row.Configured));
            _ = _strangers?.Remove(Key(row.Configured));
        }

        foreach (((IPAddress, int) key, WatchedRow row) in gone.Where(g => g.Value.Known is not null))
        {
            _leaving[key] = row.Known!;
        }
    }

    /// <summary>Its places in the table.</summary>
    public IEnumerable<WatchedRow> Rows => Servers.Select(s => s.Row).Concat(Fallback is null ? [] : [Fallback]);

    /// <summary>The place of a server.</summary>
    /// <param name="server">The server.</param>
    /// <returns>The place; null where none of its own stands there.</returns>
    public WatchedRow? Find(LvsRealServer server) => _rows.GetValueOrDefault(Key(server));

    /// <summary>Whether something is missing that was there, so that it is worth another look.</summary>
    /// <param name="found">The service with its real servers; null where it is not there.</param>
    /// <returns>True where it is.</returns>
    public bool Misses(LvsService? found)
    {
        if (found is null)
        {
            return _known is not null;
        }

        var rows = found.RealServers!.Select(Key).ToHashSet();
        return Rows.Any(r => r.Known is not null && !rows.Contains(Key(r.Configured)));
    }

    /// <summary>Takes note of how it stands in the table.</summary>
    /// <param name="found">The service with its real servers; null where it is not there.</param>
    /// <param name="suspensionOf">The suspension of a server.</param>
    /// <returns>What others did since it was last looked at: to which server, null for the service itself, and what.</returns>
    public IReadOnlyList<(LvsRealServer? Server, string From, string To)> Look(LvsService? found, Func<LvsRealServer, LvsSuspension?> suspensionOf)
    {
        var foreign = new List<(LvsRealServer?, string, string)>();
        bool isRestore = Service.ForeignChange == LvsForeignChange.Restore;
        if (_isKnown && _known is not null && found is null)
        {
            foreign.Add((null, Text(_known), Absent));
            IsRemoved = !isRestore;
        }
        else if (_isKnown && _known is null && found is not null)
        {
            foreign.Add((null, Absent, Text(found)));
            Respect(found, isRestore);
        }
        else if (_isKnown && _known is not null && !_known.HasSameSettings(found!))
        {
            foreign.Add((null, Text(_known), Text(found!)));
            Respect(found!, isRestore);
        }

        bool wasKnown = _isKnown;
        IsRemoved &= found is null;
        Settle(found);
        if (found is not null || !wasKnown)
        {
            LookAtRows(found, suspensionOf, foreign);
        }
        else
        {
            // That its servers went with it is no news of its own.
            foreach (WatchedRow row in Rows)
            {
                _ = row.Look(null, suspensionOf(row.Configured), Service.ForeignChange);
            }
        }

        return foreign;
    }

    /// <summary>Takes note of how the monitor wrote it.</summary>
    /// <param name="written">The service; null where it was removed.</param>
    public void Settle(LvsService? written)
    {
        _known = written;
        _isKnown = true;
    }

    /// <summary>Takes note that it is not known how it stands in the table, since the kernel's answer was lost.</summary>
    public void Forget() => _isKnown = false;

    /// <summary>Decides how it is to stand in the table.</summary>
    /// <param name="found">How it stands there; null where it does not.</param>
    /// <param name="now">The monitor's time.</param>
    /// <returns>The service with its real servers; null where it is not to be there.</returns>
    public LvsService? Decide(LvsService? found, TimeSpan now)
    {
        PolicyServer[] servers = [.. Servers.Select(s => s.ToPolicy(now))];
        PolicyOutcome outcome = HealthPolicy.Decide(Service, servers, Fallback?.ToPolicy(), HasQuorum);
        if (outcome.IsFallback && !IsFallback && Fallback?.Respected is not null)
        {
            // What others did to the fallback was about the last time that it answered.
            Fallback.Forgive();
            outcome = HealthPolicy.Decide(Service, servers, Fallback.ToPolicy(), HasQuorum);
        }

        HasQuorum = outcome.HasQuorum;
        WeightUp = outcome.WeightUp;
        IsFallback = outcome.IsFallback;
        Holds = [.. FindHolds(servers)];
        if (IsRemoved)
        {
            return null;
        }

        IEnumerable<LvsRealServer> others = (found?.RealServers ?? []).Where(s => Find(s) is null && !_leaving.ContainsKey(Key(s)) && IsSuffered(s));
        return (_foreignSettings ?? Service.Service) with { RealServers = [.. outcome.Wanted, .. others] };
    }

    /// <summary>How it is to stand in the table when the monitor ends and cleans: without its own servers.</summary>
    /// <param name="found">How it stands there.</param>
    /// <returns>The service with the servers of others; null where there are none, and it goes.</returns>
    public LvsService? Clean(LvsService found)
    {
        LvsRealServer[] others = [.. (found.RealServers ?? []).Where(s => Find(s) is null && !_leaving.ContainsKey(Key(s)) && IsSuffered(s))];
        return others.Length > 0 ? found with { RealServers = others } : null;
    }

    /// <summary>What others did is not held: a document takes it back as it takes back what it finds without a monitor.</summary>
    private IEnumerable<HealthHold> FindHolds(PolicyServer[] servers)
    {
        foreach (PolicyServer server in servers)
        {
            if (server.Row.IsRemoved)
            {
                continue;
            }

            LvsRealServer? place = HealthPolicy.Place(server, IsFallback);
            if (place is null || (!server.IsSuspended && place.Weight != (server.Row.ForeignWeight ?? server.Row.Configured.Weight)))
            {
                yield return new HealthHold(server.Row.Configured, place is null ? HealthHoldKind.Out : HealthHoldKind.Weight);
            }
        }

        if (Fallback is not null && (IsFallback || HasQuorum is null) && Fallback.ToPolicy() is { IsRemoved: false })
        {
            yield return new HealthHold(Fallback.Configured, HealthHoldKind.Fallback);
        }
    }

    private void Respect(LvsService found, bool isRestore) =>
        _foreignSettings = isRestore || found.HasSameSettings(Service.Service) ? null : found;

    private static (IPAddress Address, int Port) Key(LvsRealServer server) => (server.Address, server.Port);

    private static string Text(LvsService service) => ChangeText.Settings(service);

    private static string Text(LvsRealServer? server) => server is null ? Absent : ChangeText.Settings(server);

    private bool IsSuffered(LvsRealServer stranger) => Service.ForeignChange == LvsForeignChange.Respect || _strangers?.Contains(Key(stranger)) == true;

    private void LookAtRows(
        LvsService? found, Func<LvsRealServer, LvsSuspension?> suspensionOf, List<(LvsRealServer?, string, string)> foreign)
    {
        var rows = (found?.RealServers ?? []).ToDictionary(Key);
        foreach (WatchedServer server in Servers.Where(s => !s.Row.IsKnown))
        {
            LvsRealServer configured = server.Server.RealServer;
            server.Begin(rows.GetValueOrDefault(Key(configured)), found is not null, suspensionOf(configured));
        }

        foreach (WatchedRow row in Rows)
        {
            LvsRealServer? now = rows.GetValueOrDefault(Key(row.Configured));
            LvsRealServer? before = row.Known;
            _ = rows.Remove(Key(row.Configured));
            if (row.Look(now, suspensionOf(row.Configured), Service.ForeignChange))
            {
                foreign.Add((row.Configured, Text(before), Text(now)));
            }
        }

        foreach ((IPAddress, int) key in _leaving.Keys.Where(k => !rows.Remove(k)).ToArray())
        {
            _ = _leaving.Remove(key);
        }

        LookAtStrangers(rows, foreign);
    }

    /// <summary>Servers that others added. Those that were there in the beginning are theirs for good.</summary>
    private void LookAtStrangers(Dictionary<(IPAddress, int), LvsRealServer> rows, List<(LvsRealServer?, string, string)> foreign)
    {
        if (_strangers is null)
        {
            _strangers = [.. rows.Keys];
            return;
        }

        foreach (((IPAddress, int) key, LvsRealServer stranger) in rows)
        {
            if (Service.ForeignChange == LvsForeignChange.Restore ? !_strangers.Contains(key) : _strangers.Add(key))
            {
                foreign.Add((stranger, Absent, Text(stranger)));
            }
        }

        _strangers.IntersectWith(rows.Keys);
    }
}
