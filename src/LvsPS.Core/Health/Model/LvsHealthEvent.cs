using System.Globalization;

namespace LvsPS;

/// <summary>What happened to what a monitor watches.</summary>
public enum LvsHealthEventKind
{
    /// <summary>The monitor began.</summary>
    Started,

    /// <summary>The monitor ended.</summary>
    Stopped,

    /// <summary>A server came up.</summary>
    Up,

    /// <summary>A server went down.</summary>
    Down,

    /// <summary>The quorum of a service is lost.</summary>
    QuorumLost,

    /// <summary>The quorum of a service is regained.</summary>
    QuorumGained,

    /// <summary>The fallback of a service answers.</summary>
    Fallback,

    /// <summary>The fallback of a service answers no more.</summary>
    FallbackEnd,

    /// <summary>The monitor changed the table.</summary>
    Changed,

    /// <summary>Another changed the table.</summary>
    ForeignChange,

    /// <summary>A server was suspended.</summary>
    Suspended,

    /// <summary>The suspension of a server was ended by somebody.</summary>
    Resumed,

    /// <summary>The time of a suspension has passed, and it was ended.</summary>
    SuspensionExpired,

    /// <summary>The document was replaced by another.</summary>
    Replaced,

    /// <summary>A changed file cannot be used, or is not to be, and the document that was read before goes on.</summary>
    Rejected,

    /// <summary>Something could not be done, such as a change that the kernel refused; it is tried again.</summary>
    Failed,

    /// <summary>What had failed was done.</summary>
    Recovered,

    /// <summary>An action failed.</summary>
    ActionFailed,
}

/// <summary>Something that happened to what a monitor watches.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">What.</param>
public sealed record LvsHealthEvent(DateTimeOffset Time, LvsHealthEventKind Kind)
{
    /// <summary>The service; null where it concerns the whole monitor.</summary>
    public LvsServiceId? Service { get; init; }

    /// <summary>The server, as it is in the document; null where it concerns no server.</summary>
    public LvsRealServer? Server { get; init; }

    /// <summary>How it was before.</summary>
    public string? From { get; init; }

    /// <summary>How it is now.</summary>
    public string? To { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How long it had been as before; null where that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The change of the table, with how it was before and is now; null for other events.</summary>
    public LvsChange? Change { get; init; }

    /// <summary>Why something failed; null where nothing did.</summary>
    public LvsException? Error { get; init; }

    /// <summary>What it concerns, as text.</summary>
    public string Target => Server is not null ? $"{Server} of {Server.Service}" : Service?.ToString() ?? "monitor";

    /// <summary>The event as one line, without its time.</summary>
    /// <returns>Such as <c>Down 10.0.0.1:80 of tcp://10.0.0.10:80: Up -> Down after 90 s: connection refused</c>.</returns>
    public override string ToString()
    {
        string transition = (From, To) switch
        {
            (null, null) => string.Empty,
            (null, _) => $": {To}",
            (_, null) => $": {From}",
            _ => $": {From} -> {To}",
        };
        string after = Duration is TimeSpan duration
            ? string.Create(CultureInfo.InvariantCulture, $" after {duration.TotalSeconds:0.###} s")
            : string.Empty;
        return $"{Kind} {Target}{transition}{after}{(Reason is null ? string.Empty : $": {Reason}")}";
    }
}
