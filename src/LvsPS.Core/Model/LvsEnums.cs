namespace LvsPS;

/// <summary>The transport protocol of a virtual service. The kernel takes any number, so a table may hold one that has no name here.</summary>
public enum LvsProtocol
{
    /// <summary>TCP (IPPROTO_TCP).</summary>
    Tcp = 6,

    /// <summary>UDP (IPPROTO_UDP).</summary>
    Udp = 17,

    /// <summary>SCTP (IPPROTO_SCTP).</summary>
    Sctp = 132,
}

/// <summary>How packets reach a real server (IP_VS_CONN_F_* of <c>linux/ip_vs.h</c>).</summary>
public enum LvsForwarding
{
    /// <summary>Network address translation; ipvsadm's <c>-m</c>.</summary>
    Masquerade = 0,

    /// <summary>The director itself; the kernel's own, ipvsadm saves it as <c>-g</c>.</summary>
    Local = 1,

    /// <summary>Encapsulation (IPIP, GUE or GRE); ipvsadm's <c>-i</c>.</summary>
    Tunnel = 2,

    /// <summary>Direct routing, ipvsadm's <c>-g</c> ("gatewaying") and its default.</summary>
    Gateway = 3,

    /// <summary>Past the cache, to the address that the client asked for; the kernel's own.</summary>
    Bypass = 4,
}

/// <summary>The encapsulation of a tunnel (IP_VS_CONN_F_TUNNEL_TYPE_*).</summary>
public enum LvsTunnelType
{
    /// <summary>IP in IP.</summary>
    Ipip = 0,

    /// <summary>Generic UDP encapsulation; it needs a port.</summary>
    Gue = 1,

    /// <summary>Generic routing encapsulation.</summary>
    Gre = 2,
}

/// <summary>The checksum of a tunnel (IP_VS_TUNNEL_ENCAP_FLAG_*).</summary>
public enum LvsTunnelChecksum
{
    /// <summary>No checksum.</summary>
    None = 0,

    /// <summary>A checksum (GUE and GRE).</summary>
    Checksum = 1,

    /// <summary>Remote checksum offload (GUE).</summary>
    RemoteChecksum = 2,
}

/// <summary>
/// The three flags whose meaning is the scheduler's (IP_VS_SVC_F_SCHED1 to 3). For sh and mh, the first is <c>fallback</c> (another
/// server where the chosen one has weight 0), the second <c>port</c> (the client's port counts too).
/// </summary>
[Flags]
public enum LvsSchedulerFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>flag-1: sh-fallback, mh-fallback.</summary>
    Flag1 = 0x08,

    /// <summary>flag-2: sh-port, mh-port.</summary>
    Flag2 = 0x10,

    /// <summary>flag-3: no known scheduler uses it.</summary>
    Flag3 = 0x20,
}

/// <summary>The role of a synchronisation daemon.</summary>
public enum LvsSyncRole
{
    /// <summary>Sends its connections (IP_VS_STATE_MASTER).</summary>
    Master = 1,

    /// <summary>Takes a master's connections (IP_VS_STATE_BACKUP).</summary>
    Backup = 2,
}
