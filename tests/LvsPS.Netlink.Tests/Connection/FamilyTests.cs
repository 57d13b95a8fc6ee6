using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class FamilyTests : ScriptedTest
{
    [Fact]
    public void The_family_is_asked_for_once_in_a_connection()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            if (r[0].IsDump)
            {
                Transport.Answer(Reply.Done(r[0].Sequence));
            }
            else if (r[^1].IsEnd)
            {
                Transport.AcknowledgeAll(r);
            }
            else
            {
                Transport.Answer(Reply.Item(r[0].Sequence, 1, multi: false));
            }
        };
        for (int i = 0; i < 10; i++)
        {
            Ask.Get(connection);
            Ask.Dump(connection);
            connection.Execute(3, Ask.Encode);
            Assert.Equal(ScriptedTransport.Family, connection.ResolveFamily());
        }

        Assert.Equal(1, Transport.FamilyRequests);
        Assert.All(Transport.Sends.SelectMany(s => s), r => Assert.Equal(ScriptedTransport.Family, r.Family));
    }

    [Fact]
    public void Nothing_is_asked_before_it_is_needed()
    {
        using NetlinkConnection connection = Transport.Connect();
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(0, Ask.Encode).End);
        Assert.Equal(0, Transport.FamilyRequests);
    }

    [Fact]
    public void A_kernel_without_the_family_answers_ENOENT_and_is_asked_again_next_time()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Controller = r => Transport.Answer(Reply.Error(r.Sequence, Errno.NoEntry));
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => connection.ResolveFamily()).Errno);
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => connection.Execute(1, Ask.Encode)).Errno);
        Assert.Equal(2, Transport.FamilyRequests);

        // The module was loaded meanwhile.
        Transport.Controller = null;
        Assert.Equal(ScriptedTransport.Family, connection.ResolveFamily());
    }

    [Fact]
    public void A_family_that_got_another_number_when_its_module_was_loaded_again_is_found_again_by_reading()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        Transport.Controller = r => Transport.Answer(Reply.Family(r.Sequence, 99));
        Transport.Kernel = r =>
        {
            if (r[0].Family != 99)
            {
                Transport.Answer(Reply.Error(r[0].Sequence, Errno.NoEntry));
            }
            else
            {
                Transport.Answer(Reply.Item(r[0].Sequence, 1), Reply.Done(r[0].Sequence));
            }
        };
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);
        Assert.Equal(2, Transport.FamilyRequests);
        Assert.Equal(1, Ask.Get(connection));
        Assert.Equal(2, Transport.FamilyRequests);
    }

    [Fact]
    public void A_family_that_got_another_number_is_found_again_by_a_set_of_changes()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        Transport.Controller = r => Transport.Answer(Reply.Family(r.Sequence, 99));
        Transport.Kernel = r =>
        {
            if (r[0].Family != 99)
            {
                Transport.FailSome(r, _ => Errno.NoEntry);
            }
            else
            {
                Transport.AcknowledgeAll(r);
            }
        };
        Assert.Equal([0, 0, 0], connection.Execute(3, Ask.Encode).Errnos);
        Assert.Equal(2, Transport.FamilyRequests);
    }

    [Fact]
    public void ENOENT_of_changes_stays_where_the_family_has_its_number_still()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r => Transport.FailSome(r, _ => Errno.NoEntry);
        Assert.Equal([Errno.NoEntry, Errno.NoEntry], connection.Execute(2, Ask.Encode).Errnos);
        Assert.Single(Transport.Sends);
    }

    [Fact]
    public void A_module_that_was_unloaded_is_ENOENT()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        Transport.Controller = r => Transport.Answer(Reply.Error(r.Sequence, Errno.NoEntry));
        Transport.Kernel = r => Transport.Answer(Reply.Error(r[0].Sequence, Errno.NoEntry));
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => Ask.Get(connection)).Errno);
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => Ask.Dump(connection)).Errno);
        Transport.Kernel = r => Transport.FailSome(r, _ => Errno.NoEntry);
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => connection.Execute(1, Ask.Encode)).Errno);
    }

    [Fact]
    public void An_answer_without_a_number_is_a_broken_one()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Controller = r => Transport.Answer(Reply.Message(0x10, 0, r.Sequence, [1, 2, 0, 0]));
        Assert.Throws<NetlinkProtocolException>(() => connection.ResolveFamily());
    }

    [Fact]
    public void The_request_for_the_family_is_the_one_that_a_real_kernel_answered()
    {
        byte[]? sent = null;
        using NetlinkConnection connection = Transport.Connect();
        connection.Trace = (outgoing, datagram) => sent = outgoing ? datagram.ToArray() : sent;
        connection.ResolveFamily();
        Assert.Equal(Captured.Request("get-family"), sent);
    }
}
