using System.Buffers.Text;

namespace LvsPS;

/// <summary>The fields of a line, parted by blanks, as the kernel's files have them. What is wrong shows in <see cref="IsValid"/> at the end.</summary>
internal ref struct FieldReader
{
    private const byte NoDigit = 0xFF;

    private ReadOnlySpan<byte> _rest;

    public FieldReader(ReadOnlySpan<byte> line)
    {
        _rest = line;
        IsValid = true;
    }

    /// <summary>Whether every field so far was there and could be read.</summary>
    public bool IsValid { get; private set; }

    /// <summary>What follows the last field, without the blanks between.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest.TrimStart((byte)' ');

    private static ReadOnlySpan<byte> Digits =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 10, 11, 12, 13, 14, 15, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 10, 11, 12, 13, 14, 15, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    ];

    /// <summary>The next field.</summary>
    public ReadOnlySpan<byte> Next()
    {
        int start = 0;
        while (start < _rest.Length && _rest[start] == ' ')
        {
            start++;
        }

        // Fields are short, so that this is quicker than a search by vectors.
        int end = start;
        while (end < _rest.Length && _rest[end] != ' ')
        {
            end++;
        }

        ReadOnlySpan<byte> field = _rest[start..end];
        _rest = _rest[end..];
        IsValid &= !field.IsEmpty;
        return field;
    }

    /// <summary>A hexadecimal number.</summary>
    public ulong NextHex() => Hex(Next(), 16);

    /// <summary>A port in hexadecimal digits.</summary>
    public ushort NextPort() => (ushort)Hex(Next(), 4);

    /// <summary>A decimal number.</summary>
    public uint NextDecimal()
    {
        ReadOnlySpan<byte> field = Next();
        IsValid &= Utf8Parser.TryParse(field, out uint number, out int used) && used == field.Length;
        return number;
    }

    /// <summary>An address: eight hexadecimal digits, or IPv6 with all of its 32.</summary>
    public RawAddress NextAddress() => Address(Next());

    /// <summary>An address and a port with a colon between, the IPv6 one in brackets: <c>C0A801C8:0050</c>.</summary>
    public (RawAddress Address, ushort Port) NextEndpoint()
    {
        ReadOnlySpan<byte> field = Next();
        int colon = field.LastIndexOf((byte)':');
        if (colon < 0)
        {
            IsValid = false;
            return default;
        }

        ReadOnlySpan<byte> address = field[..colon];
        if (address.Length > 2 && address[0] == '[' && address[^1] == ']')
        {
            address = address[1..^1];
        }

        return (Address(address), (ushort)Hex(field[(colon + 1)..], 4));
    }

    /// <summary>A protocol: a name as <c>ip_vs_proto_name</c> prints it, or <c>IP_</c> and its number; 0 for IP, which marks have.</summary>
    public int NextProtocol()
    {
        ReadOnlySpan<byte> name = Next();
        switch (name)
        {
            case [(byte)'T', (byte)'C', (byte)'P']:
                return (int)LvsProtocol.Tcp;
            case [(byte)'U', (byte)'D', (byte)'P']:
                return (int)LvsProtocol.Udp;
            case [(byte)'S', (byte)'C', (byte)'T', (byte)'P']:
                return (int)LvsProtocol.Sctp;
            case [(byte)'I', (byte)'P']:
                return 0;
            case [(byte)'I', (byte)'P', (byte)'_', .. var number]:
                IsValid &= Utf8Parser.TryParse(number, out byte other, out int used) && used == number.Length;
                return other;
            default:
                IsValid = false;
                return 0;
        }
    }

    /// <summary>A fault that the reader of the line found in a field.</summary>
    public void Refuse() => IsValid = false;

    private RawAddress Address(ReadOnlySpan<byte> text)
    {
        if (text.Length != 39)
        {
            return new RawAddress(Hex(text, 8), IsIPv6: false);
        }

        UInt128 value = 0;
        for (int i = 0; i < 39; i += 5)
        {
            value = (value << 16) | Hex(text.Slice(i, 4), 4);
            IsValid &= i == 35 || text[i + 4] == ':';
        }

        return new RawAddress(value, IsIPv6: true);
    }

    private ulong Hex(ReadOnlySpan<byte> text, int most)
    {
        ulong value = 0;
        byte seen = 0;
        ReadOnlySpan<byte> digits = Digits;
        foreach (byte character in text)
        {
            byte digit = character < 128 ? digits[character] : NoDigit;
            seen |= digit;
            value = (value << 4) | (uint)(digit & 15);
        }

        IsValid &= seen <= 15 && text.Length <= most && !text.IsEmpty;
        return value;
    }
}
