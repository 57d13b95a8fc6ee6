using System.Net;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Puts services and their real servers together.</summary>
internal sealed class ServiceAssembler(ReadingContext context, DefaultsDraft? defaults)
{
    // Most services have few servers, which are compared one by one.
    private const int Few = 8;

    private readonly List<(ServiceDraft Draft, LvsService Service, IReadOnlyList<(RealServerDraft Draft, LvsRealServer Server)> Servers, int Index)> _assembled = [];

    /// <summary>The defaults.</summary>
    public DefaultsDraft? Defaults => defaults;

    /// <summary>What each service and server came from, for those who add to it.</summary>
    public IEnumerable<(ServiceDraft Draft, LvsService Service, IReadOnlyList<(RealServerDraft Draft, LvsRealServer Server)> Servers, int Index)> Assembled => _assembled;

    /// <summary>Puts all services together.</summary>
    /// <param name="drafts">What the document says of them.</param>
    /// <returns>The services.</returns>
    public IReadOnlyList<LvsDesiredService> Assemble(IReadOnlyList<ServiceDraft> drafts)
    {
        var services = new List<LvsDesiredService>(drafts.Count);
        var known = new Dictionary<LvsServiceId, int>(drafts.Count);
        for (int i = 0; i < drafts.Count; i++)
        {
            ServiceDraft draft = drafts[i];
            if (draft.Service is not LvsServiceId id)
            {
                continue;
            }

            context.Enter(i);
            if (!known.TryAdd(id, draft.At("service").Line))
            {
                Error(draft, "service", $"{(id.FwMark is uint mark ? FormattableString.Invariant($"The mark {mark} is in two services: ") : string.Empty)}{id} stands there twice, first in line {known[id]}.", "Write it once, with all its real servers.");
            }

            services.Add(Assemble(draft, id, i));
            context.Leave();
        }

        return services;
    }

    /// <summary>A real server with what was said of it, and the defaults.</summary>
    /// <param name="id">Its service.</param>
    /// <param name="draft">What was said of it.</param>
    /// <param name="address">Its address.</param>
    /// <returns>The server.</returns>
    public LvsRealServer ServerOf(LvsServiceId id, RealServerDraft draft, IPAddress address)
    {
        RealServerDraft? common = defaults?.RealServer;
        LvsForwarding forwarding = draft.Forwarding ?? common?.Forwarding ?? LvsForwarding.Gateway;

        // The defaults of tunnels are for tunnels; a server that is reached otherwise has no use for them.
        RealServerDraft? tunnel = forwarding == LvsForwarding.Tunnel ? common : null;
        LvsTunnelType type = draft.TunnelType ?? tunnel?.TunnelType ?? LvsTunnelType.Ipip;
        return new LvsRealServer
        {
            Service = id,
            Address = address,
            Port = draft.Port ?? common?.Port ?? id.VirtualPort ?? 0,
            Forwarding = forwarding,
            Weight = (draft.Weight ?? common?.Weight) is int weight && weight != RealServerDraft.Keep ? weight : 1,
            UpperThreshold = draft.UpperThreshold ?? common?.UpperThreshold ?? 0,
            LowerThreshold = draft.LowerThreshold ?? common?.LowerThreshold ?? 0,
            TunnelType = type,
            TunnelPort = draft.TunnelPort ?? (type == LvsTunnelType.Gue ? tunnel?.TunnelPort : null) ?? 0,
            TunnelChecksum = draft.TunnelChecksum ?? (type == LvsTunnelType.Ipip ? null : tunnel?.TunnelChecksum) ?? LvsTunnelChecksum.None,
        };
    }

    /// <summary>Whether a server is of the right family and port, and its settings fit each other.</summary>
    /// <param name="draft">What was said of it.</param>
    /// <param name="server">The server.</param>
    public void Check(RealServerDraft draft, LvsRealServer server)
    {
        foreach (ConstraintViolation violation in LvsConstraints.Violations(server))
        {
            Error(draft, PropertyKeys.Of(violation.Setting), violation.Error.Message, violation.Error.Remedy);
        }
    }

    private LvsDesiredService Assemble(ServiceDraft draft, LvsServiceId id, int index)
    {
        LvsService service = SettingsOf(draft, id);
        List<LvsDesiredRealServer>? servers = null;
        var assembled = new List<(RealServerDraft, LvsRealServer)>();
        if (draft.RealServers is IReadOnlyList<RealServerDraft> drafts)
        {
            servers = new List<LvsDesiredRealServer>(drafts.Count);
            context.Enter("realServers");
            Dictionary<(IPAddress, int), RealServerDraft>? known = drafts.Count > Few ? new(drafts.Count) : null;
            for (int i = 0; i < drafts.Count; i++)
            {
                context.Enter(i);
                if (drafts[i].Address is IPAddress address)
                {
                    LvsRealServer server = ServerOf(id, drafts[i], address);
                    CheckOnce(drafts[i], server, assembled, known);
                    Check(drafts[i], server);
                    assembled.Add((drafts[i], server));
                    servers.Add(new LvsDesiredRealServer { Server = server, KeepWeight = (drafts[i].Weight ?? defaults?.RealServer?.Weight) == RealServerDraft.Keep });
                }

                context.Leave();
            }

            context.Leave();
        }

        CheckFullNat(draft, id);
        _assembled.Add((draft, service, assembled, index));
        return new LvsDesiredService { Service = service, RealServers = servers, FullNat = draft.FullNat };
    }

    private LvsService SettingsOf(ServiceDraft draft, LvsServiceId id)
    {
        string scheduler = draft.Scheduler ?? defaults?.Scheduler ?? LvsService.DefaultScheduler;
        LvsSchedulerFlags flags = LvsSchedulerFlags.None;
        IReadOnlyList<string> names = draft.SchedulerFlags ?? defaults?.SchedulerFlags ?? [];
        foreach (string name in names)
        {
            if (LvsSchedulerFlagNames.Parse(name, scheduler) is LvsSchedulerFlags flag)
            {
                flags |= flag;
            }
            else
            {
                YamlNode place = draft.SchedulerFlags is null ? defaults!.At("schedulerFlags") : draft.At("schedulerFlags");
                YamlNode at = place is YamlSequence list ? list.Items.First(n => n is YamlScalar scalar && scalar.Text == name) : place;
                context.Enter("schedulerFlags");
                context.Error(at, $"The flag {name} does not fit the scheduler {scheduler} of {id}.", $"Write {string.Join(", ", LvsSchedulerFlagNames.For(scheduler))}.");
                context.Leave();
            }
        }

        LvsService service = LvsService.Default(id) with { Scheduler = scheduler, SchedulerFlags = flags };
        TimeSpan? persistence = draft.PersistenceTimeout ?? defaults?.PersistenceTimeout;
        string? engine = draft.PersistenceEngine ?? defaults?.PersistenceEngine;
        service = service with
        {
            PersistenceTimeout = persistence == TimeSpan.Zero ? null : persistence,
            PersistenceNetmask = NetmaskOf(draft, id) ?? service.PersistenceNetmask,
            PersistenceEngine = engine == "none" ? null : engine,
            OnePacket = draft.OnePacket ?? defaults?.OnePacket ?? false,
        };
        foreach (ConstraintViolation violation in LvsConstraints.Violations(service))
        {
            Error(draft, PropertyKeys.Of(violation.Setting), violation.Error.Message, violation.Error.Remedy);
        }

        return service;
    }

    private LvsNetmask? NetmaskOf(ServiceDraft draft, LvsServiceId id)
    {
        if ((draft.PersistenceNetmask ?? defaults?.PersistenceNetmask) is not string text)
        {
            return null;
        }

        try
        {
            return LvsNetmask.Parse(text, id.AddressFamily);
        }
        catch (LvsInputException e)
        {
            // A mask of IPv4 among the defaults is not meant for the services of IPv6, nor the other way round.
            if (draft.PersistenceNetmask is not null)
            {
                Error(draft, "persistenceNetmask", e.Message, e.Remedy);
            }

            return null;
        }
    }

    private void CheckOnce(
        RealServerDraft draft, LvsRealServer server, List<(RealServerDraft Draft, LvsRealServer Server)> before, Dictionary<(IPAddress, int), RealServerDraft>? known)
    {
        RealServerDraft? first = known is null
            ? before.Find(b => b.Server.Port == server.Port && b.Server.Address.Equals(server.Address)).Draft
            : known.TryAdd((server.Address, server.Port), draft) ? null : known[(server.Address, server.Port)];
        if (first is not null)
        {
            Error(draft, "address", FormattableString.Invariant($"The real server {server} of {server.Service} stands there twice, first in line {first.At("address").Line}."), "Write it once.");
        }
    }

    private void CheckFullNat(ServiceDraft draft, LvsServiceId id)
    {
        foreach (string source in draft.FullNat?.SourceAddress ?? [])
        {
            if (source.Contains(':') != id.IsIPv6)
            {
                Error(draft, "fullNat", $"{source} is an address of another family than {id}.", id.IsIPv6 ? "Write IPv6 addresses." : "Write IPv4 addresses.");
            }
        }
    }

    private void Error(Draft draft, string key, string message, string remedy)
    {
        context.Enter(key);
        context.Error(draft.At(key), message, remedy);
        context.Leave();
    }
}
