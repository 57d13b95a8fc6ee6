using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>The one attribute of IPVS whose byte order depends on another: a mask in network order, or a prefix length in host order.</summary>
internal static class WireNetmask
{
    public static uint Read(ReadOnlySpan<byte> payload, ushort addressFamily) => addressFamily == IpvsConstants.InterNetworkV6
        ? MemoryMarshal.Read<uint>(payload)
        : BinaryPrimitives.ReadUInt32BigEndian(payload);

    public static void Write(ref AttributeWriter writer, ushort type, uint value, ushort addressFamily)
    {
        if (addressFamily == IpvsConstants.InterNetworkV6)
        {
            writer.PutU32(type, value);
        }
        else
        {
            writer.PutU32BigEndian(type, value);
        }
    }
}
