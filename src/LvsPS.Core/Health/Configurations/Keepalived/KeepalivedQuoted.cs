using System.Text;

namespace LvsPS;

/// <summary>
/// The words of directives that keepalived takes apart by both kinds of quotation marks, with or without the escapes of a shell: scripts and
/// patterns. In the form with escapes a backslash before any other character goes, so that a pattern's backslashes are written twice.
/// </summary>
internal static class KeepalivedQuoted
{
    private const string Plain = "abEfnrtv";
    private const string Meant = "\a\b\u001b\f\n\r\t\v";

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="escapes">Whether escapes are replaced, or kept as they are.</param>
    /// <returns>Its words; null where a quotation mark is not closed or nothing follows a backslash.</returns>
    public static IReadOnlyList<string>? Split(string text, bool escapes)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c == '\\')
            {
                if (at + 1 == text.Length)
                {
                    return null;
                }

                isWord = true;
                at = escapes ? Escape(text, at + 1, word) : Keep(text, at, word);
                continue;
            }

            at++;
            if (quote == '\0' && c is (' ' or '\t'))
            {
                Take(words, word, ref isWord);
            }
            else if (quote == '\0' ? c is '"' or '\'' : c == quote)
            {
                quote = quote == '\0' ? c : '\0';
                isWord = true;
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        Take(words, word, ref isWord);
        return quote == '\0' ? words : null;
    }

    private static void Take(List<string> words, StringBuilder word, ref bool isWord)
    {
        if (isWord)
        {
            words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    private static int Keep(string text, int at, StringBuilder word)
    {
        word.Append(text, at, 2);
        return at + 2;
    }

    private static int Escape(string text, int at, StringBuilder word)
    {
        char c = text[at];
        if (c == 'x' && at + 1 < text.Length && char.IsAsciiHexDigit(text[at + 1]))
        {
            int end = at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 2]) ? at + 3 : at + 2;
            word.Append((char)Convert.ToInt32(text[(at + 1)..end], 16));
            return end;
        }

        if (c == 'c' && at + 1 < text.Length)
        {
            word.Append((char)(text[at + 1] & 0x1f));
            return at + 2;
        }

        if (c is >= '0' and <= '7')
        {
            int end = at + 1;
            while (end < text.Length && end < at + 3 && text[end] is >= '0' and <= '7')
            {
                end++;
            }

            word.Append((char)(Convert.ToInt32(text[at..end], 8) & 0xff));
            return end;
        }

        int known = Plain.IndexOf(c, StringComparison.Ordinal);
        word.Append(known < 0 ? c : Meant[known]);
        return at + 1;
    }
}
