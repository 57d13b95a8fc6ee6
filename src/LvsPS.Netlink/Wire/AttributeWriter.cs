using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LvsPS.Netlink.Wire;

/// <summary>Writes attributes (<c>struct nlattr</c>) one after another, each padded with zeroes to four bytes.</summary>
public ref struct AttributeWriter
{
    private const int HeaderSize = 4;
    private readonly Span<byte> _buffer;

    /// <summary>Begins at the start of a buffer.</summary>
    /// <param name="buffer">Where to write; running over its end throws.</param>
    public AttributeWriter(Span<byte> buffer)
    {
        _buffer = buffer;
        Position = 0;
    }

    /// <summary>How many bytes were written.</summary>
    public int Position { get; private set; }

    /// <summary>Writes one byte.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void PutU8(ushort type, byte value) => Reserve(type, 1)[0] = value;

    /// <summary>Writes two bytes in host order.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void PutU16(ushort type, ushort value) => MemoryMarshal.Write(Reserve(type, 2), value);

    /// <summary>Writes two bytes in network order.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void PutU16BigEndian(ushort type, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(type, 2), value);

    /// <summary>Writes four bytes in host order.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void PutU32(ushort type, uint value) => MemoryMarshal.Write(Reserve(type, 4), value);

    /// <summary>Writes four bytes in network order.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void PutU32BigEndian(ushort type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(type, 4), value);

    /// <summary>Writes eight bytes in host order.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void PutU64(ushort type, ulong value) => MemoryMarshal.Write(Reserve(type, 8), value);

    /// <summary>Writes flags and the mask of those that are meant: <c>struct ip_vs_flags</c>.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">Both.</param>
    public void PutFlagsAndMask(ushort type, (uint Flags, uint Mask) value)
    {
        Span<byte> target = Reserve(type, 8);
        MemoryMarshal.Write(target, value.Flags);
        MemoryMarshal.Write(target[4..], value.Mask);
    }

    /// <summary>Writes text and its NUL.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">Text of one byte a character.</param>
    /// <exception cref="ArgumentException">A character does not fit into a byte, or is a NUL, at which the kernel would stop reading.</exception>
    public void PutText(ushort type, string value)
    {
        foreach (char character in value)
        {
            if (character is '\0' or > '\u00ff')
            {
                throw new ArgumentException($"the text '{value}' cannot stand in an attribute", nameof(value));
            }
        }

        Span<byte> target = Reserve(type, value.Length + 1);
        _ = Encoding.Latin1.GetBytes(value, target);
        target[^1] = 0;
    }

    /// <summary>Makes room for what a protocol has before its attributes, such as <c>struct rtmsg</c>.</summary>
    /// <param name="size">Its bytes, a multiple of four.</param>
    /// <returns>Where it goes, all zero.</returns>
    public Span<byte> PutHeader(int size)
    {
        Span<byte> target = _buffer.Slice(Position, size);
        target.Clear();
        Position += size;
        return target;
    }

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The payload.</param>
    public void PutBytes(ushort type, scoped ReadOnlySpan<byte> value) => value.CopyTo(Reserve(type, value.Length));

    /// <summary>Writes all 16 bytes of an address.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <param name="value">The address.</param>
    public void PutAddress(ushort type, WireAddress value) => value.Write(Reserve(type, WireAddress.Size));

    /// <summary>Opens a nest; <see cref="EndNest"/> closes it.</summary>
    /// <param name="type">The attribute's number.</param>
    /// <returns>What <see cref="EndNest"/> needs.</returns>
    public int BeginNest(ushort type)
    {
        int start = Position;
        _ = Reserve((ushort)(type | NetlinkConstants.AttributeNested), 0);
        return start;
    }

    /// <summary>Closes a nest by writing its length.</summary>
    /// <param name="start">What <see cref="BeginNest"/> returned.</param>
    public readonly void EndNest(int start) => MemoryMarshal.Write(_buffer[start..], checked((ushort)(Position - start)));

    private Span<byte> Reserve(ushort type, int length)
    {
        int whole = checked(HeaderSize + length);
        Span<byte> target = _buffer.Slice(Position, NetlinkConstants.Align(whole));
        MemoryMarshal.Write(target, checked((ushort)whole));
        MemoryMarshal.Write(target[2..], type);
        target[whole..].Clear();
        Position += target.Length;
        return target[HeaderSize..whole];
    }
}
