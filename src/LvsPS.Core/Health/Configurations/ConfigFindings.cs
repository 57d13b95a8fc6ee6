using System.Globalization;

namespace LvsPS;

/// <summary>Collects the findings of a configuration. However many there are, a bounded number is kept, and the others are counted.</summary>
internal sealed class ConfigFindings
{
    /// <summary>More would be read by nobody, and a large file of something else has millions.</summary>
    public const int Most = 1000;

    private readonly List<LvsHealthDiagnostic> _kept = [];
    private int _dropped;

    /// <summary>Whether there is any error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>All findings: by file in the order of reading, then by line and column.</summary>
    /// <param name="files">The files in the order of reading.</param>
    /// <returns>The findings.</returns>
    public IReadOnlyList<LvsHealthDiagnostic> ToList(IReadOnlyList<string> files)
    {
        var order = new Dictionary<string, int>();
        foreach (string file in files)
        {
            order.TryAdd(file, order.Count);
        }

        List<LvsHealthDiagnostic> sorted =
            [.. _kept.OrderBy(d => d.Path is null ? 0 : order.GetValueOrDefault(d.Path)).ThenBy(d => d.Line).ThenBy(d => d.Column)];
        if (_dropped > 0)
        {
            string count = _dropped.ToString(CultureInfo.InvariantCulture);
            sorted.Add(new LvsHealthDiagnostic(
                LvsHealthSeverity.Error,
                sorted[^1].Path,
                sorted[^1].Line,
                sorted[^1].Column,
                $"{count} more findings",
                "a configuration in the form that is read",
                $"There are {count} more findings than are listed."));
        }

        return sorted;
    }

    public void Error(ConfigPlace at, string found, string expected, string message) =>
        Add(LvsHealthSeverity.Error, at, found, expected, message);

    /// <summary>Something that is read and does not hold, or otherwise than in the program whose file it is.</summary>
    public void Warning(ConfigPlace at, string found, string expected, string message) =>
        Add(LvsHealthSeverity.Warning, at, found, expected, message);

    /// <summary>Something of the whole document, as its validation says it.</summary>
    public void Add(ConfigPlace at, LvsHealthFinding finding) => Add(
        new LvsHealthDiagnostic(finding.Severity, at.Path, at.Line, at.Column, string.Empty, finding.Error.Remedy, finding.Message)
        {
            Remedy = finding.Error.Remedy,
        });

    private void Add(LvsHealthSeverity severity, ConfigPlace at, string found, string expected, string message) =>
        Add(new LvsHealthDiagnostic(severity, at.Path, at.Line, at.Column, RuleFindings.Shown(found), expected, message));

    // Messages name what stands in the file, and must not bring its control characters onto a terminal.
    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private void Add(LvsHealthDiagnostic finding)
    {
        finding = finding with { Expected = Clean(finding.Expected), Message = Clean(finding.Message), Remedy = Clean(finding.Remedy) };
        HasErrors |= finding.Severity == LvsHealthSeverity.Error;
        if (_kept.Count < Most)
        {
            _kept.Add(finding);
            return;
        }

        _dropped++;
    }
}
