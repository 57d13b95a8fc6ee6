using System.Net;
using LvsPS.Netlink;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using LvsPS.Simulator;
using Xunit;

namespace LvsPS.Kernel.Tests;

/// <summary>What the simulated kernel offers to tests and examples beyond a kernel's own behaviour.</summary>
public sealed class SimulatedKernelTests
{
    private static readonly IpvsServiceMessage s_service = new()
    {
        AddressFamily = IpvsConstants.InterNetwork,
        Protocol = 6,
        Address = WireAddress.From(IPAddress.Parse("192.0.2.1")),
        Port = 80,
        SchedulerName = "rr",
        Flags = (0, uint.MaxValue),
        Timeout = 0,
        Netmask = uint.MaxValue,
    };

    private readonly SimulatedKernel _kernel = new();

    [Fact]
    public void A_kernel_without_ip_vs_has_no_family_and_answers_no_command()
    {
        using NetlinkConnection connection = Connect();
        ushort family = connection.ResolveFamily();
        _kernel.HasIpvs = false;
        using NetlinkConnection another = Connect();
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => another.ResolveFamily()).Errno);
        using INetlinkTransport transport = _kernel.Connect();
        byte[] request = new byte[20];
        new NetlinkHeader(20, family, NetlinkFlags.Request, 1, 0).Write(request);
        transport.Send(request);
        byte[] answer = new byte[64];
        transport.Receive(answer, TimeSpan.Zero);
        Assert.Equal(-Errno.NoEntry, BitConverter.ToInt32(answer, NetlinkHeader.Size));
    }

    [Fact]
    public void Two_connections_see_one_table_and_have_ports_of_their_own()
    {
        using INetlinkTransport first = _kernel.Connect();
        using INetlinkTransport second = _kernel.Connect();
        Assert.NotEqual(first.PortId, second.PortId);
        using NetlinkConnection writer = Connect();
        using NetlinkConnection reader = Connect();
        Execute(writer, IpvsCommand.NewService);
        Assert.Equal(1, CountServices(reader));
    }

    [Fact]
    public void Every_request_is_remembered_with_its_answer()
    {
        using NetlinkConnection connection = Connect();
        Execute(connection, IpvsCommand.NewService, IpvsCommand.NewService);
        _ = CountServices(connection);

        Assert.Equal(["NewService", "NewService (errno 17)", "GetService (dump)"], _kernel.Requests.Select(r => r.ToString()));
        Assert.Equal(s_service, _kernel.Requests[0].Service);
        Assert.Null(_kernel.Requests[0].Destination);
        Assert.Equal(2, _kernel.Writes.Count);

        _kernel.ClearRequests();
        _ = CountServices(connection);
        Assert.Single(_kernel.Requests);
        Assert.Empty(_kernel.Writes);
    }

    [Fact]
    public void Traffic_counts_for_the_destination_and_its_service()
    {
        using NetlinkConnection connection = Connect();
        IpvsDestinationMessage[] destinations = [Destination("10.0.0.1"), Destination("10.0.0.2")];
        Execute(connection, IpvsCommand.NewService);
        connection.Execute(2, (int index, ref AttributeWriter w) =>
        {
            s_service.Write(ref w);
            destinations[index].Write(ref w);
            return (byte)IpvsCommand.NewDestination;
        });
        var traffic = new IpvsStatistics { Connections = 1ul << 40, IncomingBytes = 100, ConnectionRate = 3 };
        Assert.True(_kernel.AddTraffic(s_service, destinations[0], traffic, active: 4, inactive: 5, persistent: 6));
        Assert.True(_kernel.AddTraffic(s_service, destinations[0], traffic, active: 7));
        Assert.True(_kernel.AddTraffic(s_service, destinations[1], traffic));
        Assert.False(_kernel.AddTraffic(s_service, Destination("10.0.0.3"), traffic));
        Assert.False(_kernel.AddTraffic(s_service with { Port = 81 }, destinations[0], traffic));

        IpvsStatistics service = default;
        connection.Get(
            (int _, ref AttributeWriter w) =>
            {
                s_service.Write(ref w);
                return (byte)IpvsCommand.GetService;
            },
            (_, attributes) => service = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest) ? IpvsServiceMessage.Read(nest).Statistics : default);
        Assert.Equal((3ul << 40, 300ul, 6ul), (service.Connections, service.IncomingBytes, service.ConnectionRate));
        Assert.Equal([(0u, 3ul), (7u, 3ul)], Destinations(connection).Select(d => (d.ActiveConnections, d.Statistics.ConnectionRate)));
    }

    [Fact]
    public void A_small_receive_queue_overruns()
    {
        using INetlinkTransport transport = _kernel.Connect(receiveCapacity: 2000);
        byte[] request = new byte[20];
        new NetlinkHeader(20, 0x999, NetlinkFlags.Request, 1, 0).Write(request);
        transport.Send([.. request, .. request, .. request, .. request]);
        byte[] buffer = new byte[64];
        Assert.Equal([Errno.NoBuffers, 0, 0, Errno.TryAgain], Enumerable.Range(0, 4).Select(_ => transport.Receive(buffer, TimeSpan.Zero).Errno));
    }

    [Fact]
    public void A_send_over_the_capacity_is_EMSGSIZE_and_a_closed_socket_is_EBADF()
    {
        INetlinkTransport transport = _kernel.Connect(sendCapacity: 100);
        Assert.Equal(Errno.MessageSize, transport.Send(new byte[101]));
        transport.Dispose();
        Assert.Equal(9, transport.Send(new byte[20]));
        Assert.Equal(9, transport.Receive(new byte[20], TimeSpan.FromDays(1)).Errno);
    }

    [Fact]
    public void Junk_is_passed_over()
    {
        using INetlinkTransport transport = _kernel.Connect();
        Assert.Equal(Errno.None, transport.Send([1, 2, 3]));
        Assert.Equal(Errno.None, transport.Send(new byte[64]));
        Assert.Equal(Errno.TryAgain, transport.Receive(new byte[20], TimeSpan.Zero).Errno);
    }

    [Fact]
    public async Task Several_threads_may_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            using NetlinkConnection connection = Connect();
            connection.Execute(200, (int index, ref AttributeWriter w) =>
            {
                (s_service with { Port = (ushort)((thread * 200) + index + 1) }).Write(ref w);
                return (byte)IpvsCommand.NewService;
            });
        })));
        using NetlinkConnection reader = Connect();
        Assert.Equal(800, CountServices(reader));
    }

    private static IpvsDestinationMessage Destination(string address) => new()
    {
        Address = WireAddress.From(IPAddress.Parse(address)),
        Port = 80,
        ForwardingMethod = 0,
        Weight = 1,
        UpperThreshold = 0,
        LowerThreshold = 0,
    };

    private static void Execute(NetlinkConnection connection, params IpvsCommand[] commands) =>
        connection.Execute(commands.Length, (int index, ref AttributeWriter w) =>
        {
            s_service.Write(ref w);
            return (byte)commands[index];
        });

    private static int CountServices(NetlinkConnection connection)
    {
        int count = 0;
        connection.Dump((int _, ref AttributeWriter _) => (byte)IpvsCommand.GetService, (_, _) => count++);
        return count;
    }

    private static List<IpvsDestinationMessage> Destinations(NetlinkConnection connection)
    {
        List<IpvsDestinationMessage> found = [];
        connection.Dump(
            (int _, ref AttributeWriter w) =>
            {
                s_service.Write(ref w);
                return (byte)IpvsCommand.GetDestination;
            },
            (_, attributes) =>
            {
                if (IpvsNests.TryFind(attributes, IpvsCommandAttribute.Destination, out ReadOnlySpan<byte> nest))
                {
                    found.Add(IpvsDestinationMessage.Read(nest));
                }
            });
        return found;
    }

    private NetlinkConnection Connect() => new(_kernel.Connect(), IpvsConstants.FamilyName, IpvsConstants.FamilyVersion);
}
