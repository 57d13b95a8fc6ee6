using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LvsPS.Netlink.Wire;

/// <summary>
/// Walks over the attributes of a message or nest (<c>struct nlattr</c> of <c>linux/netlink.h</c>). Attributes that the policy
/// does not know are passed over, since a newer kernel may send more; a known one of a wrong length is an error.
/// </summary>
public ref struct AttributeReader
{
    private const int HeaderSize = 4;
    private readonly AttributePolicySet _policy;
    private readonly bool _request;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Begins at the first attribute.</summary>
    /// <param name="attributes">The bytes of the attributes.</param>
    /// <param name="policy">The attributes that may stand there.</param>
    /// <param name="request">Reads as the kernel reads requests, which is more lenient: see <see cref="AttributePolicy.AcceptsRequest"/>.</param>
    public AttributeReader(ReadOnlySpan<byte> attributes, AttributePolicySet policy, bool request = false)
    {
        _request = request;
        _rest = attributes;
        _policy = policy;
    }

    /// <summary>The number of the current attribute, without its flag bits.</summary>
    public ushort Type { get; private set; }

    /// <summary>The payload of the current attribute.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Goes to the next known attribute.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="NetlinkProtocolException">An attribute reaches over the end, or has a length that its kind cannot have.</exception>
    public bool MoveNext()
    {
        while (_rest.Length >= HeaderSize)
        {
            ushort length = MemoryMarshal.Read<ushort>(_rest);
            Type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & NetlinkConstants.AttributeTypeMask);
            if (length < HeaderSize || length > _rest.Length)
            {
                if (_request)
                {
                    return false;
                }

                throw new NetlinkProtocolException(
                    $"attribute {Describe(Type)} says that it has {length} bytes, {_rest.Length} were left");
            }

            Payload = _rest[HeaderSize..length];
            _rest = _rest[Math.Min(NetlinkConstants.Align(length), _rest.Length)..];
            AttributePolicy? known = _policy.Find(Type);
            if (known is null)
            {
                continue;
            }

            if (_request ? !known.AcceptsRequest(Payload) : !known.Accepts(Payload.Length))
            {
                throw new NetlinkProtocolException($"attribute {Describe(Type)} has a payload of {Payload.Length} bytes");
            }

            return true;
        }

        if (!_rest.IsEmpty && !_request)
        {
            throw new NetlinkProtocolException($"{_rest.Length} bytes are left after the last attribute of {_policy.Name}");
        }

        return false;
    }

    /// <summary>Reads one byte.</summary>
    /// <returns>The value.</returns>
    public readonly byte GetU8() => Payload[0];

    /// <summary>Reads two bytes in host order.</summary>
    /// <returns>The value.</returns>
    public readonly ushort GetU16() => MemoryMarshal.Read<ushort>(Payload);

    /// <summary>Reads two bytes in network order.</summary>
    /// <returns>The value.</returns>
    public readonly ushort GetU16BigEndian() => BinaryPrimitives.ReadUInt16BigEndian(Payload);

    /// <summary>Reads four bytes in host order.</summary>
    /// <returns>The value.</returns>
    public readonly uint GetU32() => MemoryMarshal.Read<uint>(Payload);

    /// <summary>Reads four bytes in network order.</summary>
    /// <returns>The value.</returns>
    public readonly uint GetU32BigEndian() => BinaryPrimitives.ReadUInt32BigEndian(Payload);

    /// <summary>Reads eight bytes in host order.</summary>
    /// <returns>The value.</returns>
    public readonly ulong GetU64() => MemoryMarshal.Read<ulong>(Payload);

    /// <summary>Reads text up to its NUL, or to its end where there is none.</summary>
    /// <returns>The text.</returns>
    public readonly string GetText()
    {
        int end = Payload.IndexOf((byte)0);
        ReadOnlySpan<byte> text = end < 0 ? Payload : Payload[..end];
        return WireText.Known(text) ?? Encoding.Latin1.GetString(text);
    }

    /// <summary>Reads flags and the mask of those that are meant: <c>struct ip_vs_flags</c>.</summary>
    /// <returns>Both, in host order; what is missing is zero.</returns>
    public readonly (uint Flags, uint Mask) GetFlagsAndMask()
    {
        Span<byte> whole = stackalloc byte[2 * sizeof(uint)];
        whole.Clear();
        Payload.CopyTo(whole);
        return (MemoryMarshal.Read<uint>(whole), MemoryMarshal.Read<uint>(whole[sizeof(uint)..]));
    }

    /// <summary>Reads an address of 4 or 16 bytes.</summary>
    /// <returns>The address; of 4 bytes, the rest is zero.</returns>
    public readonly WireAddress GetAddress() => WireAddress.Read(Payload);

    private readonly string Describe(ushort type) => $"{_policy.Name}.{_policy.Find(type)?.Name ?? type.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
