using System.Runtime.InteropServices;

namespace LvsPS.Netlink.Wire;

/// <summary>The header of every netlink message: <c>struct nlmsghdr</c> of <c>linux/netlink.h</c>, in host byte order.</summary>
/// <param name="Length">Length of the message in bytes, header included, padding not.</param>
/// <param name="Type">NLMSG_* or, for generic netlink, the number of the family.</param>
/// <param name="Flags">NLM_F_*.</param>
/// <param name="Sequence">The number that an answer shares with its request.</param>
/// <param name="PortId">The port of the receiving socket, 0 for the kernel.</param>
public readonly record struct NetlinkHeader(uint Length, ushort Type, NetlinkFlags Flags, uint Sequence, uint PortId)
{
    /// <summary>NLMSG_HDRLEN: 16 bytes.</summary>
    public const int Size = 16;

    /// <summary>Reads the header at the start of a span.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    /// <returns>The header.</returns>
    public static NetlinkHeader Read(ReadOnlySpan<byte> source) => new(
        MemoryMarshal.Read<uint>(source),
        MemoryMarshal.Read<ushort>(source[4..]),
        (NetlinkFlags)MemoryMarshal.Read<ushort>(source[6..]),
        MemoryMarshal.Read<uint>(source[8..]),
        MemoryMarshal.Read<uint>(source[12..]));

    /// <summary>Writes the header to the start of a span.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        MemoryMarshal.Write(target, Length);
        MemoryMarshal.Write(target[4..], Type);
        MemoryMarshal.Write(target[6..], (ushort)Flags);
        MemoryMarshal.Write(target[8..], Sequence);
        MemoryMarshal.Write(target[12..], PortId);
    }
}
