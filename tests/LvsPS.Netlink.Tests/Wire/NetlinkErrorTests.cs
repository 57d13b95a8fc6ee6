using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Wire;

public class NetlinkErrorTests
{
    private const string RequestHeader = "1c000000 1700 0500 09000000 00000000";
    private const string RequestRest = "03010000 0800 0180 04000280";
    private const string MessageNope = "0900 0100 4e6f706500 000000";

    [Theory]
    [InlineData(0x100, "efffffff" + RequestHeader, 17, null)] // capped, EEXIST
    [InlineData(0x100, "00000000" + RequestHeader, 0, null)] // an acknowledgement
    [InlineData(0x000, "efffffff" + RequestHeader + RequestRest, 17, null)] // not capped
    [InlineData(0x300, "eaffffff" + RequestHeader + MessageNope, 22, "Nope")]
    [InlineData(0x200, "eaffffff" + RequestHeader + RequestRest + MessageNope, 22, "Nope")]
    [InlineData(0x300, "eaffffff" + RequestHeader, 22, null)] // flagged, yet there was no room
    [InlineData(0x300, "eaffffff" + RequestHeader + "0800 0200 18000000" + MessageNope, 22, "Nope")]
    public void An_error_is_read_with_its_text(int flags, string payload, int errno, string? text) =>
        Assert.Equal(new NetlinkError(errno, text), Read(NetlinkConstants.MessageError, flags, payload));

    [Theory]
    [InlineData(0x002, "00000000", 0, null)]
    [InlineData(0x002, "a6ffffff", 90, null)] // -EMSGSIZE
    [InlineData(0x002, "20000000", 0, null)] // a count of bytes, no errno
    [InlineData(0x202, "eaffffff" + MessageNope, 22, "Nope")]
    [InlineData(0x202, "eaffffff", 22, null)] // netlink_dump_done() sets the flag also where the text found no room
    public void The_end_of_a_dump_is_read_with_its_text(int flags, string payload, int errno, string? text) =>
        Assert.Equal(new NetlinkError(errno, text), Read(NetlinkConstants.MessageDone, flags, payload));

    [Theory]
    [InlineData(NetlinkConstants.MessageError, 0x100, "efffffff")]
    [InlineData(NetlinkConstants.MessageError, 0x100, "")]
    [InlineData(NetlinkConstants.MessageDone, 0x002, "0000")]
    [InlineData(NetlinkConstants.MessageError, 0x100, "01000000" + RequestHeader)] // a positive number is no errno
    [InlineData(NetlinkConstants.MessageError, 0x100, "00000080" + RequestHeader)] // nor is the least integer
    [InlineData(NetlinkConstants.MessageError, 0x200, "eaffffff" + "ffffffff 1700 0500 09000000 00000000")] // a request without end
    [InlineData(NetlinkConstants.MessageError, 0x200, "eaffffff" + "fdffff7f 1700 0500 09000000 00000000")]
    [InlineData(NetlinkConstants.MessageError, 0x200, "eaffffff" + "00000000 1700 0500 09000000 00000000")]
    [InlineData(NetlinkConstants.MessageError, 0x300, "eaffffff" + RequestHeader + "0900 0100 4e6f")] // a cut text
    public void Bytes_that_are_no_error_message_are_refused(int type, int flags, string payload) =>
        Assert.Throws<NetlinkProtocolException>(() => Read(type, flags, payload));

    [Fact]
    public void The_text_of_a_real_kernel_is_read()
    {
        byte[] reply = Captured.Messages("short-daemon-state").Single();
        Assert.Equal(new NetlinkError(22, "Attribute failed policy validation"), NetlinkError.Read(NetlinkHeader.Read(reply), reply.AsSpan(16)));
    }

    private static NetlinkError Read(int type, int flags, string payload) =>
        NetlinkError.Read(new NetlinkHeader(0, (ushort)type, (NetlinkFlags)flags, 9, 0), Bytes.Of(payload));
}
