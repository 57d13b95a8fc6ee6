using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class StrayReplyTests : ScriptedTest
{
    [Fact]
    public void Replies_to_an_old_sequence_are_ignored()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            uint sequence = r[0].Sequence;
            Transport.Answer(Reply.Item(sequence - 1, 9), Reply.Done(sequence - 1), Reply.Error(sequence - 1, Errno.Exists));
            Transport.Answer(Reply.Item(sequence, 1), Reply.Item(sequence + 1, 9), Reply.Done(sequence));
        };
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);

        Transport.Kernel = r =>
        {
            Transport.Answer(Reply.Error(r[0].Sequence - 1, Errno.Exists), Reply.Error(r[^1].Sequence + 1, Errno.Exists));
            Transport.AcknowledgeAll(r);
        };
        Assert.Equal([0, 0, 0], connection.Execute(3, Ask.Encode).Errnos);
    }

    [Fact]
    public void Replies_to_another_port_are_ignored()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Transport.Answer(Reply.Message(23, 2, r[0].Sequence, [1, 1, 0, 0, 8, 0, 4, 0, 9, 0, 0, 0], port: 99));
            Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Done(r[0].Sequence));
        };
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void Datagrams_from_a_sender_that_is_not_the_kernel_are_ignored()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Transport.AnswerFrom(1234, Reply.Error(r[0].Sequence, Errno.NotPermitted));
            Transport.AnswerFrom(1234, new byte[100_000]);
            Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Done(r[0].Sequence));
        };
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);

        Transport.Kernel = r =>
        {
            Transport.AnswerFrom(1234, Reply.Acknowledgement(r[^1].Sequence));
            Transport.FailSome(r, q => q == r[0] ? Errno.Exists : 0);
        };
        Assert.Equal([Errno.Exists, 0], connection.Execute(2, Ask.Encode).Errnos);
    }

    [Fact]
    public void Messages_that_say_nothing_are_passed_over()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Message(1, 0, r[0].Sequence, []), Reply.Item(r[0].Sequence, 5, multi: false));
        Assert.Equal(5, Ask.Get(connection));
    }

    [Fact]
    public void The_numbers_of_requests_wrap_around()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        typeof(NetlinkConnection).GetField("_sequence", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .SetValue(connection, uint.MaxValue - 1);
        Transport.Kernel = r => Transport.FailSome(r, q => q.Sequence == 1 ? Errno.Exists : 0);
        Assert.Equal([0, 0, Errno.Exists, 0], connection.Execute(4, Ask.Encode).Errnos);
    }
}
