using Microsoft.Extensions.Time.Testing;

namespace LvsPS.Core.Tests.Health;

/// <summary>A clock whose time of day can be set while it runs, as a machine's can.</summary>
internal sealed class WallClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>By how much it was set.</summary>
    public TimeSpan SetBy { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + SetBy;

    // The timestamps of the base are its time of day.
    public override long GetTimestamp() => base.GetTimestamp() - SetBy.Ticks;
}
