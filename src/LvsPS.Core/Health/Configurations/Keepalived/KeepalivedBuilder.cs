using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Makes services of virtual servers, with keepalived's own defaults and rules (<c>validate_check_config</c>).</summary>
internal sealed class KeepalivedBuilder
{
    private readonly KeepalivedGlobals _globals;
    private readonly KeepalivedValues _values;
    private readonly Dictionary<string, IReadOnlyList<KeepalivedListener>> _groups = [];
    private int _servers;

    public KeepalivedBuilder(KeepalivedGlobals globals, KeepalivedValues values)
    {
        _globals = globals;
        _values = values;
    }

    /// <summary>Where everything was written.</summary>
    public ConfigOrigins Origins { get; } = new();

    private ConfigFindings Findings => _values.Findings;

    /// <summary>Reads a virtual_server_group.</summary>
    public void AddGroup(KeepalivedStatement statement)
    {
        if (_values.Word(statement, "a name") is not string name)
        {
            return;
        }

        IReadOnlyList<KeepalivedListener> listeners = KeepalivedGroup.Read(statement, _values);
        if (statement.Block is null or { Count: 0 })
        {
            Findings.Error(statement.Place, name, "addresses or marks in it", "The group has no entries.");
        }

        if (!_groups.TryAdd(name, listeners))
        {
            Findings.Error(statement.Words[1].Place, name, "another name", "There is a group of this name already.");
        }
    }

    /// <summary>Makes the services of a virtual server: of a group, one for each of its addresses and marks.</summary>
    public IEnumerable<LvsHealthService> Build(KeepalivedStatement statement)
    {
        IReadOnlyList<KeepalivedListener> listeners = Listeners(statement);
        var written = new KeepalivedVirtual(statement, _values);
        written.Read();
        List<KeepalivedReal> reals = [.. written.Reals.Select(r => KeepalivedReal.Read(r, written, _values, _globals.TrackFiles)).OfType<KeepalivedReal>()];
        if (written.Reals.Count == 0)
        {
            Findings.Warning(statement.Place, statement.Raw, "real_server ADDRESS PORT { ... } in it", "The virtual server has no real servers, and keepalived passes over it.");
            return [];
        }

        LvsSchedulerFlags flags = written.SchedulerFlags();
        var first = listeners.Count > 0 ? listeners[0] : null;
        AddressFamily family = KeepalivedFamily.Of(written, reals, first);
        LvsNetmask netmask = written.Netmask(first?.Address?.AddressFamily ?? family);
        long servers = (long)listeners.Count * reals.Count;
        if (_servers + servers > DirectordRealReader.MostServers)
        {
            Findings.Error(
                statement.Place, statement.Raw, string.Create(CultureInfo.InvariantCulture, $"at most {DirectordRealReader.MostServers} real servers, for each address anew"), "There are too many real servers.");
            return [];
        }

        _servers += (int)servers;
        TellProtocol(written, listeners);
        var rules = new KeepalivedServers(written, _values, Origins);
        LvsHealthMail? mail = Mail(written, reals);
        int told = 0;
        return
        [
            .. listeners.Select(listener => Service(
                written, reals, Identify(listener, written, family), flags, netmask, mail, rules, isFirst: told++ == 0)),
        ];
    }

    private IReadOnlyList<KeepalivedListener> Listeners(KeepalivedStatement statement)
    {
        const string Form = "ADDRESS PORT, fwmark NUMBER or group NAME";
        switch (statement.Words.Count > 1 ? statement.Words[1].Text : string.Empty)
        {
            case "fwmark":
                _values.TellRest(statement, 3);
                return KeepalivedGroup.Mark(statement, 2, _values) is KeepalivedListener mark ? [mark] : [];
            case "group":
                string name = statement.Words.Count > 2 ? statement.Words[2].Text : string.Empty;
                _values.TellRest(statement, 3);
                if (_groups.TryGetValue(name, out IReadOnlyList<KeepalivedListener>? group))
                {
                    return group;
                }

                Findings.Error(statement.Words[^1].Place, name.Length == 0 ? "nothing" : name, "the name of a virtual_server_group", "There is no such group.");
                return [];
            case "":
                Findings.Error(statement.Place, statement.Keyword, Form, "The virtual server has no address.");
                return [];
            default:
                IPAddress? address = _values.Address(statement.Words[1], statement.Keyword);
                int? port = KeepalivedGroup.Port(statement, 2, _values);
                return address is null || port is null ? [] : [new KeepalivedListener(address, port.Value, 0, null, statement.Words[1].Place)];
        }
    }

    private static LvsServiceId Identify(KeepalivedListener listener, KeepalivedVirtual written, AddressFamily family) => listener.Address is IPAddress address
        ? LvsServiceId.ForAddress(written.Protocol ?? LvsProtocol.Udp, address, listener.Port)
        : LvsServiceId.ForMark(listener.Mark, (listener.Family ?? family) == AddressFamily.InterNetworkV6);

    private void TellProtocol(KeepalivedVirtual written, IReadOnlyList<KeepalivedListener> listeners)
    {
        bool hasAddress = listeners.Any(l => l.Address is not null);
        if (hasAddress && written.Protocol is null && !written.Places.ContainsKey("protocol"))
        {
            Findings.Warning(written.Statement.Place, written.Statement.Raw, "protocol TCP in it", "Without a protocol keepalived takes UDP.");
        }
        else if (!hasAddress && listeners.Count > 0 && written.Protocol is not null)
        {
            Findings.Warning(written.Places["protocol"], written.Protocol.Value.ToString(), "no protocol", "A firewall mark has no protocol, and keepalived leaves it out.");
        }

        if (hasAddress && written.OnePacket && (written.Protocol ?? LvsProtocol.Udp) != LvsProtocol.Udp)
        {
            Findings.Warning(written.Places["ops"], "ops", "protocol UDP beside it", "One-packet scheduling is only for UDP and firewall marks, and keepalived leaves it out.");
        }

        if (written.Persistence is null && written.Granularity is null && listeners.FirstOrDefault(l => l is { Address: not null, Port: 0 }) is KeepalivedListener open)
        {
            Findings.Warning(open.Place, "no port", "a port", "All ports are only for persistent services, and keepalived makes it one with 360 s.");
        }

        if (listeners.Count > 1 && written.Reals.Count > 0)
        {
            Findings.Warning(
                written.Statement.Place,
                string.Create(CultureInfo.InvariantCulture, $"a group of {listeners.Count}"),
                "a firewall mark for all of them, where the checks are too many",
                "Each address of the group has checks of its own; keepalived checks a real server once for the group.");
        }
    }

    private LvsHealthService Service(
        KeepalivedVirtual written,
        List<KeepalivedReal> reals,
        LvsServiceId id,
        LvsSchedulerFlags flags,
        LvsNetmask netmask,
        LvsHealthMail? mail,
        KeepalivedServers rules,
        bool isFirst)
    {
        bool isOpen = id.VirtualPort == 0;
        LvsService service = LvsService.Default(id) with
        {
            Scheduler = written.Scheduler ?? LvsService.DefaultScheduler,
            SchedulerFlags = flags,
            PersistenceTimeout = written.Persistence ?? (written.Granularity is not null || isOpen ? LvsService.DefaultPersistence : null),
            PersistenceNetmask = netmask.AddressFamily == id.AddressFamily ? netmask : LvsNetmask.Full(id.AddressFamily),
            PersistenceEngine = written.Engine,
            OnePacket = written.OnePacket && id.Protocol is (null or LvsProtocol.Udp),
        };
        IReadOnlyList<LvsHealthServer> servers = rules.Servers(reals, id, isFirst);
        (int quorum, int hysteresis) = rules.Quorum(reals, isFirst);
        var result = new LvsHealthService
        {
            Service = service,
            Servers = servers,
            Interval = written.Settings.DelayLoop,
            StartDelay = reals.SelectMany(r => r.Checkers).Select(c => c.Warmup).DefaultIfEmpty(TimeSpan.Zero).Max(),
            InitialState = written.Settings.Alpha ? LvsInitialState.Down : LvsInitialState.Up,
            DownAction = written.Settings.Inhibit ? LvsDownAction.Quiesce : LvsDownAction.Remove,
            StopAction = LvsStopAction.Clean,
            Fallback = rules.Sorry(id, isFirst),
            Quorum = quorum,
            Hysteresis = hysteresis,
            OnQuorumGained = written.QuorumUp,
            OnQuorumLost = written.QuorumDown,
            RunsActionsAtStop = written.Omega,
            Mail = mail,
            Name = written.Name,
        };
        Origins.Add(result, written.Statement.Place);
        Note(id, written);
        return result;
    }

    private LvsHealthMail? Mail(KeepalivedVirtual written, List<KeepalivedReal> reals)
    {
        // keepalived's own defaults: mail of servers, and none of quorums.
        List<bool> ofServers = [.. reals.Select(r => r.Settings.SmtpAlert ?? _globals.Alerts ?? true).Distinct()];
        if (ofServers.Count > 1 && _globals.Recipients.Count > 0)
        {
            KeepalivedReal silent = reals.First(r => r.Settings.SmtpAlert == false);
            Findings.Warning(
                silent.Settings.PlaceOf("smtp_alert") ?? silent.Statement.Place, "smtp_alert off", "the same for all servers", "Mail is sent of all servers of a virtual server, or of none.");
        }

        return _globals.Mail(ofServers.Contains(true), written.Settings.SmtpAlert ?? _globals.Alerts ?? false);
    }

    private void Note(LvsServiceId id, KeepalivedVirtual written)
    {
        foreach ((string setting, string keyword) in new[]
        {
            (nameof(LvsHealthService.Interval), "delay_loop"), (nameof(LvsHealthService.FastInterval), "delay_before_retry"),
            (nameof(LvsHealthService.Quorum), "quorum"), (nameof(LvsHealthService.Hysteresis), "hysteresis"), (nameof(LvsHealthService.Fallback), "sorry_server"),
            (nameof(LvsHealthService.DownAction), "inhibit_on_failure"), (nameof(LvsHealthService.StartDelay), "warmup"),
            (nameof(LvsService.PersistenceTimeout), "persistence_timeout"), (nameof(LvsService.PersistenceNetmask), "persistence_granularity"),
            (nameof(LvsService.PersistenceEngine), "persistence_engine"), (nameof(LvsService.Scheduler), "lvs_sched"),
        })
        {
            Origins.Add(id, setting, written.Places.TryGetValue(keyword, out ConfigPlace place) ? place : null);
        }
    }
}
