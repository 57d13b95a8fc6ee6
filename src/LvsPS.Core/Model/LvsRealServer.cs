using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>A real server of a virtual service.</summary>
public sealed record LvsRealServer
{
    /// <summary>The service that it serves.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>Its address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>InterNetwork or InterNetworkV6.</summary>
    public AddressFamily AddressFamily => Address.AddressFamily;

    /// <summary>How packets reach it.</summary>
    public LvsForwarding Forwarding { get; init; } = LvsForwarding.Gateway;

    /// <summary>Its share, 0 to 2147483647; 0 gets no new connections from most schedulers.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Connections at which no new ones are sent to it; 0 for no limit.</summary>
    public uint UpperThreshold { get; init; }

    /// <summary>Connections below which new ones are sent again; 0 for three quarters of the upper threshold.</summary>
    public uint LowerThreshold { get; init; }

    /// <summary>The encapsulation; only for <see cref="LvsForwarding.Tunnel"/>.</summary>
    public LvsTunnelType TunnelType { get; init; }

    /// <summary>The UDP port of a GUE tunnel; 0 for others.</summary>
    public int TunnelPort { get; init; }

    /// <summary>The checksum of a GUE or GRE tunnel.</summary>
    public LvsTunnelChecksum TunnelChecksum { get; init; }

    /// <summary>Active connections.</summary>
    public uint ActiveConnections { get; init; }

    /// <summary>Inactive connections.</summary>
    public uint InactiveConnections { get; init; }

    /// <summary>Persistence templates.</summary>
    public uint PersistentConnections { get; init; }

    /// <summary>Totals and rates; null where it was not read from a director.</summary>
    public LvsCounters? Counters { get; init; }

    /// <summary>Why it is out of service for a while; null where it is not suspended, and where Get-LvsRealServer did not read it.</summary>
    public LvsSuspension? Suspension { get; init; }

    /// <summary>Whether its address is of another family than its service's, which only a tunnel can bridge.</summary>
    internal bool HasOtherFamily => AddressFamily != Service.AddressFamily;

    /// <summary>Whether both are the same server of the same service.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>True where service, address and port are equal: the kernel's key.</returns>
    public bool IsSameServer(LvsRealServer other) => Port == other.Port && Address.Equals(other.Address) && Service == other.Service;

    /// <summary>Whether both are the same server with the same settings; connections and counters do not count.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>True where nothing would have to be changed.</returns>
    public bool HasSameSettings(LvsRealServer other) =>
        IsSameServer(other)
        && Forwarding == other.Forwarding
        && Weight == other.Weight
        && UpperThreshold == other.UpperThreshold
        && LowerThreshold == other.LowerThreshold
        && TunnelType == other.TunnelType
        && TunnelPort == other.TunnelPort
        && TunnelChecksum == other.TunnelChecksum;

    /// <summary>The server's endpoint.</summary>
    /// <returns>Such as <c>10.0.0.1:80</c>.</returns>
    public override string ToString() => new LvsEndpoint(Address, Port).ToString();
}
