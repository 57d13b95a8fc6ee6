using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink;

/// <summary>Writes the attributes of one request.</summary>
/// <param name="index">Which request of the set.</param>
/// <param name="writer">Where its attributes go.</param>
/// <returns>The command of the request; for a protocol without families, the type of its message.</returns>
public delegate byte RequestEncoder(int index, ref AttributeWriter writer);

/// <summary>Collects requests for one send.</summary>
internal sealed class RequestBuffer
{
    /// <summary>More than any request of IPVS needs: a service and a destination with every attribute are under 400 bytes.</summary>
    public const int LargestRequest = 1024;

    /// <summary>The family of a protocol that has none: the command stands as the message's type, and what is its own header the encoder writes.</summary>
    public const ushort NoFamily = 0;

    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Datagram => _bytes.AsSpan(0, Length);

    public void Clear() => (Length, Count) = (0, 0);

    public void Add(ushort family, byte version, NetlinkFlags flags, uint sequence, int index, RequestEncoder encode)
    {
        if (_bytes.Length - Length < LargestRequest + NetlinkHeader.Size)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        Span<byte> message = _bytes.AsSpan(Length);
        int header = NetlinkHeader.Size + (family == NoFamily ? 0 : GenericNetlink.HeaderSize);
        var writer = new AttributeWriter(message[header..]);
        byte command = encode(index, ref writer);
        int length = header + writer.Position;
        new NetlinkHeader((uint)length, family == NoFamily ? command : family, NetlinkFlags.Request | flags, sequence, 0).Write(message);
        if (family != NoFamily)
        {
            message[NetlinkHeader.Size] = command;
            message[NetlinkHeader.Size + 1] = version;
            message[NetlinkHeader.Size + 2] = 0;
            message[NetlinkHeader.Size + 3] = 0;
        }

        Length += NetlinkConstants.Align(length);
        Count++;
    }

    /// <summary>
    /// Ends the send with a message that does nothing and is always acknowledged. Requests are handled in order, so its answer tells that
    /// all were. A request itself may have none even where it asks: of one that gave EINTR the kernel says nothing at all
    /// (<c>netlink_rcv_skb</c>). Stopping a daemon whose thread did not run yet does that, and the daemon is stopped.
    /// </summary>
    /// <param name="sequence">The number of the message.</param>
    public void End(uint sequence)
    {
        new NetlinkHeader(NetlinkHeader.Size, NetlinkConstants.MessageNoop, NetlinkFlags.Request | NetlinkFlags.Ack, sequence, 0)
            .Write(_bytes.AsSpan(Length));
        Length += NetlinkHeader.Size;
    }
}
