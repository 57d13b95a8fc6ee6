using System.Globalization;
using System.Net;

namespace LvsPS;

/// <summary>The least, the mean and the greatest of something that was measured.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Mean">The mean over time.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record LvsTrafficRange(double Minimum, double Mean, double Maximum)
{
    /// <summary>The three in one line.</summary>
    /// <returns>Such as <c>1.5 .. 2.25 .. 4</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minimum:0.###} .. {Mean:0.###} .. {Maximum:0.###}");
}

/// <summary>What was measured of a service (Address is null) or of one of its real servers.</summary>
public sealed record LvsTrafficMeasurement
{
    /// <summary>The service.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>The real server's address; null for the service itself.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The real server's port; null for the service itself.</summary>
    public int? Port { get; init; }

    /// <summary>How many samples had it.</summary>
    public int SampleCount { get; init; }

    /// <summary>How many rates could be taken: one for each change of the totals after the first.</summary>
    public int RateCount { get; init; }

    /// <summary>The time that the rates cover: from the first change of the totals to the last.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Connections a second; null where no rate could be taken.</summary>
    public LvsTrafficRange? ConnectionsPerSecond { get; init; }

    /// <summary>Packets from clients a second.</summary>
    public LvsTrafficRange? IncomingPacketsPerSecond { get; init; }

    /// <summary>Packets to clients a second.</summary>
    public LvsTrafficRange? OutgoingPacketsPerSecond { get; init; }

    /// <summary>Bytes from clients a second.</summary>
    public LvsTrafficRange? IncomingBytesPerSecond { get; init; }

    /// <summary>Bytes to clients a second.</summary>
    public LvsTrafficRange? OutgoingBytesPerSecond { get; init; }

    /// <summary>Active connections.</summary>
    public required LvsTrafficRange ActiveConnections { get; init; }

    /// <summary>Inactive connections.</summary>
    public required LvsTrafficRange InactiveConnections { get; init; }
}
