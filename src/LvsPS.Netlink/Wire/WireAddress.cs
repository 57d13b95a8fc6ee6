using System.Net;
using System.Runtime.InteropServices;

namespace LvsPS.Netlink.Wire;

/// <summary>
/// An address as IPVS carries it: <c>union nf_inet_addr</c>, 16 bytes in network order of which an IPv4 address fills the first four.
/// Which family it is, another attribute says.
/// </summary>
public readonly record struct WireAddress
{
    /// <summary>16 bytes, for both families.</summary>
    public const int Size = 16;

    private readonly ulong _first;
    private readonly ulong _second;

    private WireAddress(ulong first, ulong second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>Reads an address.</summary>
    /// <param name="source">At most 16 bytes; what is missing is zero.</param>
    /// <returns>The address.</returns>
    public static WireAddress Read(ReadOnlySpan<byte> source)
    {
        Span<byte> whole = stackalloc byte[Size];
        whole.Clear();
        source[..Math.Min(source.Length, Size)].CopyTo(whole);
        return new WireAddress(MemoryMarshal.Read<ulong>(whole), MemoryMarshal.Read<ulong>(whole[8..]));
    }

    /// <summary>Takes an address of either family.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Its bytes.</returns>
    public static WireAddress From(IPAddress address)
    {
        Span<byte> whole = stackalloc byte[Size];
        whole.Clear();
        _ = address.TryWriteBytes(whole, out _);
        return Read(whole);
    }

    /// <summary>Writes all 16 bytes.</summary>
    /// <param name="target">At least 16 bytes.</param>
    public void Write(Span<byte> target)
    {
        MemoryMarshal.Write(target, _first);
        MemoryMarshal.Write(target[8..], _second);
    }

    /// <summary>Makes an address of a family.</summary>
    /// <param name="ipv6">Whether all 16 bytes count, not the first four.</param>
    /// <returns>The address.</returns>
    public IPAddress ToIPAddress(bool ipv6)
    {
        Span<byte> whole = stackalloc byte[Size];
        Write(whole);
        return new IPAddress(ipv6 ? whole : whole[..4]);
    }
}
