namespace LvsPS;

/// <summary>
/// Totals and rates of a service or a real server, of 64 bits. The kernel moves both once in about two seconds
/// (<c>net/netfilter/ipvs/ip_vs_est.c</c>), and not at all with <c>run_estimation=0</c>.
/// </summary>
public sealed record LvsCounters
{
    /// <summary>No traffic.</summary>
    public static LvsCounters Zero { get; } = new();

    /// <summary>Connections scheduled.</summary>
    public ulong Connections { get; init; }

    /// <summary>Packets from clients.</summary>
    public ulong IncomingPackets { get; init; }

    /// <summary>Packets to clients; only where replies pass the director.</summary>
    public ulong OutgoingPackets { get; init; }

    /// <summary>Bytes from clients.</summary>
    public ulong IncomingBytes { get; init; }

    /// <summary>Bytes to clients; only where replies pass the director.</summary>
    public ulong OutgoingBytes { get; init; }

    /// <summary>Connections a second.</summary>
    public ulong ConnectionsPerSecond { get; init; }

    /// <summary>Packets from clients a second.</summary>
    public ulong IncomingPacketsPerSecond { get; init; }

    /// <summary>Packets to clients a second.</summary>
    public ulong OutgoingPacketsPerSecond { get; init; }

    /// <summary>Bytes from clients a second.</summary>
    public ulong IncomingBytesPerSecond { get; init; }

    /// <summary>Bytes to clients a second.</summary>
    public ulong OutgoingBytesPerSecond { get; init; }
}
