using System.Net;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsDestinationMessageTests
{
    private const string Address = "1400 0100 0a000002000000000000000000000000";
    private const string Port8080BigEndian = "0600 0200 1f900000";
    private const string ForwardTunnel = "0800 0300 02000000";
    private const string Weight5 = "0800 0400 05000000";
    private const string Upper100 = "0800 0500 64000000";
    private const string Lower50 = "0800 0600 32000000";
    private const string Active3 = "0800 0700 03000000";
    private const string Inactive4 = "0800 0800 04000000";
    private const string Persistent2 = "0800 0900 02000000";
    private const string FamilyV4 = "0600 0b00 02000000";
    private const string TunnelGue = "0500 0d00 01000000";
    private const string TunnelPort6080BigEndian = "0600 0e00 17c00000";
    private const string TunnelChecksum = "0600 0f00 01000000";

    [Fact]
    public void A_destination_is_written_in_the_order_of_its_attributes()
    {
        var destination = new IpvsDestinationMessage
        {
            Address = WireAddress.From(IPAddress.Parse("10.0.0.2")),
            Port = 8080,
            ForwardingMethod = 2,
            Weight = 5,
            UpperThreshold = 100,
            LowerThreshold = 50,
            AddressFamily = IpvsConstants.InterNetwork,
            TunnelType = 1,
            TunnelPort = 6080,
            TunnelFlags = 1,
        };
        Assert.Equal(
            Codec.HexOf(
                "6000 0280", Address, Port8080BigEndian, ForwardTunnel, Weight5, Upper100, Lower50, FamilyV4, TunnelGue, TunnelPort6080BigEndian, TunnelChecksum),
            Codec.Written((ref AttributeWriter w) => destination.Write(ref w)));
    }

    [Fact]
    public void The_identity_of_a_destination_is_written_alone()
    {
        var destination = new IpvsDestinationMessage { Address = WireAddress.From(IPAddress.Parse("10.0.0.2")), Port = 8080 };
        Assert.Equal(Codec.HexOf("2000 0280", Address, Port8080BigEndian), Codec.Written((ref AttributeWriter w) => destination.Write(ref w)));
    }

    [Fact]
    public void A_destination_is_read_field_by_field()
    {
        IpvsDestinationMessage destination = IpvsDestinationMessage.Read(Bytes.Of(
            Address, Port8080BigEndian, ForwardTunnel, Weight5, TunnelGue, TunnelPort6080BigEndian, TunnelChecksum, Upper100, Lower50, Active3, Inactive4, Persistent2, FamilyV4));
        Assert.Equal("10.0.0.2", destination.Address.ToIPAddress(ipv6: false).ToString());
        Assert.Equal(8080, destination.Port);
        Assert.Equal(2u, destination.ForwardingMethod);
        Assert.Equal(5u, destination.Weight);
        Assert.Equal((100u, 50u), (destination.UpperThreshold, destination.LowerThreshold));
        Assert.Equal((3u, 4u, 2u), (destination.ActiveConnections, destination.InactiveConnections, destination.PersistentConnections));
        Assert.Equal(IpvsConstants.InterNetwork, destination.AddressFamily);
        Assert.Equal((1, 6080, 1), (destination.TunnelType, destination.TunnelPort, destination.TunnelFlags));
        Assert.False(destination.Has(IpvsDestinationAttribute.Statistics));
    }

    [Fact]
    public void What_is_read_is_written_again()
    {
        string[] attributes =
        [
            Address, Port8080BigEndian, ForwardTunnel, Weight5, Upper100, Lower50, Active3, Inactive4, Persistent2, FamilyV4, TunnelGue, TunnelPort6080BigEndian, TunnelChecksum,
        ];
        IpvsDestinationMessage destination = IpvsDestinationMessage.Read(Bytes.Of(attributes));
        Assert.Equal(Codec.HexOf(["7800 0280", .. attributes]), Codec.Written((ref AttributeWriter w) => destination.Write(ref w)));
    }

    [Theory]
    [InlineData("0600 0100 0a000000", "DEST.ADDR")]
    [InlineData("1800 0100 0a00000200000000000000000000000000000000", "DEST.ADDR")]
    [InlineData("0800 0200 1f900000", "DEST.PORT")]
    [InlineData("0500 0300 02000000", "DEST.FWD_METHOD")]
    [InlineData("0600 0400 05000000", "DEST.WEIGHT")]
    [InlineData("0600 0500 05000000", "DEST.U_THRESH")]
    [InlineData("0600 0600 05000000", "DEST.L_THRESH")]
    [InlineData("0c00 0700 0500000000000000", "DEST.ACTIVE_CONNS")]
    [InlineData("0c00 0800 0500000000000000", "DEST.INACT_CONNS")]
    [InlineData("0c00 0900 0500000000000000", "DEST.PERSIST_CONNS")]
    [InlineData("0500 0b00 02000000", "DEST.ADDR_FAMILY")]
    [InlineData("0600 0d00 01000000", "DEST.TUN_TYPE")]
    [InlineData("0500 0e00 01000000", "DEST.TUN_PORT")]
    [InlineData("0800 0f00 01000000", "DEST.TUN_FLAGS")]
    [InlineData("0c00 0a00 0600 0100 01000000", "STATS.CONNS")]
    [InlineData("0c00 0c00 0800 0100 01000000", "STATS64.CONNS")]
    public void An_attribute_of_a_wrong_length_is_named(string attribute, string name) =>
        Assert.Contains(name, Assert.Throws<NetlinkProtocolException>(() => IpvsDestinationMessage.Read(Bytes.Of(attribute))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_attribute_of_a_newer_kernel_is_passed_over() =>
        Assert.Equal(
            IpvsDestinationMessage.Read(Bytes.Of(Address, Weight5)),
            IpvsDestinationMessage.Read(Bytes.Of(Address, "0500 1000 01000000", Weight5)));
}
