namespace LvsPS;

/// <summary>The order of a watched table: services by a column, and the servers of each by the same one.</summary>
internal sealed class TrafficOrder
{
    private readonly TrafficColumn? _column;

    /// <summary>Describes an order.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isDescending">The greatest first.</param>
    /// <param name="top">How many services at most; null for all.</param>
    public TrafficOrder(LvsTrafficColumn column = LvsTrafficColumn.Service, bool isDescending = false, int? top = null)
    {
        Column = column;
        IsDescending = isDescending;
        Top = top;
        _column = TrafficColumn.All.FirstOrDefault(c => c.Id == column);
    }

    /// <summary>The column.</summary>
    public LvsTrafficColumn Column { get; }

    /// <summary>Whether the greatest come first.</summary>
    public bool IsDescending { get; }

    /// <summary>How many services at most; null for all.</summary>
    public int? Top { get; }

    /// <summary>The services in order. Those that are equal stay in the order of their names.</summary>
    /// <param name="reading">The reading.</param>
    /// <returns>As many as there are to be.</returns>
    public IEnumerable<ServiceRows> Services(TrafficReading reading)
    {
        IEnumerable<ServiceRows> sorted = _column is null
            ? IsDescending ? reading.Services.Reverse() : reading.Services
            : Sort(reading.Services, s => Number(s.Service, reading.At), Comparer<double>.Default);
        return Top is int top ? sorted.Take(top) : sorted;
    }

    /// <summary>The servers of a service in order.</summary>
    /// <param name="service">The service.</param>
    /// <param name="now">The moment, by the clock's time stamp.</param>
    /// <returns>All of them.</returns>
    public IEnumerable<TrafficRow> Servers(ServiceRows service, long now) => _column is null
        ? Sort(service.Servers, Endpoint, RuleOrder.Endpoints)
        : Sort(service.Servers, s => Number(s, now), Comparer<double>.Default).ThenBy(Endpoint, RuleOrder.Endpoints);

    /// <summary>The rows in order, each service before its servers.</summary>
    /// <param name="reading">The reading.</param>
    /// <returns>The rows.</returns>
    public IEnumerable<TrafficRow> Rows(TrafficReading reading) =>
        Services(reading).SelectMany(service => Servers(service, reading.At).Prepend(service.Service));

    private static (System.Net.IPAddress Address, int Port) Endpoint(TrafficRow row) => (row.Address!, row.Port!.Value);

    /// <summary>What has no number stands below zero.</summary>
    private double Number(TrafficRow row, long now) => _column!.Value(row, now) ?? -1;

    private IOrderedEnumerable<T> Sort<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key, IComparer<TKey> comparer) =>
        IsDescending ? rows.OrderByDescending(key, comparer) : rows.OrderBy(key, comparer);
}
