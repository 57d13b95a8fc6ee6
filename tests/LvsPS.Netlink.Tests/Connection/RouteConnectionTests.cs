using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

/// <summary>A protocol without families: the command is the message's type, and no family is asked for.</summary>
public sealed class RouteConnectionTests : ScriptedTest
{
    private const byte GetThing = 18;
    private const byte Thing = 16;

    [Fact]
    public void A_request_has_its_command_as_type_and_what_the_encoder_wrote_behind_the_header()
    {
        Transport.Kernel = requests => Transport.Answer(Reply.Message(Thing, 0, requests[0].Sequence, [1, 2, 3, 4, 5, 6, 7, 8]));
        using var connection = new NetlinkConnection(Transport, Transport.Time);
        byte[] payload = [];
        byte type = 0;
        connection.Get(Encode, (command, bytes) => (type, payload) = (command, bytes.ToArray()));
        Assert.Equal((Thing, 0), (type, Transport.FamilyRequests));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], payload);
        Request request = Assert.Single(Transport.Sends.Single());
        Assert.Equal((GetThing, NetlinkFlags.Request), (request.Family, request.Flags));
        Assert.Equal([7, 0, 0, 0, 8, 0, 1, 0, 9, 0, 0, 0], [request.Command, 0, 0, 0, .. request.Attributes]);
    }

    [Fact]
    public void A_dump_gives_each_message_to_its_end()
    {
        Transport.Kernel = requests => Transport.Answer(
            Reply.Message(Thing, 2, requests[0].Sequence, [1, 0, 0, 0]), Reply.Message(Thing, 2, requests[0].Sequence, [2, 0, 0, 0]), Reply.Done(requests[0].Sequence));
        using var connection = new NetlinkConnection(Transport, Transport.Time);
        var seen = new List<byte>();
        Assert.True(connection.Dump(Encode, (_, bytes) => seen.Add(bytes[0])));
        Assert.Equal([1, 2], seen);
    }

    [Fact]
    public void What_is_to_be_done_is_acknowledged_or_refused_once()
    {
        Transport.Kernel = Transport.AcknowledgeAll;
        using var connection = new NetlinkConnection(Transport, Transport.Time);
        connection.Do(Encode, NetlinkFlags.Create | NetlinkFlags.Exclusive);
        Assert.Equal((NetlinkFlags)0x605, Transport.Sends[0][0].Flags);
        Transport.Kernel = requests => Transport.FailSome(requests, _ => Errno.NoEntry);
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => connection.Do(Encode)).Errno);
        Transport.Kernel = requests => Transport.FailSome(requests, _ => Errno.Busy);
        Assert.Equal(Errno.Busy, Assert.Throws<NetlinkException>(() => connection.Do(Encode)).Errno);
        Assert.Equal(3, Transport.Sends.Count);
    }

    [NamespaceFact]
    public void The_kernel_of_this_machine_has_a_loopback()
    {
        using var connection = new NetlinkConnection(NetlinkSocket.Open(NetlinkProtocol.Route));
        var names = new List<string>();
        Assert.True(connection.Dump(
            (int _, ref AttributeWriter writer) => Netlink.Route.LinkMessage.WriteAll(ref writer),
            (_, payload) => names.Add(Netlink.Route.LinkMessage.Read(payload).Name)));
        Assert.Contains("lo", names);
    }

    private static byte Encode(int index, ref AttributeWriter writer)
    {
        writer.PutHeader(4)[0] = 7;
        writer.PutU32(1, 9);
        return GetThing;
    }
}
