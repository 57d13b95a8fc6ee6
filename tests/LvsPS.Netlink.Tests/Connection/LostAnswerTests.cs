using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class LostAnswerTests : ScriptedTest
{
    [Fact]
    public void ENOBUFS_ends_a_set_whose_errnos_are_then_unknown()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = _ => Transport.AnswerErrno(Errno.NoBuffers);
        RequestSetResult result = connection.Execute(100, Ask.Encode);
        Assert.Equal(RequestSetEnd.AnswersLost, result.End);
        Assert.Single(Transport.Sends);
        Assert.All(result.Errnos.Take(64), e => Assert.Equal(RequestSetResult.Unknown, e));
        Assert.All(result.Errnos.Skip(64), e => Assert.Equal(RequestSetResult.NotSent, e));
    }

    [Fact]
    public void What_waits_behind_ENOBUFS_is_read_away_before_the_next_request()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Transport.AnswerErrno(Errno.NoBuffers);
            Transport.FailSome(r, _ => Errno.Exists);
        };
        Assert.Equal(RequestSetEnd.AnswersLost, connection.Execute(10, Ask.Encode).End);
        Assert.Equal(10 + 1, Transport.Unread);

        Transport.Kernel = r =>
        {
            Assert.Equal(0, Transport.Unread);
            Transport.AcknowledgeAll(r);
        };
        Assert.Equal([0, 0], connection.Execute(2, Ask.Encode).Errnos);
    }

    [Fact]
    public void ENOBUFS_makes_a_dump_not_whole_and_its_rest_is_read_away()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Transport.Answer(Reply.Item(r[0].Sequence, 1));
            Transport.AnswerErrno(Errno.NoBuffers);
            Transport.Answer(Reply.Item(r[0].Sequence, 2));
            Transport.AnswerErrno(Errno.NoBuffers);
            Transport.Answer(Reply.Done(r[0].Sequence));
        };
        Assert.Equal((false, [1]), Ask.Dump(connection), DumpComparer.Instance);
        Assert.Equal(0, Transport.Unread);
    }

    [Fact]
    public void ENOBUFS_makes_a_single_answer_an_error()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = _ => Transport.AnswerErrno(Errno.NoBuffers);
        Assert.Equal(Errno.NoBuffers, Assert.Throws<NetlinkException>(() => Ask.Get(connection)).Errno);
    }

    [Fact]
    public void NLMSG_OVERRUN_makes_a_dump_not_whole()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Message(4, 2, r[0].Sequence, []), Reply.Done(r[0].Sequence));
        Assert.Equal((false, [1]), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void A_datagram_larger_than_the_buffer_ends_a_set_and_the_next_buffer_has_room_for_it()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = _ => Transport.AnswerOfLength(100_000);
        Assert.Equal(RequestSetEnd.AnswersLost, connection.Execute(3, Ask.Encode).End);
        Transport.Kernel = Transport.AcknowledgeAll;
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(3, Ask.Encode).End);
        Assert.Equal(64 * 1024, Transport.BufferSizes[0]);
        Assert.True(Transport.BufferSizes[^1] >= 100_000);
    }

    [Fact]
    public void A_datagram_larger_than_the_buffer_makes_a_dump_not_whole_and_the_next_one_reads_it()
    {
        using NetlinkConnection connection = Transport.Connect();
        byte[] Large(uint sequence) => [.. Enumerable.Repeat(Reply.Item(sequence, 7), 3000).SelectMany(b => b)];
        Transport.Kernel = r =>
        {
            Transport.Answer(Large(r[0].Sequence));
            Transport.Answer(Reply.Done(r[0].Sequence));
        };
        Assert.Equal((false, []), Ask.Dump(connection), DumpComparer.Instance);
        Assert.Equal(0, Transport.Unread);
        (bool whole, List<byte> marks) = Ask.Dump(connection);
        Assert.True(whole);
        Assert.Equal(3000, marks.Count);
    }

    [Fact]
    public void A_datagram_that_just_fills_the_buffer_is_whole()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            int filler = (64 * 1024) - Reply.Done(1).Length;
            Transport.Answer(Reply.Message(1, 2, r[0].Sequence, new byte[filler - 16]), Reply.Done(r[0].Sequence));
        };
        Assert.Equal((true, []), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void A_socket_that_fails_while_answers_are_read_keeps_what_is_known_of_the_set()
    {
        using NetlinkConnection connection = Transport.Connect();
        const int BadDescriptor = 9;
        Transport.Kernel = r =>
        {
            Transport.Answer(Reply.Error(r[1].Sequence, Errno.Exists));
            Transport.AnswerErrno(BadDescriptor);
        };
        RequestSetResult result = connection.Execute(3, Ask.Encode);
        Assert.Equal((RequestSetEnd.TransportFailed, BadDescriptor), (result.End, result.TransportErrno));
        Assert.Equal([RequestSetResult.Unknown, Errno.Exists, RequestSetResult.Unknown], result.Errnos);
        Assert.Equal(BadDescriptor, Assert.Throws<NetlinkException>(() =>
        {
            Transport.AnswerErrno(BadDescriptor);
            Ask.Dump(connection);
        }).Errno);
    }

    [Fact]
    public void A_send_that_fails_leaves_its_requests_not_sent()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        Transport.SendErrnos.Enqueue(Errno.MessageSize);
        RequestSetResult result = connection.Execute(3, Ask.Encode);
        Assert.Equal((RequestSetEnd.TransportFailed, Errno.MessageSize), (result.End, result.TransportErrno));
        Assert.All(result.Errnos, e => Assert.Equal(RequestSetResult.NotSent, e));
        Transport.SendErrnos.Enqueue(Errno.NoBuffers);
        Assert.Equal(Errno.NoBuffers, Assert.Throws<NetlinkException>(() => Ask.Get(connection)).Errno);
    }
}
