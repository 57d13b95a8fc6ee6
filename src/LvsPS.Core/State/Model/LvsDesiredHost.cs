using System.Net;

namespace LvsPS;

/// <summary>A setting of the kernel as it is wanted.</summary>
public sealed record LvsDesiredKernelSetting
{
    /// <summary>Its name: one of <c>net.ipv4.vs</c> such as <c>conntrack</c>, or the full one of another, such as <c>net.ipv4.ip_forward</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its value, as the kernel writes it.</summary>
    public required string Value { get; init; }

    /// <summary>Its name and value.</summary>
    /// <returns>Such as <c>conntrack=1</c>.</returns>
    public override string ToString() => $"{Name}={Value}";
}

/// <summary>A virtual address as an interface is to have it. What is null is for the host to fill in, as Add-LvsVirtualAddress does.</summary>
public sealed record LvsDesiredVirtualAddress
{
    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The length of its network's prefix; null for 32 or 128.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The interface; null for the one whose network the address is in.</summary>
    public string? Interface { get; init; }

    /// <summary>Its broadcast address (IPv4); null for the last of the prefix.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>Its label (IPv4); null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether neighbours are told of it when it is added.</summary>
    public bool Announce { get; init; }

    /// <summary>The address as text.</summary>
    /// <returns>Such as <c>192.168.1.205</c>.</returns>
    public override string ToString() => Address.ToString();
}

/// <summary>Which packets are to get a firewall mark.</summary>
public sealed record LvsDesiredFwMark
{
    private readonly IReadOnlyList<string> _addresses = ValueList<string>.Of([]);
    private readonly IReadOnlyList<LvsPortRange> _ports = ValueList<LvsPortRange>.Of([]);

    /// <summary>The mark.</summary>
    public required uint FwMark { get; init; }

    /// <summary>Packets to these get it: addresses, and networks such as <c>192.168.1.0/28</c>, of either family.</summary>
    public required IReadOnlyList<string> Addresses
    {
        get => _addresses;
        init => _addresses = ValueList<string>.Of(value);
    }

    /// <summary>At these ports.</summary>
    public required IReadOnlyList<LvsPortRange> Ports
    {
        get => _ports;
        init => _ports = ValueList<LvsPortRange>.Of(value);
    }

    /// <summary>Whether packets that are made on this host get it too.</summary>
    public bool IncludeLocal { get; init; }

    /// <summary>The mark as text.</summary>
    /// <returns>Such as <c>mark 3</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"mark {FwMark}");
}

/// <summary>A virtual address that this host is to serve as a real server, as Enable-LvsRealServerHost makes it.</summary>
public sealed record LvsDesiredRealServerHost
{
    /// <summary>The address.</summary>
    public required IPAddress VirtualAddress { get; init; }

    /// <summary>How packets reach this host.</summary>
    public required LvsRealServerMode Mode { get; init; }

    /// <summary>The encapsulation of a tunnel; null for IPIP, and without a tunnel.</summary>
    public LvsTunnelType? TunnelType { get; init; }

    /// <summary>The UDP port of GUE; null for the others.</summary>
    public int? Port { get; init; }

    /// <summary>The address of this host at which the tunnel ends; null for the one that it uses towards the virtual address.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Whether a route to the address is added, as scripts do.</summary>
    public bool AddRoute { get; init; }

    /// <summary>The address and the way.</summary>
    /// <returns>Such as <c>192.168.1.205 DirectRouting</c>.</returns>
    public override string ToString() => $"{VirtualAddress} {Mode}";
}
