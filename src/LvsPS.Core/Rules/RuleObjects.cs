using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Makes services, real servers, time-outs and daemons of statements. Each method gives null where there is an error.</summary>
internal static class RuleObjects
{
    private const long LongestTimeout = 31 * 24 * 60 * 60;

    /// <summary>The persistence of a bare -p: six minutes in ipvsadm's code, though its manual says 300 seconds.</summary>
    private const long DefaultPersistence = 360;

    /// <summary>Whether an option names a service.</summary>
    public static bool IsService(RuleUse use) =>
        use.Option.Id is RuleOptionId.Tcp or RuleOptionId.Udp or RuleOptionId.Sctp or RuleOptionId.FwMark or RuleOptionId.Service;

    /// <summary>Which service a statement is about.</summary>
    public static LvsServiceId? ServiceId(RuleStatement statement, RuleNames names)
    {
        if (statement.Uses.Find(IsService) is not { Value: RuleToken value, Option.Id: RuleOptionId option } use)
        {
            return null;
        }

        if (statement[RuleOptionId.IPv6] is RuleUse ipv6)
        {
            CheckIPv6(statement, ipv6, use);
        }

        if (option == RuleOptionId.FwMark)
        {
            return RuleValues.Mark(statement, value) is uint mark ? LvsServiceId.ForMark(mark, statement.Has(RuleOptionId.IPv6)) : null;
        }

        LvsServiceId? service = names.KnownService(option, value.Text);
        if (service is null)
        {
            service = AddressId(statement, option, value, names);
            if (service is not null)
            {
                names.AddService(option, value.Text, service);
            }
        }

        return service;
    }

    /// <summary>A service with the settings that are named, and ipvsadm's defaults for the others, for -A and -E alike.</summary>
    public static LvsService? Service(RuleStatement statement, LvsServiceId? id)
    {
        string scheduler = statement[RuleOptionId.Scheduler]?.Value?.Text ?? LvsService.DefaultScheduler;
        RuleUse? persistent = statement[RuleOptionId.Persistent];
        long? seconds = persistent?.Value is RuleToken given
            ? RuleValues.Number(statement, given, 1, LongestTimeout, "number of seconds")
            : DefaultPersistence;
        LvsSchedulerFlags? flags = statement[RuleOptionId.SchedulerFlags]?.Value is RuleToken names
            ? RuleValues.SchedulerFlags(statement, names, scheduler)
            : LvsSchedulerFlags.None;
        if (id is null)
        {
            return null;
        }

        LvsNetmask? netmask = statement[RuleOptionId.Netmask]?.Value is RuleToken mask
            ? RuleValues.Netmask(statement, mask, id.AddressFamily)
            : LvsNetmask.Full(id.AddressFamily);
        var service = new LvsService
        {
            Service = id,
            Scheduler = scheduler,
            SchedulerFlags = flags ?? LvsSchedulerFlags.None,
            PersistenceTimeout = persistent is null ? null : TimeSpan.FromSeconds(seconds ?? DefaultPersistence),
            PersistenceNetmask = netmask ?? LvsNetmask.Full(id.AddressFamily),
            PersistenceEngine = statement[RuleOptionId.Engine]?.Value?.Text,
            OnePacket = statement.Has(RuleOptionId.OnePacket),
            RealServers = [],
        };
        Report(statement, LvsConstraints.Violations(service), RuleSettings.OfService);
        return statement.IsBroken ? null : service;
    }

    /// <summary>Which real server a statement is about: the service's port where none is given.</summary>
    public static LvsEndpoint? ServerId(RuleStatement statement, LvsServiceId service, RuleNames names)
    {
        if (statement[RuleOptionId.RealServer] is not { Value: RuleToken value } use
            || RuleValues.Endpoint(statement, value, names, service.Protocol ?? LvsProtocol.Tcp, service.AddressFamily)
                is not LvsEndpoint endpoint)
        {
            return null;
        }

        if (endpoint.Port is null && service.VirtualPort > 0 && statement.Uses.Find(IsService)!.Word.Column > use.Word.Column)
        {
            statement.Error(
                value,
                $"the service before -r, or {endpoint}:{service.VirtualPort}",
                "ipvsadm takes the service's port for -r only after it has read the service.");
            return null;
        }

        return endpoint with { Port = endpoint.Port ?? service.VirtualPort ?? 0 };
    }

    /// <summary>A real server with the settings that are named, and ipvsadm's defaults for the others, for -a and -e alike.</summary>
    public static LvsRealServer? Server(RuleStatement statement, LvsServiceId? service, RuleNames names)
    {
        LvsForwarding forwarding = RuleSettings.Forwarding(statement);
        long? weight = RuleValues.Number(statement, RuleOptionId.Weight, 0, int.MaxValue, "weight", 1);
        long? upper = RuleValues.Number(statement, RuleOptionId.UpperThreshold, 0, int.MaxValue, "threshold", 0);
        long? lower = RuleValues.Number(statement, RuleOptionId.LowerThreshold, 0, int.MaxValue, "threshold", 0);
        LvsTunnelType tunnel = RuleSettings.TunnelType(statement, forwarding);
        long? port = RuleValues.Number(statement, RuleOptionId.TunnelPort, 1, ushort.MaxValue, "tunnel port", 0);
        if (service is null)
        {
            // The address is read all the same, so that its errors are told too.
            _ = statement[RuleOptionId.RealServer]?.Value is RuleToken value
                ? RuleValues.Endpoint(statement, value, names, LvsProtocol.Tcp, AddressFamily.InterNetwork)
                : null;
            return null;
        }

        if (ServerId(statement, service, names) is not LvsEndpoint endpoint)
        {
            return null;
        }

        var server = new LvsRealServer
        {
            Service = service,
            Address = endpoint.Address,
            Port = endpoint.Port ?? 0,
            Forwarding = forwarding,
            Weight = (int)(weight ?? 1),
            UpperThreshold = (uint)(upper ?? 0),
            LowerThreshold = upper is null ? 0 : (uint)(lower ?? 0),
            TunnelType = tunnel,
            TunnelPort = (int)(port ?? 0),
            TunnelChecksum = RuleSettings.TunnelChecksum(statement),
        };
        Report(statement, LvsConstraints.Violations(server), RuleSettings.OfServer);
        return statement.IsBroken ? null : server;
    }

    /// <summary>The time-outs of --set, where 0 keeps one as it is; null also where it keeps all.</summary>
    public static LvsTimeout? Timeout(RuleStatement statement)
    {
        if (statement.Rest.Count != 3)
        {
            RuleToken found = statement.Rest.Count > 3 ? statement.Rest[3] : statement.Word;
            statement.Error(found, "--set TCP TCPFIN UDP", "--set needs three numbers of seconds.");
            return null;
        }

        long?[] seconds = [.. statement.Rest.Select(r => RuleValues.Number(statement, r, 0, LongestTimeout, "number of seconds"))];
        return statement.IsBroken ? null : new LvsTimeout { Tcp = Time(seconds[0]), TcpFin = Time(seconds[1]), Udp = Time(seconds[2]) };
    }

    /// <summary>The role of a daemon.</summary>
    public static LvsSyncRole? Role(RuleStatement statement)
    {
        switch (statement.Value?.Text)
        {
            case "master":
                return LvsSyncRole.Master;
            case "backup":
                return LvsSyncRole.Backup;
            case null:
                return null;
            default:
                statement.Error(statement.Value.Value, "master or backup", "There is no such sync daemon.");
                return null;
        }
    }

    /// <summary>The daemon of --start-daemon.</summary>
    public static LvsSyncDaemon? Daemon(RuleStatement statement)
    {
        LvsSyncRole? role = Role(statement);
        IPAddress? group = null;
        if (statement[RuleOptionId.Group]?.Value is RuleToken text)
        {
            group = LvsEndpoint.TryAddress(text.Text);
            if (group is null)
            {
                statement.Error(text, "a multicast address, such as 224.0.0.81 or ff02::81", "It is no address.");
            }
        }

        var daemon = new LvsSyncDaemon
        {
            Role = role ?? LvsSyncRole.Master,
            Interface = statement[RuleOptionId.Interface]?.Value?.Text ?? "eth0",
            SyncId = (int)(RuleValues.Number(statement, RuleOptionId.SyncId, 0, 255, "sync id", 0) ?? 0),
            MaxLength = (int)(RuleValues.Number(statement, RuleOptionId.MaxLength, 1, 65507, "length", 0) ?? 0),
            Group = group,
            Port = (int)(RuleValues.Number(statement, RuleOptionId.Port, 1, ushort.MaxValue, "port", 0) ?? 0),
            Ttl = (int)(RuleValues.Number(statement, RuleOptionId.Ttl, 1, 255, "time to live", 0) ?? 0),
        };
        Report(statement, LvsConstraints.Violations(daemon), RuleSettings.OfDaemon);
        return statement.IsBroken ? null : daemon;
    }

    private static void CheckIPv6(RuleStatement statement, RuleUse ipv6, RuleUse service)
    {
        if (service.Option.Id != RuleOptionId.FwMark)
        {
            statement.Error(ipv6.Word, "-6 only with -f", "The address already says which family it is of.");
        }
        else if (ipv6.Word.Column < service.Word.Column)
        {
            statement.Error(ipv6.Word, "-6 after -f", "ipvsadm reads -6 only after -f.");
        }
    }

    private static LvsServiceId? AddressId(RuleStatement statement, RuleOptionId option, RuleToken value, RuleNames names)
    {
        if (option != RuleOptionId.Service)
        {
            LvsProtocol protocol = option == RuleOptionId.Tcp ? LvsProtocol.Tcp
                : option == RuleOptionId.Udp ? LvsProtocol.Udp
                : LvsProtocol.Sctp;
            return RuleValues.Endpoint(statement, value, names, protocol, AddressFamily.InterNetwork) is LvsEndpoint endpoint
                ? LvsServiceId.ForAddress(protocol, endpoint.Address, endpoint.Port ?? 0)
                : null;
        }

        try
        {
            return LvsServiceId.Parse(value.Text);
        }
        catch (LvsInputException e)
        {
            statement.Error(value, e);
            return null;
        }
    }

    private static TimeSpan? Time(long? seconds) => seconds > 0 ? TimeSpan.FromSeconds(seconds.Value) : null;

    /// <summary>Reports what cannot be right at the option that says it, or at the one that names the thing.</summary>
    private static void Report(RuleStatement statement, IEnumerable<ConstraintViolation> violations, Func<string, RuleOptionId[]> options)
    {
        foreach (ConstraintViolation violation in violations)
        {
            RuleUse? use = options(violation.Setting).Select(o => statement[o]).FirstOrDefault(u => u is not null);
            statement.Error(use?.Subject ?? statement.Word, violation.Error);
        }
    }
}
