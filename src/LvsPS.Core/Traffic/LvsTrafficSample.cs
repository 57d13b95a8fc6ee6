using System.Net;

namespace LvsPS;

/// <summary>
/// A service (Address is null) or one of its real servers at one moment of being watched: live connections, what was counted since
/// the watch began, and the last rates with their age.
/// </summary>
public sealed record LvsTrafficSample
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The service.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>The real server's address; null for the service itself.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The real server's port; null for the service itself.</summary>
    public int? Port { get; init; }

    /// <summary>Active connections, live; a service's are those of its servers.</summary>
    public uint ActiveConnections { get; init; }

    /// <summary>Inactive connections, live.</summary>
    public uint InactiveConnections { get; init; }

    /// <summary>Connections scheduled since the watch began.</summary>
    public ulong Connections { get; init; }

    /// <summary>Packets from clients since the watch began.</summary>
    public ulong IncomingPackets { get; init; }

    /// <summary>Packets to clients since the watch began.</summary>
    public ulong OutgoingPackets { get; init; }

    /// <summary>Bytes from clients since the watch began.</summary>
    public ulong IncomingBytes { get; init; }

    /// <summary>Bytes to clients since the watch began.</summary>
    public ulong OutgoingBytes { get; init; }

    /// <summary>Connections a second; null before the totals have changed twice.</summary>
    public double? ConnectionsPerSecond { get; init; }

    /// <summary>Packets from clients a second.</summary>
    public double? IncomingPacketsPerSecond { get; init; }

    /// <summary>Packets to clients a second.</summary>
    public double? OutgoingPacketsPerSecond { get; init; }

    /// <summary>Bytes from clients a second.</summary>
    public double? IncomingBytesPerSecond { get; init; }

    /// <summary>Bytes to clients a second.</summary>
    public double? OutgoingBytesPerSecond { get; init; }

    /// <summary>How long ago the rates were taken; the kernel has changed nothing since.</summary>
    public TimeSpan? RateAge { get; init; }

    /// <summary>The time between the two changes that the rates were taken over.</summary>
    public TimeSpan? RateSpan { get; init; }

    /// <summary>Whether totals or connections changed since the sample before.</summary>
    public bool IsChanged { get; init; }

    /// <summary>A row of a reading.</summary>
    /// <param name="row">The row.</param>
    /// <param name="reading">The reading.</param>
    /// <returns>The sample.</returns>
    internal static LvsTrafficSample Of(TrafficRow row, TrafficReading reading)
    {
        TrafficTotals totals = row.Counters.SinceStart;
        TrafficRates? rates = row.Counters.Rates;
        return new LvsTrafficSample
        {
            Time = reading.Time,
            Service = row.Service,
            Address = row.Address,
            Port = row.Port,
            ActiveConnections = row.Active,
            InactiveConnections = row.Inactive,
            Connections = totals.Connections,
            IncomingPackets = totals.IncomingPackets,
            OutgoingPackets = totals.OutgoingPackets,
            IncomingBytes = totals.IncomingBytes,
            OutgoingBytes = totals.OutgoingBytes,
            ConnectionsPerSecond = rates?.Connections,
            IncomingPacketsPerSecond = rates?.IncomingPackets,
            OutgoingPacketsPerSecond = rates?.OutgoingPackets,
            IncomingBytesPerSecond = rates?.IncomingBytes,
            OutgoingBytesPerSecond = rates?.OutgoingBytes,
            RateAge = row.Counters.Age(reading.At),
            RateSpan = rates is null ? null : row.Counters.Span,
            IsChanged = row.Counters.LastChange == reading.At || row.ConnectionChange == reading.At,
        };
    }
}
