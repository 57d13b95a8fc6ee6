namespace LvsPS;

/// <summary>What a rule text says: the table that its lines fold into, and what is wrong with it.</summary>
public sealed class LvsRuleDocument
{
    private readonly Func<LvsChange, int?> _lineOf;
    private readonly RuleSkips _skips;

    internal LvsRuleDocument(
        LvsTable table,
        IReadOnlyList<LvsRuleDiagnostic> diagnostics,
        Func<LvsChange, int?> lineOf,
        RuleSkips skips)
    {
        Table = table;
        Diagnostics = diagnostics;
        _lineOf = lineOf;
        _skips = skips;
    }

    /// <summary>
    /// The table, without the lines that have errors: to be used only where there are none, or where the user said to skip them.
    /// </summary>
    public LvsTable Table { get; }

    /// <summary>All findings, in the order of the lines.</summary>
    public IReadOnlyList<LvsRuleDiagnostic> Diagnostics { get; }

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == LvsRuleSeverity.Error);

    /// <summary>How many lines have errors and are not in <see cref="Table"/>.</summary>
    public int SkippedLines => _skips.Lines;

    /// <summary>Whether the text is rules at all; of one that is too large, binary or not UTF-8, <see cref="Table"/> has nothing.</summary>
    public bool IsRuleText => !_skips.IsNoText;

    /// <summary>
    /// The first line with an error of which nobody can tell what it would have defined; null where each one's key can be read.
    /// </summary>
    public int? UnreadableLine => _skips.Unreadable;

    /// <summary>
    /// Whether any line says what a table is to be, and be it that it is to be empty (<c>-C</c>). A text of nothing but comments, such as
    /// what a writing that was cut short leaves, does not.
    /// </summary>
    public bool SaysTable { get; internal init; }

    /// <summary>Services whose own line has an error, with that line and with how many lines of real servers are left out with it.</summary>
    internal IReadOnlyList<(LvsServiceId Service, int Line, int Servers)> LeftOut { get; init; } = [];

    /// <summary>
    /// The table to replace another one by where the lines with errors are skipped: what these lines name stays as it is there.
    /// </summary>
    /// <param name="current">The table that is to be replaced.</param>
    /// <returns><see cref="Table"/> with what is kept.</returns>
    /// <exception cref="InvalidOperationException">Some line's key cannot be read, so nobody can tell what is to be kept.</exception>
    public LvsTable KeepSkipped(LvsTable current) => IsRuleText && UnreadableLine is null
        ? _skips.Keep(Table, current)
        : throw new InvalidOperationException("Not every line says what it is about.");

    /// <summary>The line that a change comes from.</summary>
    /// <param name="change">A change of a plan towards <see cref="Table"/>.</param>
    /// <returns>The line, from 1; null where none says it, as for what goes because the text does not have it.</returns>
    public int? LineOf(LvsChange change) => _lineOf(change);
}
