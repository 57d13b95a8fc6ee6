namespace LvsPS;

/// <summary>No check at all: a server that is always up, or always down.</summary>
public sealed record LvsConstantCheck : LvsHealthCheck
{
    /// <summary>Makes one.</summary>
    /// <param name="isUp">What it says.</param>
    internal LvsConstantCheck(bool isUp) => IsUp = isUp;

    /// <inheritdoc/>
    public override string Kind => IsUp ? "On" : "Off";

    /// <summary>What it says.</summary>
    public bool IsUp { get; }

    /// <inheritdoc/>
    internal override bool NeedsPort => false;

    /// <inheritdoc/>
    internal override bool AsksServer => false;

    /// <inheritdoc/>
    internal override ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation) =>
        ValueTask.FromResult(new LvsCheckResult(IsUp, IsUp ? "always on" : "always off"));
}
