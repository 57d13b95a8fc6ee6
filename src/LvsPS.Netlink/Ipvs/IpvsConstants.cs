namespace LvsPS.Netlink.Ipvs;

/// <summary>Other numbers of <c>linux/ip_vs.h</c> and <c>linux/socket.h</c>.</summary>
public static class IpvsConstants
{
    /// <summary>IPVS_GENL_NAME.</summary>
    public const string FamilyName = "IPVS";

    /// <summary>IPVS_GENL_VERSION.</summary>
    public const byte FamilyVersion = 1;

    /// <summary>AF_INET.</summary>
    public const ushort InterNetwork = 2;

    /// <summary>AF_INET6.</summary>
    public const ushort InterNetworkV6 = 10;

    /// <summary>IP_VS_SVC_F_PERSISTENT.</summary>
    public const uint ServicePersistent = 0x1;

    /// <summary>IP_VS_SVC_F_HASHED: the kernel's own, sent with every service.</summary>
    public const uint ServiceHashed = 0x2;

    /// <summary>IP_VS_SVC_F_ONEPACKET.</summary>
    public const uint ServiceOnePacket = 0x4;

    /// <summary>IP_VS_SVC_F_SCHED1 to SCHED3: the three flags whose meaning is the scheduler's.</summary>
    public const uint ServiceSchedulerFlags = 0x38;

    /// <summary>IP_VS_CONN_F_FWD_MASK: the bits of a destination's forwarding method.</summary>
    public const uint ForwardingMask = 0x7;

    /// <summary>IP_VS_SCHEDNAME_MAXLEN less its NUL.</summary>
    public const int SchedulerNameLength = 15;

    /// <summary>IP_VS_PENAME_MAXLEN: 16 with the NUL in the structure, yet the policy of the netlink attribute counts without it.</summary>
    public const int PersistenceEngineNameLength = 16;

    /// <summary>IP_VS_IFNAME_MAXLEN less its NUL.</summary>
    public const int InterfaceNameLength = 15;
}
