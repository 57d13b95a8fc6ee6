using System.Net.Sockets;

namespace LvsPS;

/// <summary>A service whose real servers see the director as their client, by a rule of the nftables table <c>inet lvsps</c>.</summary>
public sealed record LvsFullNat
{
    /// <summary>The service; whether it is there is another thing.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>InterNetwork or InterNetworkV6.</summary>
    public AddressFamily AddressFamily => Service.AddressFamily;

    /// <summary>
    /// The addresses that real servers see, as addresses and ranges such as <c>192.168.1.210-192.168.1.213</c>; none for that of the
    /// interface by which a packet leaves (masquerade).
    /// </summary>
    public required IReadOnlyList<string> SourceAddress { get; init; }

    /// <summary>Whether IPVS tracks connections now (<c>net.ipv4.vs.conntrack</c>), without which no source is changed.</summary>
    public bool Conntrack { get; init; }

    /// <summary>The service as text.</summary>
    /// <returns>Such as <c>tcp://192.168.1.200:80</c>.</returns>
    public override string ToString() => Service.ToString();
}
