namespace LvsPS;

/// <summary>Which options a command needs and takes, by ipvsadm's table of legal options (<c>commands_v_options</c>).</summary>
/// <param name="Needs">Sets of which one must be there.</param>
/// <param name="Takes">The others that may be there.</param>
internal sealed record RuleCommandForm(RuleOptionId[][] Needs, RuleOptionId[] Takes)
{
    /// <summary>The ways to name a service, of which a rule has one.</summary>
    private static readonly RuleOptionId[] s_service =
        [RuleOptionId.Tcp, RuleOptionId.Udp, RuleOptionId.Sctp, RuleOptionId.FwMark, RuleOptionId.Service];

    private static readonly RuleOptionId[] s_forwarding =
        [RuleOptionId.Gateway, RuleOptionId.Tunnel, RuleOptionId.Masquerade, RuleOptionId.Forwarding];

    private static readonly RuleOptionId[] s_checksum =
        [RuleOptionId.TunnelNoChecksum, RuleOptionId.TunnelChecksum, RuleOptionId.TunnelRemoteChecksum];

    private static readonly RuleOptionId[][] s_exclusive =
    [
        .. Enum.GetValues<RuleOptionId>()
            .Select(o => new[] { s_service, s_forwarding, s_checksum }.FirstOrDefault(g => g.Contains(o)) ?? [o]),
    ];

    private static readonly RuleCommandForm s_serviceForm = new(
        [s_service],
        [
            RuleOptionId.IPv6, RuleOptionId.Scheduler, RuleOptionId.Persistent, RuleOptionId.Netmask, RuleOptionId.OnePacket,
            RuleOptionId.Engine, RuleOptionId.SchedulerFlags,
        ]);

    private static readonly RuleCommandForm s_serverForm = new(
        [s_service, [RuleOptionId.RealServer]],
        [
            RuleOptionId.IPv6, .. s_forwarding, RuleOptionId.Weight, RuleOptionId.UpperThreshold, RuleOptionId.LowerThreshold,
            RuleOptionId.TunnelType, RuleOptionId.TunnelPort, .. s_checksum,
        ]);

    private static readonly Dictionary<RuleCommand, RuleCommandForm> s_forms = new()
    {
        [RuleCommand.AddService] = s_serviceForm,
        [RuleCommand.EditService] = s_serviceForm,
        [RuleCommand.DeleteService] = new([s_service], [RuleOptionId.IPv6]),
        [RuleCommand.Clear] = new([], []),
        [RuleCommand.Restore] = new([], []),
        [RuleCommand.Save] = new([], [RuleOptionId.Numeric]),
        [RuleCommand.AddServer] = s_serverForm,
        [RuleCommand.EditServer] = s_serverForm,
        [RuleCommand.DeleteServer] = new([s_service, [RuleOptionId.RealServer]], [RuleOptionId.IPv6]),
        [RuleCommand.List] = new(
            [],
            [
                .. s_service, RuleOptionId.IPv6, RuleOptionId.Numeric, RuleOptionId.Connections, RuleOptionId.Timeout, RuleOptionId.Daemon,
                RuleOptionId.Stats, RuleOptionId.Rate, RuleOptionId.Thresholds, RuleOptionId.PersistentConnections, RuleOptionId.TunnelInfo,
                RuleOptionId.NoSort, RuleOptionId.Sort, RuleOptionId.Exact,
            ]),
        [RuleCommand.Zero] = new([], [.. s_service, RuleOptionId.IPv6]),
        [RuleCommand.SetTimeout] = new([], []),
        [RuleCommand.StartDaemon] = new(
            [],
            [
                RuleOptionId.Interface, RuleOptionId.SyncId, RuleOptionId.MaxLength, RuleOptionId.Group, RuleOptionId.Port,
                RuleOptionId.Ttl,
            ]),
        [RuleCommand.StopDaemon] = new([], [RuleOptionId.SyncId]),
        [RuleCommand.Help] = new([], []),
        [RuleCommand.Version] = new([], []),
    };

    public static RuleCommandForm Of(RuleCommand command) => s_forms[command];

    /// <summary>The options that cannot stand beside an option, itself among them.</summary>
    public static RuleOptionId[] Exclusive(RuleOptionId option) => s_exclusive[(int)option];

    public bool Allows(RuleOptionId option)
    {
        foreach (RuleOptionId[] need in Needs)
        {
            if (Array.IndexOf(need, option) >= 0)
            {
                return true;
            }
        }

        return Array.IndexOf(Takes, option) >= 0;
    }

    /// <summary>What the command takes, for a message: without the options of our own.</summary>
    public string Words() => Needs.Length + Takes.Length == 0
        ? "nothing after it"
        : "one of " + Words(Needs.SelectMany(n => n).Concat(Takes).Distinct());

    public static string Words(IEnumerable<RuleOptionId> options) =>
        string.Join(' ', options.Where(o => o < RuleOptionId.Service).Select(o => RuleOption.Of(o).Spelling));
}
