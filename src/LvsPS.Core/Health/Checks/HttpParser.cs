using System.Buffers.Text;
using System.Net.Http;
using System.Text;

namespace LvsPS;

/// <summary>Reads an answer of HTTP/1.x (RFC 9112) from what comes, in whatever pieces.</summary>
internal sealed class HttpParser
{
    /// <summary>How long all lines may be together, those of interim answers and after the body included.</summary>
    public const int HeadLimit = 64 << 10;

    private readonly LvsHttpCheck _check;
    private byte[] _line = [];
    private int _lineLength;
    private int _headLength;
    private Part _part = Part.Status;
    private int _code;
    private string _phrase = string.Empty;
    private string? _location;
    private HttpBody? _body;
    private bool _isChunked;
    private bool _isEncoded;
    private long? _length;
    private long _left;

    /// <summary>Makes one.</summary>
    /// <param name="check">The check whose request is answered.</param>
    public HttpParser(LvsHttpCheck check) => _check = check;

    private enum Part
    {
        Status,
        Headers,
        Counted,
        UntilClosed,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
        Done,
    }

    /// <summary>Whether nothing more is wanted.</summary>
    public bool IsDone => _part == Part.Done;

    /// <summary>The answer.</summary>
    public HttpAnswer Answer => new(_code, _phrase, _location, _body);

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">What came.</param>
    /// <exception cref="HttpIOException">It is no HTTP, or too long.</exception>
    public void Take(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty && !IsDone)
        {
            piece = _part is Part.Counted or Part.Chunk or Part.UntilClosed ? TakeBody(piece) : TakeLine(piece);
        }
    }

    /// <summary>The server has closed.</summary>
    /// <exception cref="HttpIOException">It was to say more.</exception>
    public void End()
    {
        if (_part == Part.UntilClosed)
        {
            Finish();
        }
        else if (!IsDone)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }
    }

    private static HttpIOException Invalid() => new(HttpRequestError.InvalidResponse);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(text, other);

    private ReadOnlySpan<byte> TakeBody(ReadOnlySpan<byte> piece)
    {
        int count = _part == Part.UntilClosed ? piece.Length : (int)Math.Min(piece.Length, _left);
        _body!.Add(piece[..count]);
        _left -= count;
        if (_part == Part.Counted && _left == 0)
        {
            Finish();
        }
        else if (_body.IsFull)
        {
            _part = Part.Done;
        }
        else if (_part == Part.Chunk && _left == 0)
        {
            _part = Part.ChunkEnd;
        }

        return piece[count..];
    }

    private ReadOnlySpan<byte> TakeLine(ReadOnlySpan<byte> piece)
    {
        int end = piece.IndexOf((byte)'\n');
        int count = end < 0 ? piece.Length : end + 1;
        _headLength += _part is Part.ChunkSize or Part.ChunkEnd ? 0 : count;
        if (_headLength > HeadLimit || _lineLength + count > HeadLimit)
        {
            throw new HttpIOException(HttpRequestError.ConfigurationLimitExceeded);
        }

        if (_lineLength == 0 && end >= 0)
        {
            Line(piece[..end]);
            return piece[count..];
        }

        if (_lineLength + count > _line.Length)
        {
            Array.Resize(ref _line, Math.Max(256, (_lineLength + count) * 2));
        }

        piece[..count].CopyTo(_line.AsSpan(_lineLength));
        _lineLength += count;
        ReadOnlySpan<byte> line = _line.AsSpan(0, _lineLength);
        if (end >= 0)
        {
            _lineLength = 0;
            Line(line[..^1]);
        }
        else if (_part == Part.Status && !line.StartsWith("HTTP/1."u8) && !"HTTP/1."u8.StartsWith(line))
        {
            // Another protocol may never end its line.
            throw Invalid();
        }

        return piece[count..];
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        switch (_part)
        {
            case Part.Status:
                Status(line);
                break;
            case Part.Headers when line.IsEmpty:
                EndHead();
                break;
            case Part.Headers:
                Header(line);
                break;
            case Part.ChunkSize:
                ChunkSize(line);
                break;
            case Part.ChunkEnd:
                _part = line.IsEmpty ? Part.ChunkSize : throw Invalid();
                break;
            case Part.Trailer when line.IsEmpty:
                Finish();
                break;
        }
    }

    /// <summary>RFC 9112, 4: <c>HTTP/1.1 200 OK</c>, where the phrase and the blank before it may be missing.</summary>
    private void Status(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)line[7]) || line[8] != ' '
            || !Utf8Parser.TryParse(line[9..12], out _code, out int used) || used != 3 || _code < 100 || (line.Length > 12 && line[12] != ' '))
        {
            throw Invalid();
        }

        _phrase = line[12..].SequenceEqual(" OK"u8) ? "OK" : Encoding.Latin1.GetString(Trimmed(line[12..]));
        _part = Part.Headers;
    }

    private void Header(ReadOnlySpan<byte> line)
    {
        // A line that begins with a blank goes on with the one before (obs-fold), and none that matters is ever folded.
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            return;
        }

        int colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            throw Invalid();
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = Trimmed(line[(colon + 1)..]);
        if (Is(name, "Content-Length"u8))
        {
            ContentLength(value);
        }
        else if (Is(name, "Transfer-Encoding"u8))
        {
            // The last coding decides whether the end can be told (RFC 9112, 6.3).
            _isEncoded = true;
            _isChunked = Is(Trimmed(value[(value.LastIndexOf((byte)',') + 1)..]), "chunked"u8);
        }
        else if (Is(name, "Location"u8))
        {
            _location = Encoding.UTF8.GetString(value);
        }
    }

    private void ContentLength(ReadOnlySpan<byte> value)
    {
        // The same length may be said more than once (RFC 9112, 6.3).
        while (true)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> one = Trimmed(comma < 0 ? value : value[..comma]);
            if (one.IsEmpty || one.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                || !Utf8Parser.TryParse(one, out long length, out _) || (_length ?? length) != length)
            {
                throw Invalid();
            }

            _length = length;
            if (comma < 0)
            {
                return;
            }

            value = value[(comma + 1)..];
        }
    }

    private void EndHead()
    {
        if (_code < 200 && _code != 101)
        {
            // An interim answer: the final one comes after it (RFC 9110, 15.2).
            (_part, _location, _isChunked, _isEncoded, _length) = (Part.Status, null, false, false, null);
            return;
        }

        if (!_check.Wants(_code))
        {
            _part = Part.Done;
            return;
        }

        _body = new HttpBody(_check.AsksBody);
        if (_check.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase) || _code is 101 or 204 or 304 || (!_isEncoded && _length == 0))
        {
            Finish();
            return;
        }

        _left = _length ?? 0;
        _part = _isChunked ? Part.ChunkSize : !_isEncoded && _length is not null ? Part.Counted : Part.UntilClosed;
    }

    /// <summary>RFC 9112, 7.1: hexadecimal digits, and perhaps extensions after a semicolon.</summary>
    private void ChunkSize(ReadOnlySpan<byte> line)
    {
        int extension = line.IndexOf((byte)';');
        ReadOnlySpan<byte> digits = Trimmed(extension < 0 ? line : line[..extension]);
        if (digits.Length is 0 or > 15 || !Utf8Parser.TryParse(digits, out long size, out int used, 'x') || used != digits.Length)
        {
            throw Invalid();
        }

        _left = size;
        _part = size == 0 ? Part.Trailer : Part.Chunk;
    }

    private void Finish()
    {
        _body!.End();
        _part = Part.Done;
    }
}
