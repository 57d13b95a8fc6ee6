namespace LvsPS;

/// <summary>What a monitor is told: of all services, of one, of a server.</summary>
internal static class HealthShapes
{
    private static readonly WordShape<LvsInitialState> s_initialState =
        new(("asFound", LvsInitialState.AsFound), ("up", LvsInitialState.Up), ("down", LvsInitialState.Down));

    private static readonly WordShape<LvsDownAction> s_downAction = new(("remove", LvsDownAction.Remove), ("quiesce", LvsDownAction.Quiesce));

    private static readonly WordShape<LvsHealthEventKind> s_event =
        new([.. Enum.GetValues<LvsHealthEventKind>().Select(k => ($"{char.ToLowerInvariant(k.ToString()[0])}{k.ToString()[1..]}", k))]);

    /// <summary>What is run at an event.</summary>
    public static readonly MapShape<ActionDraft> Action = new MapShape<ActionDraft>("action", "What is run at an event: an executable, by no shell, or a PowerShell script.") { IsFlow = true }
        .Item("command", CommonShapes.Path, d => d.Command, (d, v) => d.Command = v, "The executable. It finds the event in its environment: LVSPS_EVENT, LVSPS_SERVICE, LVSPS_SERVER, LVSPS_FROM, LVSPS_TO, LVSPS_REASON.")
        .Item("arguments", CommonShapes.Texts, d => d.Arguments, (d, v) => d.Arguments = v, "Its arguments, each as it is.")
        .Item("script", CommonShapes.Text, d => d.Script, (d, v) => d.Script = v, "A PowerShell script, in place of a command.")
        .Value("timeout", DurationShape.Instance, d => d.Timeout, (d, v) => d.Timeout = v, "How long it may take; thirty seconds without it.");

    /// <summary>To whom mail is sent.</summary>
    public static readonly MapShape<MailDraft> Mail = new MapShape<MailDraft>("mail", "Mail about servers that went down or came up.")
        .Item("to", new ListShape<string>(() => CommonShapes.Text, least: 1, isFlow: true), d => d.To, (d, v) => d.To = v, "To whom.", required: true)
        .Item("from", CommonShapes.Text, d => d.From, (d, v) => d.From = v, "From whom; lvsps@ and the machine's name without it.")
        .Item("server", CommonShapes.Text, d => d.Server, (d, v) => d.Server = v, "The mail server; localhost without it.")
        .Value("port", CommonShapes.Port, d => d.Port, (d, v) => d.Port = v, "Its port; 25 without it.")
        .Value("requireTls", TruthShape.Instance, d => d.RequireTls, (d, v) => d.RequireTls = v, "Whether the connection must be encrypted.")
        .Value("skipCertificateCheck", TruthShape.Instance, d => d.SkipCertificateCheck, (d, v) => d.SkipCertificateCheck = v, "Whether any certificate will do.")
        .Value("repeatInterval", DurationShape.Instance, d => d.RepeatInterval, (d, v) => d.RepeatInterval = v, "After how long mail about a server that is still down is repeated; never without it.")
        .Item("events", new ListShape<LvsHealthEventKind>(() => s_event, isFlow: true), d => d.Events, (d, v) => d.Events = v, "The events that mail is sent of; those of servers and quorums without it.")
        .Item("credential", CheckShapes.Credential, d => d.Credential, (d, v) => d.Credential = v, "Who the mail server is told that we are.");

    /// <summary>What concerns the monitor as a whole.</summary>
    public static readonly MapShape<MonitorDraft> Monitor = new MapShape<MonitorDraft>("monitor", "What concerns the health monitor as a whole.")
        .Item("mail", Mail, d => d.Mail, (d, v) => d.Mail = v, "To whom mail is sent of services that have no such of their own.")
        .Item("logPath", CommonShapes.Path, d => d.LogPath, (d, v) => d.LogPath = v, "A file that gets a line for each event.")
        .Value("autoReload", TruthShape.Instance, d => d.AutoReload, (d, v) => d.AutoReload = v, "Whether the monitor takes this file over when it is changed.")
        .Item("onFileChange", Action, d => d.OnFileChange, (d, v) => d.OnFileChange = v, "What is run when the file was changed.")
        .Item("maintenanceFolder", CommonShapes.Path, d => d.MaintenanceFolder, (d, v) => d.MaintenanceFolder = v, "A folder in which a file named as a server takes that server down.");

    /// <summary>How one server is checked.</summary>
    public static readonly MapShape<ServerHealthDraft> Server = new MapShape<ServerHealthDraft>("serverHealth", "How a real server is checked, where it is not as the others of its service.")
        .Item("check", CheckShapes.Check, d => d.Check, (d, v) => d.Check = v, "How it is found out whether it can serve.")
        .Value("interval", DurationShape.Instance, d => d.Interval, (d, v) => d.Interval = v, "The time between two checks.")
        .Value("fastInterval", DurationShape.Instance, d => d.FastInterval, (d, v) => d.FastInterval = v, "The time between two checks while results contradict the state.")
        .Value("rise", CommonShapes.Count, d => d.Rise, (d, v) => d.Rise = v, "How many good results in a row bring it up.")
        .Value("fall", CommonShapes.Count, d => d.Fall, (d, v) => d.Fall = v, "How many bad results in a row bring it down.")
        .Value("initialState", s_initialState, d => d.InitialState, (d, v) => d.InitialState = v, "What it is taken to be before its first check has ended.")
        .Value("downAction", s_downAction, d => d.DownAction, (d, v) => d.DownAction = v, "What becomes of it when it is down.")
        .Item("onUp", Action, d => d.OnUp, (d, v) => d.OnUp = v, "What is run when it comes up.")
        .Item("onDown", Action, d => d.OnDown, (d, v) => d.OnDown = v, "What is run when it goes down.")
        .Item("names", CommonShapes.Texts, d => d.Names, (d, v) => d.Names = v, "Other names of the machine, by which a file in the maintenance folder may name it.");

    /// <summary>The server that answers alone while the quorum is lost.</summary>
    public static readonly MapShape<RealServerDraft> Fallback = ServerShapes.WithServerSettings(
        new MapShape<RealServerDraft>("fallback", "The server that answers alone while the quorum is lost.") { IsFlow = true }
            .Item("address", CommonShapes.Address, d => d.Address, (d, v) => d.Address = v, "Its address.", required: true),
        CommonShapes.Natural);

    /// <summary>How the servers of a service are checked, or false.</summary>
    public static readonly HealthSwitchShape Service = new(new MapShape<ServiceHealthDraft>("serviceHealth", "How the real servers of a service are checked, and what is done when they are down.")
        .Item("check", CheckShapes.Check, d => d.Check, (d, v) => d.Check = v, "How it is found out whether a server can serve.")
        .Value("interval", DurationShape.Instance, d => d.Interval, (d, v) => d.Interval = v, "The time between two checks of a server; ten seconds without it.")
        .Value("fastInterval", DurationShape.Instance, d => d.FastInterval, (d, v) => d.FastInterval = v, "The time between two checks while results contradict a server's state; the interval without it.")
        .Value("rise", CommonShapes.Count, d => d.Rise, (d, v) => d.Rise = v, "How many good results in a row bring a server up; one without it.")
        .Value("fall", CommonShapes.Count, d => d.Fall, (d, v) => d.Fall = v, "How many bad results in a row bring a server down; one without it.")
        .Value("jitter", DurationShape.Instance, d => d.Jitter, (d, v) => d.Jitter = v, "Each check begins up to so much later, by chance.")
        .Value("startDelay", DurationShape.Instance, d => d.StartDelay, (d, v) => d.StartDelay = v, "The first checks begin within this time, by chance.")
        .Value("initialState", s_initialState, d => d.InitialState, (d, v) => d.InitialState = v, "What servers are taken to be before their first check has ended; asFound without it.")
        .Value("downAction", s_downAction, d => d.DownAction, (d, v) => d.DownAction = v, "What becomes of a server that is down; remove without it.")
        .Value("stopAction", new WordShape<LvsStopAction>(("keep", LvsStopAction.Keep), ("clean", LvsStopAction.Clean)), d => d.StopAction, (d, v) => d.StopAction = v, "How the table is left when the monitor is stopped; keep without it.")
        .Value(
            "foreignChange",
            new WordShape<LvsForeignChange>(("respect", LvsForeignChange.Respect), ("restore", LvsForeignChange.Restore)),
            d => d.ForeignChange,
            (d, v) => d.ForeignChange = v,
            "What is done where another has changed the table; respect without it.")
        .Item("fallback", Fallback, d => d.Fallback, (d, v) => d.Fallback = v, "The server that answers alone while the quorum is lost.")
        .Value("quorum", CommonShapes.Count, d => d.Quorum, (d, v) => d.Quorum = v, "The sum of the weights of servers that are up which the service needs; one without it.")
        .Value("hysteresis", CommonShapes.Natural, d => d.Hysteresis, (d, v) => d.Hysteresis = v, "By how much the sum must pass the quorum.")
        .Value("rampTime", DurationShape.Instance, d => d.RampTime, (d, v) => d.RampTime = v, "How long a server that came up takes to get its whole weight.")
        .Item("onUp", Action, d => d.OnUp, (d, v) => d.OnUp = v, "What is run when a server comes up.")
        .Item("onDown", Action, d => d.OnDown, (d, v) => d.OnDown = v, "What is run when a server goes down.")
        .Item("onQuorumLost", Action, d => d.OnQuorumLost, (d, v) => d.OnQuorumLost = v, "What is run when the quorum is lost.")
        .Item("onQuorumGained", Action, d => d.OnQuorumGained, (d, v) => d.OnQuorumGained = v, "What is run when the quorum is regained.")
        .Item("onFallback", Action, d => d.OnFallback, (d, v) => d.OnFallback = v, "What is run when the fallback begins to answer.")
        .Item("onFallbackEnd", Action, d => d.OnFallbackEnd, (d, v) => d.OnFallbackEnd = v, "What is run when the fallback ends.")
        .Value("runActionsAtStop", TruthShape.Instance, d => d.RunActionsAtStop, (d, v) => d.RunActionsAtStop = v, "Whether a stop runs onDown for servers that are up, and onQuorumLost.")
        .Item("mail", Mail, d => d.Mail, (d, v) => d.Mail = v, "To whom mail is sent of this service.")
        .Item("checkLogPath", CommonShapes.Path, d => d.CheckLogPath, (d, v) => d.CheckLogPath = v, "A file that gets a line for each check.")
        .Item("name", CommonShapes.Text, d => d.Name, (d, v) => d.Name = v, "What the service is called in mails and logs."));
}
