namespace LvsPS;

/// <summary>
/// Reads what <c>ipvsadm -S</c> writes and <c>ipvsadm -R</c> reads, and what people write by hand for it: with comments, blank lines and
/// the word ipvsadm at a line's head. What ipvsadm would rewrite in silence is an error here that says what to write instead.
/// </summary>
public static class RuleReader
{
    /// <summary>Reads a rule text. Bad lines give diagnostics, all of them; the only exceptions are the stream's own.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file that it comes from, for the diagnostics.</param>
    /// <param name="names">Finds what names stand for; null for the system's own resolver.</param>
    /// <returns>The table and the diagnostics.</returns>
    public static LvsRuleDocument Read(Stream stream, string? path = null, INameResolver? names = null) =>
        Read(RuleLineScanner.Scan(stream), path, names);

    /// <summary>Reads rule lines. A string with line ends in it is several lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The file that they come from, for the diagnostics.</param>
    /// <param name="names">Finds what names stand for; null for the system's own resolver.</param>
    /// <returns>The table and the diagnostics.</returns>
    public static LvsRuleDocument ReadLines(IEnumerable<string> lines, string? path = null, INameResolver? names = null) =>
        Read(RuleLineScanner.Scan(lines), path, names);

    private static LvsRuleDocument Read(IEnumerable<RuleLine> lines, string? path, INameResolver? names)
    {
        var findings = new RuleFindings(path);
        var resolver = new RuleNames(names ?? new SystemNameResolver());
        var skips = new RuleSkips();
        var folder = new RuleFolder(findings, resolver, skips);
        var tokens = new List<RuleToken>(16);
        foreach (RuleLine line in lines)
        {
            if (!ReadLine(line, tokens, folder, findings, skips))
            {
                // Of what is no rule text, nothing that was read before means anything.
                skips.AddNoText();
                return new RuleFolder(findings, resolver, skips).ToDocument();
            }
        }

        return folder.ToDocument();
    }

    /// <summary>Reads a line.</summary>
    /// <returns>False where the text is no rule text at all.</returns>
    private static bool ReadLine(RuleLine line, List<RuleToken> tokens, RuleFolder folder, RuleFindings findings, RuleSkips skips)
    {
        const string Text = "rules in the form of ipvsadm, as UTF-8";
        switch (line.Defect)
        {
            case RuleLineDefect.TooLarge:
                findings.Fatal(0, 0, "more than 64 MiB", Text, "The text is too large to be a table's.");
                return false;
            case RuleLineDefect.Binary:
                findings.Fatal(line.Number, line.Column, "a NUL byte", Text, "This is no text.");
                return false;
            case RuleLineDefect.TooLong:
                findings.Error(
                    line.Number, line.Column, "a longer line", "at most 4096 bytes, which is what ipvsadm reads", "The line is too long.");
                skips.AddUnreadable(line.Number);
                return true;
        }

        int end = RuleLexer.Split(line.Text, tokens);
        if (line.Defect == RuleLineDefect.NotUtf8 && line.Column < end)
        {
            findings.Fatal(line.Number, line.Column, "bytes that are not UTF-8", Text, "The text is not UTF-8.");
            return false;
        }

        int control = ControlIn(line.Text.AsSpan(0, end - 1));
        if (control >= 0)
        {
            findings.Error(
                line.Number,
                control + 1,
                FormattableString.Invariant($"the control character {(int)line.Text[control]}"),
                "text",
                "A rule has no control characters.");
            skips.AddUnreadable(line.Number);
            return true;
        }

        if (tokens.Count == 0)
        {
            return true;
        }

        if (RuleLineParser.Parse(tokens, findings, line.Number) is RuleStatement statement)
        {
            folder.Fold(statement);
        }
        else
        {
            skips.AddUnreadable(line.Number);
        }

        return true;
    }

    private static int ControlIn(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] != '\t')
            {
                return i;
            }
        }

        return -1;
    }
}
