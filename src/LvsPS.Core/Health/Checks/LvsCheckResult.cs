namespace LvsPS;

/// <summary>What one run of a check found.</summary>
/// <param name="IsUp">Whether the server can serve.</param>
/// <param name="Reason">What was seen, such as <c>200 OK</c> or <c>connection refused</c>; never a secret.</param>
public sealed record LvsCheckResult(bool IsUp, string Reason)
{
    /// <summary>The weight that the check wants for the server; null where it does not say.</summary>
    public int? Weight { get; init; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>A server that can serve.</summary>
    /// <param name="reason">What was seen.</param>
    /// <returns>The result.</returns>
    internal static LvsCheckResult Up(string reason) => new(true, reason);

    /// <summary>A server that cannot.</summary>
    /// <param name="reason">What was seen.</param>
    /// <returns>The result.</returns>
    internal static LvsCheckResult Down(string reason) => new(false, reason);
}
