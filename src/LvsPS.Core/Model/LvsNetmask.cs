using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Numerics;

namespace LvsPS;

/// <summary>
/// The granularity of persistence: clients whose addresses agree under it are one client. For IPv4 a mask, for IPv6 a prefix
/// length, as the kernel has them. The kernel also takes masks with holes, so a table may hold one; as input they are refused.
/// </summary>
public sealed record LvsNetmask
{
    private readonly uint _value;
    private readonly bool _ipv6;

    private LvsNetmask(uint value, bool ipv6)
    {
        _value = value;
        _ipv6 = ipv6;
    }

    /// <summary>255.255.255.255: each IPv4 address for itself.</summary>
    public static LvsNetmask FullIPv4 { get; } = new(uint.MaxValue, ipv6: false);

    /// <summary>128: each IPv6 address for itself.</summary>
    public static LvsNetmask FullIPv6 { get; } = new(128, ipv6: true);

    /// <summary>The length of the prefix; null for an IPv4 mask with holes.</summary>
    public int? PrefixLength => _ipv6 ? (int)_value
        : BitOperations.LeadingZeroCount(~_value) + BitOperations.TrailingZeroCount(_value) >= 32 ? BitOperations.PopCount(_value)
        : null;

    /// <summary>InterNetwork or InterNetworkV6.</summary>
    public AddressFamily AddressFamily => _ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    /// <summary>Whether each address stands for itself, which is the default.</summary>
    public bool IsFull => _value == (_ipv6 ? 128 : uint.MaxValue);

    /// <summary>The kernel's number: the mask in host order, or the prefix length.</summary>
    internal uint WireValue => _value;

    /// <summary>The default of a family.</summary>
    /// <param name="family">InterNetwork or InterNetworkV6.</param>
    /// <returns>The mask of a single address.</returns>
    public static LvsNetmask Full(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? FullIPv6 : FullIPv4;

    /// <summary>
    /// Reads a mask (<c>255.255.255.0</c>) or a prefix length (<c>24</c>, <c>/24</c>). The mask 0.0.0.0 makes one client of all.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="family">The family of the service.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="LvsInputException">It is neither, has holes, or is of the other family.</exception>
    public static LvsNetmask Parse(string text, AddressFamily family)
    {
        bool ipv6 = family == AddressFamily.InterNetworkV6;
        if (int.TryParse(text.StartsWith('/') ? text.AsSpan(1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            return length >= 1 && length <= (ipv6 ? 128 : 32)
                ? FromPrefixLength(length, family)
                : throw Invalid(text, $"a prefix length is from 1 to {(ipv6 ? 128 : 32)}");
        }

        if (ipv6)
        {
            throw Invalid(text, "an IPv6 service takes a prefix length");
        }

        if (LvsEndpoint.TryAddress(text) is not { AddressFamily: AddressFamily.InterNetwork } mask)
        {
            throw Invalid(text, "it is neither a mask nor a prefix length");
        }

        LvsNetmask result = FromWire(BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes()), ipv6: false);
        return result.PrefixLength is not null
            ? result
            : throw Invalid(text, "its ones are not contiguous from the left");
    }

    /// <summary>Makes the mask of a prefix length.</summary>
    /// <param name="length">1 to 32, or 1 to 128.</param>
    /// <param name="family">The family.</param>
    /// <returns>The mask.</returns>
    public static LvsNetmask FromPrefixLength(int length, AddressFamily family) => family == AddressFamily.InterNetworkV6
        ? new LvsNetmask((uint)length, ipv6: true)
        : new LvsNetmask(length == 0 ? 0 : uint.MaxValue << (32 - length), ipv6: false);

    /// <summary>As ipvsadm writes it: dotted for IPv4, a prefix length for IPv6.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _ipv6
        ? _value.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{_value >> 24}.{(_value >> 16) & 255}.{(_value >> 8) & 255}.{_value & 255}");

    /// <summary>Takes what the kernel has, holes and all.</summary>
    internal static LvsNetmask FromWire(uint value, bool ipv6) =>
        ipv6 ? value == 128 ? FullIPv6 : new LvsNetmask(value, true)
        : value == uint.MaxValue ? FullIPv4 : new LvsNetmask(value, false);

    private static LvsInputException Invalid(string text, string reason) => new(
        LvsErrorId.InvalidNetmask,
        $"'{text}' is no persistence netmask: {reason}.",
        text,
        "Write a mask such as 255.255.255.0 or a prefix length such as 24 for IPv4, a prefix length such as 64 for IPv6.");
}
