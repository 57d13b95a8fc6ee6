using System.Net;
using System.Net.NetworkInformation;

namespace LvsPS;

/// <summary>A network interface as rtnetlink shows it (<c>rtnetlink(7)</c>, RTM_NEWLINK).</summary>
/// <param name="Index">Its number.</param>
/// <param name="Name">Its name.</param>
internal sealed record HostLink(int Index, string Name)
{
    /// <summary>What made it, such as <c>ipip</c>, <c>gre</c> or <c>veth</c> (IFLA_INFO_KIND); null for others.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether it is up (IFF_UP).</summary>
    public bool IsUp { get; init; }

    /// <summary>Whether it can carry packets now (IFF_LOWER_UP).</summary>
    public bool HasCarrier { get; init; }

    /// <summary>Whether it is a loopback (IFF_LOOPBACK).</summary>
    public bool IsLoopback { get; init; }

    /// <summary>Whether addresses on it are resolved to link addresses (not IFF_NOARP).</summary>
    public bool HasNeighbours { get; init; }

    /// <summary>The largest packet, in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>Its link address; null where it has none.</summary>
    public PhysicalAddress? LinkAddress { get; init; }

    /// <summary>The local end of a tunnel; null where it has none.</summary>
    public IPAddress? TunnelLocal { get; init; }

    /// <summary>The remote end of a tunnel; null where any may send.</summary>
    public IPAddress? TunnelRemote { get; init; }
}
