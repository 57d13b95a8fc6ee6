using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class OutcomeTests : ScriptedTest
{
    [Fact]
    public void Each_request_keeps_its_own_errno_among_hundreds()
    {
        using NetlinkConnection connection = Transport.Connect();
        int[] expected = [.. Enumerable.Range(0, 777).Select(i => i % 7 == 3 ? Errno.Exists : i % 11 == 5 ? Errno.NoSuchProcess : 0)];
        Transport.Kernel = r => Transport.FailSome(r, q => expected[BitConverter.ToInt32(q.Attributes, 4)]);
        RequestSetResult result = connection.Execute(expected.Length, Ask.Encode);
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.Equal(expected, result.Errnos);
        Assert.Equal(Enumerable.Range(0, 777), Transport.Sends.SelectMany(s => s).Select(q => BitConverter.ToInt32(q.Attributes, 4)));
    }

    [Fact]
    public void Only_the_message_that_ends_a_send_asks_for_an_acknowledgement()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = Transport.AcknowledgeAll;
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(300, Ask.Encode).End);
        Assert.True(Transport.WholeSends.Count > 1);
        Assert.All(Transport.WholeSends, s =>
        {
            Assert.All(s.SkipLast(1), q => Assert.False(q.IsEnd || q.WantsAnswer));
            Assert.Equal((true, NetlinkFlags.Request | NetlinkFlags.Ack), (s[^1].IsEnd, s[^1].Flags));
        });
    }

    [Fact]
    public void An_error_of_the_last_is_kept_and_the_set_completes()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.FailSome(r, q => q == r[3] ? Errno.OutOfRange : 0);
        RequestSetResult result = connection.Execute(4, Ask.Encode);
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.Equal([0, 0, 0, Errno.OutOfRange], result.Errnos);
    }

    [Fact]
    public void An_error_of_the_last_does_not_end_the_set_before_its_end_is_acknowledged()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[1].Sequence, Errno.OutOfRange));
        RequestSetResult result = connection.Execute(2, Ask.Encode);
        Assert.Equal(RequestSetEnd.TimedOut, result.End);
        Assert.Equal([RequestSetResult.Unknown, Errno.OutOfRange], result.Errnos);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    public void A_request_that_is_never_answered_is_done_when_the_end_is_acknowledged(int count, int silent)
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.FailSome(r, q => q == r[silent] ? 0 : Errno.Exists);
        RequestSetResult result = connection.Execute(count, Ask.Encode);
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.Equal(Enumerable.Range(0, count).Select(i => i == silent ? 0 : Errno.Exists), result.Errnos);
    }

    [Fact]
    public void All_may_fail()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.FailSome(r, _ => Errno.NotPermitted);
        Assert.All(connection.Execute(500, Ask.Encode).Errnos, e => Assert.Equal(Errno.NotPermitted, e));
    }

    [Fact]
    public void Several_errors_may_come_in_one_datagram()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(
            Reply.Error(r[0].Sequence, Errno.Exists), Reply.Error(r[2].Sequence, Errno.NoEntry), Reply.Acknowledgement(r[4].Sequence));
        Assert.Equal([Errno.Exists, 0, Errno.NoEntry, 0], connection.Execute(4, Ask.Encode).Errnos);
    }

    [Fact]
    public void The_text_of_an_extended_acknowledgement_is_kept_by_its_request()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(
            Reply.Error(r[1].Sequence, Errno.Invalid, "Attribute failed policy validation"), Reply.Acknowledgement(r[3].Sequence));
        RequestSetResult result = connection.Execute(3, Ask.Encode);
        Assert.Equal([0, Errno.Invalid, 0], result.Errnos);
        Assert.Equal("Attribute failed policy validation", Assert.Single(result.KernelMessages, m => m.Key == 1).Value);
    }

    [Fact]
    public void The_text_of_an_extended_acknowledgement_is_the_exceptions()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[0].Sequence, Errno.Invalid, "no such thing"));
        NetlinkException e = Assert.Throws<NetlinkException>(() => Ask.Get(connection));
        Assert.Equal((Errno.Invalid, "no such thing", "no such thing"), (e.Errno, e.KernelMessage, e.Message));
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[0].Sequence, Errno.NotPermitted));
        e = Assert.Throws<NetlinkException>(() => Ask.Get(connection));
        Assert.Null(e.KernelMessage);
        Assert.NotEmpty(e.Message);
    }

    [Fact]
    public void What_a_real_kernel_answered_to_five_requests_in_one_send_is_matched()
    {
        using NetlinkConnection connection = Transport.Connect();
        byte[][] replies = Captured.Replies("zero-five-of-which-two-are-unknown");
        uint captured = BitConverter.ToUInt32(replies[^1], 8);
        Transport.Kernel = r =>
        {
            foreach (byte[] reply in replies)
            {
                uint sequence = r[^1].Sequence - captured + BitConverter.ToUInt32(reply, 8);
                byte[] moved = [.. reply];
                BitConverter.TryWriteBytes(moved.AsSpan(8), sequence);
                Transport.Answer(moved);
            }
        };
        Assert.Equal(Captured.Port, Transport.PortId);
        Assert.Equal([0, Errno.NoSuchProcess, 0, Errno.NoSuchProcess, 0], connection.Execute(5, Ask.Encode).Errnos);
    }
}
