using System.Net;

namespace LvsPS;

/// <summary>A real server that somebody took out of service for a while. Its weight is 0, and no monitor gives it another.</summary>
public sealed record LvsSuspension
{
    /// <summary>Its service.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>Its address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>The weight that it had.</summary>
    public required int WeightBefore { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why; null where nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it; null where nothing was said.</summary>
    public string? Owner { get; init; }

    /// <summary>When a monitor ends it; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it is a server's.</summary>
    /// <param name="server">The server.</param>
    /// <returns>True where service, address and port are the same.</returns>
    public bool IsOf(LvsRealServer server) => Port == server.Port && Address.Equals(server.Address) && Service == server.Service;

    /// <summary>Whether its time has passed, and no monitor has ended it.</summary>
    /// <param name="now">The time.</param>
    /// <returns>True where it is overdue.</returns>
    public bool IsOverdue(DateTimeOffset now) => Expires <= now;

    /// <summary>The suspension in one line.</summary>
    /// <returns>Such as <c>new disk, by ann, since 2026-01-01 10:00:00Z, until 2026-01-01 12:00:00Z</c>.</returns>
    public override string ToString() => string.Join(", ", new[]
    {
        Reason,
        Owner is null ? null : $"by {Owner}",
        FormattableString.Invariant($"since {Since:u}"),
        Expires is DateTimeOffset end ? FormattableString.Invariant($"until {end:u}") : null,
    }.OfType<string>());
}
