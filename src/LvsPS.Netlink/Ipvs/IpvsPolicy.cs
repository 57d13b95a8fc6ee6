using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>
/// Every attribute of the IPVS family, as the policies of the kernel's <c>net/netfilter/ipvs/ip_vs_ctl.c</c> list them. Reading,
/// the simulated kernel and the decoded trace all go by these tables.
/// </summary>
public static class IpvsPolicy
{
    /// <summary>IPVS_STATS_ATTR_*, packets and rates of 32 bits, bytes of 64.</summary>
    public static AttributePolicySet Statistics { get; } = StatisticsOf("STATS", AttributeKind.U32);

    /// <summary>IPVS_STATS_ATTR_*, all of 64 bits.</summary>
    public static AttributePolicySet Statistics64 { get; } = StatisticsOf("STATS64", AttributeKind.U64);

    /// <summary>IPVS_SVC_ATTR_*.</summary>
    public static AttributePolicySet Service { get; } = new(
        "SVC",
        Of(IpvsServiceAttribute.AddressFamily, "AF", AttributeKind.U16),
        Of(IpvsServiceAttribute.Protocol, "PROTOCOL", AttributeKind.U16),
        Of(IpvsServiceAttribute.Address, "ADDR", AttributeKind.Address),
        Of(IpvsServiceAttribute.Port, "PORT", AttributeKind.U16BigEndian),
        Of(IpvsServiceAttribute.FirewallMark, "FWMARK", AttributeKind.U32),
        Of(IpvsServiceAttribute.SchedulerName, "SCHED_NAME", AttributeKind.Text, IpvsConstants.SchedulerNameLength),
        Of(IpvsServiceAttribute.Flags, "FLAGS", AttributeKind.FlagsAndMask),
        Of(IpvsServiceAttribute.Timeout, "TIMEOUT", AttributeKind.U32),
        Of(IpvsServiceAttribute.Netmask, "NETMASK", AttributeKind.Netmask),
        Of(IpvsServiceAttribute.Statistics, "STATS", AttributeKind.Nest, 0, Statistics),
        Of(IpvsServiceAttribute.PersistenceEngine, "PE_NAME", AttributeKind.Text, IpvsConstants.PersistenceEngineNameLength),
        Of(IpvsServiceAttribute.Statistics64, "STATS64", AttributeKind.Nest, 0, Statistics64) with { ReplyOnly = true });

    /// <summary>IPVS_DEST_ATTR_*.</summary>
    public static AttributePolicySet Destination { get; } = new(
        "DEST",
        Of(IpvsDestinationAttribute.Address, "ADDR", AttributeKind.Address),
        Of(IpvsDestinationAttribute.Port, "PORT", AttributeKind.U16BigEndian),
        Of(IpvsDestinationAttribute.ForwardingMethod, "FWD_METHOD", AttributeKind.U32),
        Of(IpvsDestinationAttribute.Weight, "WEIGHT", AttributeKind.U32),
        Of(IpvsDestinationAttribute.UpperThreshold, "U_THRESH", AttributeKind.U32),
        Of(IpvsDestinationAttribute.LowerThreshold, "L_THRESH", AttributeKind.U32),
        Of(IpvsDestinationAttribute.ActiveConnections, "ACTIVE_CONNS", AttributeKind.U32),
        Of(IpvsDestinationAttribute.InactiveConnections, "INACT_CONNS", AttributeKind.U32),
        Of(IpvsDestinationAttribute.PersistentConnections, "PERSIST_CONNS", AttributeKind.U32),
        Of(IpvsDestinationAttribute.Statistics, "STATS", AttributeKind.Nest, 0, Statistics),
        Of(IpvsDestinationAttribute.AddressFamily, "ADDR_FAMILY", AttributeKind.U16),
        Of(IpvsDestinationAttribute.Statistics64, "STATS64", AttributeKind.Nest, 0, Statistics64) with { ReplyOnly = true },
        Of(IpvsDestinationAttribute.TunnelType, "TUN_TYPE", AttributeKind.U8),
        Of(IpvsDestinationAttribute.TunnelPort, "TUN_PORT", AttributeKind.U16BigEndian),
        Of(IpvsDestinationAttribute.TunnelFlags, "TUN_FLAGS", AttributeKind.U16));

    /// <summary>IPVS_DAEMON_ATTR_*.</summary>
    public static AttributePolicySet Daemon { get; } = new(
        "DAEMON",
        Of(IpvsDaemonAttribute.State, "STATE", AttributeKind.U32),
        Of(IpvsDaemonAttribute.Interface, "MCAST_IFN", AttributeKind.Text, IpvsConstants.InterfaceNameLength),
        Of(IpvsDaemonAttribute.SyncId, "SYNC_ID", AttributeKind.U32),
        Of(IpvsDaemonAttribute.MaxLength, "SYNC_MAXLEN", AttributeKind.U16),
        Of(IpvsDaemonAttribute.Group, "MCAST_GROUP", AttributeKind.U32BigEndian),
        Of(IpvsDaemonAttribute.Group6, "MCAST_GROUP6", AttributeKind.Address6),
        Of(IpvsDaemonAttribute.Port, "MCAST_PORT", AttributeKind.U16),
        Of(IpvsDaemonAttribute.Ttl, "MCAST_TTL", AttributeKind.U8));

    /// <summary>IPVS_INFO_ATTR_*.</summary>
    public static AttributePolicySet Info { get; } = new(
        "INFO",
        Of(IpvsInfoAttribute.Version, "VERSION", AttributeKind.U32),
        Of(IpvsInfoAttribute.ConnectionTableSize, "CONN_TAB_SIZE", AttributeKind.U32));

    /// <summary>IPVS_CMD_ATTR_*.</summary>
    public static AttributePolicySet Command { get; } = new(
        "CMD",
        Of(IpvsCommandAttribute.Service, "SERVICE", AttributeKind.Nest, 0, Service),
        Of(IpvsCommandAttribute.Destination, "DEST", AttributeKind.Nest, 0, Destination),
        Of(IpvsCommandAttribute.Daemon, "DAEMON", AttributeKind.Nest, 0, Daemon),
        Of(IpvsCommandAttribute.TimeoutTcp, "TIMEOUT_TCP", AttributeKind.U32),
        Of(IpvsCommandAttribute.TimeoutTcpFin, "TIMEOUT_TCP_FIN", AttributeKind.U32),
        Of(IpvsCommandAttribute.TimeoutUdp, "TIMEOUT_UDP", AttributeKind.U32));

    private static AttributePolicySet StatisticsOf(string name, AttributeKind kind) => new(
        name,
        Of(IpvsStatisticsAttribute.Connections, "CONNS", kind),
        Of(IpvsStatisticsAttribute.IncomingPackets, "INPKTS", kind),
        Of(IpvsStatisticsAttribute.OutgoingPackets, "OUTPKTS", kind),
        Of(IpvsStatisticsAttribute.IncomingBytes, "INBYTES", AttributeKind.U64),
        Of(IpvsStatisticsAttribute.OutgoingBytes, "OUTBYTES", AttributeKind.U64),
        Of(IpvsStatisticsAttribute.ConnectionRate, "CPS", kind),
        Of(IpvsStatisticsAttribute.IncomingPacketRate, "INPPS", kind),
        Of(IpvsStatisticsAttribute.OutgoingPacketRate, "OUTPPS", kind),
        Of(IpvsStatisticsAttribute.IncomingByteRate, "INBPS", kind),
        Of(IpvsStatisticsAttribute.OutgoingByteRate, "OUTBPS", kind),
        Of(IpvsStatisticsAttribute.Padding, "PAD", AttributeKind.Padding));

    private static AttributePolicy Of<T>(T id, string name, AttributeKind kind, int max = 0, AttributePolicySet? nested = null)
        where T : struct, Enum => new(Convert.ToUInt16(id, System.Globalization.CultureInfo.InvariantCulture), name, kind, max, nested);
}
