namespace LvsPS;

/// <summary>What was to be a check and is none: whoever is given it reports why, before anything is checked.</summary>
/// <param name="Fault">Why it is none.</param>
internal sealed record UnreadableCheck(LvsInputException Fault) : LvsHealthCheck
{
    /// <inheritdoc/>
    public override string Kind => "Unreadable";

    /// <inheritdoc/>
    internal override bool NeedsPort => false;

    /// <inheritdoc/>
    internal override IEnumerable<LvsInputException> Check(LvsServiceId? service) => [Fault];

    /// <inheritdoc/>
    internal override ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation) =>
        ValueTask.FromResult(LvsCheckResult.Down(Fault.Message));
}
