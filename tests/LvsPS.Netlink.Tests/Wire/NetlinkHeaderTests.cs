using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Wire;

public class NetlinkHeaderTests
{
    // length 44, type 23, flags REQUEST|ACK, sequence 0x01020304, port 0xe1
    private static readonly byte[] s_header = Bytes.Of("2c000000 1700 0500 04030201 e1000000");

    [Fact]
    public void A_header_is_read_field_by_field() =>
        Assert.Equal(
            new NetlinkHeader(44, 23, NetlinkFlags.Request | NetlinkFlags.Ack, 0x01020304, 0xe1),
            NetlinkHeader.Read(s_header));

    [Fact]
    public void A_header_is_written_field_by_field()
    {
        byte[] target = new byte[NetlinkHeader.Size];
        new NetlinkHeader(44, 23, NetlinkFlags.Request | NetlinkFlags.Ack, 0x01020304, 0xe1).Write(target);
        Assert.Equal(s_header, target);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(16, 16)]
    [InlineData(65535, 65536)]
    public void A_length_is_rounded_up_to_four(int length, int aligned) => Assert.Equal(aligned, NetlinkConstants.Align(length));

    [Fact]
    public void A_length_that_cannot_be_rounded_up_throws_instead_of_wrapping() =>
        Assert.Throws<OverflowException>(() => NetlinkConstants.Align(int.MaxValue));
}
