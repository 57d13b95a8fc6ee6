namespace LvsPS;

/// <summary>A column of a watched table.</summary>
/// <param name="Id">Which.</param>
/// <param name="Heading">What stands above it.</param>
/// <param name="Drop">Columns of a higher number are left out first where the terminal is narrow.</param>
/// <param name="Value">Its number; null where there is none.</param>
internal sealed record TrafficColumn(LvsTrafficColumn Id, string Heading, int Drop, Func<TrafficRow, long, double?> Value)
{
    private const int LongestNumber = 5;

    /// <summary>All columns but the name, from left to right.</summary>
    public static IReadOnlyList<TrafficColumn> All { get; } =
    [
        new(LvsTrafficColumn.ActiveConnections, "Active", 0, (r, _) => r.Active),
        new(LvsTrafficColumn.InactiveConnections, "InAct", 1, (r, _) => r.Inactive),
        new(LvsTrafficColumn.ConnectionsPerSecond, "CPS", 0, (r, _) => r.Counters.Rates?.Connections),
        new(LvsTrafficColumn.IncomingPacketsPerSecond, "InPPS", 2, (r, _) => r.Counters.Rates?.IncomingPackets),
        new(LvsTrafficColumn.OutgoingPacketsPerSecond, "OutPPS", 3, (r, _) => r.Counters.Rates?.OutgoingPackets),
        new(LvsTrafficColumn.IncomingBytesPerSecond, "InBPS", 0, (r, _) => r.Counters.Rates?.IncomingBytes),
        new(LvsTrafficColumn.OutgoingBytesPerSecond, "OutBPS", 0, (r, _) => r.Counters.Rates?.OutgoingBytes),
        new(LvsTrafficColumn.RateAge, "Age", 0, (r, now) => r.Counters.Age(now)?.TotalSeconds),
        new(LvsTrafficColumn.Connections, "Conns", 4, (r, _) => r.Counters.SinceStart.Connections),
        new(LvsTrafficColumn.IncomingPackets, "InPkts", 7, (r, _) => r.Counters.SinceStart.IncomingPackets),
        new(LvsTrafficColumn.OutgoingPackets, "OutPkts", 8, (r, _) => r.Counters.SinceStart.OutgoingPackets),
        new(LvsTrafficColumn.IncomingBytes, "InBytes", 5, (r, _) => r.Counters.SinceStart.IncomingBytes),
        new(LvsTrafficColumn.OutgoingBytes, "OutBytes", 6, (r, _) => r.Counters.SinceStart.OutgoingBytes),
    ];

    /// <summary>How wide it is; there is room for the arrow of a sorted one.</summary>
    public int Width { get; } = Math.Max(LongestNumber, Heading.Length);

    /// <summary>What stands in it.</summary>
    public string Text(TrafficRow row, long now) => Id == LvsTrafficColumn.RateAge
        ? ShortNumber.Format(row.Counters.Age(now))
        : ShortNumber.Format(Value(row, now));

    /// <summary>Whether it shows connections, which change by themselves, apart from the totals.</summary>
    public bool IsConnections => Id is LvsTrafficColumn.ActiveConnections or LvsTrafficColumn.InactiveConnections;
}
