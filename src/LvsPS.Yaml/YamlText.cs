using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LvsPS.Yaml;

/// <summary>Makes text of bytes: strictly UTF-8, of a bearable length, without control characters.</summary>
internal static class YamlText
{
    private static readonly SearchValues<char> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7f).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c)]);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes.</param>
    /// <returns>The text, or what is wrong.</returns>
    public static (string? Text, YamlProblem? Problem) Read(Stream stream)
    {
        if (stream.CanSeek && stream.Length - stream.Position > YamlLimits.Bytes)
        {
            return (null, TooLong(1, 1));
        }

        using var bytes = new MemoryStream(stream.CanSeek ? (int)(stream.Length - stream.Position) : 1 << 16);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (stream.Read(buffer) is > 0 and int count)
            {
                bytes.Write(buffer, 0, count);
                if (bytes.Length > YamlLimits.Bytes)
                {
                    return (null, TooLong(1, 1));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Looks for characters that YAML does not have.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The first of them; null for none.</returns>
    public static YamlProblem? Check(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAny(s_controls);
        if (at < 0)
        {
            return null;
        }

        (int line, int column) = PlaceOf(text, at);
        return new YamlProblem(
            line, column, FormattableString.Invariant($"The control character U+{(int)text[at]:X4} cannot stand in a YAML text."), "Take it out, or write it as an escape in double quotes.");
    }

    /// <summary>Looks for the first tab that begins a line before another place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The first line to be looked at.</param>
    /// <param name="last">The last line to be looked at.</param>
    /// <returns>The place of the tab; null for none.</returns>
    public static (int Line, int Column)? FirstTab(ReadOnlySpan<char> text, int first, int last)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> row in text.EnumerateLines())
        {
            if (++number > last)
            {
                return null;
            }

            if (number < first)
            {
                continue;
            }

            int start = row.IndexOfAnyExcept(' ');
            if (start >= 0 && row[start] == '\t' && row[start..].IndexOfAnyExcept(' ', '\t') >= 0)
            {
                return (number, start + 1);
            }
        }

        return null;
    }

    private static (string? Text, YamlProblem? Problem) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            return (null, new YamlProblem(1, 1, "The text is in UTF-16, and not in UTF-8.", "Save it as UTF-8."));
        }

        if (bytes is [0xef, 0xbb, 0xbf, ..])
        {
            bytes = bytes[3..];
        }

        if (!Utf8.IsValid(bytes))
        {
            char[] good = new char[bytes.Length];
            _ = Utf8.ToUtf16(bytes, good, out int read, out int written, replaceInvalidSequences: false);
            (int line, int column) = PlaceOf(good.AsSpan(0, written), written);
            return (null, new YamlProblem(line, column, FormattableString.Invariant($"The byte 0x{bytes[read]:x2} is no UTF-8."), "Save the text as UTF-8."));
        }

        string text = Encoding.UTF8.GetString(bytes);
        return Check(text) is YamlProblem problem ? (null, problem) : (text, null);
    }

    private static (int Line, int Column) PlaceOf(ReadOnlySpan<char> text, int at)
    {
        int line = 1 + text[..at].Count('\n');
        return (line, at - text[..at].LastIndexOf('\n'));
    }

    private static YamlProblem TooLong(int line, int column) => new(
        line,
        column,
        FormattableString.Invariant($"The text has more than {YamlLimits.Bytes >> 20} MiB, which no document of this kind needs."),
        "Give the right file, or make several documents of it.");
}
