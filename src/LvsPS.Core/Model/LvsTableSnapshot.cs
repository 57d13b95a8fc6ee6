namespace LvsPS;

/// <summary>A director's table as it was at one time.</summary>
/// <param name="Table">The table with time-outs and daemons.</param>
/// <param name="Time">When it was read.</param>
public sealed record LvsTableSnapshot(LvsTable Table, DateTimeOffset Time)
{
    /// <summary>How many services it has.</summary>
    public int ServiceCount => Table.Services.Count;

    /// <summary>How many real servers its services have.</summary>
    public int RealServerCount => Table.Services.Sum(s => s.RealServers?.Count ?? 0);

    /// <summary>Where it was read.</summary>
    internal LvsSession? Origin { get; init; }
}
