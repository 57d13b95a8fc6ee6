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

    /// <summary>The interface of a name.</summary>
    /// <param name="links">The interfaces of the host.</param>
    /// <param name="name">The name.</param>
    /// <returns>The interface.</returns>
    /// <exception cref="LvsException">InterfaceNotFound.</exception>
    public static HostLink Named(IEnumerable<HostLink> links, string name) => links.FirstOrDefault(l => l.Name == name) ?? throw NotFound(name);

    /// <summary>The error for a name that no interface has.</summary>
    /// <param name="name">The name.</param>
    /// <returns>InterfaceNotFound.</returns>
    public static LvsException NotFound(string name) => new(
        LvsErrorId.InterfaceNotFound, $"There is no network interface {name}.", name, "Give one of those that this host has; completion offers them.");
}
