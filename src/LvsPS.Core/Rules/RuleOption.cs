namespace LvsPS;

/// <summary>What ipvsadm is told to do; the first word of a rule.</summary>
internal enum RuleCommand
{
    AddService,
    EditService,
    DeleteService,
    Clear,
    Restore,
    Save,
    AddServer,
    EditServer,
    DeleteServer,
    List,
    Zero,
    SetTimeout,
    StartDaemon,
    StopDaemon,
    Help,
    Version,
}

/// <summary>The options of ipvsadm 1.31, and two of our own at the end.</summary>
internal enum RuleOptionId
{
    Tcp,
    Udp,
    Sctp,
    FwMark,
    IPv6,
    Scheduler,
    Persistent,
    Netmask,
    Engine,
    OnePacket,
    SchedulerFlags,
    RealServer,
    Gateway,
    Tunnel,
    Masquerade,
    Weight,
    UpperThreshold,
    LowerThreshold,
    TunnelType,
    TunnelPort,
    TunnelNoChecksum,
    TunnelChecksum,
    TunnelRemoteChecksum,
    Interface,
    SyncId,
    MaxLength,
    Group,
    Port,
    Ttl,
    Numeric,
    Connections,
    Timeout,
    Daemon,
    Stats,
    Rate,
    Thresholds,
    PersistentConnections,
    TunnelInfo,
    NoSort,
    Sort,
    Exact,

    /// <summary><c>--service ID</c>: a service of a protocol that ipvsadm has no option for, such as <c>ip47://10.0.0.1:0</c>.</summary>
    Service,

    /// <summary><c>--forwarding local|bypass</c>: what ipvsadm has no option for.</summary>
    Forwarding,
}

/// <summary>Whether a word of a rule takes a value.</summary>
internal enum RuleValueKind
{
    None,
    Required,
    Optional,
}

/// <summary>A word that begins with a dash: a command or an option.</summary>
/// <param name="Long">Its long name, without dashes.</param>
/// <param name="Short">Its letter, or NUL.</param>
/// <param name="Value">Whether it takes a value.</param>
/// <param name="Id">Which option; null for a command.</param>
/// <param name="Command">Which command; null for an option.</param>
internal sealed record RuleOption(string Long, char Short, RuleValueKind Value, RuleOptionId? Id, RuleCommand? Command)
{
    private static readonly RuleOption[] s_all =
    [
        new("add-service", 'A', RuleCommand.AddService),
        new("edit-service", 'E', RuleCommand.EditService),
        new("delete-service", 'D', RuleCommand.DeleteService),
        new("clear", 'C', RuleCommand.Clear),
        new("restore", 'R', RuleCommand.Restore),
        new("save", 'S', RuleCommand.Save),
        new("add-server", 'a', RuleCommand.AddServer),
        new("edit-server", 'e', RuleCommand.EditServer),
        new("delete-server", 'd', RuleCommand.DeleteServer),
        new("list", 'L', RuleCommand.List),
        new("list", 'l', RuleCommand.List),
        new("zero", 'Z', RuleCommand.Zero),
        new("set", '\0', RuleCommand.SetTimeout),
        new("start-daemon", '\0', RuleCommand.StartDaemon, RuleValueKind.Required),
        new("stop-daemon", '\0', RuleCommand.StopDaemon, RuleValueKind.Required),
        new("help", 'h', RuleCommand.Help),
        new("version", 'v', RuleCommand.Version),
        new("tcp-service", 't', RuleOptionId.Tcp),
        new("udp-service", 'u', RuleOptionId.Udp),
        new("sctp-service", '\0', RuleOptionId.Sctp),
        new("fwmark-service", 'f', RuleOptionId.FwMark),
        new("ipv6", '6', RuleOptionId.IPv6, RuleValueKind.None),
        new("scheduler", 's', RuleOptionId.Scheduler),
        new("persistent", 'p', RuleOptionId.Persistent, RuleValueKind.Optional),
        new("netmask", 'M', RuleOptionId.Netmask),
        new("pe", '\0', RuleOptionId.Engine),
        new("ops", 'o', RuleOptionId.OnePacket, RuleValueKind.None),
        new("sched-flags", 'b', RuleOptionId.SchedulerFlags),
        new("real-server", 'r', RuleOptionId.RealServer),
        new("gatewaying", 'g', RuleOptionId.Gateway, RuleValueKind.None),
        new("ipip", 'i', RuleOptionId.Tunnel, RuleValueKind.None),
        new("masquerading", 'm', RuleOptionId.Masquerade, RuleValueKind.None),
        new("weight", 'w', RuleOptionId.Weight),
        new("u-threshold", 'x', RuleOptionId.UpperThreshold),
        new("l-threshold", 'y', RuleOptionId.LowerThreshold),
        new("tun-type", '\0', RuleOptionId.TunnelType),
        new("tun-port", '\0', RuleOptionId.TunnelPort),
        new("tun-nocsum", '\0', RuleOptionId.TunnelNoChecksum, RuleValueKind.None),
        new("tun-csum", '\0', RuleOptionId.TunnelChecksum, RuleValueKind.None),
        new("tun-remcsum", '\0', RuleOptionId.TunnelRemoteChecksum, RuleValueKind.None),
        new("mcast-interface", '\0', RuleOptionId.Interface),
        new("syncid", '\0', RuleOptionId.SyncId),
        new("sync-maxlen", '\0', RuleOptionId.MaxLength),
        new("mcast-group", '\0', RuleOptionId.Group),
        new("mcast-port", '\0', RuleOptionId.Port),
        new("mcast-ttl", '\0', RuleOptionId.Ttl),
        new("numeric", 'n', RuleOptionId.Numeric, RuleValueKind.None),
        new("connection", 'c', RuleOptionId.Connections, RuleValueKind.None),
        new("timeout", '\0', RuleOptionId.Timeout, RuleValueKind.None),
        new("daemon", '\0', RuleOptionId.Daemon, RuleValueKind.None),
        new("stats", '\0', RuleOptionId.Stats, RuleValueKind.None),
        new("rate", '\0', RuleOptionId.Rate, RuleValueKind.None),
        new("thresholds", '\0', RuleOptionId.Thresholds, RuleValueKind.None),
        new("persistent-conn", '\0', RuleOptionId.PersistentConnections, RuleValueKind.None),
        new("tun-info", '\0', RuleOptionId.TunnelInfo, RuleValueKind.None),
        new("nosort", '\0', RuleOptionId.NoSort, RuleValueKind.None),
        new("sort", '\0', RuleOptionId.Sort, RuleValueKind.None),
        new("exact", 'X', RuleOptionId.Exact, RuleValueKind.None),
        new("service", '\0', RuleOptionId.Service),
        new("forwarding", '\0', RuleOptionId.Forwarding),
    ];

    private static readonly Dictionary<string, RuleOption> s_byName = s_all.DistinctBy(o => o.Long).ToDictionary(o => o.Long);

    private static readonly Dictionary<char, RuleOption> s_byLetter = s_all.Where(o => o.Short != '\0').ToDictionary(o => o.Short);

    private static readonly Dictionary<RuleOptionId, RuleOption> s_byId = s_all.Where(o => o.Id is not null).ToDictionary(o => o.Id!.Value);

    private RuleOption(string name, char letter, RuleCommand command, RuleValueKind value = RuleValueKind.None)
        : this(name, letter, value, null, command)
    {
    }

    private RuleOption(string name, char letter, RuleOptionId id, RuleValueKind value = RuleValueKind.Required)
        : this(name, letter, value, id, null)
    {
    }

    /// <summary>Every word that a rule can have.</summary>
    public static IReadOnlyList<RuleOption> All => s_all;

    /// <summary>As it is written: <c>-A</c>, <c>--pe</c>.</summary>
    public string Spelling => Short == '\0' ? $"--{Long}" : $"-{Short}";

    public static RuleOption? Find(string name) => s_byName.GetValueOrDefault(name);

    public static RuleOption? Find(char letter) => s_byLetter.GetValueOrDefault(letter);

    public static RuleOption Of(RuleOptionId id) => s_byId[id];
}
