using System.Globalization;

namespace LvsPS;

/// <summary>A line of an alert.</summary>
/// <param name="What">What it is about in a word or two, for the subject.</param>
/// <param name="Target">What it is about, for the subject of a mail of one line.</param>
/// <param name="Line">The line.</param>
/// <param name="Service">The service; null for the whole monitor.</param>
internal readonly record struct AlertLine(string What, string Target, string Line, LvsServiceId? Service)
{
    /// <summary>The line of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="name">The name of its service; null where it has none.</param>
    /// <returns>The line.</returns>
    public static AlertLine Of(LvsHealthEvent happened, string? name) =>
        new(Word(happened.Kind), happened.Target, Text(happened.Time, happened.ToString(), name), happened.Service);

    /// <summary>The line of a server that has been down for a while.</summary>
    /// <param name="down">The event of its going down.</param>
    /// <param name="time">The time of day.</param>
    /// <param name="name">The name of its service; null where it has none.</param>
    /// <returns>The line.</returns>
    public static AlertLine StillDown(LvsHealthEvent down, DateTimeOffset time, string? name)
    {
        string since = down.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return new("still down", down.Target, Text(time, $"Still down since {since}: {down.Target}: {down.Reason}", name), down.Service);
    }

    private static string Text(DateTimeOffset time, string text, string? name)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{time.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}  {text}{(name is null ? string.Empty : $" ({name})")}");
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private static string Word(LvsHealthEventKind kind) => kind switch
    {
        LvsHealthEventKind.Up => "up",
        LvsHealthEventKind.Down => "down",
        LvsHealthEventKind.QuorumLost => "quorum lost",
        LvsHealthEventKind.QuorumGained => "quorum regained",
        LvsHealthEventKind.Fallback => "fallback",
        LvsHealthEventKind.FallbackEnd => "fallback ended",
        _ => kind.ToString(),
    };
}
