using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>A tunnel device that takes what directors send to a real server.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The encapsulation; GUE is received by an IPIP device and a port of fou.</param>
/// <param name="Local">The real server's own address; its family is that of the outer packets.</param>
internal sealed record HostTunnel(string Name, LvsTunnelType Type, IPAddress Local)
{
    /// <summary>The family of the inner packets is IPv6.</summary>
    public bool CarriesIPv6 { get; init; }

    /// <summary>The kind of its device (IFLA_INFO_KIND).</summary>
    public string Kind => (Type, Local.AddressFamily == AddressFamily.InterNetwork) switch
    {
        (LvsTunnelType.Gre, true) => "gre",
        (LvsTunnelType.Gre, false) => "ip6gre",
        (_, false) => "ip6tnl",
        _ => CarriesIPv6 ? "sit" : "ipip",
    };
}

/// <summary>A UDP port whose packets are unpacked (<c>ip fou</c>, the generic netlink family <c>fou</c>).</summary>
/// <param name="Port">The port.</param>
/// <param name="IsIPv6">Whether of IPv6.</param>
internal sealed record FouPort(int Port, bool IsIPv6)
{
    /// <summary>The port in words.</summary>
    /// <returns>Such as <c>UDP port 6080 (IPv6)</c>.</returns>
    public override string ToString() => $"UDP port {Port}{(IsIPv6 ? " (IPv6)" : string.Empty)}";
}
