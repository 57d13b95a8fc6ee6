using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class DeadlineTests : ScriptedTest
{
    [Fact]
    public void A_set_whose_answers_do_not_come_ends_at_the_deadline()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.Timeout = TimeSpan.FromSeconds(3);
        connection.ResolveFamily();
        DateTimeOffset before = Transport.Time.GetUtcNow();
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[1].Sequence, Errno.Exists));
        RequestSetResult result = connection.Execute(3, Ask.Encode);
        Assert.Equal(RequestSetEnd.TimedOut, result.End);
        Assert.Equal([RequestSetResult.Unknown, Errno.Exists, RequestSetResult.Unknown], result.Errnos);
        Assert.Equal(TimeSpan.FromSeconds(3), Transport.Time.GetUtcNow() - before);
    }

    [Fact]
    public void Answers_that_come_after_the_deadline_are_not_taken_for_the_next_sets()
    {
        using NetlinkConnection connection = Transport.Connect();
        uint late = 0;
        Transport.Kernel = r => late = r[^1].Sequence;
        Assert.Equal(RequestSetEnd.TimedOut, connection.Execute(3, Ask.Encode).End);
        Transport.Answer(Reply.Error(late, Errno.Exists));
        Transport.Kernel = Transport.AcknowledgeAll;
        Assert.Equal([0], connection.Execute(1, Ask.Encode).Errnos);
    }

    [Fact]
    public void A_dump_or_a_single_answer_that_does_not_come_throws()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.Timeout = TimeSpan.FromMilliseconds(120);
        Assert.Equal(TimeSpan.FromMilliseconds(120), Assert.Throws<NetlinkTimeoutException>(() => Ask.Dump(connection)).Timeout);
        Assert.Throws<NetlinkTimeoutException>(() => Ask.Get(connection));
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 1));
        Assert.Throws<NetlinkTimeoutException>(() => Ask.Dump(connection));
    }

    [Fact]
    public void An_answer_at_the_last_moment_counts()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        connection.Timeout = TimeSpan.FromMilliseconds(100);
        uint sequence = 0;
        int waits = 0;
        Transport.Kernel = r => sequence = r[0].Sequence;
        Transport.Waiting = () =>
        {
            if (++waits == 2)
            {
                Transport.Answer(Reply.Item(sequence, 4, multi: false));
            }
        };
        Assert.Equal(4, Ask.Get(connection));
    }

    [Fact]
    public void Datagrams_of_others_do_not_put_off_the_deadline()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        connection.Timeout = TimeSpan.FromSeconds(1);
        DateTimeOffset before = Transport.Time.GetUtcNow();
        Transport.Waiting = () => Transport.AnswerFrom(77, new byte[20]);
        Assert.Throws<NetlinkTimeoutException>(() => Ask.Get(connection));
        Assert.Equal(TimeSpan.FromSeconds(1), Transport.Time.GetUtcNow() - before);
    }

    [Fact]
    public void One_deadline_holds_for_a_whole_set_and_acts_between_two_sends()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.SetTimeout = TimeSpan.FromSeconds(20);
        Transport.Kernel = r =>
        {
            // Nine seconds a send are within the deadline of one send.
            Transport.Time.Advance(TimeSpan.FromSeconds(9));
            Transport.AcknowledgeAll(r);
        };
        RequestSetResult result = connection.Execute(1000, Ask.Encode);
        Assert.Equal(RequestSetEnd.TimedOut, result.End);
        int sent = Transport.Sends.Sum(s => s.Count);
        Assert.Equal(3, Transport.Sends.Count);
        Assert.All(result.Errnos.Take(sent), e => Assert.Equal(0, e));
        Assert.All(result.Errnos.Skip(sent), e => Assert.Equal(RequestSetResult.NotSent, e));
    }
}
