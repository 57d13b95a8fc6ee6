using System.Net;
using LvsPS.Netlink.Neighbours;
using LvsPS.Netlink.Tests.Support;
using Xunit;

namespace LvsPS.Netlink.Tests.Neighbours;

/// <summary>ARP and neighbour discovery, byte by byte; the checksums are those that the kernel accepted in the lab.</summary>
public sealed class NeighbourTests
{
    private static readonly byte[] s_own = [2, 0, 0, 0, 0, 1];
    private static readonly IPAddress s_ipv4 = IPAddress.Parse("192.168.1.205");
    private static readonly IPAddress s_ipv6 = IPAddress.Parse("fd00:1::205");

    [Fact]
    public void Gratuitous_ARP_is_a_request_whose_sender_and_target_is_the_address() => Assert.Equal(
        Bytes.Of("0001 0800 06 04 0001", "020000000001 c0a801cd", "000000000000 c0a801cd"), ArpPacket.Announcement(s_own, s_ipv4));

    [Fact]
    public void An_ARP_probe_has_no_sender() => Assert.Equal(
        Bytes.Of("0001 0800 06 04 0001", "020000000001 00000000", "000000000000 c0a801cd"), ArpPacket.Probe(s_own, s_ipv4));

    [Theory]
    [InlineData("0001 0800 06 04 0002", "020000000005 c0a801cd", true)]
    [InlineData("0001 0800 06 04 0001", "020000000005 c0a801cd", true)]
    [InlineData("0001 0800 06 04 0002", "020000000005 c0a801ce", false)]
    [InlineData("0001 0800 06 04 0001", "020000000005 00000000", false)]
    [InlineData("0001 86dd 06 10 0002", "020000000005 c0a801cd", false)]
    public void Who_says_to_have_the_address(string head, string sender, bool isOwner)
    {
        byte[] packet = [.. Bytes.Of(head, sender, "020000000001 c0a801c8"), .. new byte[18]];
        Assert.Equal(isOwner ? "020000000005" : string.Empty, Bytes.Hex(ArpPacket.OwnerIn(packet, s_ipv4)));
        Assert.True(ArpPacket.OwnerIn(packet.AsSpan(0, 27), s_ipv4).IsEmpty);
    }

    [Fact]
    public void An_unsolicited_advertisement_comes_from_the_address_and_overrides_what_was_known()
    {
        byte[] packet = NeighbourPacket.Announcement(s_own, s_ipv6, isRouter: true);
        Assert.Equal(
            Bytes.Of(
                "60000000 0020 3a ff", "fd000001 00000000 00000000 00000205", "ff020000 00000000 00000000 00000001",
                "88 00", Bytes.Hex(packet.AsSpan(42, 2)), "a0000000", "fd000001 00000000 00000000 00000205", "02 01 020000000001"),
            packet);
        Assert.Equal(0, Sum(packet));
        Assert.Equal(0x20, NeighbourPacket.Announcement(s_own, s_ipv6, isRouter: false)[44]);
    }

    [Fact]
    public void A_solicitation_goes_from_no_address_to_the_group_of_the_address()
    {
        byte[] packet = NeighbourPacket.Probe(s_ipv6);
        Assert.Equal(
            Bytes.Of(
                "60000000 0018 3a ff", "00000000 00000000 00000000 00000000", "ff020000 00000000 00000001 ff000205",
                "87 00", Bytes.Hex(packet.AsSpan(42, 2)), "00000000", "fd000001 00000000 00000000 00000205"),
            packet);
        Assert.Equal(0, Sum(packet));
        Assert.Equal(Bytes.Of("3333ff000205"), NeighbourPacket.ProbeLink(s_ipv6));
    }

    [Fact]
    public void Who_advertises_the_address()
    {
        byte[] packet = NeighbourPacket.Announcement([2, 0, 0, 0, 0, 5], s_ipv6, isRouter: false);
        Assert.Equal("020000000005", Bytes.Hex(NeighbourPacket.OwnerIn(packet, s_ipv6)));
        Assert.True(NeighbourPacket.OwnerIn(packet, IPAddress.Parse("fd00:1::206")).IsEmpty);
        Assert.True(NeighbourPacket.OwnerIn(NeighbourPacket.Probe(s_ipv6), s_ipv6).IsEmpty);
        byte[] passedOn = [.. packet];
        passedOn[7] = 254;
        Assert.True(NeighbourPacket.OwnerIn(passedOn, s_ipv6).IsEmpty);
    }

    [Fact]
    public void No_length_of_a_packet_is_read_beyond_its_end()
    {
        byte[] packet = NeighbourPacket.Announcement(s_own, s_ipv6, isRouter: true);
        for (int length = 0; length < packet.Length; length++)
        {
            Assert.True(NeighbourPacket.OwnerIn(packet.AsSpan(0, length), s_ipv6).IsEmpty);
        }

        packet[65] = 0;
        Assert.True(NeighbourPacket.OwnerIn(packet, s_ipv6).IsEmpty);
    }

    /// <summary>The sum over pseudo-header and message, which with a right checksum is all ones; here its complement.</summary>
    private static int Sum(byte[] packet)
    {
        int sum = packet.Length - 40 + 58;
        for (int i = 8; i < packet.Length; i += 2)
        {
            sum += (packet[i] << 8) | packet[i + 1];
        }

        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return ~sum & 0xffff;
    }
}
