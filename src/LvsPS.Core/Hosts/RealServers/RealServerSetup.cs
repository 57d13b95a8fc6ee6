using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>What a real server is to do for one virtual address.</summary>
internal sealed record RealServerSetup(IPAddress VirtualAddress, LvsRealServerMode Mode)
{
    /// <summary>The encapsulation; without meaning for direct routing.</summary>
    public LvsTunnelType TunnelType { get; init; }

    /// <summary>The UDP port of GUE; null for the others.</summary>
    public int? Port { get; init; }

    /// <summary>The end of the tunnel; null for direct routing, and until it was found.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Whether a route to the address by its interface is added, as scripts do; the kernel's local route does without.</summary>
    public bool AddRoute { get; init; }

    /// <summary>Who claims what it takes.</summary>
    public string Claimant => ClaimantOf(VirtualAddress);

    /// <summary>Whether the address is one of IPv4.</summary>
    public bool IsIPv4 => VirtualAddress.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>The tunnel device; null for direct routing.</summary>
    public TunnelDevice? Device => Mode == LvsRealServerMode.Tunnel && LocalAddress is IPAddress local ? TunnelDevice.For(TunnelType, local, !IsIPv4) : null;

    /// <summary>The interface that holds the address.</summary>
    public string Interface => Device?.Name ?? "lo";

    /// <summary>Who claims what a virtual address takes.</summary>
    /// <param name="virtualAddress">The address.</param>
    /// <returns>The claimant.</returns>
    public static string ClaimantOf(IPAddress virtualAddress) => $"realserver {virtualAddress}";

    /// <summary>Whether both bring the packets in the same way.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True where the address, the mode and the tunnel are equal.</returns>
    public bool IsSameWay(RealServerSetup other) =>
        VirtualAddress.Equals(other.VirtualAddress) && Mode == other.Mode && TunnelType == other.TunnelType && Port == other.Port
        && Equals(LocalAddress, other.LocalAddress);
}

/// <summary>
/// A device of our own for tunnels. The kernel's shared ones (tunl0, gre0, sit0, ip6tnl0) are left alone, since everybody uses them.
/// GUE is received by the device of the packets inside it, whose outer header and UDP the port takes off.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What the kernel calls it.</param>
internal sealed record TunnelDevice(string Name, string Kind)
{
    private const string Prefix = "lvsps-";

    /// <summary>The device that takes an encapsulation.</summary>
    /// <param name="type">The encapsulation.</param>
    /// <param name="local">The real server's own address.</param>
    /// <param name="carriesIPv6">Whether the packets inside are of IPv6.</param>
    /// <returns>The device.</returns>
    public static TunnelDevice For(LvsTunnelType type, IPAddress local, bool carriesIPv6)
    {
        string kind = new HostTunnel(Prefix, type, local) { CarriesIPv6 = carriesIPv6 }.Kind;
        return new TunnelDevice(Prefix + kind, kind);
    }

    /// <summary>Whether a device has a name of ours.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True for ours.</returns>
    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>How many bytes an encapsulation adds to a packet (<c>net/netfilter/ipvs/ip_vs_xmit.c</c>), without checksums.</summary>
    /// <param name="type">The encapsulation.</param>
    /// <param name="local">The real server's own address.</param>
    /// <returns>The bytes: of the outer header, and of GRE's 4, or UDP's 8 and GUE's 4.</returns>
    public static int Overhead(LvsTunnelType type, IPAddress local) =>
        (local.AddressFamily == AddressFamily.InterNetwork ? 20 : 40)
        + type switch { LvsTunnelType.Gre => 4, LvsTunnelType.Gue => 12, _ => 0 };
}
