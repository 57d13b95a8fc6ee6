using System.Net;

namespace LvsPS;

/// <summary>What a monitor knows of a server at one time.</summary>
public sealed record LvsHealthStatus
{
    /// <summary>Its service.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>The server, as it is in the document.</summary>
    public required LvsRealServer RealServer { get; init; }

    /// <summary>Its address.</summary>
    public IPAddress Address => RealServer.Address;

    /// <summary>Its port.</summary>
    public int Port => RealServer.Port;

    /// <summary>What it is taken to be.</summary>
    public LvsHealthState State { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Its check.</summary>
    public required LvsHealthCheck Check { get; init; }

    /// <summary>What its last check found; null before the first one has ended.</summary>
    public LvsCheckResult? LastResult { get; init; }

    /// <summary>When its last check ended; null before the first one has.</summary>
    public DateTimeOffset? LastCheck { get; init; }

    /// <summary>How long its last check took.</summary>
    public TimeSpan? Latency => LastResult?.Latency;

    /// <summary>Good results in a row.</summary>
    public int Successes { get; init; }

    /// <summary>Bad results in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When its next check begins; null while one runs.</summary>
    public DateTimeOffset? NextCheck { get; init; }

    /// <summary>Its weight in the table when that was last read; null where it was not there.</summary>
    public int? Weight { get; init; }

    /// <summary>Its suspension; null for none.</summary>
    public LvsSuspension? Suspension { get; init; }

    /// <summary>What of its place in the table is another's doing and respected; null for nothing.</summary>
    public string? ForeignChange { get; init; }

    /// <summary>Whether the quorum of its service is held.</summary>
    public bool HasQuorum { get; init; }
}
