namespace LvsPS;

/// <summary>
/// Folds statements, in their order, into the table that is wanted. A real server may come before its service. What a broken line would
/// have defined counts as defined, so that one error does not become many.
/// </summary>
internal sealed class RuleFolder
{
    private readonly Dictionary<LvsServiceId, Entry> _entries = [];
    private readonly Dictionary<LvsSyncRole, (LvsSyncDaemon? Daemon, int Line)> _daemons = [];
    private readonly RuleFindings _findings;
    private readonly RuleNames _names;
    private readonly RuleSkips _skips;
    private readonly List<LvsServiceId> _order = [];
    private LvsTimeout? _timeout;
    private int? _timeoutLine;
    private bool _saysTable;

    public RuleFolder(RuleFindings findings, RuleNames names, RuleSkips skips)
    {
        _findings = findings;
        _names = names;
        _skips = skips;
    }

    public void Fold(RuleStatement statement)
    {
        _saysTable |= statement.Command is not (RuleCommand.List or RuleCommand.Zero);
        switch (statement.Command)
        {
            case RuleCommand.AddService or RuleCommand.EditService or RuleCommand.DeleteService:
                FoldService(statement);
                break;
            case RuleCommand.AddServer or RuleCommand.EditServer or RuleCommand.DeleteServer:
                FoldServer(statement);
                break;
            case RuleCommand.Clear when !statement.IsBroken:
                _entries.Clear();
                _order.Clear();
                break;
            case RuleCommand.SetTimeout:
                FoldTimeout(statement);
                break;
            case RuleCommand.StartDaemon or RuleCommand.StopDaemon:
                FoldDaemon(statement);
                break;
            case RuleCommand.List or RuleCommand.Zero:
                statement.Warning(
                    statement.Word, "a command that changes the table", $"{statement.Word.Text} changes no table, and is left out.");
                break;
            case RuleCommand.Restore or RuleCommand.Save or RuleCommand.Help or RuleCommand.Version:
                statement.Error(statement.Word, "a command that changes the table", $"{statement.Word.Text} cannot stand in a rule text.");
                break;
        }

        if (statement.IsBroken)
        {
            _skips.Add(statement, _names);
        }
    }

    public LvsRuleDocument ToDocument()
    {
        foreach ((LvsServiceId service, Entry waiting) in _entries.Where(e => e.Value.Line == 0))
        {
            foreach ((RuleToken found, int line) in waiting.Servers.Values.Where(s => s.Server is not null).Select(s => (s.Found, s.Line)))
            {
                _skips.AddWaiting(service);
                _findings.Error(
                    line,
                    found.Column,
                    found.Text,
                    "a service that is defined with -A",
                    "The service is not defined anywhere in the text.");
            }
        }

        var table = new List<LvsService>(_order.Count);
        foreach (Entry entry in _order.Select(id => _entries[id]).Where(e => e.Service is not null))
        {
            var list = new List<LvsRealServer>(entry.Servers.Count);
            foreach (ServerEntry server in entry.Servers.Values)
            {
                if (server.Server is not null)
                {
                    list.Add(server.Server);
                }
            }

            table.Add(entry.Service! with { RealServers = list });
        }

        LvsSyncDaemon[] daemons = [.. _daemons.OrderBy(d => d.Key).Select(d => d.Value.Daemon).OfType<LvsSyncDaemon>()];
        return new LvsRuleDocument(
            new LvsTable { Services = table, Timeout = _timeout, SyncDaemons = daemons.Length == 0 ? null : daemons },
            _findings.ToList(),
            LineOf,
            _skips)
        {
            SaysTable = _saysTable,
            LeftOut = [.. _order.Select(id => (Service: id, Entry: _entries[id])).Where(e => e.Entry.Service is null).Select(e => (
                e.Service, e.Entry.Line, e.Entry.Servers.Values.Count(s => s.Server is not null)))],
        };
    }

    private int? LineOf(LvsChange change) => change switch
    {
        LvsServiceChange { After: not null } service => Defined(service.Service)?.Line,
        LvsRealServerChange { After: LvsRealServer server } =>
            Defined(server.Service)?.Servers.GetValueOrDefault(new LvsEndpoint(server.Address, server.Port)) is { Server: not null } entry
                ? entry.Line
                : null,
        LvsTimeoutChange => _timeoutLine,
        LvsSyncDaemonChange daemon => _daemons.TryGetValue(daemon.Daemon.Role, out (LvsSyncDaemon? Daemon, int Line) found) ? found.Line : null,
        _ => null,
    };

    private Entry? Defined(LvsServiceId service) => _entries.GetValueOrDefault(service) is { Service: not null } entry ? entry : null;

    private void FoldService(RuleStatement statement)
    {
        LvsServiceId? id = RuleObjects.ServiceId(statement, _names);
        LvsService? service = statement.Command == RuleCommand.DeleteService ? null : RuleObjects.Service(statement, id);
        if (id is null)
        {
            return;
        }

        Entry? known = _entries.GetValueOrDefault(id);
        bool isDefined = known is { Line: > 0 };
        if (statement.Command == RuleCommand.AddService)
        {
            if (isDefined)
            {
                statement.Error(
                    Subject(statement),
                    "-E to edit it",
                    FormattableString.Invariant($"The service is already defined on line {known!.Line}."));
                return;
            }

            known ??= new Entry();
            _entries[id] = known;
            _order.Add(id);
        }
        else if (!isDefined)
        {
            NotDefined(statement, "service", "-A");
            return;
        }

        if (statement.Command != RuleCommand.DeleteService)
        {
            // A broken -E leaves what was there.
            if (service is not null || !isDefined)
            {
                known!.Line = statement.Line;
                known.Service = service;
            }
        }
        else if (!statement.IsBroken)
        {
            _entries.Remove(id);
            _order.Remove(id);
        }
    }

    private void FoldServer(RuleStatement statement)
    {
        LvsServiceId? id = RuleObjects.ServiceId(statement, _names);
        bool isDelete = statement.Command == RuleCommand.DeleteServer;
        LvsRealServer? server = isDelete ? null : RuleObjects.Server(statement, id, _names);
        if (id is null)
        {
            return;
        }

        LvsEndpoint? endpoint = server is not null ? new LvsEndpoint(server.Address, server.Port)
            : isDelete || statement.IsBroken ? RuleObjects.ServerId(statement, id, _names)
            : null;
        if (endpoint is null)
        {
            return;
        }

        if (!_entries.TryGetValue(id, out Entry? entry))
        {
            entry = new Entry();
            _entries[id] = entry;
        }

        bool isDefined = entry.Servers.TryGetValue(endpoint, out ServerEntry? known);
        if (statement.Command == RuleCommand.AddServer && isDefined)
        {
            statement.Error(
                Server(statement),
                "-e to edit it",
                FormattableString.Invariant($"The real server is already defined on line {known!.Line}."));
        }
        else if (statement.Command != RuleCommand.AddServer && !isDefined)
        {
            NotDefined(statement, "real server", "-a");
        }
        else if (!isDelete)
        {
            if (server is not null || !isDefined)
            {
                entry.Servers[endpoint] = new ServerEntry(server, statement.Line, Subject(statement));
            }
        }
        else if (!statement.IsBroken)
        {
            entry.Servers.Remove(endpoint);
        }
    }

    private void FoldTimeout(RuleStatement statement)
    {
        if (RuleObjects.Timeout(statement) is LvsTimeout timeout && timeout != new LvsTimeout())
        {
            _timeout = new LvsTimeout
            {
                Tcp = timeout.Tcp ?? _timeout?.Tcp,
                TcpFin = timeout.TcpFin ?? _timeout?.TcpFin,
                Udp = timeout.Udp ?? _timeout?.Udp,
            };
            _timeoutLine = statement.Line;
        }
    }

    private void FoldDaemon(RuleStatement statement)
    {
        bool isStop = statement.Command == RuleCommand.StopDaemon;
        LvsSyncDaemon? daemon = isStop ? null : RuleObjects.Daemon(statement);
        if (RuleObjects.Role(statement) is not LvsSyncRole role)
        {
            return;
        }

        bool isStarted = _daemons.TryGetValue(role, out (LvsSyncDaemon? Daemon, int Line) known);
        RuleToken found = statement.Value ?? statement.Word;
        if (isStop && !isStarted)
        {
            statement.Error(found, "--start-daemon before it", "The text does not start the daemon that it stops.");
        }
        else if (isStop)
        {
            _daemons.Remove(role);
        }
        else if (isStarted)
        {
            statement.Error(
                found, "--stop-daemon before it", FormattableString.Invariant($"The daemon is already started on line {known.Line}."));
        }
        else
        {
            _daemons[role] = (daemon, statement.Line);
        }
    }

    private static void NotDefined(RuleStatement statement, string what, string command)
    {
        RuleToken found = what == "service" ? Subject(statement) : Server(statement);
        statement.Error(found, $"a {what} that is defined before with {command}", $"The {what} is not defined before this line.");
    }

    private static RuleToken Subject(RuleStatement statement) => statement.Uses.Find(RuleObjects.IsService)!.Subject;

    private static RuleToken Server(RuleStatement statement) => statement[RuleOptionId.RealServer]!.Subject;

    /// <summary>A service, where its line was read and right, and the real servers that came with it or wait for it.</summary>
    private sealed class Entry
    {
        public int Line { get; set; }

        public LvsService? Service { get; set; }

        public Dictionary<LvsEndpoint, ServerEntry> Servers { get; } = new(4);
    }

    /// <summary>A real server; null where its line is broken.</summary>
    private sealed record ServerEntry(LvsRealServer? Server, int Line, RuleToken Found);
}
