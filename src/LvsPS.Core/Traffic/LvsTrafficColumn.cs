namespace LvsPS;

/// <summary>The columns that a watched table can be sorted by.</summary>
public enum LvsTrafficColumn
{
    /// <summary>The service's or server's name: by family, protocol, address and port.</summary>
    Service,

    /// <summary>Active connections.</summary>
    ActiveConnections,

    /// <summary>Inactive connections.</summary>
    InactiveConnections,

    /// <summary>Connections a second.</summary>
    ConnectionsPerSecond,

    /// <summary>Packets from clients a second.</summary>
    IncomingPacketsPerSecond,

    /// <summary>Packets to clients a second.</summary>
    OutgoingPacketsPerSecond,

    /// <summary>Bytes from clients a second.</summary>
    IncomingBytesPerSecond,

    /// <summary>Bytes to clients a second.</summary>
    OutgoingBytesPerSecond,

    /// <summary>The age of the rates.</summary>
    RateAge,

    /// <summary>Connections since the watch began.</summary>
    Connections,

    /// <summary>Packets from clients since the watch began.</summary>
    IncomingPackets,

    /// <summary>Packets to clients since the watch began.</summary>
    OutgoingPackets,

    /// <summary>Bytes from clients since the watch began.</summary>
    IncomingBytes,

    /// <summary>Bytes to clients since the watch began.</summary>
    OutgoingBytes,
}
