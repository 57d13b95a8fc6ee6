using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Makes a document of what ldirectord.cf says, with ldirectord's own defaults.</summary>
internal sealed class DirectordBuilder
{
    private readonly DirectordSettings _globals;
    private readonly ConfigFindings _findings;
    private readonly ConfigNames _names;
    private readonly DirectordRealReader _reals;
    private readonly DirectordPolicy _policy;
    private readonly ConfigOrigins _origins = new();

    public DirectordBuilder(DirectordSettings globals, ConfigFindings findings, INameResolver names)
    {
        _globals = globals;
        _findings = findings;
        _names = new ConfigNames(names, findings);
        _reals = new DirectordRealReader(findings, _names);
        _policy = new DirectordPolicy(globals, findings);
    }

    /// <summary>Makes the document.</summary>
    /// <param name="virtuals">The virtuals.</param>
    /// <param name="path">The file.</param>
    /// <returns>The document, without virtuals that have no readable address.</returns>
    public LvsHealthDocument Build(IReadOnlyList<DirectordVirtual> virtuals, string? path)
    {
        TellGlobals(virtuals);
        var document = new LvsHealthDocument
        {
            Services = [.. virtuals.Select(BuildService).OfType<LvsHealthService>()],
            Mail = _policy.Mail(_globals),
            LogPath = _globals.LogFile,
            AutoReload = _globals.AutoReload,
            OnFileChange = _policy.Callback(path),
            MaintenanceFolder = _globals.MaintenanceDir,
            Path = path,
        };
        if (!_findings.HasErrors)
        {
            _origins.Tell(document, new ConfigPlace(path, 1, 1), _findings);
        }

        return document;
    }

    private void TellGlobals(IReadOnlyList<DirectordVirtual> virtuals)
    {
        foreach (DirectordDirective directive in new[] { _globals.Fallback, _globals.Fallback6 }.OfType<DirectordDirective>())
        {
            _ = _reals.ReadFallback(directive, directive.Name == "fallback6", LvsProtocol.Tcp, 0);
        }

        if (_globals.Fork && _globals.PlaceOf("fork") is ConfigPlace fork)
        {
            _findings.Warning(fork, "yes", "no", "No process is made for each virtual: all checks run side by side in one.");
        }

        if (_globals.MaintenanceDir is string folder && _globals.PlaceOf("maintenancedir") is ConfigPlace place && virtuals.Count > 0)
        {
            _findings.Warning(
                place,
                folder,
                "files that are named as the servers are written",
                "Names of servers are not looked up by their addresses: a file with the name of a host counts for servers that are written by that name.");
        }
    }

    private LvsHealthService? BuildService(DirectordVirtual written)
    {
        DirectordSettings settings = written.Settings;
        LvsProtocol? protocol = written.IsMark ? null
            : settings.Protocol ?? (written.Port is "53" or "domain" ? LvsProtocol.Udp : LvsProtocol.Tcp);
        LvsServiceId? known = Identify(written, protocol);
        LvsServiceId id = known ?? LvsServiceId.ForMark(uint.MaxValue, written.IsIPv6);
        LvsService service = Service(written, id);
        string kind = settings.Service ?? (id.VirtualPort is int port ? DirectordServices.Of(port) : "none");
        var checks = new DirectordChecks(settings, kind, id, _policy.CheckTimeout(settings), _policy.NegotiateTimeout(settings), _policy.CheckCount(settings), _findings);
        if (known is not null || settings.Service is not null)
        {
            checks.TellOnce(written.Place);
        }

        List<LvsHealthServer> servers = [];
        foreach (DirectordReal real in settings.Reals.SelectMany(r => _reals.Read(r, written.IsIPv6, protocol)))
        {
            servers.Add(Server(real, id, checks));
            _origins.Add(servers[^1], real.Place);
        }

        var result = new LvsHealthService
        {
            Service = service,
            Servers = servers,
            Interval = _policy.Interval(settings),
            Fall = settings.FailureCount ?? _globals.FailureCount ?? 1,
            DownAction = settings.Quiescent ?? _globals.Quiescent ?? false ? LvsDownAction.Quiesce : LvsDownAction.Remove,
            StopAction = settings.CleanStop ?? _globals.CleanStop ?? true ? LvsStopAction.Clean : LvsStopAction.Keep,
            Fallback = Fallback(written, id, protocol),
            OnQuorumLost = _policy.FallbackCommand(settings, id, "start"),
            OnQuorumGained = _policy.FallbackCommand(settings, id, "stop"),
            Mail = settings.HasMail ? _policy.Mail(settings) : null,
            CheckLogPath = settings.MonitorFile,
            Name = settings.ServiceName ?? settings.Comment,
        };
        _origins.Add(result, written.Place);
        Note(id, settings);
        return known is null ? null : result;
    }

    private LvsServiceId? Identify(DirectordVirtual written, LvsProtocol? protocol)
    {
        if (written.IsMark)
        {
            return written.Mark is uint mark ? LvsServiceId.ForMark(mark, written.IsIPv6) : null;
        }

        if (written.Host is not string host)
        {
            return null;
        }

        IPAddress? address = _names.Host(host, written.IsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, written.Place);
        int? port = _names.Port(written.Port, [protocol!.Value], written.PortPlace);
        return address is null || port is null ? null : LvsServiceId.ForAddress(protocol.Value, address, port.Value);
    }

    private LvsService Service(DirectordVirtual written, LvsServiceId id)
    {
        DirectordSettings settings = written.Settings;
        string scheduler = settings.Scheduler ?? "wrr";
        if (settings.Ops == true && id.Protocol != LvsProtocol.Udp)
        {
            _findings.Warning(settings.PlaceOf("ops") ?? written.Place, "yes", "no", "ldirectord schedules single packets of UDP virtuals only, and leaves ops out for others.");
        }

        if (settings.Netmask is LvsNetmask mask && settings.Persistent is null)
        {
            _findings.Warning(
                settings.PlaceOf("netmask") ?? written.Place, mask.ToString(), "a netmask beside persistent=SECONDS", "Without persistence the netmask means nothing, and ldirectord leaves it out.");
        }

        return LvsService.Default(id) with
        {
            Scheduler = scheduler,
            SchedulerFlags = Flags(settings, scheduler),
            PersistenceTimeout = settings.Persistent is int seconds ? TimeSpan.FromSeconds(seconds) : null,
            PersistenceNetmask = settings.Persistent is null ? LvsNetmask.Full(id.AddressFamily) : settings.Netmask ?? LvsNetmask.Full(id.AddressFamily),
            OnePacket = settings.Ops == true && id.Protocol == LvsProtocol.Udp,
        };
    }

    private LvsSchedulerFlags Flags(DirectordSettings settings, string scheduler)
    {
        LvsSchedulerFlags flags = LvsSchedulerFlags.None;
        foreach (string name in settings.SchedFlags?.Split(',') ?? [])
        {
            if (LvsSchedulerFlagNames.Parse(name, scheduler) is LvsSchedulerFlags flag)
            {
                flags |= flag;
            }
            else
            {
                _findings.Error(
                    settings.PlaceOf("schedflags")!.Value, name, string.Join(", ", LvsSchedulerFlagNames.For(scheduler)), $"The scheduler {scheduler} has no such flag.");
            }
        }

        return flags;
    }

    private LvsHealthServer Server(DirectordReal real, LvsServiceId id, DirectordChecks checks)
    {
        LvsRealServer row = Row(real, id) with { Weight = real.Weight, LowerThreshold = real.Lower, UpperThreshold = real.Upper };
        return new LvsHealthServer
        {
            RealServer = row,
            Check = checks.Of(real),
            Names = real.Name is not string name ? []
                : name.Contains('.', StringComparison.Ordinal) ? [name, name[..name.IndexOf('.', StringComparison.Ordinal)]]
                : [name],
        };
    }

    /// <summary>The row of the table. Without masquerading packets stay at the virtual's port, and the kernel's row has that one.</summary>
    private LvsRealServer Row(DirectordReal real, LvsServiceId id)
    {
        int port = real.Port;
        if (id.VirtualPort is int own && (port == 0 || (real.Forwarding != LvsForwarding.Masquerade && port != own)))
        {
            if (port != 0)
            {
                _findings.Warning(
                    real.Place,
                    string.Create(CultureInfo.InvariantCulture, $"port {port}"),
                    string.Create(CultureInfo.InvariantCulture, $"port {own}"),
                    "Only masquerading changes the port: the server gets packets at the virtual's, and only its check asks the port that is written.");
            }

            port = own;
        }

        return new LvsRealServer { Service = id, Address = real.Address, Port = port, Forwarding = real.Forwarding };
    }

    private LvsRealServer? Fallback(DirectordVirtual written, LvsServiceId id, LvsProtocol? protocol)
    {
        DirectordDirective? directive = written.Settings.Fallback;
        bool isOwn = directive is not null;

        // ldirectord keeps a global fallback for each of tcp and udp, so that virtuals of firewall marks have none.
        directive ??= id.Protocol is null ? null : written.IsIPv6 ? _globals.Fallback6 : _globals.Fallback;
        if (directive is null)
        {
            return null;
        }

        // The faults of the global one were told already.
        DirectordRealReader reader = isOwn ? _reals : new DirectordRealReader(new ConfigFindings(), _names);
        _origins.Add(id, nameof(LvsHealthService.Fallback), directive.Value.ValuePlace);
        return reader.ReadFallback(directive.Value, written.IsIPv6, protocol, id.VirtualPort ?? 0) is DirectordReal real
            ? Row(isOwn ? real : real with { Port = real.Forwarding == LvsForwarding.Masquerade ? real.Port : 0 }, id)
            : null;
    }

    private void Note(LvsServiceId id, DirectordSettings settings)
    {
        _origins.Add(id, nameof(LvsHealthService.Interval), settings.PlaceOf("checkinterval") ?? _globals.PlaceOf("checkinterval"));
        _origins.Add(id, nameof(LvsHealthService.Fall), settings.PlaceOf("failurecount") ?? _globals.PlaceOf("failurecount"));
        _origins.Add(id, nameof(LvsHealthService.DownAction), settings.PlaceOf("quiescent") ?? _globals.PlaceOf("quiescent"));
        _origins.Add(id, nameof(LvsService.Scheduler), settings.PlaceOf("scheduler"));
        _origins.Add(id, nameof(LvsService.PersistenceTimeout), settings.PlaceOf("persistent"));
        _origins.Add(id, nameof(LvsService.PersistenceNetmask), settings.PlaceOf("netmask"));
        _origins.Add(id, nameof(LvsService.OnePacket), settings.PlaceOf("ops"));
    }
}
