using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Tests.Support;

/// <summary>One request as the scripted kernel saw it.</summary>
internal sealed record Request(ushort Family, NetlinkFlags Flags, uint Sequence, byte Command, byte[] Attributes)
{
    public bool WantsAnswer => (Flags & NetlinkFlags.Ack) != 0;

    public bool IsDump => (Flags & NetlinkFlags.Dump) == NetlinkFlags.Dump;

    /// <summary>The message that ends a send: it does nothing and is acknowledged.</summary>
    public bool IsEnd => Family == NetlinkConstants.MessageNoop;

    public static List<Request> In(ReadOnlySpan<byte> datagram)
    {
        var requests = new List<Request>();
        var messages = new NetlinkMessageReader(datagram);
        while (messages.MoveNext())
        {
            NetlinkHeader header = messages.Header;
            ReadOnlySpan<byte> payload = messages.Payload;
            requests.Add(payload.IsEmpty
                ? new Request(header.Type, header.Flags, header.Sequence, 0, [])
                : new Request(header.Type, header.Flags, header.Sequence, payload[0], payload[4..].ToArray()));
        }

        return requests;
    }
}
