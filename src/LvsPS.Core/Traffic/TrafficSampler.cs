namespace LvsPS;

/// <summary>Reads a director's traffic again and again, and keeps what rates are made of. Nothing is locked between readings.</summary>
internal sealed class TrafficSampler : IDisposable
{
    /// <summary>After the last packet, every total has moved for the last time: two of the kernel's ticks, and a little.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly TrafficRows _rows;
    private readonly ITrafficSource _source;
    private readonly LineReader? _processors;
    private readonly LiveRate? _total;
    private long _lastMove;

    /// <summary>Begins with a director.</summary>
    /// <param name="session">The director.</param>
    /// <param name="client">Its client.</param>
    /// <param name="services">Which services; null for all.</param>
    /// <param name="time">The clock.</param>
    public TrafficSampler(LvsSession session, ILvsClient client, IReadOnlyList<LvsServiceId>? services, TimeProvider time)
    {
        _time = time;
        _rows = new TrafficRows(time);
        _lastMove = time.GetTimestamp();
        _source = services is not null ? new NamedTrafficSource(client, services)
            : NetFile.TryOpen(session, TableList.File) is Stream list ? new HostTrafficSource(client, list, time)
            : new NetlinkTrafficSource(client);
        if (NetFile.TryOpen(session, TotalsReader.ProcessorFile) is Stream processors)
        {
            _processors = new LineReader(processors, NetFile.PathOf(TotalsReader.ProcessorFile));
            _total = new LiveRate(time);
        }
    }

    /// <summary>Reads everything that may have changed.</summary>
    /// <param name="focus">The services whose servers somebody looks at; null for all. Others' totals may be some seconds old.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Everything as of now.</returns>
    /// <exception cref="LvsException">The kernel refused.</exception>
    public TrafficReading Read(IReadOnlyCollection<ServiceRows>? focus = null, CancellationToken cancellation = default)
    {
        long now = _time.GetTimestamp();
        if (ReadTotal(now))
        {
            _lastMove = now;
        }

        _rows.Begin();
        _source.Read(_rows, now, _total is null || _time.GetElapsedTime(_lastMove, now) <= Settling, focus, cancellation);
        return new TrafficReading(now, _time.GetLocalNow(), _rows.All, _total);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        (_source as IDisposable)?.Dispose();
        _processors?.Dispose();
    }

    /// <summary>The sum of the processors is live; the kernel's own sum moves once in two seconds, and back when it is reset.</summary>
    private bool ReadTotal(long now)
    {
        if (_processors is null)
        {
            return false;
        }

        TrafficTotals sum = default;
        _processors.Rewind();
        TotalsReader.ReadProcessors(_processors, row => sum += TrafficTotals.Of(row));
        return _total!.Update(sum, now);
    }
}
