using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class DumpTests : ScriptedTest
{
    [Fact]
    public void A_dump_over_several_datagrams_is_read_to_its_end()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Assert.True(r[0].IsDump);
            uint sequence = r[0].Sequence;
            Transport.Answer(Reply.Item(sequence, 1), Reply.Item(sequence, 2));
            Transport.Answer(Reply.Item(sequence, 3));
            Transport.Answer(Reply.Item(sequence, 4), Reply.Done(sequence));
        };
        Assert.Equal((true, [1, 2, 3, 4]), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void An_empty_dump_is_whole()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Done(r[0].Sequence));
        Assert.Equal((true, []), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void A_dump_that_a_change_interrupted_is_not_whole()
    {
        using NetlinkConnection connection = Transport.Connect();
        foreach (bool atTheEnd in new[] { false, true })
        {
            NetlinkFlags first = atTheEnd ? NetlinkFlags.None : NetlinkFlags.DumpInterrupted;
            NetlinkFlags last = atTheEnd ? NetlinkFlags.DumpInterrupted : NetlinkFlags.None;
            Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 1, more: first), Reply.Done(r[0].Sequence, more: last));
            Assert.Equal((false, [1]), Ask.Dump(connection), DumpComparer.Instance);
        }
    }

    [Fact]
    public void EBUSY_reads_away_the_earlier_dump_and_asks_again()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            if (Transport.Sends.Count == 1)
            {
                Transport.Answer(Reply.Error(r[0].Sequence, Errno.Busy));
                Transport.Answer(Reply.Item(0xdead, 9));
                Transport.Answer(Reply.Done(0xdead));
            }
            else
            {
                Assert.Equal(0, Transport.Unread);
                Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Done(r[0].Sequence));
            }
        };
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);
        Assert.Equal(2, Transport.Sends.Count);
    }

    [Fact]
    public void EBUSY_that_stays_is_an_error_after_three_tries()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[0].Sequence, Errno.Busy));
        Assert.Equal(Errno.Busy, Assert.Throws<NetlinkException>(() => Ask.Dump(connection)).Errno);
        Assert.Equal(3, Transport.Sends.Count);
    }

    [Fact]
    public void A_negative_status_at_the_end_is_an_error_after_what_came()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Done(r[0].Sequence, -Errno.MessageSize));
        var marks = new List<byte>();
        NetlinkException e = Assert.Throws<NetlinkException>(() => connection.Dump(Ask.Encode, (_, a) => marks.Add(a[4])));
        Assert.Equal(Errno.MessageSize, e.Errno);
        Assert.Equal([1], marks);
    }

    [Fact]
    public void A_refused_dump_is_an_error()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[0].Sequence, Errno.NotPermitted));
        Assert.Equal(Errno.NotPermitted, Assert.Throws<NetlinkException>(() => Ask.Dump(connection)).Errno);
    }

    [Fact]
    public void A_dump_that_its_handler_left_is_read_away_before_the_next_request()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Assert.Equal(0, Transport.Unread);
            Transport.Answer(Reply.Item(r[0].Sequence, 1));
            Transport.Answer(Reply.Item(r[0].Sequence, 2));
            Transport.Answer(Reply.Done(r[0].Sequence));
        };
        Assert.Throws<InvalidTimeZoneException>(() => connection.Dump(Ask.Encode, (_, _) => throw new InvalidTimeZoneException()));
        Assert.Equal(2, Transport.Unread);
        Assert.Equal((true, [1, 2]), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void A_handler_may_not_ask_on_its_own_connection()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Done(r[0].Sequence));
        Assert.Throws<InvalidOperationException>(() => connection.Dump(Ask.Encode, (_, _) => Ask.Dump(connection)));
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void Broken_bytes_in_a_dump_are_a_protocol_error_and_the_next_one_works()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            byte[] item = Reply.Item(r[0].Sequence, 1);
            item[0]++;
            Transport.Answer(item);
            Transport.Answer(Reply.Done(r[0].Sequence));
        };
        Assert.Throws<NetlinkProtocolException>(() => Ask.Dump(connection));
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 2), Reply.Done(r[0].Sequence));
        Assert.Equal((true, [2]), Ask.Dump(connection), DumpComparer.Instance);
    }
}
