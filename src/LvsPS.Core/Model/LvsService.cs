using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>A virtual service: what clients connect to, and how its real servers are chosen.</summary>
public sealed record LvsService
{
    /// <summary>ipvsadm's and the kernel's customary scheduler.</summary>
    public const string DefaultScheduler = "wlc";

    /// <summary>Persistence without a time: 360 seconds, as ipvsadm has it (its manual says 300).</summary>
    public static readonly TimeSpan DefaultPersistence = TimeSpan.FromSeconds(360);

    /// <summary>Which service it is.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>The protocol; null for a firewall mark.</summary>
    public LvsProtocol? Protocol => Service.Protocol;

    /// <summary>The virtual address; null for a firewall mark.</summary>
    public IPAddress? VirtualAddress => Service.VirtualAddress;

    /// <summary>The virtual port, 0 for all ports; null for a firewall mark.</summary>
    public int? VirtualPort => Service.VirtualPort;

    /// <summary>The firewall mark; null for an address.</summary>
    public uint? FwMark => Service.FwMark;

    /// <summary>InterNetwork or InterNetworkV6.</summary>
    public AddressFamily AddressFamily => Service.AddressFamily;

    /// <summary>The scheduler's name; <c>none</c> where the kernel has none bound.</summary>
    public string Scheduler { get; init; } = DefaultScheduler;

    /// <summary>The scheduler's flags.</summary>
    public LvsSchedulerFlags SchedulerFlags { get; init; }

    /// <summary>How long a client stays with its server, in whole seconds; null for no persistence.</summary>
    public TimeSpan? PersistenceTimeout { get; init; }

    /// <summary>Which clients count as one.</summary>
    public LvsNetmask PersistenceNetmask { get; init; } = LvsNetmask.FullIPv4;

    /// <summary>The persistence engine, such as <c>sip</c>; null for none.</summary>
    public string? PersistenceEngine { get; init; }

    /// <summary>Whether each packet is scheduled for itself (UDP and firewall marks).</summary>
    public bool OnePacket { get; init; }

    /// <summary>Totals and rates; null where the service was not read from a director.</summary>
    public LvsCounters? Counters { get; init; }

    /// <summary>The real servers; null where they were not read with the service.</summary>
    public IReadOnlyList<LvsRealServer>? RealServers { get; init; }

    /// <summary>A service with every setting at its default.</summary>
    /// <param name="service">Which service.</param>
    /// <returns>The service.</returns>
    public static LvsService Default(LvsServiceId service) => new()
    {
        Service = service,
        PersistenceNetmask = LvsNetmask.Full(service.AddressFamily),
    };

    /// <summary>Whether both name the same service with the same settings; counters and real servers do not count.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>True where nothing would have to be changed.</returns>
    public bool HasSameSettings(LvsService other) =>
        Service == other.Service
        && Scheduler == other.Scheduler
        && SchedulerFlags == other.SchedulerFlags
        && PersistenceTimeout == other.PersistenceTimeout
        && PersistenceNetmask == other.PersistenceNetmask
        && PersistenceEngine == other.PersistenceEngine
        && OnePacket == other.OnePacket;

    /// <summary>The service's name.</summary>
    /// <returns>Such as <c>tcp://10.0.0.10:80</c>.</returns>
    public override string ToString() => Service.ToString();
}
