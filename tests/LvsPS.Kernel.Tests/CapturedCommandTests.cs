using System.Net;
using System.Runtime.InteropServices;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using LvsPS.Simulator;
using Xunit;

namespace LvsPS.Kernel.Tests;

/// <summary>The project's writer and the simulator against bytes that ipvsadm and a kernel made.</summary>
public sealed class CapturedCommandTests : IDisposable
{
    private const int Start = NetlinkHeader.Size + GenericNetlink.HeaderSize;
    private const ushort V4 = IpvsConstants.InterNetwork;
    private const ushort V6 = IpvsConstants.InterNetworkV6;
    private const string Listing = "ipvsadm -Ln --stats";

    private readonly SimulatedKernel _kernel = new();
    private readonly NetlinkConnection _connection;

    public CapturedCommandTests() => _connection = new NetlinkConnection(_kernel.Connect(), IpvsConstants.FamilyName, IpvsConstants.FamilyVersion);

    private delegate void Body(ref AttributeWriter writer);

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void The_writer_makes_the_service_that_ipvsadm_makes()
    {
        AssertService("ipvsadm -A -t 192.0.2.10:80 -s wlc", IpvsCommand.NewService, Service(V4, 6, "192.0.2.10", 80, "wlc", 0, 0, uint.MaxValue));
        AssertService(
            "ipvsadm -A -t 192.0.2.10:443 -s sh -p 300 -M 255.255.255.0 -b sh-fallback,sh-port",
            IpvsCommand.NewService,
            Service(V4, 6, "192.0.2.10", 443, "sh", 0x19, 300, 0xffffff00));
        AssertService(
            "ipvsadm -A -u 192.0.2.10:5060 -s rr -p 360 --pe sip -o",
            IpvsCommand.NewService,
            Service(V4, 17, "192.0.2.10", 5060, "rr", 0x5, 360, uint.MaxValue) with { PersistenceEngine = "sip" });
        AssertService(
            "ipvsadm -A --sctp-service [2001:db8::80]:2905 -s mh -p 600 -M 64 -b mh-port",
            IpvsCommand.NewService,
            Service(V6, 132, "2001:db8::80", 2905, "mh", 0x11, 600, 64));
        AssertService("ipvsadm -A -f 4000000000 -s lc", IpvsCommand.NewService, Mark(V4, 4_000_000_000, "lc", uint.MaxValue));
        AssertService("ipvsadm -A -f 8 -6 -s wrr", IpvsCommand.NewService, Mark(V6, 8, "wrr", 128));
        AssertService("ipvsadm -E -t 192.0.2.10:80 -s wrr", IpvsCommand.SetService, Service(V4, 6, "192.0.2.10", 80, "wrr", 0, 0, uint.MaxValue));
    }

    [Fact]
    public void The_writer_makes_the_destination_that_ipvsadm_makes()
    {
        IpvsDestinationMessage nat = Destination(V4, "10.0.0.1", 8080, 0, 5) with { UpperThreshold = 100, LowerThreshold = 50 };
        AssertDestination("ipvsadm -a -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 5 -x 100 -y 50", IpvsCommand.NewDestination, nat);
        AssertDestination(
            "ipvsadm -a -t 192.0.2.10:80 -r 10.0.0.2:80 -i -w 2147483647 --tun-type gue --tun-port 6080 --tun-remcsum",
            IpvsCommand.NewDestination,
            Destination(V4, "10.0.0.2", 80, 2, int.MaxValue) with { TunnelType = 1, TunnelPort = 6080, TunnelFlags = 2 });
        AssertDestination("ipvsadm -a -t 192.0.2.10:80 -r [2001:db8::5]:80 -i -w 0", IpvsCommand.NewDestination, Destination(V6, "2001:db8::5", 80, 2, 0));
        AssertDestination("ipvsadm -a -f 8 -6 -r [2001:db8::6]:0 -g", IpvsCommand.NewDestination, Destination(V6, "2001:db8::6", 0, 3, 1));
        AssertDestination(
            "ipvsadm -e -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 7",
            IpvsCommand.SetDestination,
            nat with { Weight = 7, UpperThreshold = 0, LowerThreshold = 0 });
    }

    [Fact]
    public void The_writer_makes_the_daemon_that_ipvsadm_makes()
    {
        AssertMessage(
            "ipvsadm --start-daemon master --syncid 7 --mcast-interface eth0 --mcast-group 239.1.2.3 --mcast-port 9000 --mcast-ttl 3 --sync-maxlen 1400",
            IpvsCommand.NewDaemon,
            (ref AttributeWriter w) => new IpvsDaemonMessage
            {
                State = 1,
                Interface = "eth0",
                SyncId = 7,
                MaxLength = 1400,
                Group = 0xef010203,
                Port = 9000,
                Ttl = 3,
            }.Write(ref w));
        AssertMessage(
            "ipvsadm --start-daemon backup --syncid 7 --mcast-interface eth0 --mcast-group ff05::81",
            IpvsCommand.NewDaemon,
            (ref AttributeWriter w) => new IpvsDaemonMessage
            {
                State = 2,
                Interface = "eth0",
                SyncId = 7,
                Group6 = WireAddress.From(IPAddress.Parse("ff05::81")),
            }.Write(ref w));
        AssertMessage(
            "ipvsadm --stop-daemon master",
            IpvsCommand.DeleteDaemon,
            (ref AttributeWriter w) => new IpvsDaemonMessage { State = 1, Interface = string.Empty, SyncId = 0 }.Write(ref w));
    }

    [Fact]
    public void The_writer_makes_the_other_requests_that_ipvsadm_makes()
    {
        AssertMessage("ipvsadm --set 1000 60 30", IpvsCommand.SetConfig, (ref AttributeWriter w) => new IpvsConfigMessage(1000, 60, 30).Write(ref w));
        AssertMessage("ipvsadm -Z", IpvsCommand.Zero, (ref AttributeWriter _) => { });
        AssertMessage("ipvsadm -C", IpvsCommand.Flush, (ref AttributeWriter _) => { });
        Assert.Equal((byte)IpvsCommand.Zero, CapturedCommands.Sent("ipvsadm -Z -t 192.0.2.10:80")[NetlinkHeader.Size]);
        Assert.Equal((byte)IpvsCommand.DeleteService, CapturedCommands.Sent("ipvsadm -D -f 8 -6")[NetlinkHeader.Size]);
        Assert.Equal((byte)IpvsCommand.DeleteDestination, CapturedCommands.Sent("ipvsadm -d -t 192.0.2.10:80 -r [2001:db8::5]:80")[NetlinkHeader.Size]);
    }

    [Fact]
    public void Given_ipvsadms_requests_the_simulator_lists_the_services_of_the_kernel()
    {
        Replay();
        Dictionary<string, byte[]> kernel = Index(IpvsCommand.NewService, CapturedCommands.Received(Listing), DescribeService);
        Dictionary<string, byte[]> simulator = Index(IpvsCommand.NewService, Dump(IpvsCommand.GetService), DescribeService);
        Assert.Equal(7, kernel.Count);
        AssertSame(kernel, simulator);
    }

    [Fact]
    public void Given_ipvsadms_requests_the_simulator_lists_the_destinations_of_the_kernel()
    {
        Replay();
        List<byte[]> messages = [];
        foreach (byte[] service in Dump(IpvsCommand.GetService))
        {
            Assert.True(IpvsNests.TryFind(service.AsSpan(Start), IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest));
            IpvsServiceMessage id = IpvsServiceMessage.Read(nest);
            messages.AddRange(Dump(IpvsCommand.GetDestination, (ref AttributeWriter w) => id.Write(ref w)));
        }

        Dictionary<string, byte[]> kernel = Index(IpvsCommand.NewDestination, CapturedCommands.Received(Listing), DescribeDestination);
        Assert.Equal(5, kernel.Count);
        AssertSame(kernel, Index(IpvsCommand.NewDestination, messages, DescribeDestination));
    }

    [Fact]
    public void Given_ipvsadms_requests_the_simulator_has_the_timeouts_of_the_kernel()
    {
        Replay();
        byte[] kernel = Assert.Single(CapturedCommands.Received("ipvsadm -Ln --timeout"));
        byte[] simulator = [];
        _connection.Get((int _, ref AttributeWriter _) => (byte)IpvsCommand.GetConfig, (_, attributes) => simulator = attributes.ToArray());
        Assert.Equal(kernel[Start..], simulator);
    }

    [Fact]
    public void Given_ipvsadms_requests_the_simulator_has_the_daemons_of_the_kernel()
    {
        foreach (string command in new[]
        {
            "ipvsadm --start-daemon master --syncid 7 --mcast-interface eth0 --mcast-group 239.1.2.3 --mcast-port 9000 --mcast-ttl 3 --sync-maxlen 1400",
            "ipvsadm --start-daemon backup --syncid 7 --mcast-interface eth0 --mcast-group ff05::81",
        })
        {
            Assert.Equal(Errno.None, Send(CapturedCommands.Sent(command)));
        }

        List<byte[]> kernel = CapturedCommands.Received("ipvsadm -Ln --daemon");
        Assert.Equal(kernel.Select(m => Sorted(m.AsSpan(Start))), Dump(IpvsCommand.GetDaemon).Select(m => Sorted(m.AsSpan(Start))));
    }

    private static IpvsServiceMessage Service(
        ushort family, ushort protocol, string address, ushort port, string scheduler, uint flags, uint timeout, uint netmask) => new()
        {
            AddressFamily = family,
            Protocol = protocol,
            Address = WireAddress.From(IPAddress.Parse(address)),
            Port = port,
            SchedulerName = scheduler,
            Flags = (flags, uint.MaxValue),
            Timeout = timeout,
            Netmask = netmask,
        };

    private static IpvsServiceMessage Mark(ushort family, uint mark, string scheduler, uint netmask) => new()
    {
        AddressFamily = family,
        FirewallMark = mark,
        SchedulerName = scheduler,
        Flags = (0, uint.MaxValue),
        Timeout = 0,
        Netmask = netmask,
    };

    private static IpvsDestinationMessage Destination(ushort family, string address, ushort port, uint method, uint weight) => new()
    {
        AddressFamily = family,
        Address = WireAddress.From(IPAddress.Parse(address)),
        Port = port,
        ForwardingMethod = method,
        Weight = weight,
        UpperThreshold = 0,
        LowerThreshold = 0,
        TunnelType = 0,
        TunnelPort = 0,
        TunnelFlags = 0,
    };

    private static void AssertService(string command, IpvsCommand expected, IpvsServiceMessage message) =>
        AssertMessage(command, expected, (ref AttributeWriter w) => message.Write(ref w));

    /// <summary>Only the nest of the destination: to name the service, ipvsadm repeats more of it than is needed.</summary>
    private static void AssertDestination(string command, IpvsCommand expected, IpvsDestinationMessage message)
    {
        byte[] sent = CapturedCommands.Sent(command);
        Assert.Equal((byte)expected, sent[NetlinkHeader.Size]);
        Assert.True(IpvsNests.TryFind(sent.AsSpan(Start), IpvsCommandAttribute.Destination, out ReadOnlySpan<byte> nest));
        byte[] written = Written((ref AttributeWriter w) => message.Write(ref w));
        Assert.Equal(Sorted(nest), Sorted(written.AsSpan(sizeof(uint))));
    }

    private static void AssertMessage(string command, IpvsCommand expected, Body body)
    {
        byte[] sent = CapturedCommands.Sent(command);
        Assert.Equal(((byte)expected, IpvsConstants.FamilyVersion), (sent[NetlinkHeader.Size], sent[NetlinkHeader.Size + 1]));
        Assert.Equal(Sorted(sent.AsSpan(Start)), Sorted(Written(body)));
    }

    private static byte[] Written(Body body)
    {
        byte[] buffer = new byte[1024];
        var writer = new AttributeWriter(buffer);
        body(ref writer);
        return buffer[..writer.Position];
    }

    /// <summary>Attributes as text, sorted, since their order means nothing; nests, which are the only ones of more than 16 bytes, likewise.</summary>
    private static string Sorted(ReadOnlySpan<byte> attributes)
    {
        List<string> found = [];
        while (attributes.Length >= sizeof(uint))
        {
            int length = MemoryMarshal.Read<ushort>(attributes);
            int type = MemoryMarshal.Read<ushort>(attributes[2..]) & NetlinkConstants.AttributeTypeMask;
            ReadOnlySpan<byte> payload = attributes[sizeof(uint)..length];
            found.Add($"{type:00}={(payload.Length > WireAddress.Size ? Sorted(payload) : Convert.ToHexString(payload))}");
            attributes = attributes[Math.Min(attributes.Length, NetlinkConstants.Align(length))..];
        }

        return $"({string.Join(' ', found.Order(StringComparer.Ordinal))})";
    }

    private static Dictionary<string, byte[]> Index(IpvsCommand command, IEnumerable<byte[]> messages, Func<byte[], string> describe) =>
        messages.Where(m => m[NetlinkHeader.Size] == (byte)command).ToDictionary(describe);

    private static string DescribeService(byte[] message)
    {
        Assert.True(IpvsNests.TryFind(message.AsSpan(Start), IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest));
        IpvsServiceMessage found = IpvsServiceMessage.Read(nest);
        return $"{found.Protocol} {found.Address.ToIPAddress(found.AddressFamily == V6)} {found.Port} {found.FirewallMark}";
    }

    private static string DescribeDestination(byte[] message)
    {
        Assert.True(IpvsNests.TryFind(message.AsSpan(Start), IpvsCommandAttribute.Destination, out ReadOnlySpan<byte> nest));
        IpvsDestinationMessage found = IpvsDestinationMessage.Read(nest);
        return $"{found.Address.ToIPAddress(found.AddressFamily == V6)} {found.Port}";
    }

    private static void AssertSame(Dictionary<string, byte[]> kernel, Dictionary<string, byte[]> simulator)
    {
        Assert.Equal(kernel.Keys.Order(), simulator.Keys.Order());
        Assert.All(kernel, pair => Assert.Equal(Sorted(pair.Value.AsSpan(Start)), Sorted(simulator[pair.Key].AsSpan(Start))));
    }

    /// <summary>Sends what ipvsadm sent before its listing, and counts the one packet that was sent there.</summary>
    private void Replay()
    {
        Assert.NotEmpty(CapturedCommands.BeforeListing);
        Assert.All(CapturedCommands.BeforeListing, command => Assert.Equal(Errno.None, Send(CapturedCommands.Sent(command))));
        IpvsServiceMessage service = Service(V4, 17, "127.0.0.1", 7000, "rr", 0, 0, uint.MaxValue);
        byte[] counted = CapturedCommands.Received(Listing).Single(m => m[NetlinkHeader.Size] == (byte)IpvsCommand.NewDestination && DescribeDestination(m) == "127.0.0.1 7001");
        Assert.True(IpvsNests.TryFind(counted.AsSpan(Start), IpvsCommandAttribute.Destination, out ReadOnlySpan<byte> nest));
        IpvsDestinationMessage destination = IpvsDestinationMessage.Read(nest);
        Assert.Equal(1ul, destination.Statistics.Connections);
        Assert.True(_kernel.AddTraffic(service, destination, destination.Statistics, inactive: destination.InactiveConnections));
    }

    private int Send(byte[] captured)
    {
        byte[] request = [.. captured];
        NetlinkHeader header = NetlinkHeader.Read(request);
        (header with { Type = _connection.ResolveFamily() }).Write(request);
        using INetlinkTransport transport = _kernel.Connect();
        Assert.Equal(Errno.None, transport.Send(request));
        byte[] answer = new byte[256];
        Assert.Equal(36, transport.Receive(answer, TimeSpan.Zero).Length);
        return -MemoryMarshal.Read<int>(answer.AsSpan(NetlinkHeader.Size));
    }

    /// <summary>Whole messages, with headers of their own, so that both sides are cut alike.</summary>
    private List<byte[]> Dump(IpvsCommand command, Body? body = null)
    {
        List<byte[]> messages = [];
        _ = _connection.Dump(
            (int _, ref AttributeWriter w) =>
            {
                if (body is not null)
                {
                    body(ref w);
                }

                return (byte)command;
            },
            (reply, attributes) => messages.Add([.. new byte[NetlinkHeader.Size], reply, 1, 0, 0, .. attributes]));
        return messages;
    }
}
