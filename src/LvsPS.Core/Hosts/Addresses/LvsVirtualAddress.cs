using System.Net;

namespace LvsPS;

/// <summary>A virtual address: one that services of the table listen at, or one that an interface of the host has alone (/32, /128).</summary>
public sealed record LvsVirtualAddress
{
    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The length of its network's prefix; null where no interface has it.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The interface that has it; null where none has.</summary>
    public string? Interface { get; init; }

    /// <summary>Its broadcast address; null for none and for IPv6.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>Its label (IPv4); null for none.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Whether the kernel takes packets to it for its own, by its look-up of the route: with an address on an interface, or without one
    /// by a local route (AnyIP). Only then do they reach IPVS.
    /// </summary>
    public bool IsServed { get; init; }

    /// <summary>The services at it; none on a real server.</summary>
    public IReadOnlyList<LvsServiceId> Services { get; init; } = [];

    /// <summary>Where it was read.</summary>
    internal ReadFrom Origin { get; init; }

    /// <summary>The address as text.</summary>
    /// <returns>Such as <c>192.168.1.205</c>.</returns>
    public override string ToString() => Address.ToString();
}
