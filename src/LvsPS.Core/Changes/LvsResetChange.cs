namespace LvsPS;

/// <summary>Statistics are set to zero (IPVS_CMD_ZERO). What they were cannot be had again.</summary>
/// <param name="Service">Which service, with its real servers; null for all.</param>
public sealed record LvsResetChange(LvsServiceId? Service) : LvsChange
{
    /// <inheritdoc/>
    public override LvsAction Action => LvsAction.Reset;

    /// <inheritdoc/>
    public override string Target => Service?.ToString() ?? "table";

    /// <inheritdoc/>
    public override string Description => Service is null ? "Reset the statistics of all services" : $"Reset the statistics of {Service}";

    /// <summary>Nothing: counters do not come back.</summary>
    /// <returns>No change.</returns>
    public override IEnumerable<LvsChange> Undo() => [];

    // Doing it again is no harm, and whether it was done cannot be seen.
    internal override bool IsDone(TableIndex table) => false;

    internal override LvsChange? From(TableIndex table) => this;
}
