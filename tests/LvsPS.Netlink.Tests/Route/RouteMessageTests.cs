using System.Net;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Route;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Route;

/// <summary>The messages of rtnetlink and of fou, byte by byte as iproute2 sends them and the kernel answers.</summary>
public sealed class RouteMessageTests
{
    private delegate byte Encoder(ref AttributeWriter writer);

    [Fact]
    public void An_address_with_broadcast_and_label()
    {
        var address = new AddressMessage(9, IPAddress.Parse("192.168.1.205"), 32) { Broadcast = IPAddress.Parse("192.168.1.205"), Label = "eth0:0" };
        Assert.Equal(
            Bytes.Of("02200000 09000000", "08000200 c0a801cd", "08000100 c0a801cd", "08000400 c0a801cd", "0b000300 657468303a3000 00"),
            Written(RouteCommand.NewAddress, address.WriteNew));
        Assert.Equal(Bytes.Of("02200000 09000000", "08000200 c0a801cd", "08000100 c0a801cd"), Written(RouteCommand.DeleteAddress, address.WriteDelete));
    }

    [Fact]
    public void An_IPv6_address_without_detection_of_duplicates()
    {
        var address = new AddressMessage(2, IPAddress.Parse("fd00:1::205"), 128) { Flags = AddressFlags.NoDad };
        Assert.Equal(
            Bytes.Of("0a800000 02000000", "14000200 fd000001 00000000 00000000 00000205", "14000100 fd000001 00000000 00000000 00000205", "08000800 02000000"),
            Written(RouteCommand.NewAddress, address.WriteNew));
    }

    [Fact]
    public void Addresses_are_read_with_the_attributes_that_are_known()
    {
        AddressMessage? address = AddressMessage.Read(Bytes.Of(
            "02208000 09000000", "08000100 c0a801cd", "08000200 c0a801cd", "08000400 c0a801cd", "0b000300 657468303a3000 00", "08000800 80000000",
            "14000600 ffffffff ffffffff 01000000 01000000"));
        Assert.Equal(new AddressMessage(9, IPAddress.Parse("192.168.1.205"), 32) { Broadcast = IPAddress.Parse("192.168.1.205"), Label = "eth0:0", Flags = (AddressFlags)0x80 }, address);
        Assert.Equal(
            AddressFlags.Tentative | AddressFlags.NoDad,
            AddressMessage.Read(Bytes.Of("0a800000 02000000", "14000100 fd000001 00000000 00000000 00000205", "08000800 42000000"))!.Flags);
    }

    [Fact]
    public void On_a_point_to_point_link_the_address_is_the_local_one() => Assert.Equal(
        IPAddress.Parse("10.0.0.1"), AddressMessage.Read(Bytes.Of("02208000 03000000", "08000100 0a000002", "08000200 0a000001"))!.Address);

    [Fact]
    public void An_address_of_no_known_form_is_passed_over_and_a_short_message_is_an_error()
    {
        Assert.Null(AddressMessage.Read(Bytes.Of("02200000 09000000")));
        Assert.Throws<NetlinkProtocolException>(() => AddressMessage.Read(Bytes.Of("02200000 0900")));
        Assert.Throws<NetlinkProtocolException>(() => LinkMessage.Read(new byte[15]));
        Assert.Throws<NetlinkProtocolException>(() => RouteMessage.Read(new byte[11]));
    }

    [Fact]
    public void Links_with_what_made_them()
    {
        LinkMessage link = LinkMessage.Read(Bytes.Of(
            "00000100 02000000 43100100 00000000", "09000300 65746830 00000000", "08000400 dc050000", "0a000100 020000000001 0000", "0c001200 08000100 76657468"));
        Assert.Equal((2, "eth0", 1500u, "veth"), (link.Index, link.Name, link.Mtu, link.Kind));
        Assert.True(link.Flags.HasFlag(LinkFlags.Up | LinkFlags.LowerUp));
        Assert.Equal([2, 0, 0, 0, 0, 1], link.LinkAddress.ToArray());
    }

    [Theory]
    [InlineData("09000100 69706970 00000000", "08000200 c0a801c9 08000300 00000000", "ipip", "192.168.1.201")]
    [InlineData("08000100 67726500", "08000600 c0a801c9 08000700 00000000", "gre", "192.168.1.201")]
    [InlineData("0c000100 6970366772650000", "14000600 fd000001 00000000 00000000 00000201", "ip6gre", "fd00:1::201")]
    [InlineData("0a000100 767869616e00 0000", "08000200 01000000", "vxian", null)]
    public void Tunnels_with_their_ends(string kind, string data, string name, string? local)
    {
        byte[] kindBytes = Bytes.Of(kind);
        byte[] dataBytes = Bytes.Of(data);
        byte[] nest = [.. kindBytes, .. BitConverter.GetBytes((ushort)(4 + dataBytes.Length)), 2, 0, .. dataBytes];
        LinkMessage link = LinkMessage.Read([.. new byte[16], .. BitConverter.GetBytes((ushort)(4 + nest.Length)), 18, 0, .. nest]);
        Assert.Equal((name, local, null), (link.Kind, link.TunnelLocal?.ToString(), link.TunnelRemote));
    }

    [Fact]
    public void Requests_for_links()
    {
        Assert.Equal(new byte[16], Written(RouteCommand.GetLink, LinkMessage.WriteAll));
        Assert.Equal(
            [.. new byte[16], .. Bytes.Of("09000300 65746830 00000000")],
            Written(RouteCommand.GetLink, (ref AttributeWriter w) => LinkMessage.WriteGet(ref w, "eth0")));
        Assert.Equal(Bytes.Of("00000000 07000000 00000000 00000000"), Written(RouteCommand.DeleteLink, (ref AttributeWriter w) => LinkMessage.WriteDelete(ref w, 7)));
        Assert.Equal(Bytes.Of("00000000 07000000 01000000 01000000"), Written(RouteCommand.NewLink, (ref AttributeWriter w) => LinkMessage.WriteUp(ref w, 7, true)));
        Assert.Equal(Bytes.Of("00000000 07000000 00000000 01000000"), Written(RouteCommand.NewLink, (ref AttributeWriter w) => LinkMessage.WriteUp(ref w, 7, false)));
    }

    [Theory]
    [InlineData("ipip", "192.168.1.201", "1c001280 09000100 69706970 00000000 0c000280 08000200 c0a801c9")]
    [InlineData("gre", "192.168.1.201", "18001280 08000100 67726500 0c000280 08000600 c0a801c9")]
    public void A_tunnel_takes_packets_from_anywhere(string kind, string local, string info) => Assert.Equal(
        [.. new byte[16], .. Bytes.Of("0a000300 6c7673707300 0000"), .. Bytes.Of(info)],
        Written(RouteCommand.NewLink, (ref AttributeWriter w) => LinkMessage.WriteTunnel(ref w, "lvsps", kind, IPAddress.Parse(local))));

    [Fact]
    public void The_look_up_of_a_route()
    {
        Assert.Equal(
            Bytes.Of("02200000 00000000 00100000", "08000100 c0a801cd"),
            Written(RouteCommand.GetRoute, (ref AttributeWriter w) => RouteMessage.WriteLookUp(ref w, IPAddress.Parse("192.168.1.205"))));
        RouteMessage answer = RouteMessage.Read(Bytes.Of("02200000 ff000002 00020000", "08000f00 ff000000", "08000100 c0a801cd", "08000400 01000000", "08000700 c0a801cd"));
        Assert.Equal(
            new RouteMessage(2, IPAddress.Parse("192.168.1.205"), 32) { Table = 255, InterfaceIndex = 1, Source = IPAddress.Parse("192.168.1.205") }, answer);
    }

    [Fact]
    public void Routes_are_added_as_ip_route_adds_them()
    {
        var onLink = new RouteMessage(1, IPAddress.Parse("192.168.1.205"), 32) { InterfaceIndex = 1 };
        Assert.Equal(Bytes.Of("02200000 fe03fd01 00000000", "08000100 c0a801cd", "08000400 01000000"), Written(RouteCommand.NewRoute, onLink.WriteNew));
        Assert.Equal(Bytes.Of("02200000 fe00ff01 00000000", "08000100 c0a801cd", "08000400 01000000"), Written(RouteCommand.DeleteRoute, onLink.WriteDelete));
        var anyIp = new RouteMessage(2, IPAddress.Parse("10.9.0.0"), 24) { InterfaceIndex = 1 };
        Assert.Equal(Bytes.Of("02180000 ff03fe02 00000000", "08000100 0a090000", "08000400 01000000"), Written(RouteCommand.NewRoute, anyIp.WriteNew));
        Assert.Equal(Bytes.Of("02000000 ff000002 00000000", "08000400 01000000"), Written(RouteCommand.GetRoute, anyIp.WriteLike));
        Assert.True((anyIp with { Table = 255 }).IsSame(anyIp));
        Assert.False((anyIp with { Table = 254 }).IsSame(anyIp));
    }

    [Fact]
    public void Ports_of_GUE()
    {
        var port = new FouMessage(6080, 2);
        byte[] identity = Bytes.Of("06000100 17c00000", "05000200 02000000");
        Assert.Equal([.. identity, .. Bytes.Of("05000400 02000000")], WrittenFou(FouCommand.Add, port.WriteAdd));
        Assert.Equal(identity, WrittenFou(FouCommand.Delete, port.WriteDelete));
        Assert.Equal(port, FouMessage.Read([.. identity, .. Bytes.Of("05000300 00000000", "05000400 02000000")]));
        Assert.Null(FouMessage.Read([.. identity, .. Bytes.Of("05000400 01000000")]));
    }

    private static byte[] Written(RouteCommand command, Encoder encode) => Written((byte)command, encode);

    private static byte[] WrittenFou(FouCommand command, Encoder encode) => Written((byte)command, encode);

    private static byte[] Written(byte command, Encoder encode)
    {
        byte[] buffer = new byte[256];
        Array.Fill(buffer, (byte)0xee);
        var writer = new AttributeWriter(buffer);
        Assert.Equal(command, encode(ref writer));
        return buffer[..writer.Position];
    }
}
