namespace LvsPS;

/// <summary>A word of a line.</summary>
/// <param name="Text">The word.</param>
/// <param name="Column">Its first character's place, from 1.</param>
internal readonly record struct RuleToken(string Text, int Column)
{
    /// <summary>The rest of the word from an index on.</summary>
    public RuleToken From(int index) => new(Text[index..], Column + index);
}

/// <summary>Takes a line apart into words. There is no quoting, as in <c>ipvsadm -R</c>.</summary>
internal static class RuleLexer
{
    /// <summary>Splits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="end">Where the comment begins or the line ends, as a column.</param>
    /// <returns>The words before a comment, without a leading <c>ipvsadm</c>.</returns>
    public static List<RuleToken> Split(string line, out int end)
    {
        var tokens = new List<RuleToken>();
        int at = 0;
        while (true)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
            {
                at++;
            }

            if (at == line.Length || line[at] == '#')
            {
                end = at + 1;
                return tokens;
            }

            int start = at;
            while (at < line.Length && line[at] is not (' ' or '\t'))
            {
                at++;
            }

            string text = line[start..at];
            if (tokens.Count > 0 || !(text == "ipvsadm" || text.EndsWith("/ipvsadm", StringComparison.Ordinal)))
            {
                tokens.Add(new RuleToken(text, start + 1));
            }
        }
    }
}
