using System.Runtime.InteropServices;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>Writes the attributes of a message of the kernel.</summary>
/// <returns>The command of the message.</returns>
internal delegate byte ReplyWriter(ref AttributeWriter writer);

/// <summary>Makes the messages that the kernel sends.</summary>
internal static class Replies
{
    /// <summary>The number that the family has here; a real kernel gives it out at run time.</summary>
    public const ushort Family = 0x1e;

    private const int LargestMessage = 1024;

    /// <summary>NLMSG_ERROR as with NETLINK_CAP_ACK: the errno and the header of the request.</summary>
    public static byte[] Acknowledgement(NetlinkHeader request, uint portId, int errno, string? text = null)
    {
        Span<byte> message = stackalloc byte[256];
        var attributes = new AttributeWriter(message[(NetlinkHeader.Size + sizeof(int) + NetlinkHeader.Size)..]);
        NetlinkFlags flags = NetlinkFlags.Capped;
        if (text is not null)
        {
            attributes.PutText(NetlinkConstants.ErrorAttributeMessage, text);
            flags |= NetlinkFlags.AckAttributes;
        }

        int length = NetlinkHeader.Size + sizeof(int) + NetlinkHeader.Size + attributes.Position;
        new NetlinkHeader((uint)length, NetlinkConstants.MessageError, flags, request.Sequence, portId).Write(message);
        MemoryMarshal.Write(message[NetlinkHeader.Size..], -errno);
        request.Write(message[(NetlinkHeader.Size + sizeof(int))..]);
        return message[..length].ToArray();
    }

    /// <summary>One message of generic netlink.</summary>
    public static byte[] Message(ushort family, byte version, NetlinkFlags flags, uint sequence, uint portId, ReplyWriter body)
    {
        Span<byte> message = stackalloc byte[LargestMessage];
        var writer = new AttributeWriter(message[(NetlinkHeader.Size + GenericNetlink.HeaderSize)..]);
        byte command = body(ref writer);
        int length = NetlinkHeader.Size + GenericNetlink.HeaderSize + writer.Position;
        new NetlinkHeader((uint)length, family, flags, sequence, portId).Write(message);
        message[NetlinkHeader.Size] = command;
        message[NetlinkHeader.Size + 1] = version;
        message[(NetlinkHeader.Size + 2)..(NetlinkHeader.Size + GenericNetlink.HeaderSize)].Clear();
        return message[..length].ToArray();
    }

    /// <summary>NLMSG_DONE with the status that the dump ended with.</summary>
    public static byte[] Done(uint sequence, uint portId)
    {
        byte[] message = new byte[NetlinkHeader.Size + sizeof(int)];
        new NetlinkHeader((uint)message.Length, NetlinkConstants.MessageDone, NetlinkFlags.Multi, sequence, portId).Write(message);
        return message;
    }
}

/// <summary>A running dump. As in the kernel its place is an ordinal number, so that a change meanwhile makes it skip or repeat.</summary>
internal sealed class Dump(uint sequence, uint portId, Func<IEnumerable<ReplyWriter>> entries)
{
    private int _position;

    /// <summary>The next datagram: as many entries as fit, or, after the last of them, the end.</summary>
    public byte[] Next(int capacity, out bool ended)
    {
        byte[] datagram = new byte[capacity];
        int length = 0;
        foreach (ReplyWriter entry in entries().Skip(_position))
        {
            byte[] message = Replies.Message(Replies.Family, IpvsConstants.FamilyVersion, NetlinkFlags.Multi, sequence, portId, entry);
            if (length + message.Length > capacity)
            {
                break;
            }

            message.CopyTo(datagram, length);
            length += NetlinkConstants.Align(message.Length);
            _position++;
        }

        ended = length == 0;
        return ended ? Replies.Done(sequence, portId) : datagram[..length];
    }
}
