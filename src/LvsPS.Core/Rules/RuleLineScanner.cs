using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LvsPS;

/// <summary>Takes a rule text apart into lines, in memory that does not grow with the text or a line of it.</summary>
internal static class RuleLineScanner
{
    /// <summary>The bytes that ipvsadm reads of a line.</summary>
    public const int LongestLine = 4096;

    /// <summary>64 MiB: ten times the lines that a director of 100,000 real servers needs.</summary>
    public const long LargestText = 64L << 20;

    private const int BlockSize = 64 << 10;

    /// <summary>Reads lines from a stream.</summary>
    public static IEnumerable<RuleLine> Scan(Stream stream)
    {
        if (stream.CanSeek && stream.Length - stream.Position > LargestText)
        {
            yield return new RuleLine(0, string.Empty, RuleLineDefect.TooLarge);
            yield break;
        }

        byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var line = new LineBuffer();
            long total = 0;
            for (int read; (read = stream.Read(block, 0, BlockSize)) > 0;)
            {
                total += read;
                if (total > LargestText)
                {
                    yield return new RuleLine(0, string.Empty, RuleLineDefect.TooLarge);
                    yield break;
                }

                int nul = block.AsSpan(0, read).IndexOf((byte)0);
                int end = nul < 0 ? read : nul;
                int start = 0;
                for (int feed; (feed = block.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += feed + 1)
                {
                    line.Append(block.AsSpan(start, feed));
                    yield return line.Take();
                }

                line.Append(block.AsSpan(start, end - start));
                if (nul >= 0)
                {
                    yield return line.TakeBinary();
                    yield break;
                }
            }

            if (line.Length > 0)
            {
                yield return line.Take();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Reads lines from strings, each of which may hold several.</summary>
    public static IEnumerable<RuleLine> Scan(IEnumerable<string> texts)
    {
        int number = 0;
        foreach (string text in texts)
        {
            for (int start = 0, end; start <= text.Length; start = end + 1)
            {
                end = text.IndexOf('\n', start);
                end = end < 0 ? text.Length : end;
                if (end == text.Length && start == end && start > 0)
                {
                    break;
                }

                ReadOnlySpan<char> line = text.AsSpan(start, end - start);
                number++;
                int nul = line.IndexOf('\0');
                if (nul >= 0)
                {
                    yield return new RuleLine(number, string.Empty, RuleLineDefect.Binary, nul + 1);
                    yield break;
                }

                yield return line.Length > LongestLine
                    ? new RuleLine(number, string.Empty, RuleLineDefect.TooLong, LongestLine + 1)
                    : new RuleLine(number, line.TrimEnd('\r').ToString());
            }
        }
    }

    /// <summary>The line that is being read, of which no more than the allowed length is kept.</summary>
    private sealed class LineBuffer
    {
        private readonly byte[] _bytes = new byte[LongestLine];
        private readonly char[] _text = new char[LongestLine];
        private int _number = 1;

        public long Length { get; private set; }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (Length + bytes.Length <= LongestLine)
            {
                bytes.CopyTo(_bytes.AsSpan((int)Length));
            }

            Length += bytes.Length;
        }

        public RuleLine TakeBinary() => new(_number, string.Empty, RuleLineDefect.Binary, (int)Math.Min(Length, LargestText) + 1);

        public RuleLine Take()
        {
            RuleLine line = Length > LongestLine
                ? new RuleLine(_number, string.Empty, RuleLineDefect.TooLong, LongestLine + 1)
                : Decode(_bytes.AsSpan(0, (int)Length));
            _number++;
            Length = 0;
            return line;
        }

        private RuleLine Decode(ReadOnlySpan<byte> bytes)
        {
            if (_number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble))
            {
                bytes = bytes[Encoding.UTF8.Preamble.Length..];
            }

            bytes = bytes.TrimEnd((byte)'\r');
            OperationStatus status = Utf8.ToUtf16(bytes, _text, out _, out int length, replaceInvalidSequences: false);
            return status == OperationStatus.Done
                ? new RuleLine(_number, new string(_text, 0, length))
                : new RuleLine(_number, Encoding.UTF8.GetString(bytes), RuleLineDefect.NotUtf8, length + 1);
        }
    }
}
