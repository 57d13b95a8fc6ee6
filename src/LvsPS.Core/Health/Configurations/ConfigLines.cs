namespace LvsPS;

/// <summary>The lines of a configuration file, of which those that are no text are reported and left out.</summary>
internal static class ConfigLines
{
    private const string Text = "a configuration as UTF-8 text";

    /// <summary>Reads lines.</summary>
    /// <param name="lines">The lines as they were scanned.</param>
    /// <param name="path">The file.</param>
    /// <param name="isComment">Whether a place in a line is within a comment, where any bytes may stand.</param>
    /// <param name="findings">Where what is wrong is reported.</param>
    /// <returns>The lines that are text.</returns>
    public static IEnumerable<RuleLine> Read(
        IEnumerable<RuleLine> lines, string? path, Func<string, int, bool> isComment, ConfigFindings findings)
    {
        foreach (RuleLine line in lines)
        {
            var at = new ConfigPlace(path, line.Number, Math.Max(1, line.Column));
            switch (line.Defect)
            {
                case RuleLineDefect.TooLarge:
                    findings.Error(at with { Line = 0, Column = 0 }, "more than 64 MiB", Text, "The text is too large to be a configuration.");
                    yield break;
                case RuleLineDefect.Binary:
                    findings.Error(at, "a NUL byte", Text, "This is no text.");
                    yield break;
                case RuleLineDefect.TooLong:
                    findings.Error(at, "a longer line", "at most 4096 bytes in a line", "The line is too long.");
                    continue;
                case RuleLineDefect.NotUtf8 when !isComment(line.Text, line.Column - 1):
                    findings.Error(at, "bytes that are not UTF-8", Text, "The line is not UTF-8.");
                    continue;
            }

            int control = ControlIn(line.Text);
            if (control >= 0 && !isComment(line.Text, control))
            {
                findings.Error(
                    at.At(control + 1),
                    FormattableString.Invariant($"the control character {(int)line.Text[control]}"),
                    "text",
                    "A configuration has no control characters.");
                continue;
            }

            yield return line;
        }
    }

    private static int ControlIn(string text)
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
