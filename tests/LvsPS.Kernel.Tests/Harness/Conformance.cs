using System.Net;
using LvsPS.Netlink;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Kernel.Tests.Harness;

/// <summary>What the cases need to speak with a kernel.</summary>
/// <typeparam name="TKernel">Which kernel.</typeparam>
public abstract class Conformance<TKernel> : IDisposable
    where TKernel : IKernelUnderTest, new()
{
    private NetlinkConnection? _connection;

    protected const ushort Tcp = 6;
    protected const ushort Udp = 17;

    protected TKernel Kernel { get; } = new();

    protected NetlinkConnection Connection => _connection ??= new NetlinkConnection(Kernel.Connect(), IpvsConstants.FamilyName, IpvsConstants.FamilyVersion);

    public void Dispose()
    {
        _connection?.Dispose();
        Kernel.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static IpvsServiceMessage Service(string address = "192.0.2.1", ushort port = 80, ushort protocol = Tcp) => Id(address, port, protocol) with
    {
        SchedulerName = "rr",
        Flags = (0, uint.MaxValue),
        Timeout = 0,
        Netmask = address.Contains(':') ? 128 : uint.MaxValue,
    };

    protected static IpvsServiceMessage Id(string address = "192.0.2.1", ushort port = 80, ushort protocol = Tcp)
    {
        IPAddress parsed = IPAddress.Parse(address);
        return new IpvsServiceMessage
        {
            AddressFamily = address.Contains(':') ? IpvsConstants.InterNetworkV6 : IpvsConstants.InterNetwork,
            Protocol = protocol,
            Address = WireAddress.From(parsed),
            Port = port,
        };
    }

    protected static IpvsServiceMessage Mark(uint mark, ushort family = IpvsConstants.InterNetwork) => new()
    {
        AddressFamily = family,
        FirewallMark = mark,
        SchedulerName = "rr",
        Flags = (0, uint.MaxValue),
        Timeout = 0,
        Netmask = family == IpvsConstants.InterNetwork ? uint.MaxValue : 128,
    };

    protected static IpvsDestinationMessage Destination(string address = "10.0.0.1", ushort port = 80) => new()
    {
        Address = WireAddress.From(IPAddress.Parse(address)),
        Port = port,
        ForwardingMethod = 0,
        Weight = 1,
        UpperThreshold = 0,
        LowerThreshold = 0,
    };

    protected static IpvsDestinationMessage Tunnel(string address, ushort family) =>
        Destination(address) with { ForwardingMethod = 2, AddressFamily = family };

    protected static IpvsDaemonMessage Daemon(uint state = 1, string name = "eth0", uint id = 5) => new() { State = state, Interface = name, SyncId = id };

    /// <summary>Sends a command and gives its errno.</summary>
    protected int Do(IpvsCommand command, RequestEncoder? attributes = null)
    {
        RequestSetResult result = Connection.Execute(1, (int _, ref AttributeWriter writer) =>
        {
            Write(attributes, ref writer);
            return (byte)command;
        });
        return result.End == RequestSetEnd.Complete ? result.Errnos[0] : throw new InvalidOperationException($"{command}: {result.End}");
    }

    protected int Do(IpvsCommand command, IpvsServiceMessage service) => Do(command, (int _, ref AttributeWriter w) =>
    {
        service.Write(ref w);
        return 0;
    });

    protected int Do(IpvsCommand command, IpvsServiceMessage service, IpvsDestinationMessage destination) => Do(command, (int _, ref AttributeWriter w) =>
    {
        service.Write(ref w);
        destination.Write(ref w);
        return 0;
    });

    protected int Do(IpvsCommand command, IpvsDaemonMessage daemon) => Do(command, (int _, ref AttributeWriter w) =>
    {
        daemon.Write(ref w);
        return 0;
    });

    protected int Do(IpvsCommand command, params Fields[] nests) => Do(command, (int _, ref AttributeWriter w) =>
    {
        foreach (Fields nest in nests)
        {
            nest.Write(ref w);
        }

        return 0;
    });

    /// <summary>Stops a daemon by its state alone, as the module does.</summary>
    protected int Stop(uint state) => Do(IpvsCommand.DeleteDaemon, new IpvsDaemonMessage { State = state });

    /// <summary>Asks for one message with the same client as the module's.</summary>
    protected (int Errno, byte Command, byte[] Attributes) Get(IpvsCommand command, IpvsServiceMessage? service = null)
    {
        (byte Command, byte[] Attributes) answer = (0, []);
        try
        {
            Connection.Get(
                (int _, ref AttributeWriter w) =>
                {
                    service?.Write(ref w);
                    return (byte)command;
                },
                (reply, attributes) => answer = (reply, attributes.ToArray()));
            return (Errno.None, answer.Command, answer.Attributes);
        }
        catch (NetlinkException e)
        {
            return (e.Errno, 0, []);
        }
    }

    /// <summary>Dumps with the same client as the module's, and checks the command of every message.</summary>
    protected List<byte[]> Dump(IpvsCommand command, IpvsCommand reply, RequestEncoder? attributes = null)
    {
        List<byte[]> found = [];
        _ = Connection.Dump(
            (int _, ref AttributeWriter w) =>
            {
                Write(attributes, ref w);
                return (byte)command;
            },
            (answer, bytes) => found.Add(answer == (byte)reply ? bytes.ToArray() : throw new InvalidOperationException($"message {answer}")));
        return found;
    }

    protected List<IpvsServiceMessage> Services() =>
        Dump(IpvsCommand.GetService, IpvsCommand.NewService).ConvertAll(bytes => IpvsServiceMessage.Read(Nest(bytes, IpvsCommandAttribute.Service)));

    protected List<IpvsDestinationMessage> Destinations(IpvsServiceMessage service) =>
        Dump(IpvsCommand.GetDestination, IpvsCommand.NewDestination, (int _, ref AttributeWriter w) =>
        {
            service.Write(ref w);
            return 0;
        }).ConvertAll(bytes => IpvsDestinationMessage.Read(Nest(bytes, IpvsCommandAttribute.Destination)));

    protected List<IpvsDaemonMessage> Daemons() =>
        Dump(IpvsCommand.GetDaemon, IpvsCommand.NewDaemon).ConvertAll(bytes => IpvsDaemonMessage.Read(Nest(bytes, IpvsCommandAttribute.Daemon)));

    protected IpvsConfigMessage Timeouts() => IpvsConfigMessage.Read(Get(IpvsCommand.GetConfig).Attributes);

    protected static byte[] Nest(byte[] attributes, IpvsCommandAttribute which) =>
        IpvsNests.TryFind(attributes, which, out ReadOnlySpan<byte> nest) ? nest.ToArray() : throw new InvalidOperationException($"no {which}");

    /// <summary>The bytes of one request.</summary>
    protected static byte[] Request(ushort family, byte command, NetlinkFlags flags, uint sequence, RequestEncoder? attributes = null)
    {
        byte[] bytes = new byte[1024];
        var writer = new AttributeWriter(bytes.AsSpan(NetlinkHeader.Size + GenericNetlink.HeaderSize));
        Write(attributes, ref writer);
        int length = NetlinkHeader.Size + GenericNetlink.HeaderSize + writer.Position;
        new NetlinkHeader((uint)length, family, flags, sequence, 0).Write(bytes);
        bytes[NetlinkHeader.Size] = command;
        bytes[NetlinkHeader.Size + 1] = 1;
        return bytes[..length];
    }

    private static void Write(RequestEncoder? attributes, ref AttributeWriter writer)
    {
        if (attributes is not null)
        {
            _ = attributes(0, ref writer);
        }
    }

    /// <summary>Receives one datagram; a kernel that says nothing gives null.</summary>
    protected static byte[]? Receive(INetlinkTransport transport, int size = 64 * 1024)
    {
        byte[] buffer = new byte[size];
        ReceivedDatagram received = transport.Receive(buffer, TimeSpan.Zero);
        return received.Errno switch
        {
            Errno.None => buffer[..Math.Min(size, received.Length)],
            Errno.TryAgain => null,
            _ => throw new NetlinkException(received.Errno),
        };
    }

    /// <summary>All messages that wait on a socket.</summary>
    protected static List<(NetlinkHeader Header, byte[] Payload)> ReceiveAll(INetlinkTransport transport)
    {
        List<(NetlinkHeader, byte[])> messages = [];
        while (Receive(transport) is byte[] datagram)
        {
            var reader = new NetlinkMessageReader(datagram);
            while (reader.MoveNext())
            {
                messages.Add((reader.Header, reader.Payload.ToArray()));
            }
        }

        return messages;
    }
}
