using System.Net;

namespace LvsPS;

/// <summary>What a route does with packets (RTN_* of <c>linux/rtnetlink.h</c>).</summary>
internal enum HostRouteKind
{
    /// <summary>RTN_UNSPEC.</summary>
    Unspecified = 0,

    /// <summary>RTN_UNICAST: passes them on.</summary>
    Unicast = 1,

    /// <summary>RTN_LOCAL: takes them; also AnyIP routes are of this kind.</summary>
    Local = 2,

    /// <summary>RTN_BROADCAST.</summary>
    Broadcast = 3,

    /// <summary>RTN_ANYCAST.</summary>
    Anycast = 4,

    /// <summary>RTN_MULTICAST.</summary>
    Multicast = 5,

    /// <summary>RTN_BLACKHOLE, RTN_UNREACHABLE and RTN_PROHIBIT.</summary>
    Unreachable = 7,
}

/// <summary>A route, or the kernel's answer on where packets to an address go (RTM_GETROUTE).</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Destination">The address or network.</param>
/// <param name="PrefixLength">The length of the network's prefix.</param>
internal sealed record HostRoute(HostRouteKind Kind, IPAddress Destination, int PrefixLength)
{
    /// <summary>The interface; null for none.</summary>
    public string? Interface { get; init; }

    /// <summary>The next hop; null where the destination is on the link.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The address that packets of our own would come from; null for none.</summary>
    public IPAddress? Source { get; init; }
}
