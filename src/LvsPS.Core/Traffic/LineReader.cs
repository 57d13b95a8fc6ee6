using System.Buffers;

namespace LvsPS;

/// <summary>
/// Lines of bytes from a file, in one buffer of constant size: the kernel gives a page at a time, and tables have millions of lines.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>Longer than any line of the kernel's.</summary>
    private const int Capacity = 64 * 1024;

    private readonly Stream _stream;
    private readonly string _name;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Reads a stream, which is closed with the reader.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name, for errors.</param>
    public LineReader(Stream stream, string name)
    {
        _stream = stream;
        _name = name;
    }

    /// <summary>The number of the last line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end; it stands until the next call.</param>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            int length = rest.IndexOf((byte)'\n');
            if (length < 0 && !_ended)
            {
                Fill();
                continue;
            }

            bool isLast = length < 0;
            line = isLast ? rest : rest[..length];
            _start = isLast ? _end : _start + length + 1;
            Number++;
            return !isLast || !rest.IsEmpty;
        }
    }

    /// <summary>Begins again at the file's first line, as it is now; for files that can seek.</summary>
    public void Rewind()
    {
        _ = _stream.Seek(0, SeekOrigin.Begin);
        (_start, _end, _ended, Number) = (0, 0, false, 0);
    }

    /// <summary>The error for a line that is not of the known form.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="number">The line's number.</param>
    /// <returns>The error.</returns>
    public static LvsException Unknown(ReadOnlySpan<byte> line, string name, long number) => new(
        LvsErrorId.ProtocolMismatch,
        $"Line {number} of {name} is not of the known form: '{System.Text.Encoding.UTF8.GetString(line[..Math.Min(line.Length, 120)])}'.",
        name,
        "Report this with the kernel's version and the first lines of the file.");

    /// <summary>The error for the last line, where it is not of the known form.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The error.</returns>
    public LvsException Unknown(ReadOnlySpan<byte> line) => Unknown(line, _name, Number);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _buffer, []));
    }

    private void Fill()
    {
        int kept = _end - _start;
        if (kept == _buffer.Length)
        {
            throw Unknown(_buffer);
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        int read = _stream.Read(_buffer.AsSpan(kept));
        (_start, _end, _ended) = (0, kept + read, read == 0);
    }
}
