using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsConfigAndInfoMessageTests
{
    private const string Tcp900 = "0800 0400 84030000";
    private const string Fin120 = "0800 0500 78000000";
    private const string Udp300 = "0800 0600 2c010000";

    [Fact]
    public void All_three_time_outs_are_written_and_read()
    {
        var config = new IpvsConfigMessage(900, 120, 300);
        Assert.Equal(Codec.HexOf(Tcp900, Fin120, Udp300), Codec.Written((ref AttributeWriter w) => config.Write(ref w)));
        Assert.Equal(config, IpvsConfigMessage.Read(Bytes.Of(Udp300, Tcp900, Fin120)));
    }

    [Fact]
    public void A_time_out_that_is_null_is_absent()
    {
        var config = new IpvsConfigMessage(null, 120, null);
        Assert.Equal(Codec.HexOf(Fin120), Codec.Written((ref AttributeWriter w) => config.Write(ref w)));
        Assert.Equal(config, IpvsConfigMessage.Read(Bytes.Of(Fin120)));
        Assert.Equal(string.Empty, Codec.Written((ref AttributeWriter w) => default(IpvsConfigMessage).Write(ref w)));
    }

    [Fact]
    public void Version_and_table_size_are_written_and_read()
    {
        var info = new IpvsInfoMessage(0x010201, 4096);
        Assert.Equal(Codec.HexOf("0800 0100 01020100", "0800 0200 00100000"), Codec.Written((ref AttributeWriter w) => info.Write(ref w)));
        Assert.Equal(info, IpvsInfoMessage.Read(Bytes.Of("0800 0200 00100000", "0800 0300 ffffffff", "0800 0100 01020100")));
    }

    [Theory]
    [InlineData("0600 0400 84030000", "CMD.TIMEOUT_TCP")]
    [InlineData("0c00 0500 7800000000000000", "CMD.TIMEOUT_TCP_FIN")]
    [InlineData("0400 0600", "CMD.TIMEOUT_UDP")]
    public void A_time_out_of_a_wrong_length_is_named(string attribute, string name) =>
        Assert.Contains(name, Assert.Throws<NetlinkProtocolException>(() => IpvsConfigMessage.Read(Bytes.Of(attribute))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0600 0100 01020000", "INFO.VERSION")]
    [InlineData("0600 0200 01020000", "INFO.CONN_TAB_SIZE")]
    public void Info_of_a_wrong_length_is_named(string attribute, string name) =>
        Assert.Contains(name, Assert.Throws<NetlinkProtocolException>(() => IpvsInfoMessage.Read(Bytes.Of(attribute))).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_nest_is_found_and_an_absent_one_is_not()
    {
        byte[] attributes = Bytes.Of("0800 0900 01000000", "0c00 0280 0800 0400 05000000", "0800 0180 0400 0100");
        Assert.True(IpvsNests.TryFind(attributes, IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest));
        Assert.Equal(Codec.HexOf("0400 0100"), Bytes.Hex(nest));
        Assert.True(IpvsNests.TryFind(attributes, IpvsCommandAttribute.Destination, out nest));
        Assert.Equal(Codec.HexOf("0800 0400 05000000"), Bytes.Hex(nest));
        Assert.False(IpvsNests.TryFind(attributes, IpvsCommandAttribute.Daemon, out nest));
        Assert.True(nest.IsEmpty);
    }
}
