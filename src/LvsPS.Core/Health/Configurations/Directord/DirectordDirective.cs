namespace LvsPS;

/// <summary>A directive of ldirectord.cf: <c>name=value</c>, or a name alone.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What stands behind the sign, without blanks around it; null without a sign.</param>
/// <param name="Place">Where its name stands.</param>
/// <param name="ValuePlace">Where its value stands.</param>
internal readonly record struct DirectordDirective(string Name, string? Value, ConfigPlace Place, ConfigPlace ValuePlace)
{
    private const string Blanks = " \t";

    /// <summary>Reads a directive.</summary>
    /// <param name="text">The line, without its comment.</param>
    /// <param name="start">Where in the line the directive begins.</param>
    /// <param name="line">The line's place.</param>
    /// <returns>The directive; its name is empty where there is none.</returns>
    public static DirectordDirective Read(string text, int start, ConfigPlace line)
    {
        int end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'))
        {
            end++;
        }

        string name = text[start..end];
        ConfigPlace place = line.At(start + 1);
        int sign = end;
        while (sign < text.Length && Blanks.Contains(text[sign]))
        {
            sign++;
        }

        if (sign >= text.Length || text[sign] != '=')
        {
            // What follows a name without a sign makes it no directive at all.
            return new DirectordDirective(sign >= text.Length ? name : string.Empty, null, place, line.At(sign + 1));
        }

        int value = sign + 1;
        while (value < text.Length && Blanks.Contains(text[value]))
        {
            value++;
        }

        return new DirectordDirective(name, text[value..].TrimEnd(' ', '\t'), place, line.At(value + 1));
    }
}
