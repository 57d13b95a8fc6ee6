using System.Net.Sockets;

namespace LvsPS;

/// <summary>Packets of one address family that get a firewall mark, by rules of the nftables table <c>inet lvsps</c>.</summary>
public sealed record LvsFwMark
{
    /// <summary>The mark.</summary>
    public required uint FwMark { get; init; }

    /// <summary>InterNetwork or InterNetworkV6; a mark for both comes as two of these.</summary>
    public required AddressFamily AddressFamily { get; init; }

    /// <summary>The virtual service that these packets belong to, such as <c>fwmark://3</c>; whether it is there is another thing.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>Packets to these get the mark: addresses, and networks such as <c>192.168.1.0/28</c>.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>At these ports.</summary>
    public required IReadOnlyList<LvsPortRange> Ports { get; init; }

    /// <summary>Whether packets that are made on this host get it too.</summary>
    public bool IncludeLocal { get; init; }

    /// <summary>Tables of others that give the same mark, such as <c>ip mangle</c>. Those of iptables-legacy cannot be seen.</summary>
    public IReadOnlyList<string> ClashingTables { get; init; } = [];

    /// <summary>Where it was read.</summary>
    internal ReadFrom Origin { get; init; }

    /// <summary>The mark's service as text.</summary>
    /// <returns>Such as <c>fwmark://3</c>.</returns>
    public override string ToString() => Service.ToString();
}
