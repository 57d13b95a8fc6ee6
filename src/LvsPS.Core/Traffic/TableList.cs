namespace LvsPS;

/// <summary>A line of the list of services: one of a service, or one of a real server of the service before it.</summary>
internal struct TableListLine
{
    /// <summary>Whether it is a real server's.</summary>
    public bool IsServer;

    /// <summary>A service's protocol; 0 for a firewall mark, whose family the file does not tell.</summary>
    public int Protocol;

    /// <summary>The address, virtual or real.</summary>
    public RawAddress Address;

    /// <summary>The port.</summary>
    public ushort Port;

    /// <summary>A server's active connections.</summary>
    public uint Active;

    /// <summary>A server's inactive connections.</summary>
    public uint Inactive;
}

/// <summary>
/// The lines of <c>/proc/net/ip_vs</c> (<c>ip_vs_info_seq_show</c> of <c>ip_vs_ctl.c</c>). It has no totals, but numbers of
/// connections for a small part of what asking by netlink for each service's servers costs. The text before is kept: numbers stand
/// in columns, so that from reading to reading most of it is the same, and only lines that differ have to be looked at.
/// </summary>
internal sealed class TableList : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string File = "ip_vs";

    private const int HeadingLines = 3;
    private const int Chunk = 16 * 1024;

    private readonly Stream _stream;
    private readonly List<int> _starts = [];
    private byte[] _text = new byte[Chunk];
    private byte[] _before = new byte[Chunk];
    private int _length;
    private int _lengthBefore;

    /// <summary>Reads a file, which is closed with the list.</summary>
    /// <param name="stream">The file.</param>
    public TableList(Stream stream) => _stream = stream;

    /// <summary>How many lines there are behind the heading.</summary>
    public int Count => Math.Max(0, _starts.Count - HeadingLines);

    /// <summary>Reads the file as it is now.</summary>
    /// <returns>Whether every line stands where it stood; if not, all of them have to be looked at again.</returns>
    public bool Read()
    {
        (_text, _before) = (_before, _text);
        (_length, _lengthBefore) = (0, _length);
        _ = _stream.Seek(0, SeekOrigin.Begin);
        int read;
        do
        {
            if (_text.Length - _length < Chunk)
            {
                Array.Resize(ref _text, _text.Length * 2);
            }

            read = _stream.Read(_text.AsSpan(_length));
            _length += read;
        }
        while (read > 0);

        if (_length == _lengthBefore
            && _text.AsSpan(0, _length).Count((byte)'\n') == _before.AsSpan(0, _length).Count((byte)'\n')
            && _starts.TrueForAll(start => start == 0 || _text[start - 1] == '\n'))
        {
            return true;
        }

        FindLines();
        return false;
    }

    /// <summary>The next line that differs from the one before.</summary>
    /// <param name="from">The line to begin with.</param>
    /// <returns>Its number; -1 where no other differs.</returns>
    public int NextDifference(int from)
    {
        int at = _starts[from + HeadingLines];
        at += _text.AsSpan(at, _length - at).CommonPrefixLength(_before.AsSpan(at, _length - at));
        if (at == _length)
        {
            return -1;
        }

        int line = _starts.BinarySearch(at);
        return (line < 0 ? ~line - 1 : line) - HeadingLines;
    }

    /// <summary>Takes a line apart.</summary>
    /// <param name="index">Its number, from 0 behind the heading.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="LvsException">It is not of the known form.</exception>
    public TableListLine Line(int index)
    {
        int start = _starts[index + HeadingLines];
        int end = index + HeadingLines + 1 < _starts.Count ? _starts[index + HeadingLines + 1] : _length;
        ReadOnlySpan<byte> text = _text.AsSpan(start, end - start).TrimEnd((byte)'\n');
        var fields = new FieldReader(text);
        TableListLine line = default;
        if (text.StartsWith("  -> "u8))
        {
            line.IsServer = true;
            _ = fields.Next();
            (line.Address, line.Port) = fields.NextEndpoint();
            _ = fields.Next();
            _ = fields.Next();
            line.Active = fields.NextDecimal();
            line.Inactive = fields.NextDecimal();
        }
        else if (text.StartsWith("FWM "u8))
        {
            _ = fields.Next();
            line.Address = new RawAddress(fields.NextHex(), IsIPv6: false);
        }
        else
        {
            line.Protocol = fields.NextProtocol();
            (line.Address, line.Port) = fields.NextEndpoint();
        }

        return fields.IsValid ? line : throw LineReader.Unknown(text, NetFile.PathOf(File), index + HeadingLines + 1);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void FindLines()
    {
        _starts.Clear();
        int start = 0;
        while (start < _length)
        {
            _starts.Add(start);
            int length = _text.AsSpan(start, _length - start).IndexOf((byte)'\n');
            start = length < 0 ? _length : start + length + 1;
        }
    }
}
