namespace LvsPS;

/// <summary>How bad a finding in a rule text is.</summary>
public enum LvsRuleSeverity
{
    /// <summary>The line is left out, and nothing is lost: it changes no table (<c>-L</c>, <c>-Z</c>).</summary>
    Warning,

    /// <summary>The line does not say what it is to do.</summary>
    Error,
}

/// <summary>A finding in a rule text: where, what was found, what was expected.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">The file; null for a text that came from none.</param>
/// <param name="Line">The line, from 1; 0 where it concerns the whole text.</param>
/// <param name="Column">The character in the line, from 1; 0 where it concerns the whole text.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What to write instead.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record LvsRuleDiagnostic(
    LvsRuleSeverity Severity, string? Path, int Line, int Column, string Found, string Expected, string Message)
{
    /// <summary>What to do about it, as a sentence.</summary>
    public string Remedy { get; init; } = $"Write {Expected}.";

    /// <summary>The finding with its place, where something else says how bad it is.</summary>
    internal string PlaceAndText => $"{Place}: {Text}";

    private string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path ?? "rules"}:{Line}:{Column}");

    private string Text => $"{Message} Found '{Found}', expected {Expected}.";

    /// <summary>The finding in the form of compilers.</summary>
    /// <returns>Such as <c>/etc/ipvsadm.rules:3:9: error: ... Found '-1', expected a weight from 0 to 2147483647.</c></returns>
    public override string ToString() => $"{Place}: {(Severity == LvsRuleSeverity.Error ? "error" : "warning")}: {Text}";
}
