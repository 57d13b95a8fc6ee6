namespace LvsPS;

/// <summary>Where readings come from.</summary>
internal interface ITrafficSource
{
    /// <summary>Brings rows up to date.</summary>
    /// <param name="rows">The rows of the readings before; it adds what is new and removes what is gone.</param>
    /// <param name="now">The moment, by the clock's time stamp.</param>
    /// <param name="moved">Whether the namespace's live totals moved lately, or are not known; else no total can move.</param>
    /// <param name="focus">The services whose servers somebody looks at; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    void Read(TrafficRows rows, long now, bool moved, IReadOnlyCollection<ServiceRows>? focus, CancellationToken cancellation);
}

/// <summary>Asks netlink for services by their names, with their servers.</summary>
internal sealed class NamedTrafficSource : ITrafficSource
{
    private readonly ILvsClient _client;
    private readonly IReadOnlyList<LvsServiceId> _services;

    public NamedTrafficSource(ILvsClient client, IReadOnlyList<LvsServiceId> services)
    {
        _client = client;
        _services = services;
    }

    public void Read(TrafficRows rows, long now, bool moved, IReadOnlyCollection<ServiceRows>? focus, CancellationToken cancellation)
    {
        foreach (LvsServiceId id in _services)
        {
            if (_client.FindService(id, cancellation) is LvsService service)
            {
                rows.ReadServers(rows.Take(service, now), _client, now, cancellation);
            }
        }

        rows.RemoveUnseen();
    }
}

/// <summary>Asks netlink for everything in each reading: where there are no files of the kernel.</summary>
internal sealed class NetlinkTrafficSource : ITrafficSource
{
    private readonly ILvsClient _client;

    public NetlinkTrafficSource(ILvsClient client) => _client = client;

    public void Read(TrafficRows rows, long now, bool moved, IReadOnlyCollection<ServiceRows>? focus, CancellationToken cancellation)
    {
        foreach (LvsService service in _client.SampleServices(cancellation))
        {
            rows.ReadServers(rows.Take(service, now), _client, now, cancellation);
        }

        rows.RemoveUnseen();
    }
}
