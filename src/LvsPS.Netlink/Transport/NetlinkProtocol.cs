namespace LvsPS.Netlink.Transport;

/// <summary>Which part of the kernel a netlink socket speaks to (<c>linux/netlink.h</c>, NETLINK_*).</summary>
public enum NetlinkProtocol
{
    /// <summary>NETLINK_ROUTE: interfaces, addresses and routes.</summary>
    Route = 0,

    /// <summary>NETLINK_GENERIC: families by name, of which IPVS is one.</summary>
    Generic = 16,
}
