using System.Net;

namespace LvsPS;

/// <summary>Totals and rates of a service (Address is null) or of one of its real servers, in one row.</summary>
public sealed record LvsStats
{
    /// <summary>The service.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>The real server's address; null for the service itself.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The real server's port; null for the service itself.</summary>
    public int? Port { get; init; }

    /// <summary>Connections scheduled.</summary>
    public ulong Connections => Counters.Connections;

    /// <summary>Packets from clients.</summary>
    public ulong IncomingPackets => Counters.IncomingPackets;

    /// <summary>Packets to clients.</summary>
    public ulong OutgoingPackets => Counters.OutgoingPackets;

    /// <summary>Bytes from clients.</summary>
    public ulong IncomingBytes => Counters.IncomingBytes;

    /// <summary>Bytes to clients.</summary>
    public ulong OutgoingBytes => Counters.OutgoingBytes;

    /// <summary>Connections a second.</summary>
    public ulong ConnectionsPerSecond => Counters.ConnectionsPerSecond;

    /// <summary>Packets from clients a second.</summary>
    public ulong IncomingPacketsPerSecond => Counters.IncomingPacketsPerSecond;

    /// <summary>Packets to clients a second.</summary>
    public ulong OutgoingPacketsPerSecond => Counters.OutgoingPacketsPerSecond;

    /// <summary>Bytes from clients a second.</summary>
    public ulong IncomingBytesPerSecond => Counters.IncomingBytesPerSecond;

    /// <summary>Bytes to clients a second.</summary>
    public ulong OutgoingBytesPerSecond => Counters.OutgoingBytesPerSecond;

    internal LvsCounters Counters { get; init; } = LvsCounters.Zero;

    /// <summary>The row of a service.</summary>
    internal static LvsStats Of(LvsService service) => new() { Service = service.Service, Counters = service.Counters ?? LvsCounters.Zero };

    /// <summary>The row of a real server.</summary>
    internal static LvsStats Of(LvsRealServer server) => new()
    {
        Service = server.Service,
        Address = server.Address,
        Port = server.Port,
        Counters = server.Counters ?? LvsCounters.Zero,
    };
}
