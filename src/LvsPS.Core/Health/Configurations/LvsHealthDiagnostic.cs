using System.Globalization;

namespace LvsPS;

/// <summary>A finding in a file that says what is to be monitored: where, what was found, what was expected.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">The file; null for a text that came from none.</param>
/// <param name="Line">The line, from 1; 0 where it concerns the whole text.</param>
/// <param name="Column">The character in the line, from 1; 0 where it concerns the whole text.</param>
/// <param name="Found">What stands there; empty where it is not about one word.</param>
/// <param name="Expected">What to write instead.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record LvsHealthDiagnostic(
    LvsHealthSeverity Severity, string? Path, int Line, int Column, string Found, string Expected, string Message)
{
    /// <summary>What to do about it, as a sentence.</summary>
    public string Remedy { get; init; } = $"Write {Expected}.";

    /// <summary>The finding with its place, where something else says how bad it is.</summary>
    internal string PlaceAndText => $"{Place}: {Text}";

    private string Place => string.Create(CultureInfo.InvariantCulture, $"{Path ?? "configuration"}:{Line}:{Column}");

    private string Text => Found.Length == 0 ? Message : $"{Message} Found '{Found}', expected {Expected}.";

    /// <summary>The finding in the form of compilers.</summary>
    /// <returns>Such as <c>/etc/ha.d/ldirectord.cf:3:15: error: ... Found '0', expected a number from 1 to 2678400.</c></returns>
    public override string ToString() => $"{Place}: {(Severity == LvsHealthSeverity.Error ? "error" : "warning")}: {Text}";
}
