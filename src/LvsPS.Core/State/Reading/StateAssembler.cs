using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Makes of what a document says the state that it means: with its defaults, and with everything that cannot be right found.</summary>
internal sealed class StateAssembler(ReadingContext context)
{
    /// <summary>Puts a document together.</summary>
    /// <param name="draft">What it says.</param>
    /// <returns>The state; to be used only where there are no errors.</returns>
    public LvsDesiredState Assemble(StateDraft draft)
    {
        if (draft.Prune == true && draft.Services is null)
        {
            context.Enter("prune");
            context.Error(draft.At("prune"), "The document is to remove other services, and has no key 'services'.", "Write services: [] where all services are to go, or leave prune out.");
            context.Leave();
        }

        var services = new ServiceAssembler(context, draft.Defaults);
        context.Enter("services");
        IReadOnlyList<LvsDesiredService> wanted = services.Assemble(draft.Services ?? []);
        context.Leave();
        var host = new HostAssembler(context);
        LvsDesiredState state = new()
        {
            Owner = draft.Owner,
            Prune = draft.Prune ?? false,
            Services = wanted,
            Timeout = draft.Timeouts is null ? null : Timeouts(draft.Timeouts),
            SyncDaemons = draft.SyncDaemons is null ? null : Daemons(draft.SyncDaemons),
            KernelSettings = draft.KernelSettings is null ? null : host.Settings(draft.KernelSettings, draft.At("kernelSettings")),
            VirtualAddresses = draft.VirtualAddresses is null ? null : host.Addresses(draft.VirtualAddresses),
            FwMarks = draft.FwMarks is null ? null : host.Marks(draft.FwMarks),
            RealServerHosts = draft.RealServerHosts is null ? null : host.RealServers(draft.RealServerHosts),
            Health = new HealthAssembler(context).Assemble(draft, services),
            Path = context.Path,
        };
        host.FindContradictions(state, draft);
        return state;
    }

    private LvsTimeout Timeouts(TimeoutsDraft draft)
    {
        context.Enter("timeouts");
        var whole = new LvsTimeout { Tcp = draft.Tcp, TcpFin = draft.TcpFin, Udp = draft.Udp };
        foreach ((string key, LvsTimeout one) in new[]
        {
            ("tcp", new LvsTimeout { Tcp = draft.Tcp }), ("tcpFin", new LvsTimeout { TcpFin = draft.TcpFin }), ("udp", new LvsTimeout { Udp = draft.Udp }),
        })
        {
            foreach (LvsInputException fault in LvsConstraints.Check(one))
            {
                context.Enter(key);
                context.Error(draft.At(key), fault.Message, fault.Remedy);
                context.Leave();
            }
        }

        context.Leave();
        return whole;
    }

    private List<LvsSyncDaemon> Daemons(IReadOnlyList<SyncDaemonDraft> drafts)
    {
        var daemons = new List<LvsSyncDaemon>();
        var roles = new Dictionary<LvsSyncRole, YamlNode>();
        context.Enter("syncDaemons");
        for (int i = 0; i < drafts.Count; i++)
        {
            SyncDaemonDraft draft = drafts[i];
            context.Enter(i);
            if (draft is { Role: LvsSyncRole role, Interface: string name })
            {
                var daemon = new LvsSyncDaemon
                {
                    Role = role,
                    Interface = name,
                    SyncId = draft.SyncId ?? 0,
                    MaxLength = draft.MaxLength ?? 0,
                    Group = draft.Group,
                    Port = draft.Port ?? 0,
                    Ttl = draft.Ttl ?? 0,
                };
                foreach (ConstraintViolation violation in LvsConstraints.Violations(daemon))
                {
                    string key = PropertyKeys.Of(violation.Setting);
                    context.Enter(key);
                    context.Error(draft.At(key), violation.Error.Message, violation.Error.Remedy);
                    context.Leave();
                }

                if (!roles.TryAdd(role, draft.At("role")))
                {
                    context.Error(draft.At("role"), FormattableString.Invariant($"There is a daemon of this role already, in line {roles[role].Line}."), "Write one daemon of each role at most.");
                }

                daemons.Add(daemon);
            }

            context.Leave();
        }

        context.Leave();
        return daemons;
    }
}

/// <summary>The keys of properties.</summary>
internal static class PropertyKeys
{
    /// <summary>The key of a property.</summary>
    /// <param name="property">Its name.</param>
    /// <returns>Such as <c>upperThreshold</c>; a service's parts are its identity.</returns>
    public static string Of(string property) => property switch
    {
        nameof(LvsService.VirtualAddress) or nameof(LvsService.VirtualPort) or nameof(LvsService.Service) => "service",
        nameof(LvsHealthService.Servers) => "realServers",
        _ => $"{char.ToLowerInvariant(property[0])}{property[1..]}",
    };
}
