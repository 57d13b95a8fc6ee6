using System.Globalization;

namespace LvsPS;

/// <summary>How bad a finding in a document of the wanted state is.</summary>
public enum LvsStateSeverity
{
    /// <summary>The document can be applied, and means something else than one may think.</summary>
    Warning,

    /// <summary>Nothing of the document is applied.</summary>
    Error,
}

/// <summary>A finding in a document of the wanted state: where it is, what is wrong, and what to write instead.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">The file; null for a text that came from none.</param>
/// <param name="Line">The line, from 1; 0 where it concerns the whole document.</param>
/// <param name="Column">The character in the line, from 1; 0 where it concerns the whole document.</param>
/// <param name="Setting">The place within the document, such as <c>services[0].realServers[2].weight</c>; empty for the whole.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do about it, as a sentence.</param>
public sealed record LvsStateFinding(
    LvsStateSeverity Severity, string? Path, int Line, int Column, string Setting, string Message, string Remedy)
{
    /// <summary>The finding in the form of compilers.</summary>
    /// <returns>Such as <c>lvs.yaml:3:15: error: services[0].scheduler: ...</c>.</returns>
    public override string ToString()
    {
        string setting = Setting.Length == 0 ? string.Empty : $"{Setting}: ";
        string severity = Severity == LvsStateSeverity.Error ? "error" : "warning";
        return string.Create(CultureInfo.InvariantCulture, $"{Path ?? "document"}:{Line}:{Column}: {severity}: {setting}{Message}");
    }
}

/// <summary>What reading a document of the wanted state gave: the state, or why there is none, and everything that was found.</summary>
public sealed record LvsStateReading
{
    /// <summary>What is wanted; null where there is an error.</summary>
    public LvsDesiredState? State { get; init; }

    /// <summary>All findings, in the order of the document.</summary>
    public IReadOnlyList<LvsStateFinding> Findings { get; init; } = [];

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => State is null;

    /// <summary>The files of secrets that it names.</summary>
    internal IReadOnlyCollection<string> SecretFiles { get; init; } = [];

    /// <summary>Whether the text is YAML at all.</summary>
    internal bool IsYaml { get; init; } = true;
}
