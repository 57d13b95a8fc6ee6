using System.Net;

namespace LvsPS;

/// <summary>What one check of a real server found.</summary>
public sealed record LvsRealServerTest
{
    /// <summary>Its service.</summary>
    public required LvsServiceId Service { get; init; }

    /// <summary>Its address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>Whether it can serve.</summary>
    public required bool IsUp { get; init; }

    /// <summary>What was seen, such as <c>200 OK</c> or <c>connection refused</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>How long the check took.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The weight that the check wants for the server; null where it does not say.</summary>
    public int? Weight { get; init; }

    /// <summary>The check.</summary>
    public required LvsHealthCheck Check { get; init; }

    /// <summary>What was found as text, without the time that it took.</summary>
    /// <returns>Such as <c>10.0.0.1:80 is down: connection refused</c>.</returns>
    public override string ToString() => $"{new LvsEndpoint(Address, Port)} is {(IsUp ? "up" : "down")}: {Reason}";

    /// <summary>Makes one of a result.</summary>
    /// <param name="server">The server.</param>
    /// <param name="check">The check.</param>
    /// <param name="result">What it found.</param>
    /// <returns>The same as one object.</returns>
    internal static LvsRealServerTest Of(LvsRealServer server, LvsHealthCheck check, LvsCheckResult result) => new()
    {
        Service = server.Service,
        Address = server.Address,
        Port = server.Port,
        IsUp = result.IsUp,
        Reason = result.Reason,
        Latency = result.Latency,
        Weight = result.Weight,
        Check = check,
    };
}
