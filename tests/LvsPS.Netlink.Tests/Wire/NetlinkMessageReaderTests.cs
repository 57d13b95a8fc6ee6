using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Wire;

public class NetlinkMessageReaderTests
{
    private const string First = "15000000 1700 0200 01000000 00000000 aabbccddee";
    private const string Padding = "000000";
    private const string Second = "10000000 0300 0200 02000000 00000000";

    [Fact]
    public void An_empty_datagram_has_no_message()
    {
        var reader = new NetlinkMessageReader([]);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Messages_are_found_behind_the_padding_which_is_no_part_of_a_payload()
    {
        var reader = new NetlinkMessageReader(Bytes.Of(First, Padding, Second));
        Assert.True(reader.MoveNext());
        Assert.Equal(1u, reader.Header.Sequence);
        Assert.Equal(Bytes.Of("aabbccddee"), reader.Payload.ToArray());
        Assert.True(reader.MoveNext());
        Assert.Equal(NetlinkConstants.MessageDone, reader.Header.Type);
        Assert.True(reader.Payload.IsEmpty);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void The_last_message_may_lack_its_padding()
    {
        var reader = new NetlinkMessageReader(Bytes.Of(First));
        Assert.True(reader.MoveNext());
        Assert.Equal(5, reader.Payload.Length);
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData("0f000000 1700 0000 01000000 00000000", "says that it has 15 bytes, 16 were left")]
    [InlineData("00000000 1700 0000 01000000 00000000", "says that it has 0 bytes, 16 were left")]
    [InlineData("11000000 1700 0000 01000000 00000000", "says that it has 17 bytes, 16 were left")]
    [InlineData("ffffffff 1700 0000 01000000 00000000", "says that it has 4294967295 bytes, 16 were left")]
    [InlineData("10000000 1700 0000 01000000 000000", "a message header has 16 bytes, 15 were left")]
    public void A_wrong_length_is_an_error_that_names_it(string datagram, string message)
    {
        NetlinkProtocolException e = Assert.Throws<NetlinkProtocolException>(() =>
        {
            var reader = new NetlinkMessageReader(Bytes.Of(datagram));
            reader.MoveNext();
        });
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }
}
