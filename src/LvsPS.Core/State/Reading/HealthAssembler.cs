using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Makes of what a document says of checks the health document of a monitor.</summary>
internal sealed class HealthAssembler(ReadingContext context)
{
    private readonly CheckAssembler _checks = new(context);
    private readonly Dictionary<LvsHealthService, (ServiceDraft Draft, int Index)> _services = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LvsHealthServer, (RealServerDraft Draft, int Index)> _servers = new(ReferenceEqualityComparer.Instance);

    /// <summary>Puts it together.</summary>
    /// <param name="draft">The document.</param>
    /// <param name="services">Its services.</param>
    /// <returns>The health document; null where nothing is to be checked.</returns>
    public LvsHealthDocument? Assemble(StateDraft draft, ServiceAssembler services)
    {
        var monitored = new List<LvsHealthService>();
        context.Enter("services");
        foreach ((ServiceDraft service, LvsService settings, IReadOnlyList<(RealServerDraft Draft, LvsRealServer Server)> servers, int index) in services.Assembled)
        {
            context.Enter(index);
            if (IsMonitored(service, services.Defaults) && ServiceOf(service, settings, servers, services) is LvsHealthService made)
            {
                _services[made] = (service, index);
                monitored.Add(made);
            }

            context.Leave();
        }

        context.Leave();
        if (monitored.Count == 0)
        {
            if (draft.Health is not null && !context.HasErrors)
            {
                context.Warning(draft.At("health"), "The document says how it is monitored, and no service has a check.", "Write health with a check into the services, or into the defaults.");
            }

            return null;
        }

        context.Enter("health");
        var document = new LvsHealthDocument
        {
            Services = monitored,
            Mail = _checks.MailOf(draft.Health?.Mail),
            LogPath = draft.Health?.LogPath,
            AutoReload = draft.Health?.AutoReload ?? false,
            OnFileChange = _checks.ActionOf(draft.Health?.OnFileChange),
            MaintenanceFolder = draft.Health?.MaintenanceFolder,
            Path = context.Path,
        };
        context.Leave();
        Validate(document, services.Defaults);
        return document;
    }

    private static bool IsMonitored(ServiceDraft service, DefaultsDraft? defaults) =>
        service.Health is { IsOff: false }
        || (service.Health is null && (defaults?.Health?.Check is not null || (service.RealServers ?? []).Any(s => s.Health?.Check is not null)));

    private LvsHealthService? ServiceOf(
        ServiceDraft draft, LvsService settings, IReadOnlyList<(RealServerDraft Draft, LvsRealServer Server)> servers, ServiceAssembler services)
    {
        ServiceHealthDraft own = draft.Health ?? new ServiceHealthDraft();
        ServiceHealthDraft common = services.Defaults?.Health is { IsOff: false } given ? given : new ServiceHealthDraft();
        if (draft.RealServers is null)
        {
            context.Error(draft.At("health"), $"The servers of {settings} are to be checked, and the document does not name them.", "Write realServers, or health: false.");
            return null;
        }

        context.Enter("realServers");
        var checkedServers = new List<LvsHealthServer>(servers.Count);
        for (int i = 0; i < servers.Count; i++)
        {
            context.Enter(i);
            if (ServerOf(servers[i].Draft, servers[i].Server, own.Check ?? common.Check) is LvsHealthServer server)
            {
                _servers[server] = (servers[i].Draft, i);
                checkedServers.Add(server);
            }

            context.Leave();
        }

        context.Leave();
        context.Enter("health");
        var defaults = new LvsHealthService { Service = settings, Servers = checkedServers };
        LvsHealthService service = defaults with
        {
            Interval = own.Interval ?? common.Interval ?? defaults.Interval,
            FastInterval = own.FastInterval ?? common.FastInterval,
            Rise = own.Rise ?? common.Rise ?? defaults.Rise,
            Fall = own.Fall ?? common.Fall ?? defaults.Fall,
            Jitter = own.Jitter ?? common.Jitter ?? defaults.Jitter,
            StartDelay = own.StartDelay ?? common.StartDelay ?? defaults.StartDelay,
            InitialState = own.InitialState ?? common.InitialState ?? defaults.InitialState,
            DownAction = own.DownAction ?? common.DownAction ?? defaults.DownAction,
            StopAction = own.StopAction ?? common.StopAction ?? defaults.StopAction,
            ForeignChange = own.ForeignChange ?? common.ForeignChange ?? defaults.ForeignChange,
            Fallback = FallbackOf(own.Fallback ?? common.Fallback, settings.Service, services),
            Quorum = own.Quorum ?? common.Quorum ?? defaults.Quorum,
            Hysteresis = own.Hysteresis ?? common.Hysteresis ?? defaults.Hysteresis,
            RampTime = own.RampTime ?? common.RampTime ?? defaults.RampTime,
            OnUp = _checks.ActionOf(own.OnUp ?? common.OnUp),
            OnDown = _checks.ActionOf(own.OnDown ?? common.OnDown),
            OnQuorumLost = _checks.ActionOf(own.OnQuorumLost ?? common.OnQuorumLost),
            OnQuorumGained = _checks.ActionOf(own.OnQuorumGained ?? common.OnQuorumGained),
            OnFallback = _checks.ActionOf(own.OnFallback ?? common.OnFallback),
            OnFallbackEnd = _checks.ActionOf(own.OnFallbackEnd ?? common.OnFallbackEnd),
            RunsActionsAtStop = own.RunActionsAtStop ?? common.RunActionsAtStop ?? defaults.RunsActionsAtStop,
            Mail = _checks.MailOf(own.Mail ?? common.Mail),
            CheckLogPath = own.CheckLogPath ?? common.CheckLogPath,
            Name = own.Name ?? common.Name,
        };
        context.Leave();
        return service;
    }

    private LvsHealthServer? ServerOf(RealServerDraft draft, LvsRealServer server, CheckDraft? common)
    {
        ServerHealthDraft? own = draft.Health;
        context.Enter("health");
        CheckDraft? given = own?.Check ?? common;
        if (given is null)
        {
            context.Error(draft.At("health"), $"The real server {server} of {server.Service} has no check, nor has its service.", "Write health with a check into the server, the service or the defaults.");
        }

        LvsHealthServer? made = given is null || _checks.CheckOf(given) is not LvsHealthCheck check ? null : new LvsHealthServer
        {
            RealServer = server,
            Check = check,
            Interval = own?.Interval,
            FastInterval = own?.FastInterval,
            Rise = own?.Rise,
            Fall = own?.Fall,
            InitialState = own?.InitialState,
            DownAction = own?.DownAction,
            OnUp = _checks.ActionOf(own?.OnUp),
            OnDown = _checks.ActionOf(own?.OnDown),
            Names = own?.Names ?? [],
        };
        context.Leave();
        return made;
    }

    private static LvsRealServer? FallbackOf(RealServerDraft? draft, LvsServiceId id, ServiceAssembler services)
    {
        if (draft?.Address is not System.Net.IPAddress address)
        {
            return null;
        }

        // A fallback is no share of the load: neither the defaults' weight nor their thresholds are meant for it.
        LvsRealServer server = services.ServerOf(id, draft, address);
        return server with { Weight = draft.Weight ?? 1, UpperThreshold = draft.UpperThreshold ?? 0, LowerThreshold = draft.LowerThreshold ?? 0 };
    }

    private void Validate(LvsHealthDocument document, DefaultsDraft? defaults)
    {
        foreach (LvsHealthFinding finding in document.Validate())
        {
            // That they stand there twice has been told, with the first place.
            if (finding is { Service: LvsHealthService service } && finding.Setting is not (nameof(LvsHealthService.Service) or nameof(LvsHealthServer.RealServer)))
            {
                Tell(finding, service, defaults);
            }
        }
    }

    private void Tell(LvsHealthFinding finding, LvsHealthService service, DefaultsDraft? defaults)
    {
        (ServiceDraft draft, int index) = _services[service];
        if (finding.Setting == nameof(LvsHealthService.Servers) && draft.RealServers is { Count: > 0 })
        {
            // It has some, which cannot be right themselves.
            return;
        }

        string key = PropertyKeys.Of(finding.Setting);
        (RealServerDraft Draft, int Index)? server = finding.Server is LvsHealthServer one && _servers.TryGetValue(one, out (RealServerDraft, int) known) ? known : null;
        YamlNode? ofServer = server is null ? null : PlaceOf(server.Value.Draft.Health, key) ?? PlaceOf(server.Value.Draft, key);
        YamlNode? ofHealth = PlaceOf(draft.Health, key) ?? PlaceOf(draft.Health?.Check, key);
        YamlNode at = ofServer ?? ofHealth ?? PlaceOf(draft, key) ?? PlaceOf(defaults?.Health, key) ?? PlaceOf(defaults?.Health?.Check, key)
            ?? server?.Draft.Node ?? draft.At("health");
        int depth = 3;
        context.Enter("services");
        context.Enter(index);
        if (server is not null)
        {
            context.Enter("realServers");
            context.Enter(server.Value.Index);
            depth += 2;
        }
        else if (ofHealth is not null)
        {
            context.Enter("health");
            depth++;
        }

        context.Enter(key);
        if (finding.Severity == LvsHealthSeverity.Error)
        {
            context.Error(at, finding.Message, finding.Error.Remedy);
        }
        else
        {
            context.Warning(at, finding.Message, finding.Error.Remedy);
        }

        for (int i = 0; i < depth; i++)
        {
            context.Leave();
        }
    }

    private static YamlNode? PlaceOf(Draft? draft, string key) => draft?.Node?.Find(key)?.Value;
}
