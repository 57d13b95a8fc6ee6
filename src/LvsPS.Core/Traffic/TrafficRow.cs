using System.Net;

namespace LvsPS;

/// <summary>What is known of a service or of one of its real servers while it is watched; one object from reading to reading.</summary>
internal sealed class TrafficRow
{
    private uint _active;
    private uint _inactive;
    private bool _hasConnections;

    /// <summary>Begins a row.</summary>
    /// <param name="service">The service.</param>
    /// <param name="address">The real server's address; null for the service itself.</param>
    /// <param name="port">The real server's port; null for the service itself.</param>
    /// <param name="time">The clock.</param>
    public TrafficRow(LvsServiceId service, IPAddress? address, int? port, TimeProvider time)
    {
        Service = service;
        Address = address;
        Port = port;
        RawAddress = address is null ? default : RawAddress.From(address);
        Counters = new RateTracker(time);
        Name = address is null ? service.ToString() : $"  -> {new LvsEndpoint(address, port)}";
    }

    /// <summary>The service.</summary>
    public LvsServiceId Service { get; }

    /// <summary>The real server's address; null for the service itself.</summary>
    public IPAddress? Address { get; }

    /// <summary>The real server's port; null for the service itself.</summary>
    public int? Port { get; }

    /// <summary>The real server's address as a number.</summary>
    public RawAddress RawAddress { get; }

    /// <summary>What stands in a table's first column.</summary>
    public string Name { get; }

    /// <summary>Its totals and rates.</summary>
    public RateTracker Counters { get; }

    /// <summary>Active connections; a service's are those of its servers.</summary>
    public uint Active => _active;

    /// <summary>Inactive connections.</summary>
    public uint Inactive => _inactive;

    /// <summary>The moment when the numbers of connections last changed; null where they did not.</summary>
    public long? ConnectionChange { get; private set; }

    /// <summary>The number of the last reading that had it.</summary>
    public int Seen { get; set; }

    /// <summary>Whether a reading brought a new rate.</summary>
    /// <param name="at">When the reading was made.</param>
    /// <returns>True where the rate is of that moment.</returns>
    public bool HasNewRate(long at) => Counters.Rates is not null && Counters.LastChange == at;

    /// <summary>Takes numbers of connections.</summary>
    public void SetConnections(uint active, uint inactive, long now)
    {
        if (_hasConnections && (active != _active || inactive != _inactive))
        {
            ConnectionChange = now;
        }

        (_active, _inactive, _hasConnections) = (active, inactive, true);
    }
}

/// <summary>A service's row, and those of its servers.</summary>
internal sealed class ServiceRows
{
    /// <summary>Begins without servers.</summary>
    public ServiceRows(TrafficRow service) => Service = service;

    /// <summary>The service's row.</summary>
    public TrafficRow Service { get; }

    /// <summary>Its servers' rows, in the kernel's order.</summary>
    public List<TrafficRow> Servers { get; } = [];

    /// <summary>When the servers' totals were last read; null for never.</summary>
    public long? ServersRead { get; set; }
}

/// <summary>Everything as of one reading.</summary>
/// <param name="At">When it was read, by the clock's time stamp.</param>
/// <param name="Time">When it was read.</param>
/// <param name="Services">The services, by family, protocol, address and port; the same objects from reading to reading.</param>
/// <param name="Total">The namespace's live totals; null where the kernel does not give them.</param>
internal sealed record TrafficReading(long At, DateTimeOffset Time, IReadOnlyList<ServiceRows> Services, LiveRate? Total);
