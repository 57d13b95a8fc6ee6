using LvsPS.Netlink.Tests.Support;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class TraceTests
{
    [Fact]
    public void Every_datagram_is_shown_in_both_directions_as_it_was()
    {
        using var transport = new ScriptedTransport();
        var seen = new List<(bool Outgoing, byte[] Bytes)>();
        using NetlinkConnection connection = transport.Connect();
        connection.Trace = (outgoing, datagram) => seen.Add((outgoing, datagram.ToArray()));
        byte[] acknowledgement = [];
        transport.Kernel = r =>
        {
            acknowledgement = Reply.Acknowledgement(r[^1].Sequence);
            transport.Answer(acknowledgement);
        };
        connection.Execute(2, Ask.Encode);
        Assert.Equal([true, false, true, false], seen.Select(s => s.Outgoing));
        Assert.Equal([false, false, true], Request.In(seen[2].Bytes).Select(q => q.IsEnd));
        Assert.Equal(acknowledgement, seen[3].Bytes);

        connection.Trace = null;
        connection.Execute(2, Ask.Encode);
        Assert.Equal(4, seen.Count);
    }
}
