namespace LvsPS;

/// <summary>The five counters of a service, a real server or a namespace.</summary>
internal readonly record struct TrafficTotals(
    ulong Connections, ulong IncomingPackets, ulong OutgoingPackets, ulong IncomingBytes, ulong OutgoingBytes)
{
    public static TrafficTotals Of(LvsCounters? counters) => counters is null ? default : new(
        counters.Connections, counters.IncomingPackets, counters.OutgoingPackets, counters.IncomingBytes, counters.OutgoingBytes);

    public static TrafficTotals Of(LvsTotalStats totals) => new(
        totals.Connections, totals.IncomingPackets, totals.OutgoingPackets, totals.IncomingBytes, totals.OutgoingBytes);

    public static TrafficTotals operator +(TrafficTotals x, TrafficTotals y) => new(
        x.Connections + y.Connections,
        x.IncomingPackets + y.IncomingPackets,
        x.OutgoingPackets + y.OutgoingPackets,
        x.IncomingBytes + y.IncomingBytes,
        x.OutgoingBytes + y.OutgoingBytes);

    public static TrafficTotals operator -(TrafficTotals x, TrafficTotals y) => new(
        x.Connections - y.Connections,
        x.IncomingPackets - y.IncomingPackets,
        x.OutgoingPackets - y.OutgoingPackets,
        x.IncomingBytes - y.IncomingBytes,
        x.OutgoingBytes - y.OutgoingBytes);

    /// <summary>Whether a counter is lower than it was, as after Reset or <c>ipvsadm -Z</c>.</summary>
    public bool IsBelow(in TrafficTotals earlier) =>
        Connections < earlier.Connections || IncomingPackets < earlier.IncomingPackets || OutgoingPackets < earlier.OutgoingPackets
        || IncomingBytes < earlier.IncomingBytes || OutgoingBytes < earlier.OutgoingBytes;

    /// <summary>These counters over a time.</summary>
    public TrafficRates Per(TimeSpan time) => new(
        Connections / time.TotalSeconds,
        IncomingPackets / time.TotalSeconds,
        OutgoingPackets / time.TotalSeconds,
        IncomingBytes / time.TotalSeconds,
        OutgoingBytes / time.TotalSeconds);
}

/// <summary>The five counters a second.</summary>
internal readonly record struct TrafficRates(
    double Connections, double IncomingPackets, double OutgoingPackets, double IncomingBytes, double OutgoingBytes);
