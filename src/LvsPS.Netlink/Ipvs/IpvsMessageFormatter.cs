using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Ipvs.Trace;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>
/// Decodes a datagram into lines for a person: each message's command, sequence number, flags and attributes, by the names of the
/// kernel's headers. It takes any bytes; what is wrong with them is said in a line, followed by the bytes.
/// </summary>
public static class IpvsMessageFormatter
{
    /// <summary>Decodes a datagram.</summary>
    /// <param name="outgoing">Whether it goes to the kernel.</param>
    /// <param name="datagram">Its bytes: messages of the IPVS family, of the controller of generic netlink, or of netlink itself.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Format(bool outgoing, ReadOnlySpan<byte> datagram)
    {
        var lines = new TraceLines();
        string arrow = outgoing ? "->" : "<-";
        ReadOnlySpan<byte> rest = datagram;
        while (!rest.IsEmpty)
        {
            if (rest.Length < NetlinkHeader.Size)
            {
                lines.Wrong($"{arrow} {rest.Length} bytes, a message header has {NetlinkHeader.Size}", rest);
                break;
            }

            NetlinkHeader header = NetlinkHeader.Read(rest);
            if (header.Length < NetlinkHeader.Size || header.Length > (uint)rest.Length)
            {
                lines.Wrong($"{arrow} a message that says it has {header.Length} bytes, {rest.Length} were left", rest);
                break;
            }

            Message(lines, arrow, header, rest[NetlinkHeader.Size..(int)header.Length]);
            rest = rest[Math.Min(NetlinkConstants.Align((int)header.Length), rest.Length)..];
        }

        return lines.All;
    }

    private static void Message(TraceLines lines, string arrow, NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        switch (header.Type)
        {
            case NetlinkConstants.MessageError:
            case NetlinkConstants.MessageDone:
                Ending(lines, arrow, header, payload);
                break;
            case < NetlinkConstants.ControlFamily:
                string name = header.Type switch
                {
                    NetlinkConstants.MessageNoop => "NLMSG_NOOP",
                    NetlinkConstants.MessageOverrun => "NLMSG_OVERRUN",
                    _ => $"type {header.Type}",
                };
                lines.Add($"{arrow} {Head(name, header)}");
                lines.Hex(payload);
                break;
            default:
                Generic(lines, arrow, header, payload);
                break;
        }
    }

    private static void Generic(TraceLines lines, string arrow, NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < GenericNetlink.HeaderSize)
        {
            string head = Head($"family {header.Type}", header);
            lines.Wrong($"{arrow} {head}: {payload.Length} bytes of payload, a generic netlink header has {GenericNetlink.HeaderSize}", payload);
            return;
        }

        byte command = payload[0];
        bool control = header.Type == NetlinkConstants.ControlFamily;
        string name = control ? IpvsNames.ControlCommand(command) : IpvsNames.Command(command);
        string family = control ? "nlctrl" : $"family {header.Type}";
        lines.Add($"{arrow} {Head(name, header)}, {family} version {payload[1]}, {header.Length} bytes");
        AttributePolicySet policy = control ? GenericNetlink.Control
            : command == (byte)IpvsCommand.SetInfo ? IpvsPolicy.Info : IpvsPolicy.Command;
        AttributeTrace.Write(lines, policy, payload[GenericNetlink.HeaderSize..]);
    }

    private static void Ending(TraceLines lines, string arrow, NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        string head = $"{arrow} {Head(header.Type == NetlinkConstants.MessageError ? "NLMSG_ERROR" : "NLMSG_DONE", header)}";
        try
        {
            int errno = NetlinkError.Read(header, payload).Errno;
            lines.Add($"{head}: {(errno == 0 ? "no error" : $"{ErrnoName.Of(errno)} ({errno})")}");
            AttributeTrace.Write(lines, NetlinkError.Attributes, payload[NetlinkError.AttributesStart(header, payload)..]);
        }
        catch (NetlinkProtocolException e)
        {
            lines.Wrong($"{head}: {e.Message}", payload);
        }
    }

    private static string Head(string name, NetlinkHeader header) => $"{name} seq {header.Sequence} flags {IpvsNames.MessageFlags(header)}";
}
