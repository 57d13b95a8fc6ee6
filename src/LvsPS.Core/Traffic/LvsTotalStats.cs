namespace LvsPS;

/// <summary>Totals of everything that IPVS forwards in one network namespace, by all processors or by one.</summary>
public sealed record LvsTotalStats
{
    /// <summary>The processor's number; null for all of them together.</summary>
    public int? Processor { get; init; }

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

    /// <summary>Connections a second; null for one processor.</summary>
    public ulong? ConnectionsPerSecond { get; init; }

    /// <summary>Packets from clients a second; null for one processor.</summary>
    public ulong? IncomingPacketsPerSecond { get; init; }

    /// <summary>Packets to clients a second; null for one processor.</summary>
    public ulong? OutgoingPacketsPerSecond { get; init; }

    /// <summary>Bytes from clients a second; null for one processor.</summary>
    public ulong? IncomingBytesPerSecond { get; init; }

    /// <summary>Bytes to clients a second; null for one processor.</summary>
    public ulong? OutgoingBytesPerSecond { get; init; }
}
