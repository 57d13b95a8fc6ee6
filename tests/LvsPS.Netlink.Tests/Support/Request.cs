using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Tests.Support;

/// <summary>One request as the scripted kernel saw it.</summary>
internal sealed record Request(ushort Family, NetlinkFlags Flags, uint Sequence, byte Command, byte[] Attributes)
{
    public bool WantsAnswer => (Flags & NetlinkFlags.Ack) != 0;

    public bool IsDump => (Flags & NetlinkFlags.Dump) == NetlinkFlags.Dump;

    public static List<Request> In(ReadOnlySpan<byte> datagram)
    {
        var requests = new List<Request>();
        var messages = new NetlinkMessageReader(datagram);
        while (messages.MoveNext())
        {
            NetlinkHeader header = messages.Header;
            requests.Add(new Request(header.Type, header.Flags, header.Sequence, messages.Payload[0], messages.Payload[4..].ToArray()));
        }

        return requests;
    }
}
