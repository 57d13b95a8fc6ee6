using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>A virtual service.</summary>
internal sealed class SimulatedService(ServiceKey key)
{
    // Debian's kernels for real machines tick 250 times a second; the persistence is kept in ticks, in 32 bits.
    private const uint TicksPerSecond = 250;

    private readonly LinkedList<SimulatedDestination> _destinations = new();
    private IpvsServiceMessage _settings;
    private IpvsStatistics _statistics;

    public ServiceKey Key => key;

    public string Scheduler => _settings.SchedulerName ?? "none";

    public uint Flags => _settings.Flags.Flags;

    /// <summary>Newest first, as list_add_rcu() leaves them.</summary>
    public IEnumerable<SimulatedDestination> Destinations() => _destinations;

    public SimulatedDestination? Find(DestinationKey destination) => _destinations.FirstOrDefault(d => d.Key == destination);

    public void Add(SimulatedDestination destination) => _destinations.AddFirst(destination);

    public void Remove(SimulatedDestination destination) => _destinations.Remove(destination);

    /// <summary>Takes the settings of a request as a whole; only of the flags those that its mask does not name stay.</summary>
    public void Configure(in IpvsServiceMessage request)
    {
        (uint flags, uint mask) = request.Flags;
        flags = (Flags & ~mask) | (flags & mask) | IpvsConstants.ServiceHashed;
        _settings = key.Mark != 0
            ? new IpvsServiceMessage { AddressFamily = key.Family, FirewallMark = key.Mark }
            : new IpvsServiceMessage { AddressFamily = key.Family, Protocol = key.Protocol, Address = key.Address, Port = key.Port };
        _settings.SchedulerName = request.SchedulerName;
        _settings.Flags = (flags, uint.MaxValue);
        _settings.Timeout = unchecked(request.Timeout * TicksPerSecond) / TicksPerSecond;
        _settings.Netmask = request.Netmask;
        if (!string.IsNullOrEmpty(request.PersistenceEngine))
        {
            _settings.PersistenceEngine = request.PersistenceEngine;
        }

        _settings.Present = _settings.Present.With((ushort)IpvsServiceAttribute.Statistics).With((ushort)IpvsServiceAttribute.Statistics64);
    }

    public bool Count(DestinationKey destination, in IpvsStatistics more, uint active, uint inactive, uint persistent)
    {
        if (Find(destination) is not { } found)
        {
            return false;
        }

        found.Count(more, active, inactive, persistent);
        _statistics = Counters.Add(_statistics, more) with
        {
            ConnectionRate = Sum(s => s.ConnectionRate),
            IncomingPacketRate = Sum(s => s.IncomingPacketRate),
            OutgoingPacketRate = Sum(s => s.OutgoingPacketRate),
            IncomingByteRate = Sum(s => s.IncomingByteRate),
            OutgoingByteRate = Sum(s => s.OutgoingByteRate),
        };
        return true;
    }

    public void Zero()
    {
        _statistics = default;
        foreach (SimulatedDestination destination in _destinations)
        {
            destination.Zero();
        }
    }

    public byte Write(ref AttributeWriter writer)
    {
        (_settings with { Statistics = _statistics }).Write(ref writer);
        return (byte)IpvsCommand.NewService;
    }

    private ulong Sum(Func<IpvsStatistics, ulong> rate) => _destinations.Aggregate(0UL, (sum, destination) => sum + rate(destination.Statistics));
}

/// <summary>Counters that only grow.</summary>
internal static class Counters
{
    /// <summary>Adds counters and takes over rates.</summary>
    public static IpvsStatistics Add(in IpvsStatistics old, in IpvsStatistics more) => more with
    {
        Connections = old.Connections + more.Connections,
        IncomingPackets = old.IncomingPackets + more.IncomingPackets,
        OutgoingPackets = old.OutgoingPackets + more.OutgoingPackets,
        IncomingBytes = old.IncomingBytes + more.IncomingBytes,
        OutgoingBytes = old.OutgoingBytes + more.OutgoingBytes,
    };
}
