namespace LvsPS;

/// <summary>Takes states apart, so that they can be written. What is as without a word is left out, so that a document says what matters.</summary>
internal static class StateDrafts
{
    /// <summary>Takes a state apart.</summary>
    /// <param name="state">The state.</param>
    /// <returns>What is to be written.</returns>
    public static StateDraft Of(LvsDesiredState state) => new()
    {
        Owner = state.Owner,
        Prune = state.Prune ? true : null,
        Services = Services(state),
        Timeouts = state.Timeout is null ? null : new TimeoutsDraft { Tcp = state.Timeout.Tcp, TcpFin = state.Timeout.TcpFin, Udp = state.Timeout.Udp },
        SyncDaemons = state.SyncDaemons is null ? null : [.. state.SyncDaemons.Select(Daemon)],
        KernelSettings = state.KernelSettings,
        VirtualAddresses = state.VirtualAddresses is null ? null : [.. state.VirtualAddresses.Select(Address)],
        FwMarks = state.FwMarks is null ? null : [.. state.FwMarks.Select(Mark)],
        RealServerHosts = state.RealServerHosts is null ? null : [.. state.RealServerHosts.Select(Host)],
        Health = HealthDrafts.Monitor(state.Health),
    };

    /// <summary>Takes a server apart.</summary>
    public static RealServerDraft Server(LvsRealServer server, bool keepWeight) => new()
    {
        Address = server.Address,
        Port = server.Port == (server.Service.VirtualPort ?? 0) ? null : server.Port,
        Forwarding = server.Forwarding == LvsForwarding.Gateway ? null : server.Forwarding,
        Weight = keepWeight ? RealServerDraft.Keep : server.Weight == 1 ? null : server.Weight,
        UpperThreshold = server.UpperThreshold == 0 ? null : server.UpperThreshold,
        LowerThreshold = server.LowerThreshold == 0 ? null : server.LowerThreshold,
        TunnelType = server.TunnelType == LvsTunnelType.Ipip ? null : server.TunnelType,
        TunnelPort = server.TunnelPort == 0 ? null : server.TunnelPort,
        TunnelChecksum = server.TunnelChecksum == LvsTunnelChecksum.None ? null : server.TunnelChecksum,
    };

    private static List<ServiceDraft> Services(LvsDesiredState state)
    {
        Dictionary<LvsServiceId, LvsHealthService> monitored = (state.Health?.Services ?? []).ToDictionary(s => s.Service.Service);
        List<ServiceDraft> drafts = [.. state.Services.Select(s => Service(s, monitored.GetValueOrDefault(s.Service.Service)))];

        // A monitor's own document has its services there alone.
        HashSet<LvsServiceId> known = [.. state.Services.Select(s => s.Service.Service)];
        drafts.AddRange(monitored.Values.Where(m => !known.Contains(m.Service.Service)).Select(m => Service(
            new LvsDesiredService { Service = m.Service, RealServers = [.. m.Servers.Select(s => new LvsDesiredRealServer { Server = s.RealServer })] }, m)));
        return drafts;
    }

    private static ServiceDraft Service(LvsDesiredService wanted, LvsHealthService? monitored)
    {
        LvsService service = wanted.Service;
        LvsHealthCheck? common = monitored is null ? null : HealthDrafts.CommonCheck(monitored);
        var draft = new ServiceDraft
        {
            Service = service.Service,
            Scheduler = service.Scheduler == LvsService.DefaultScheduler ? null : service.Scheduler,
            SchedulerFlags = service.SchedulerFlags == 0 ? null : LvsSchedulerFlagNames.Format(service.SchedulerFlags, service.Scheduler).Split(','),
            PersistenceTimeout = service.PersistenceTimeout,
            PersistenceNetmask = service.PersistenceNetmask.IsFull ? null : service.PersistenceNetmask.ToString(),
            PersistenceEngine = service.PersistenceEngine,
            OnePacket = service.OnePacket ? true : null,
            FullNat = wanted.FullNat,
            Health = monitored is null ? null : HealthDrafts.Service(monitored, common),
        };
        if (wanted.RealServers is IReadOnlyList<LvsDesiredRealServer> servers)
        {
            Dictionary<(System.Net.IPAddress, int), LvsHealthServer> checkedServers =
                (monitored?.Servers ?? []).ToDictionary(s => (s.RealServer.Address, s.RealServer.Port));
            draft.RealServers = [.. servers.Select(s =>
            {
                RealServerDraft server = Server(s.Server, s.KeepWeight);
                server.Health = checkedServers.TryGetValue((s.Server.Address, s.Server.Port), out LvsHealthServer? health) ? HealthDrafts.Server(health, common) : null;
                return server;
            })];
        }

        return draft;
    }

    private static SyncDaemonDraft Daemon(LvsSyncDaemon daemon) => new()
    {
        Role = daemon.Role,
        Interface = daemon.Interface,
        SyncId = daemon.SyncId == 0 ? null : daemon.SyncId,
        MaxLength = daemon.MaxLength == 0 ? null : daemon.MaxLength,
        Group = daemon.Group,
        Port = daemon.Port == 0 ? null : daemon.Port,
        Ttl = daemon.Ttl == 0 ? null : daemon.Ttl,
    };

    private static VirtualAddressDraft Address(LvsDesiredVirtualAddress address) => new()
    {
        Address = address.Address,
        PrefixLength = address.PrefixLength,
        Interface = address.Interface,
        Broadcast = address.Broadcast,
        Label = address.Label,
        Announce = address.Announce ? true : null,
    };

    private static FwMarkDraft Mark(LvsDesiredFwMark mark)
    {
        IReadOnlyList<string>? Ports(LvsProtocol protocol)
        {
            List<string> ports = [.. mark.Ports.Where(p => p.Protocol == protocol).Select(p => p.Numbers)];
            return ports.Count == 0 ? null : ports;
        }

        return new FwMarkDraft
        {
            FwMark = mark.FwMark,
            Addresses = mark.Addresses,
            Tcp = Ports(LvsProtocol.Tcp),
            Udp = Ports(LvsProtocol.Udp),
            Sctp = Ports(LvsProtocol.Sctp),
            IncludeLocal = mark.IncludeLocal ? true : null,
        };
    }

    private static RealServerHostDraft Host(LvsDesiredRealServerHost host) => new()
    {
        VirtualAddress = host.VirtualAddress,
        Mode = host.Mode,
        TunnelType = host.TunnelType,
        Port = host.Port,
        LocalAddress = host.LocalAddress,
        AddRoute = host.AddRoute ? true : null,
    };
}
