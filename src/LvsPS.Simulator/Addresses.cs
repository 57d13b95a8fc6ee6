using System.Buffers.Binary;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>What the kernel makes of addresses.</summary>
internal static class Addresses
{
    /// <summary>ip_vs_is_af_valid().</summary>
    public static bool IsFamily(ushort family) => family is IpvsConstants.InterNetwork or IpvsConstants.InterNetworkV6;

    /// <summary>ip_vs_addr_copy(): of an IPv4 address only the first four bytes count.</summary>
    public static WireAddress OfFamily(WireAddress address, ushort family)
    {
        Span<byte> bytes = stackalloc byte[WireAddress.Size];
        address.Write(bytes);
        return family == IpvsConstants.InterNetworkV6 ? address : WireAddress.Read(bytes[..4]);
    }

    /// <summary>
    /// Whether a destination may have this address (ip_vs_new_dest): unicast by ipv6_addr_type() and not link-local, or by
    /// inet_addr_type() unicast or local. The addresses of this host are 127.0.0.0/8 and ::1.
    /// </summary>
    public static bool IsDestination(WireAddress address, ushort family)
    {
        Span<byte> bytes = stackalloc byte[WireAddress.Size];
        address.Write(bytes);
        uint first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (family == IpvsConstants.InterNetwork)
        {
            return first is not (0 or 0x7fffffff or uint.MaxValue) && bytes[0] is not (>= 224 and < 240);
        }

        bool isMapped = BinaryPrimitives.ReadUInt64BigEndian(bytes) == 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) == 0xffff;
        return address != default && !isMapped && bytes[0] != 0xff && first >> 22 != 0xfe80 >> 6;
    }
}
