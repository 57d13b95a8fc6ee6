using System.Buffers.Binary;
using System.Text;

namespace LvsPS;

/// <summary>
/// The lines of <c>/proc/net/ip_vs_conn</c> or <c>ip_vs_conn_sync</c> (<c>net/netfilter/ipvs/ip_vs_conn.c</c>), one by one, each in
/// the same <see cref="Current"/>. The heading says which of the two it is.
/// </summary>
internal sealed class ConnectionReader : IDisposable
{
    private readonly LineReader _lines;
    private readonly List<(UInt128 Bytes, string Name)> _states = [];
    private readonly byte[] _engineData = new byte[512];
    private int _engineDataLength;
    private bool? _hasOrigin;

    /// <summary>The line that was read last.</summary>
#pragma warning disable CA1051 // A property would copy it for each field that is looked at.
    public ConnectionEntry Current;
#pragma warning restore CA1051

    /// <summary>Reads a file, which is closed with the reader.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its path, for errors.</param>
    public ConnectionReader(Stream stream, string name) => _lines = new LineReader(stream, name);

    /// <summary>Reads the next entry.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="LvsException">A line is not of the known form.</exception>
    public bool Read()
    {
        if (!_lines.TryRead(out ReadOnlySpan<byte> line))
        {
            return false;
        }

        if (_hasOrigin is null)
        {
            _hasOrigin = line.StartsWith("Pro "u8) ? line.IndexOf(" Origin "u8) >= 0 : throw _lines.Unknown(line);
            return Read();
        }

        Parse(line);
        return true;
    }

    /// <summary>The name of the persistence engine and its data; null and null where the entry has none.</summary>
    public (string? Engine, string? Data) EngineData()
    {
        ReadOnlySpan<byte> both = _engineData.AsSpan(0, _engineDataLength);
        int blank = both.IndexOf((byte)' ');
        return both.IsEmpty ? (null, null)
            : blank < 0 ? (Encoding.UTF8.GetString(both), null)
            : (Encoding.UTF8.GetString(both[..blank]), Encoding.UTF8.GetString(both[(blank + 1)..]));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _lines.Dispose();

    private void Parse(ReadOnlySpan<byte> line)
    {
        var fields = new FieldReader(line);
        Current.Protocol = fields.NextProtocol();
        Current.Client = fields.NextAddress();
        Current.ClientPort = fields.NextPort();
        Current.Virtual = fields.NextAddress();
        Current.VirtualPort = fields.NextPort();
        Current.Server = fields.NextAddress();
        Current.ServerPort = fields.NextPort();
        Current.State = StateName(fields.Next());
        if (_hasOrigin == true)
        {
            ReadOnlySpan<byte> origin = fields.Next();
            bool isSync = origin.SequenceEqual("SYNC"u8);
            Current.Origin = isSync ? LvsConnectionOrigin.Sync : LvsConnectionOrigin.Local;
            if (!isSync && !origin.SequenceEqual("LOCAL"u8))
            {
                fields.Refuse();
            }
        }

        Current.Expires = fields.NextDecimal();
        ReadOnlySpan<byte> rest = fields.Rest;
        if (!fields.IsValid || rest.Length > _engineData.Length)
        {
            throw _lines.Unknown(line);
        }

        rest.CopyTo(_engineData);
        _engineDataLength = rest.Length;
    }

    /// <summary>States are few, and each becomes one string.</summary>
    private string StateName(ReadOnlySpan<byte> field)
    {
        if (field.Length > 16)
        {
            return Encoding.UTF8.GetString(field);
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        field.CopyTo(bytes);
        UInt128 key = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        foreach ((UInt128 known, string name) in _states)
        {
            if (known == key)
            {
                return name;
            }
        }

        string added = Encoding.UTF8.GetString(field);
        _states.Add((key, added));
        return added;
    }
}
