using System.Runtime.InteropServices;

namespace LvsPS.Netlink.Wire;

/// <summary>What NLMSG_ERROR and NLMSG_DONE say: an errno, and perhaps the text of an extended acknowledgement.</summary>
/// <param name="Errno">The error number, positive; 0 for none.</param>
/// <param name="Text">The text (NLMSGERR_ATTR_MSG), where the kernel sent one.</param>
public readonly record struct NetlinkError(int Errno, string? Text)
{
    /// <summary>NLMSGERR_ATTR_*: what may follow the errno.</summary>
    public static AttributePolicySet Attributes { get; } = new(
        "NLMSGERR",
        new AttributePolicy(NetlinkConstants.ErrorAttributeMessage, "MSG", AttributeKind.Text, ushort.MaxValue),
        new AttributePolicy(NetlinkConstants.ErrorAttributeOffset, "OFFS", AttributeKind.U32));

    /// <summary>Reads the payload of a message of either type.</summary>
    /// <param name="header">The message's header.</param>
    /// <param name="payload">What follows it.</param>
    /// <returns>What the message says.</returns>
    /// <exception cref="NetlinkProtocolException">The payload is too short, or its errno is none.</exception>
    public static NetlinkError Read(NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        int attributes = AttributesStart(header, payload);
        int errno = -MemoryMarshal.Read<int>(payload);

        // The end of a dump carries what the last call of its function returned: a count, unless it is negative.
        errno = header.Type == NetlinkConstants.MessageDone ? Math.Max(errno, 0) : errno;
        if (errno < 0)
        {
            throw new NetlinkProtocolException($"an error message says {-(long)errno}, which is no errno");
        }

        string? text = null;
        var reader = new AttributeReader(payload[attributes..], Attributes);
        while (reader.MoveNext())
        {
            text = reader.Type == NetlinkConstants.ErrorAttributeMessage ? reader.GetText() : text;
        }

        return new NetlinkError(errno, text);
    }

    /// <summary>
    /// Finds where the attributes of an extended acknowledgement begin (<c>netlink_ack</c> and <c>netlink_dump_done</c> in
    /// <c>net/netlink/af_netlink.c</c>).
    /// </summary>
    /// <param name="header">The message's header.</param>
    /// <param name="payload">What follows it.</param>
    /// <returns>The offset in the payload; its end where there are none.</returns>
    /// <exception cref="NetlinkProtocolException">The payload is too short.</exception>
    public static int AttributesStart(NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        bool error = header.Type == NetlinkConstants.MessageError;
        int start = error ? sizeof(int) + NetlinkHeader.Size : sizeof(int);
        if (payload.Length < start)
        {
            throw new NetlinkProtocolException($"the payload of {(error ? "an error" : "a dump's end")} has {payload.Length} bytes, not {start}");
        }

        if ((header.Flags & NetlinkFlags.AckAttributes) == 0)
        {
            return payload.Length;
        }

        if (error && (header.Flags & NetlinkFlags.Capped) == 0)
        {
            // Without NETLINK_CAP_ACK the whole request stands in between, with its padding.
            uint request = NetlinkHeader.Read(payload[sizeof(int)..]).Length;
            if (request < NetlinkHeader.Size || request > (uint)payload.Length - sizeof(int))
            {
                throw new NetlinkProtocolException($"an error message of {payload.Length} bytes repeats a request of {request}");
            }

            start = Math.Min(sizeof(int) + NetlinkConstants.Align((int)request), payload.Length);
        }

        return start;
    }
}
