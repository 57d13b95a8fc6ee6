using System.Globalization;

namespace LvsPS;

/// <summary>The parameters of keepalived.conf: <c>$NAME=VALUE</c>, used as <c>$NAME</c> before a blank or as <c>${NAME}</c>.</summary>
internal sealed class KeepalivedDefinitions
{
    private const int LongestLine = 65536;

    private readonly Dictionary<string, string> _values = new()
    {
        ["_HASH"] = "#",
        ["_BANG"] = "!",
        ["_INSTANCE"] = Environment.MachineName,
    };

    /// <summary>The name of this machine by which lines with a condition are chosen: the first part of its host name.</summary>
    public static string ConfigId => Environment.MachineName.Split('.')[0];

    /// <summary>Defines a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, of several lines where it has line feeds.</param>
    public void Set(string name, string value) => _values[name] = value;

    /// <summary>Reads a definition.</summary>
    /// <param name="text">A line.</param>
    /// <param name="name">The name that it defines.</param>
    /// <param name="value">The value, with its backslash where it goes on in the next line.</param>
    /// <returns>Whether the line is a definition.</returns>
    public static bool IsDefinition(string text, out string name, out string value)
    {
        int end = NameEnd(text, 1);
        bool isOne = text.Length > 2 && text[0] == '$' && end > 1 && end < text.Length && text[end] == '=';
        name = isOne ? text[1..end] : string.Empty;
        value = isOne ? text[(end + 1)..].TrimStart(' ', '\t') : string.Empty;
        return isOne;
    }

    /// <summary>Replaces the first parameter in a line that is known.</summary>
    /// <param name="text">The line.</param>
    /// <param name="replaced">What stands there instead, of several lines where the value has several.</param>
    /// <returns>Whether anything was replaced.</returns>
    public bool ReplaceFirst(string text, out string replaced)
    {
        for (int at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at + 1))
        {
            bool isBraced = at + 1 < text.Length && text[at + 1] == '{';
            int start = at + (isBraced ? 2 : 1);
            int end = NameEnd(text, start);
            bool isUse = end > start && (isBraced ? end < text.Length && text[end] == '}' : end == text.Length || text[end] is (' ' or '\t'));
            if (isUse && _values.TryGetValue(text[start..end], out string? value))
            {
                int after = isBraced ? end + 1 : end;
                if (text.Length + value.Length > LongestLine)
                {
                    break;
                }

                replaced = string.Concat(text.AsSpan(0, at), value, text.AsSpan(after));
                return true;
            }
        }

        replaced = text;
        return false;
    }

    /// <summary>Takes <c>~SEQ(var, start, step, end) rest</c> apart.</summary>
    /// <returns>The values that the parameter takes in turn; null where the line is none, or asks for more than is allowed.</returns>
    public static IReadOnlyList<string>? Sequence(string text, int most, out string name, out string rest)
    {
        name = rest = string.Empty;
        bool isHex = text.StartsWith("~SEQx", StringComparison.Ordinal);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = text.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open || text[..open].Trim() is not ("~SEQ" or "~SEQx"))
        {
            return null;
        }

        string[] parts = text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries);
        name = parts[0];
        rest = text[(close + 1)..].Trim(' ', '\t');
        long?[] numbers = [.. parts.Skip(1).Select(Number)];
        if (numbers.Length is < 1 or > 3 || numbers.Contains(null) || name.Length == 0 || NameEnd(name, 0) != name.Length)
        {
            return null;
        }

        long last = numbers[^1]!.Value;
        long first = numbers.Length == 1 ? (last > 0 ? 1 : -1) : numbers[0]!.Value;
        long step = numbers.Length == 3 ? numbers[1]!.Value : last >= first ? 1 : -1;
        if (step == 0 || (last - first) / step is < 0 || (last - first) / step >= most)
        {
            return null;
        }

        return [.. Enumerable.Range(0, (int)((last - first) / step) + 1)
            .Select(i => (first + (i * step)).ToString(isHex ? "x" : "d", CultureInfo.InvariantCulture))];
    }

    /// <summary>Takes <c>~LST(var, a, b) rest</c> or <c>~LST({x, y}, {1, 2}, {3, 4}) rest</c> apart.</summary>
    /// <returns>The names, and for each turn their values; null where the line is none.</returns>
    public static IReadOnlyList<string[]>? List(string text, out string[] names, out string rest)
    {
        names = [];
        rest = string.Empty;
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = text.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open || text[..open].Trim() != "~LST")
        {
            return null;
        }

        rest = text[(close + 1)..].Trim(' ', '\t');
        List<string[]> groups = [];
        string inner = text[(open + 1)..close];
        for (int at = 0; at < inner.Length;)
        {
            int brace = inner.IndexOf('{', at);
            int comma = inner.IndexOf(',', at);
            bool isGroup = brace >= 0 && inner[at..brace].Trim().Length == 0;
            int end = isGroup ? inner.IndexOf('}', at) : comma < 0 ? inner.Length : comma;
            if (end < 0)
            {
                return null;
            }

            groups.Add(isGroup ? inner[(brace + 1)..end].Split(',', StringSplitOptions.TrimEntries) : [inner[at..end].Trim()]);
            comma = inner.IndexOf(',', end);
            at = comma < 0 ? inner.Length : comma + 1;
        }

        if (groups.Count < 2 || groups.Any(g => g.Length != groups[0].Length) || groups[0].Any(n => n.Length == 0 || NameEnd(n, 0) != n.Length))
        {
            return null;
        }

        names = groups[0];
        return groups[1..];
    }

    private static long? Number(string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isRead = long.TryParse(
            isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        return isRead && Math.Abs(number) <= int.MaxValue ? number : null;
    }

    private static int NameEnd(string text, int start)
    {
        int end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_' || (end > start && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return end;
    }
}
