namespace LvsPS;

/// <summary>How bad a finding in a health document is.</summary>
public enum LvsHealthSeverity
{
    /// <summary>The document can be used, and does something else than one may think.</summary>
    Warning,

    /// <summary>The document cannot be used.</summary>
    Error,
}

/// <summary>Something in a health document that cannot be right.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Setting">The name of the property that it is about, such as <c>Quorum</c>.</param>
/// <param name="Error">What is wrong, and what to write instead.</param>
public sealed record LvsHealthFinding(LvsHealthSeverity Severity, string Setting, LvsInputException Error)
{
    /// <summary>The service that it is about; null for the document.</summary>
    public LvsHealthService? Service { get; init; }

    /// <summary>The server that it is about; null for the service.</summary>
    public LvsHealthServer? Server { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public string Message => Error.Message;

    /// <summary>A time as findings tell it.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Such as <c>2.5 s</c>.</returns>
    internal static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    /// <summary>The finding as text.</summary>
    /// <returns>Such as <c>error: ...</c>.</returns>
    public override string ToString() => $"{(Severity == LvsHealthSeverity.Error ? "error" : "warning")}: {Message}";
}
