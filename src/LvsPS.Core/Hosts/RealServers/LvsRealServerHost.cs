using System.Net;

namespace LvsPS;

/// <summary>How packets of a virtual address reach a real server.</summary>
public enum LvsRealServerMode
{
    /// <summary>By their link address, as they are: the director forwards by Gateway.</summary>
    DirectRouting,

    /// <summary>In packets to the real server's own address: the director forwards by Tunnel.</summary>
    Tunnel,
}

/// <summary>One thing on a host that is to be in a state: a setting, an address, a device.</summary>
public sealed record LvsHostSetting
{
    /// <summary>What it is, as <c>sysctl</c> and <c>ip</c> name it.</summary>
    public required string Name { get; init; }

    /// <summary>The state that it is to have.</summary>
    public required string Wanted { get; init; }

    /// <summary>The state that it has; null where it is not there.</summary>
    public string? Actual { get; init; }

    /// <summary>The state that it had before LvsPS changed it; null where it was not there, or where there is no record.</summary>
    public string? Previous { get; init; }

    /// <summary>Whether <see cref="Previous"/> is known, so that it is put back.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Whether it is as wanted.</summary>
    public bool IsAsWanted => Actual == Wanted;

    /// <summary>The name and the state.</summary>
    /// <returns>Such as <c>net.ipv4.conf.all.arp_ignore=1</c>; for what is not as wanted, also what is.</returns>
    public override string ToString() => IsAsWanted ? $"{Name}={Wanted}" : $"{Name}={Actual ?? "missing"} (wanted {Wanted})";
}

/// <summary>A host that serves a virtual address as a real server: what that takes, and what of it is in place.</summary>
public sealed record LvsRealServerHost
{
    /// <summary>The address that it serves.</summary>
    public required IPAddress VirtualAddress { get; init; }

    /// <summary>How packets reach it.</summary>
    public required LvsRealServerMode Mode { get; init; }

    /// <summary>The encapsulation of its tunnel; null without one.</summary>
    public LvsTunnelType? TunnelType { get; init; }

    /// <summary>The UDP port of GUE; null for the others.</summary>
    public int? Port { get; init; }

    /// <summary>The real server's own address, at which the tunnel ends; null without one.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Whether a route to the virtual address was added with it.</summary>
    public bool AddRoute { get; init; }

    /// <summary>The interface that holds the virtual address.</summary>
    public required string Interface { get; init; }

    /// <summary>The longest packet that comes through the tunnel whole; null without one, or where its interface is not known.</summary>
    public int? Mtu { get; init; }

    /// <summary>
    /// The TCP segment that fits into <see cref="Mtu"/>: routes to clients should announce no more (<c>advmss</c> of <c>ip route</c>),
    /// or directors must send ICMP for longer packets and clients heed it.
    /// </summary>
    public int? AdvisedMss { get; init; }

    /// <summary>Everything that it takes.</summary>
    public IReadOnlyList<LvsHostSetting> Settings { get; init; } = [];

    /// <summary>What of <see cref="Settings"/> is not as wanted.</summary>
    public IReadOnlyList<LvsHostSetting> Missing => [.. Settings.Where(s => !s.IsAsWanted)];

    /// <summary>Whether nothing is missing.</summary>
    public bool IsComplete => Settings.All(s => s.IsAsWanted);

    /// <summary>Whether LvsPS recorded how it was before, so that Disable-LvsRealServerHost can put it back.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Where it was read.</summary>
    internal ReadFrom Origin { get; init; }

    /// <summary>The address and the way.</summary>
    /// <returns>Such as <c>192.168.1.205 DirectRouting</c> or <c>192.168.1.205 Tunnel Gue 6080</c>.</returns>
    public override string ToString() => $"{VirtualAddress} {Mode}{(TunnelType is null ? string.Empty : $" {TunnelType}")}{(Port is null ? string.Empty : $" {Port}")}";
}
