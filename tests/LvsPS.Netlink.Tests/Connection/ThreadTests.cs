using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class ThreadTests
{
    [Fact]
    public void Threads_share_a_connection_and_each_gets_its_own_answers()
    {
        using var transport = new ScriptedTransport();
        transport.Kernel = r =>
        {
            if (r[0].IsDump)
            {
                transport.Answer(Reply.Item(r[0].Sequence, r[0].Attributes[4]), Reply.Done(r[0].Sequence));
            }
            else
            {
                transport.FailSome(r, q => BitConverter.ToInt32(q.Attributes, 4) % 3 == 1 ? Errno.Exists : 0);
            }
        };
        using NetlinkConnection connection = transport.Connect();
        int[] expected = [.. Enumerable.Range(0, 150).Select(i => i % 3 == 1 ? Errno.Exists : 0)];
        using var start = new Barrier(4);
        Exception?[] failures = new Exception?[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(id => new Thread(() => failures[id] = Record.Exception(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 50; i++)
            {
                if (id % 2 == 0)
                {
                    Assert.Equal(expected, connection.Execute(expected.Length, Ask.Encode).Errnos);
                }
                else
                {
                    var marks = new List<byte>();
                    Assert.True(connection.Dump((int _, ref LvsPS.Netlink.Wire.AttributeWriter w) => Ask.Encode(id, ref w), (_, a) => marks.Add(a[4])));
                    Assert.Equal([(byte)id], marks);
                }
            }
        })))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.All(failures, Assert.Null);
        Assert.Equal(1, transport.FamilyRequests);
    }

    [Fact]
    public void Disposing_closes_the_transport()
    {
        using var transport = new ScriptedTransport();
        transport.Connect().Dispose();
        Assert.Equal(1, transport.Closed);
    }
}
