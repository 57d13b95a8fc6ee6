using System.Buffers.Binary;
using System.Net;

namespace LvsPS.Netlink.Neighbours;

/// <summary>Packets of the Address Resolution Protocol for IPv4 on Ethernet (RFC 826, RFC 5227).</summary>
public static class ArpPacket
{
    /// <summary>The Ethernet type of ARP.</summary>
    public const ushort EtherType = 0x0806;

    /// <summary>An ARP packet of IPv4 on Ethernet has 28 bytes.</summary>
    public const int Size = 28;

    /// <summary>An Ethernet address has six bytes.</summary>
    public const int LinkAddressSize = 6;

    private const int SenderLink = 8;
    private const int Sender = 14;
    private const int TargetLink = 18;
    private const int Target = 24;

    /// <summary>To all hosts of the link.</summary>
    public static ReadOnlySpan<byte> Broadcast => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    /// <summary>Hardware type Ethernet, protocol IPv4, their lengths, operation request.</summary>
    private static ReadOnlySpan<byte> RequestHead => [0, 1, 8, 0, LinkAddressSize, 4, 0, 1];

    /// <summary>Tells everybody who has an address: a request whose sender and target it is (RFC 5227, 3).</summary>
    /// <param name="linkAddress">Who has it.</param>
    /// <param name="address">The address.</param>
    /// <returns>The packet.</returns>
    public static byte[] Announcement(ReadOnlySpan<byte> linkAddress, IPAddress address) => Request(linkAddress, address.GetAddressBytes(), address);

    /// <summary>Asks who has an address, without a sender of its own, so that nobody learns anything from it (RFC 5227, 2.1.1).</summary>
    /// <param name="linkAddress">Who asks.</param>
    /// <param name="address">The address.</param>
    /// <returns>The packet.</returns>
    public static byte[] Probe(ReadOnlySpan<byte> linkAddress, IPAddress address) => Request(linkAddress, default, address);

    /// <summary>Reads who says to have an address.</summary>
    /// <param name="packet">An ARP packet, a request or a reply.</param>
    /// <param name="address">The address.</param>
    /// <returns>The sender's link address; empty where the packet's sender is not of this address.</returns>
    public static ReadOnlySpan<byte> OwnerIn(ReadOnlySpan<byte> packet, IPAddress address)
    {
        Span<byte> wanted = stackalloc byte[4];
        return packet.Length >= Size && packet[..6].SequenceEqual(RequestHead[..6])
            && address.TryWriteBytes(wanted, out _) && packet[Sender..TargetLink].SequenceEqual(wanted)
            ? packet[SenderLink..Sender]
            : default;
    }

    private static byte[] Request(ReadOnlySpan<byte> linkAddress, ReadOnlySpan<byte> sender, IPAddress target)
    {
        byte[] packet = new byte[Size];
        RequestHead.CopyTo(packet);
        linkAddress[..LinkAddressSize].CopyTo(packet.AsSpan(SenderLink));
        sender.CopyTo(packet.AsSpan(Sender));
        target.GetAddressBytes().CopyTo(packet, Target);
        return packet;
    }
}
