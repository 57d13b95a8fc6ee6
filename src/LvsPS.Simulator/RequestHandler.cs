using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>Takes requests as <c>netlink_rcv_skb()</c> and <c>genl_rcv_msg()</c> do: what is asked of whom, by whom, and whether an answer is due.</summary>
internal static class RequestHandler
{
    internal const string PolicyText = "Attribute failed policy validation";
    private const ushort FirstFamily = 16;

    public static void Handle(SimulatedKernel kernel, SimulatedConnection connection, NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        int errno = Errno.None;
        string? text = null;
        bool dump = (header.Flags & NetlinkFlags.Dump) == NetlinkFlags.Dump;
        if ((header.Flags & NetlinkFlags.Request) != 0 && header.Type >= FirstFamily)
        {
            errno = header.Type switch
            {
                not NetlinkConstants.ControlFamily when header.Type != Replies.Family || !kernel.HasIpvs => Errno.NoEntry,
                _ when payload.Length < GenericNetlink.HeaderSize => Errno.Invalid,
                NetlinkConstants.ControlFamily => ResolveFamily(kernel, connection, header, payload, dump),
                _ => Ask(kernel, connection, header, payload, dump, ref text),
            };
            if (dump && errno == Errno.None)
            {
                return;
            }
        }

        if (errno != Errno.None || (header.Flags & NetlinkFlags.Ack) != 0)
        {
            connection.Answer(Replies.Acknowledgement(header, connection.PortId, errno, text));
        }
    }

    private static int ResolveFamily(SimulatedKernel kernel, SimulatedConnection connection, NetlinkHeader header, ReadOnlySpan<byte> payload, bool dump)
    {
        if (payload[0] != GenericNetlink.GetFamily || dump)
        {
            return Errno.NotSupported;
        }

        string? name = null;
        try
        {
            var reader = new AttributeReader(payload[GenericNetlink.HeaderSize..], GenericNetlink.Control, request: true);
            while (reader.MoveNext())
            {
                name = reader.Type == GenericNetlink.FamilyName ? reader.GetText() : name;
            }
        }
        catch (NetlinkProtocolException)
        {
            return Errno.Invalid;
        }

        if (name != IpvsConstants.FamilyName || !kernel.HasIpvs)
        {
            return name is null ? Errno.Invalid : Errno.NoEntry;
        }

        connection.Answer(Replies.Message(
            NetlinkConstants.ControlFamily,
            2,
            NetlinkFlags.None,
            header.Sequence,
            connection.PortId,
            (ref AttributeWriter writer) =>
            {
                writer.PutText(GenericNetlink.FamilyName, IpvsConstants.FamilyName);
                writer.PutU16(GenericNetlink.FamilyId, Replies.Family);
                return GenericNetlink.NewFamily;
            }));
        return Errno.None;
    }

    private static int Ask(SimulatedKernel kernel, SimulatedConnection connection, NetlinkHeader header, ReadOnlySpan<byte> payload, bool dump, ref string? text)
    {
        var command = (IpvsCommand)payload[0];
        ReadOnlySpan<byte> attributes = payload[GenericNetlink.HeaderSize..];
        int errno = !IsCommand(command, dump) ? Errno.NotSupported
            : !kernel.IsPrivileged ? Errno.NotPermitted
            : dump ? connection.Start(new Dump(header.Sequence, connection.PortId, DumpOf(kernel, command, attributes)))
            : Do(kernel, connection, header, command, attributes, ref text);
        kernel.Remember(new SimulatedRequest(command, dump, errno, attributes));
        return errno;
    }

    private static bool IsCommand(IpvsCommand command, bool dump) => dump
        ? command is IpvsCommand.GetService or IpvsCommand.GetDestination or IpvsCommand.GetDaemon
        : command is > IpvsCommand.Unspecified and <= IpvsCommand.Flush
            and not (IpvsCommand.GetDestination or IpvsCommand.GetDaemon or IpvsCommand.SetInfo);

    private static Func<IEnumerable<ReplyWriter>> DumpOf(SimulatedKernel kernel, IpvsCommand command, ReadOnlySpan<byte> attributes)
    {
        switch (command)
        {
            case IpvsCommand.GetService:
                return () => kernel.Services.All().Select<SimulatedService, ReplyWriter>(service => service.Write);
            case IpvsCommand.GetDaemon:
                return kernel.Daemons.Running;
            default:
                // Whatever is wrong with the service gives an empty dump and no error (ip_vs_genl_dump_dests).
                byte[] request = attributes.ToArray();
                return () => ServiceCommands.Destinations(kernel, request).Select<SimulatedDestination, ReplyWriter>(destination => destination.Write);
        }
    }

    private static int Do(
        SimulatedKernel kernel, SimulatedConnection connection, NetlinkHeader header, IpvsCommand command, ReadOnlySpan<byte> attributes, ref string? text)
    {
        ReplyWriter? reply = null;
        int errno;
        try
        {
            // All attributes at the top are looked at before the command is.
            bool hasService = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Service, out _, request: true);
            errno = command switch
            {
                IpvsCommand.NewDaemon => kernel.Daemons.Start(attributes, kernel, ref text),
                IpvsCommand.DeleteDaemon => kernel.Daemons.Stop(attributes, ref text),
                IpvsCommand.SetConfig => kernel.Timeouts.Set(IpvsConfigMessage.Read(attributes, request: true)),
                IpvsCommand.GetConfig => Give(kernel.Timeouts.Write, out reply),
                IpvsCommand.GetInfo => Give(WriteInfo, out reply),
                IpvsCommand.Flush => kernel.Services.Clear(),
                IpvsCommand.Zero when !hasService => kernel.Services.Zero(),
                _ => ServiceCommands.Do(kernel, command, attributes, out reply),
            };
        }
        catch (NetlinkProtocolException)
        {
            text = PolicyText;
            errno = Errno.OutOfRange;
        }

        if (reply is not null)
        {
            connection.Answer(Replies.Message(Replies.Family, IpvsConstants.FamilyVersion, NetlinkFlags.None, header.Sequence, connection.PortId, reply));
        }

        return errno;
    }

    private static int Give(ReplyWriter body, out ReplyWriter reply)
    {
        reply = body;
        return Errno.None;
    }

    private static byte WriteInfo(ref AttributeWriter writer)
    {
        new IpvsInfoMessage(0x010201, 4096).Write(ref writer);
        return (byte)IpvsCommand.SetInfo;
    }
}
