namespace LvsPS.Netlink.Ipvs;

/// <summary>Attributes at the top of a message (IPVS_CMD_ATTR_*).</summary>
public enum IpvsCommandAttribute : ushort
{
    /// <summary>A nest of <see cref="IpvsServiceAttribute"/>.</summary>
    Service = 1,

    /// <summary>A nest of <see cref="IpvsDestinationAttribute"/>.</summary>
    Destination,

    /// <summary>A nest of <see cref="IpvsDaemonAttribute"/>.</summary>
    Daemon,

    /// <summary>Seconds that an established TCP connection may idle.</summary>
    TimeoutTcp,

    /// <summary>Seconds after a FIN.</summary>
    TimeoutTcpFin,

    /// <summary>Seconds for UDP.</summary>
    TimeoutUdp,
}

/// <summary>Attributes of a service (IPVS_SVC_ATTR_*).</summary>
public enum IpvsServiceAttribute : ushort
{
    /// <summary>AF_INET or AF_INET6.</summary>
    AddressFamily = 1,

    /// <summary>IPPROTO_*.</summary>
    Protocol,

    /// <summary>The virtual address.</summary>
    Address,

    /// <summary>The virtual port, in network order.</summary>
    Port,

    /// <summary>The firewall mark, instead of protocol, address and port.</summary>
    FirewallMark,

    /// <summary>The scheduler's name.</summary>
    SchedulerName,

    /// <summary>Flags and the mask of those that are meant.</summary>
    Flags,

    /// <summary>Seconds of persistence.</summary>
    Timeout,

    /// <summary>Persistence granularity: an IPv4 mask in network order, or an IPv6 prefix length in host order.</summary>
    Netmask,

    /// <summary>Statistics of 32 bits.</summary>
    Statistics,

    /// <summary>The persistence engine's name.</summary>
    PersistenceEngine,

    /// <summary>Statistics of 64 bits.</summary>
    Statistics64,
}

/// <summary>Attributes of a destination (IPVS_DEST_ATTR_*).</summary>
public enum IpvsDestinationAttribute : ushort
{
    /// <summary>The real server's address.</summary>
    Address = 1,

    /// <summary>The real server's port, in network order.</summary>
    Port,

    /// <summary>How packets are forwarded (IP_VS_CONN_F_*).</summary>
    ForwardingMethod,

    /// <summary>The weight.</summary>
    Weight,

    /// <summary>Connections above which no new ones are sent, 0 for none.</summary>
    UpperThreshold,

    /// <summary>Connections below which new ones are sent again.</summary>
    LowerThreshold,

    /// <summary>Active connections.</summary>
    ActiveConnections,

    /// <summary>Inactive connections.</summary>
    InactiveConnections,

    /// <summary>Persistent connections.</summary>
    PersistentConnections,

    /// <summary>Statistics of 32 bits.</summary>
    Statistics,

    /// <summary>AF_INET or AF_INET6, where it differs from the service's.</summary>
    AddressFamily,

    /// <summary>Statistics of 64 bits.</summary>
    Statistics64,

    /// <summary>The encapsulation of a tunnel.</summary>
    TunnelType,

    /// <summary>The UDP port of a GUE tunnel, in network order.</summary>
    TunnelPort,

    /// <summary>The checksum option of a tunnel.</summary>
    TunnelFlags,
}

/// <summary>Attributes of a synchronisation daemon (IPVS_DAEMON_ATTR_*).</summary>
public enum IpvsDaemonAttribute : ushort
{
    /// <summary>1 for a master, 2 for a backup.</summary>
    State = 1,

    /// <summary>The multicast interface's name.</summary>
    Interface,

    /// <summary>The synchronisation id.</summary>
    SyncId,

    /// <summary>The most bytes of a synchronisation message.</summary>
    MaxLength,

    /// <summary>The IPv4 multicast group.</summary>
    Group,

    /// <summary>The IPv6 multicast group.</summary>
    Group6,

    /// <summary>The UDP port, in host order.</summary>
    Port,

    /// <summary>The time to live.</summary>
    Ttl,
}

/// <summary>Attributes of both statistics nests (IPVS_STATS_ATTR_*).</summary>
public enum IpvsStatisticsAttribute : ushort
{
    /// <summary>Connections scheduled.</summary>
    Connections = 1,

    /// <summary>Packets from clients.</summary>
    IncomingPackets,

    /// <summary>Packets to clients.</summary>
    OutgoingPackets,

    /// <summary>Bytes from clients.</summary>
    IncomingBytes,

    /// <summary>Bytes to clients.</summary>
    OutgoingBytes,

    /// <summary>Connections a second.</summary>
    ConnectionRate,

    /// <summary>Packets from clients a second.</summary>
    IncomingPacketRate,

    /// <summary>Packets to clients a second.</summary>
    OutgoingPacketRate,

    /// <summary>Bytes from clients a second.</summary>
    IncomingByteRate,

    /// <summary>Bytes to clients a second.</summary>
    OutgoingByteRate,

    /// <summary>Padding.</summary>
    Padding,
}

/// <summary>Attributes of the answer to <see cref="IpvsCommand.GetInfo"/> (IPVS_INFO_ATTR_*).</summary>
public enum IpvsInfoAttribute : ushort
{
    /// <summary>The version, a byte each: 0x010201 is 1.2.1.</summary>
    Version = 1,

    /// <summary>Buckets of the connection table.</summary>
    ConnectionTableSize,
}
