using System.Net;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsDaemonMessageTests
{
    private const string StateMaster = "0800 0100 01000000";
    private const string InterfaceEth0 = "0900 0200 6574683000 000000";
    private const string SyncId5 = "0800 0300 05000000";
    private const string MaxLength1472 = "0600 0400 c0050000";
    private const string Group224_0_0_81BigEndian = "0800 0500 e0000051";
    private const string Group6 = "1400 0600 ff020000000000000000000000000051";
    private const string Port8848HostOrder = "0600 0700 90220000";
    private const string Ttl1 = "0500 0800 01000000";

    [Fact]
    public void A_daemon_is_written_with_its_port_in_host_order_and_its_group_in_network_order()
    {
        var daemon = new IpvsDaemonMessage
        {
            State = 1,
            Interface = "eth0",
            SyncId = 5,
            MaxLength = 1472,
            Group = 0xe0000051,
            Port = 8848,
            Ttl = 1,
        };
        Assert.Equal(
            Codec.HexOf("4000 0380", StateMaster, InterfaceEth0, SyncId5, MaxLength1472, Group224_0_0_81BigEndian, Port8848HostOrder, Ttl1),
            Codec.Written((ref AttributeWriter w) => daemon.Write(ref w)));
    }

    [Fact]
    public void An_IPv6_group_is_written_as_sixteen_bytes()
    {
        var daemon = new IpvsDaemonMessage { Group6 = WireAddress.From(IPAddress.Parse("ff02::51")) };
        Assert.Equal(Codec.HexOf("1800 0380", Group6), Codec.Written((ref AttributeWriter w) => daemon.Write(ref w)));
    }

    [Fact]
    public void Stopping_a_daemon_needs_its_state_alone() =>
        Assert.Equal(
            Codec.HexOf("0c00 0380", StateMaster),
            Codec.Written((ref AttributeWriter w) => new IpvsDaemonMessage { State = 1 }.Write(ref w)));

    [Fact]
    public void A_daemon_is_read_field_by_field()
    {
        IpvsDaemonMessage daemon = IpvsDaemonMessage.Read(
            Bytes.Of(StateMaster, InterfaceEth0, SyncId5, MaxLength1472, Port8848HostOrder, Ttl1, Group224_0_0_81BigEndian));
        Assert.Equal((1u, "eth0", 5u), (daemon.State, daemon.Interface, daemon.SyncId));
        Assert.Equal((1472, 0xe0000051u, 8848, 1), (daemon.MaxLength, daemon.Group, daemon.Port, daemon.Ttl));
        Assert.False(daemon.Has(IpvsDaemonAttribute.Group6));
        Assert.Equal("ff02::51", IpvsDaemonMessage.Read(Bytes.Of(Group6)).Group6.ToIPAddress(ipv6: true).ToString());
    }

    [Theory]
    [InlineData("0500 0100 01000000", "DAEMON.STATE")]
    [InlineData("1500 0200 6161616161616161616161616161616100 000000", "DAEMON.MCAST_IFN")]
    [InlineData("0500 0300 01000000", "DAEMON.SYNC_ID")]
    [InlineData("0800 0400 01000000", "DAEMON.SYNC_MAXLEN")]
    [InlineData("0600 0500 01000000", "DAEMON.MCAST_GROUP")]
    [InlineData("0600 0600 01000000", "DAEMON.MCAST_GROUP6")]
    [InlineData("0500 0700 01000000", "DAEMON.MCAST_PORT")]
    [InlineData("0600 0800 01000000", "DAEMON.MCAST_TTL")]
    public void An_attribute_of_a_wrong_length_is_named(string attribute, string name) =>
        Assert.Contains(name, Assert.Throws<NetlinkProtocolException>(() => IpvsDaemonMessage.Read(Bytes.Of(attribute))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_attribute_of_a_newer_kernel_is_passed_over() =>
        Assert.Equal(IpvsDaemonMessage.Read(Bytes.Of(SyncId5)), IpvsDaemonMessage.Read(Bytes.Of("0500 0900 01000000", SyncId5)));
}
