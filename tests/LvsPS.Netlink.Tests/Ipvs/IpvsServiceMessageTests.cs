using System.Net;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsServiceMessageTests
{
    private const string FamilyV4 = "0600 0100 02000000";
    private const string FamilyV6 = "0600 0100 0a000000";
    private const string ProtocolUdp = "0600 0200 11000000";
    private const string AddressV4 = "1400 0300 c000020a000000000000000000000000";
    private const string AddressV6 = "1400 0300 20010db8000000000000000000000080";
    private const string Port5060BigEndian = "0600 0400 13c40000";
    private const string Mark0x01020304HostOrder = "0800 0500 04030201";
    private const string SchedulerRr = "0700 0600 72720000";
    private const string FlagsPersistentOnePacket = "0c00 0700 05000000 ffffffff";
    private const string Timeout300 = "0800 0800 2c010000";
    private const string Mask24BigEndian = "0800 0900 ffffff00";
    private const string Prefix64HostOrder = "0800 0900 40000000";
    private const string EngineSip = "0800 0b00 73697000";

    [Fact]
    public void An_IPv4_service_is_written_with_a_mask_in_network_order()
    {
        var service = new IpvsServiceMessage
        {
            AddressFamily = IpvsConstants.InterNetwork,
            Protocol = 17,
            Address = WireAddress.From(IPAddress.Parse("192.0.2.10")),
            Port = 5060,
            SchedulerName = "rr",
            Flags = (IpvsConstants.ServicePersistent | IpvsConstants.ServiceOnePacket, uint.MaxValue),
            Timeout = 300,
            Netmask = 0xffffff00,
            PersistenceEngine = "sip",
        };
        Assert.Equal(
            Codec.HexOf("5c00 0180", FamilyV4, ProtocolUdp, AddressV4, Port5060BigEndian, SchedulerRr, FlagsPersistentOnePacket, Timeout300, Mask24BigEndian, EngineSip),
            Codec.Written((ref AttributeWriter w) => service.Write(ref w)));
    }

    [Fact]
    public void An_IPv6_service_is_written_with_a_prefix_length_in_host_order()
    {
        var service = new IpvsServiceMessage
        {
            AddressFamily = IpvsConstants.InterNetworkV6,
            Address = WireAddress.From(IPAddress.Parse("2001:db8::80")),
            Netmask = 64,
        };
        Assert.Equal(
            Codec.HexOf("2800 0180", FamilyV6, AddressV6, Prefix64HostOrder),
            Codec.Written((ref AttributeWriter w) => service.Write(ref w)));
    }

    [Fact]
    public void A_firewall_mark_is_in_host_order_and_goes_without_protocol_address_and_port()
    {
        var service = new IpvsServiceMessage { AddressFamily = IpvsConstants.InterNetwork, FirewallMark = 0x01020304 };
        Assert.Equal(
            Codec.HexOf("1400 0180", FamilyV4, Mark0x01020304HostOrder),
            Codec.Written((ref AttributeWriter w) => service.Write(ref w)));
    }

    [Fact]
    public void What_was_not_set_is_not_written() =>
        Assert.Equal("04000180", Codec.Written((ref AttributeWriter w) => default(IpvsServiceMessage).Write(ref w)));

    [Fact]
    public void Zero_is_a_value_and_is_written() =>
        Assert.Equal(
            Codec.HexOf("0c00 0180", "0800 0800 00000000"),
            Codec.Written((ref AttributeWriter w) => new IpvsServiceMessage { Timeout = 0 }.Write(ref w)));

    [Fact]
    public void A_service_is_read_field_by_field()
    {
        IpvsServiceMessage service = IpvsServiceMessage.Read(Bytes.Of(
            FamilyV4, ProtocolUdp, AddressV4, Port5060BigEndian, SchedulerRr, EngineSip, FlagsPersistentOnePacket, Timeout300, Mask24BigEndian));
        Assert.Equal(IpvsConstants.InterNetwork, service.AddressFamily);
        Assert.Equal(17, service.Protocol);
        Assert.Equal("192.0.2.10", service.Address.ToIPAddress(ipv6: false).ToString());
        Assert.Equal(5060, service.Port);
        Assert.Equal("rr", service.SchedulerName);
        Assert.Equal("sip", service.PersistenceEngine);
        Assert.Equal((5u, uint.MaxValue), service.Flags);
        Assert.Equal(300u, service.Timeout);
        Assert.Equal(0xffffff00u, service.Netmask);
        Assert.False(service.Has(IpvsServiceAttribute.FirewallMark));
        Assert.False(service.Has(IpvsServiceAttribute.Statistics64));
    }

    [Fact]
    public void The_netmask_goes_by_the_family_also_where_that_stands_behind_it()
    {
        Assert.Equal(64u, IpvsServiceMessage.Read(Bytes.Of(Prefix64HostOrder, FamilyV6)).Netmask);
        Assert.Equal(0xffffff00u, IpvsServiceMessage.Read(Bytes.Of(Mask24BigEndian, FamilyV4)).Netmask);
    }

    [Fact]
    public void An_IPv4_address_of_four_bytes_is_read_like_one_of_sixteen() =>
        Assert.Equal(
            IpvsServiceMessage.Read(Bytes.Of(FamilyV4, AddressV4)),
            IpvsServiceMessage.Read(Bytes.Of(FamilyV4, "0800 0300 c000020a")));

    [Fact]
    public void What_is_read_is_written_again()
    {
        string[] attributes = [FamilyV6, ProtocolUdp, AddressV6, Port5060BigEndian, SchedulerRr, FlagsPersistentOnePacket, Timeout300, Prefix64HostOrder, EngineSip];
        IpvsServiceMessage service = IpvsServiceMessage.Read(Bytes.Of(attributes));
        Assert.Equal(Codec.HexOf(["5c00 0180", .. attributes]), Codec.Written((ref AttributeWriter w) => service.Write(ref w)));
    }

    [Theory]
    [InlineData("0500 0100 02000000", "SVC.AF")]
    [InlineData("0800 0200 06000000", "SVC.PROTOCOL")]
    [InlineData("0700 0300 c0000200", "SVC.ADDR")]
    [InlineData("0500 0400 50000000", "SVC.PORT")]
    [InlineData("0600 0500 07000000", "SVC.FWMARK")]
    [InlineData("1500 0600 6161616161616161616161616161616100 000000", "SVC.SCHED_NAME")]
    [InlineData("0800 0700 05000000", "SVC.FLAGS")]
    [InlineData("0600 0800 05000000", "SVC.TIMEOUT")]
    [InlineData("0600 0900 ffff0000", "SVC.NETMASK")]
    [InlineData("1600 0b00 616161616161616161616161616161616100 0000", "SVC.PE_NAME")]
    [InlineData("0c00 0a00 0600 0100 01000000", "STATS.CONNS")]
    [InlineData("0c00 0c00 0800 0100 01000000", "STATS64.CONNS")]
    public void An_attribute_of_a_wrong_length_is_named(string attribute, string name) =>
        Assert.Contains(name, Assert.Throws<NetlinkProtocolException>(() => IpvsServiceMessage.Read(Bytes.Of(FamilyV4, attribute))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_attribute_of_a_newer_kernel_is_passed_over() =>
        Assert.Equal(
            IpvsServiceMessage.Read(Bytes.Of(FamilyV4, Timeout300)),
            IpvsServiceMessage.Read(Bytes.Of(FamilyV4, "0900 0d00 0102030405 000000", "0400 ff00", Timeout300)));
}
