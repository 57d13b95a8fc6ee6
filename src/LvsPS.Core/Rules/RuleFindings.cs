using System.Globalization;
using System.Text;

namespace LvsPS;

/// <summary>Collects the findings of a text. However many there are, a bounded number is kept, and the others are counted.</summary>
internal sealed class RuleFindings
{
    /// <summary>More would be read by nobody, and a large file of something else has millions.</summary>
    public const int Most = 1000;

    private const int LongestFound = 60;

    private readonly List<LvsRuleDiagnostic> _kept = [];
    private readonly string? _path;
    private int _dropped;

    public RuleFindings(string? path) => _path = path;

    /// <summary>All findings by line and column.</summary>
    public IReadOnlyList<LvsRuleDiagnostic> ToList()
    {
        List<LvsRuleDiagnostic> sorted = [.. _kept.OrderBy(d => d.Line).ThenBy(d => d.Column)];
        if (_dropped > 0)
        {
            string count = _dropped.ToString(CultureInfo.InvariantCulture);
            sorted.Add(new LvsRuleDiagnostic(
                LvsRuleSeverity.Error,
                _path,
                Line: 0,
                Column: 0,
                $"{count} more errors",
                "rules in the form of ipvsadm",
                $"There are {count} more errors than are listed."));
        }

        return sorted;
    }

    public void Error(int line, int column, string found, string expected, string message, string? remedy = null) =>
        Add(LvsRuleSeverity.Error, line, column, found, expected, message, remedy);

    public void Warning(int line, int column, string found, string expected, string message) =>
        Add(LvsRuleSeverity.Warning, line, column, found, expected, message);

    /// <summary>Reports what makes everything else meaningless, and nothing but it.</summary>
    public void Fatal(int line, int column, string found, string expected, string message)
    {
        _kept.Clear();
        _dropped = 0;
        Error(line, column, found, expected, message);
    }

    /// <summary>Makes text fit to be shown: short, and without what a terminal would obey.</summary>
    internal static string Shown(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, LongestFound));
        foreach (char c in text.Length > LongestFound ? text.AsSpan(0, LongestFound - 3) : text)
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || c == '\ufffd' ? '?' : c);
        }

        return text.Length > LongestFound ? shown.Append("...").ToString() : shown.ToString();
    }

    private void Add(LvsRuleSeverity severity, int line, int column, string found, string expected, string message, string? remedy = null)
    {
        if (_kept.Count >= Most)
        {
            _dropped += severity == LvsRuleSeverity.Error ? 1 : 0;
            return;
        }

        var finding = new LvsRuleDiagnostic(severity, _path, line, column, Shown(found), expected, message);
        _kept.Add(remedy is null ? finding : finding with { Remedy = remedy });
    }
}
