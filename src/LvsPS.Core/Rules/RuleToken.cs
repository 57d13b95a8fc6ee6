namespace LvsPS;

/// <summary>A word of a line.</summary>
/// <param name="Text">The word.</param>
/// <param name="Column">Its first character's place, from 1.</param>
internal readonly record struct RuleToken(string Text, int Column)
{
    private static readonly string[] s_letters = [.. Enumerable.Range(0, 128).Select(c => $"-{(char)c}")];

    /// <summary>The word of a one-letter option; a file has tens of thousands of them, and few different ones.</summary>
    public static string Letter(char letter) => letter < s_letters.Length ? s_letters[letter] : $"-{letter}";

    /// <summary>The rest of the word from an index on.</summary>
    public RuleToken From(int index) => new(Text[index..], Column + index);
}

/// <summary>Takes a line apart into words. There is no quoting, as in <c>ipvsadm -R</c>.</summary>
internal static class RuleLexer
{
    /// <summary>Splits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="tokens">Gets the words before a comment, without a leading <c>ipvsadm</c>; what was in it goes.</param>
    /// <returns>Where the comment begins or the line ends, as a column.</returns>
    public static int Split(string line, List<RuleToken> tokens)
    {
        tokens.Clear();
        int at = 0;
        while (true)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
            {
                at++;
            }

            if (at == line.Length || line[at] == '#')
            {
                return at + 1;
            }

            int start = at;
            while (at < line.Length && line[at] is not (' ' or '\t'))
            {
                at++;
            }

            string text = at - start == 2 && line[start] == '-' ? RuleToken.Letter(line[start + 1]) : line[start..at];
            if (tokens.Count > 0 || !(text == "ipvsadm" || text.EndsWith("/ipvsadm", StringComparison.Ordinal)))
            {
                tokens.Add(new RuleToken(text, start + 1));
            }
        }
    }
}
