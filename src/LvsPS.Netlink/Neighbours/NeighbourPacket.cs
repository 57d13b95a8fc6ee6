using System.Buffers.Binary;
using System.Net;

namespace LvsPS.Netlink.Neighbours;

/// <summary>Packets of neighbour discovery for IPv6 on Ethernet (RFC 4861), with their IPv6 header.</summary>
public static class NeighbourPacket
{
    /// <summary>The Ethernet type of IPv6.</summary>
    public const ushort EtherType = 0x86dd;

    private const int HeaderSize = 40;
    private const int SourceOffset = 8;
    private const int DestinationOffset = 24;
    private const int TargetOffset = 8;
    private const int OptionOffset = 24;
    private const byte Icmp = 58;
    private const byte Solicitation = 135;
    private const byte Advertisement = 136;
    private const byte TargetLinkAddress = 2;

    // The bits of an advertisement: sent by a router, and to be taken instead of what was known.
    private const byte Router = 0x80;
    private const byte Override = 0x20;

    private static readonly byte[] s_allNodes = IPAddress.Parse("ff02::1").GetAddressBytes();

    /// <summary>
    /// Lets only advertisements through (classic BPF): the next header is ICMPv6 and its type 136. Each word is a <c>struct sock_filter</c>:
    /// code, two jumps, and the operand in the upper half.
    /// </summary>
    public static ReadOnlySpan<ulong> AdvertisementsOnly => s_filter;

    private static readonly ulong[] s_filter =
    [
        Instruction(0x30, 0, 0, 6),
        Instruction(0x15, 0, 3, Icmp),
        Instruction(0x30, 0, 0, HeaderSize),
        Instruction(0x15, 0, 1, Advertisement),
        Instruction(0x06, 0, 0, ushort.MaxValue),
        Instruction(0x06, 0, 0, 0),
    ];

    /// <summary>The link address of all hosts: that of ff02::1 (RFC 2464, 7).</summary>
    public static ReadOnlySpan<byte> AllNodesLink => [0x33, 0x33, 0, 0, 0, 1];

    /// <summary>Tells everybody who has an address: an unsolicited advertisement that overrides what they knew (RFC 4861, 7.2.6).</summary>
    /// <param name="linkAddress">Who has it.</param>
    /// <param name="address">The address.</param>
    /// <param name="isRouter">Whether the sender passes packets on; a host that says no is dropped as a router by those that use it as one.</param>
    /// <returns>The packet.</returns>
    public static byte[] Announcement(ReadOnlySpan<byte> linkAddress, IPAddress address, bool isRouter)
    {
        byte[] packet = Packet(address.GetAddressBytes(), s_allNodes, Advertisement, OptionOffset + 8);
        Span<byte> message = packet.AsSpan(HeaderSize);
        message[4] = (byte)(Override | (isRouter ? Router : 0));
        address.GetAddressBytes().CopyTo(message[TargetOffset..]);
        message[OptionOffset] = TargetLinkAddress;
        message[OptionOffset + 1] = 1;
        linkAddress[..ArpPacket.LinkAddressSize].CopyTo(message[(OptionOffset + 2)..]);
        return Summed(packet);
    }

    /// <summary>Asks who has an address, from no address of our own, as detection of duplicates does (RFC 4862, 5.4.2).</summary>
    /// <param name="address">The address.</param>
    /// <returns>The packet.</returns>
    public static byte[] Probe(IPAddress address)
    {
        // ff02::1:ffXX:XXXX, with the last 24 bits of the address (RFC 4291, 2.7.1).
        byte[] target = address.GetAddressBytes();
        byte[] group = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, .. target[13..]];
        byte[] packet = Packet(new byte[16], group, Solicitation, OptionOffset);
        target.CopyTo(packet, HeaderSize + TargetOffset);
        return Summed(packet);
    }

    /// <summary>Where a probe goes: the link address of the address's own group (RFC 2464, 7).</summary>
    /// <param name="address">The address.</param>
    /// <returns>Six bytes.</returns>
    public static byte[] ProbeLink(IPAddress address) => [0x33, 0x33, 0xff, .. address.GetAddressBytes()[13..]];

    /// <summary>Reads who says to have an address.</summary>
    /// <param name="packet">An IPv6 packet.</param>
    /// <param name="address">The address.</param>
    /// <returns>The link address that an advertisement names; empty where it is none of this address, or does not come from this link.</returns>
    public static ReadOnlySpan<byte> OwnerIn(ReadOnlySpan<byte> packet, IPAddress address)
    {
        const byte HopLimit = 255;
        if (packet.Length < HeaderSize + OptionOffset || packet[6] != Icmp || packet[7] != HopLimit || packet[HeaderSize] != Advertisement
            || !packet.Slice(HeaderSize + TargetOffset, 16).SequenceEqual(address.GetAddressBytes()))
        {
            return default;
        }

        // Each option: type, length in units of eight bytes, value.
        ReadOnlySpan<byte> options = packet[(HeaderSize + OptionOffset)..];
        while (options.Length >= 8 && options[1] > 0 && options[1] * 8 <= options.Length)
        {
            if (options[0] == TargetLinkAddress)
            {
                return options.Slice(2, ArpPacket.LinkAddressSize);
            }

            options = options[(options[1] * 8)..];
        }

        return default;
    }

    private static ulong Instruction(ushort code, byte yes, byte no, uint operand) => code | ((ulong)yes << 16) | ((ulong)no << 24) | ((ulong)operand << 32);

    private static byte[] Packet(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte type, int length)
    {
        byte[] packet = new byte[HeaderSize + length];
        packet[0] = 6 << 4;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)length);
        packet[6] = Icmp;
        packet[7] = byte.MaxValue;
        source.CopyTo(packet.AsSpan(SourceOffset));
        destination.CopyTo(packet.AsSpan(DestinationOffset));
        packet[HeaderSize] = type;
        return packet;
    }

    /// <summary>Writes the checksum over both addresses, the length, the protocol and the message (RFC 8200, 8.1).</summary>
    private static byte[] Summed(byte[] packet)
    {
        uint sum = (uint)(packet.Length - HeaderSize + Icmp);
        for (int i = SourceOffset; i < packet.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(i));
        }

        while (sum > ushort.MaxValue)
        {
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        }

        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(HeaderSize + 2), (ushort)~sum);
        return packet;
    }
}
