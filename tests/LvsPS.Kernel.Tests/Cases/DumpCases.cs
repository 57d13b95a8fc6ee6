using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class DumpsOnSimulator : DumpCases<SimulatorUnderTest>;

public sealed class DumpsOnKernel : DumpCases<RealKernel>;

public abstract class DumpCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    // SKB_WITH_OVERHEAD() of 32 KiB and of a page.
    private const int LargestDatagram = 32768 - 320;
    private const int SmallestDatagram = 4096 - 320;

    [Case]
    public void A_dump_of_nothing_is_empty()
    {
        Assert.Empty(Services());
        Assert.Empty(Daemons());
    }

    [Case]
    public void A_dump_of_one_service_has_it() // The end comes in a datagram of its own.
    {
        Do(IpvsCommand.NewService, Service());
        using INetlinkTransport transport = Kernel.Connect();
        StartDump(transport, IpvsCommand.GetService, 7);
        List<byte[]> datagrams = ReceiveDatagrams(transport, 64 * 1024);
        Assert.Equal(2, datagrams.Count);
        NetlinkHeader first = NetlinkHeader.Read(datagrams[0]);
        NetlinkHeader last = NetlinkHeader.Read(datagrams[1]);
        Assert.Equal((NetlinkFlags.Multi, 7u, transport.PortId), (first.Flags, first.Sequence, first.PortId));
        Assert.Equal((NetlinkConstants.MessageDone, NetlinkFlags.Multi, 20u, 7u), (last.Type, last.Flags, last.Length, last.Sequence));
        Assert.Equal(new byte[4], datagrams[1][NetlinkHeader.Size..]);
    }

    [Case]
    public void A_dump_of_a_thousand_services_has_each_once()
    {
        AddServices(1000);
        List<IpvsServiceMessage> found = Services();
        Assert.Equal(1000, found.Count);
        Assert.Equal(Enumerable.Range(1, 1000), found.Select(s => (int)s.Port).Order());
    }

    [Case]
    public void A_dump_of_a_thousand_destinations_has_each_once()
    {
        Do(IpvsCommand.NewService, Service());
        RequestSetResult result = Connection.Execute(1000, (int index, ref AttributeWriter w) =>
        {
            Id().Write(ref w);
            Destination(port: (ushort)(index + 1)).Write(ref w);
            return (byte)IpvsCommand.NewDestination;
        });
        Assert.All(result.Errnos, errno => Assert.Equal(Errno.None, errno));
        Assert.Equal(Enumerable.Range(1, 1000).Reverse(), Destinations(Id()).Select(d => (int)d.Port));
    }

    [Case]
    public void A_dump_of_destinations_of_an_unknown_service_is_empty() => Assert.Empty(Destinations(Id()));

    [Case]
    public void A_dump_of_destinations_without_a_usable_service_is_empty()
    {
        Do(IpvsCommand.NewService, Service());
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Assert.Single(Destinations(Id()));
        Assert.Empty(Destinations(default));
        Assert.Empty(Destinations(Id() with { AddressFamily = 99 }));
        Assert.Empty(Dump(IpvsCommand.GetDestination, IpvsCommand.NewDestination));
        Assert.Empty(Dump(IpvsCommand.GetDestination, IpvsCommand.NewDestination, (int _, ref AttributeWriter w) =>
        {
            w.PutBytes((ushort)IpvsCommandAttribute.Service, [1, 2]);
            return 0;
        }));
    }

    [Case]
    public void Services_of_marks_come_behind_those_of_addresses()
    {
        Do(IpvsCommand.NewService, Mark(1));
        Do(IpvsCommand.NewService, Service("192.0.2.250", 65000));
        Do(IpvsCommand.NewService, Mark(2));
        Assert.Equal([false, true, true], Services().Select(s => s.Has(IpvsServiceAttribute.FirewallMark)));
    }

    [Case]
    public void Services_of_one_bucket_come_newest_first()
    {
        // The hash takes eight bits of address, port and protocol, combined by exclusive or.
        string[] addresses = ["192.0.1.1", "192.0.2.1", "192.0.3.1", "192.0.4.1"];
        foreach (string address in addresses)
        {
            Do(IpvsCommand.NewService, Service(address));
        }

        Assert.Equal(addresses.Reverse(), Services().Select(s => s.Address.ToIPAddress(false).ToString()));
    }

    [Case]
    public void A_second_dump_while_one_runs_is_EBUSY()
    {
        AddServices(200);
        using INetlinkTransport transport = Kernel.Connect();
        StartDump(transport, IpvsCommand.GetService, 1);
        StartDump(transport, IpvsCommand.GetService, 2);
        List<(NetlinkHeader Header, byte[] Payload)> messages = ReceiveAll(transport);
        Assert.Equal(-Errno.Busy, BitConverter.ToInt32(messages.Single(m => m.Header.Sequence == 2).Payload));
        Assert.Equal(200, messages.Count(m => m.Header.Sequence == 1 && m.Header.Type > NetlinkConstants.MessageOverrun));
        Assert.Contains(messages, m => m.Header.Type == NetlinkConstants.MessageDone);
    }

    [Case]
    public void A_dump_that_ended_at_once_does_not_hold_up_the_next()
    {
        using INetlinkTransport transport = Kernel.Connect();
        StartDump(transport, IpvsCommand.GetService, 1);
        StartDump(transport, IpvsCommand.GetDaemon, 2);
        Assert.Equal([(NetlinkConstants.MessageDone, 1u), (NetlinkConstants.MessageDone, 2u)], ReceiveAll(transport).Select(m => (m.Header.Type, m.Header.Sequence)));
    }

    [Case]
    public void Other_requests_are_answered_while_a_dump_runs()
    {
        AddServices(200);
        using INetlinkTransport transport = Kernel.Connect();
        StartDump(transport, IpvsCommand.GetService, 1);
        transport.Send(Request(Connection.ResolveFamily(), (byte)IpvsCommand.GetInfo, NetlinkFlags.Request, 2));
        List<(NetlinkHeader Header, byte[] Payload)> messages = ReceiveAll(transport);
        Assert.Single(messages, m => m.Header.Sequence == 2 && m.Payload[0] == (byte)IpvsCommand.SetInfo);
        Assert.Equal(201, messages.Count(m => m.Header.Sequence == 1));
    }

    [Case]
    public void The_datagrams_of_a_dump_grow_with_the_readers_buffer_up_to_32_KiB()
    {
        AddServices(300);
        using INetlinkTransport small = Kernel.Connect();
        StartDump(small, IpvsCommand.GetService, 1);
        List<byte[]> datagrams = ReceiveDatagrams(small, SmallestDatagram);
        Assert.All(datagrams, d => Assert.InRange(d.Length, 1, SmallestDatagram));

        using INetlinkTransport large = Kernel.Connect();
        StartDump(large, IpvsCommand.GetService, 1);
        datagrams = ReceiveDatagrams(large, 128 * 1024);
        Assert.InRange(datagrams[0].Length, 1, SmallestDatagram);
        Assert.InRange(datagrams[1].Length, LargestDatagram - 512, LargestDatagram);
        Assert.All(datagrams, d => Assert.InRange(d.Length, 1, LargestDatagram));
    }

    [Case]
    public void A_datagram_larger_than_the_buffer_says_its_whole_length()
    {
        Do(IpvsCommand.NewService, Service());
        using INetlinkTransport transport = Kernel.Connect();
        StartDump(transport, IpvsCommand.GetService, 1);
        ReceivedDatagram received = transport.Receive(new byte[100], TimeSpan.Zero);
        Assert.Equal((Errno.None, true, 0u), (received.Errno, received.Length > 300, received.SenderPortId));
    }

    private void AddServices(int count)
    {
        RequestSetResult result = Connection.Execute(count, (int index, ref AttributeWriter w) =>
        {
            Service(port: (ushort)(index + 1)).Write(ref w);
            return (byte)IpvsCommand.NewService;
        });
        Assert.All(result.Errnos, errno => Assert.Equal(Errno.None, errno));
    }

    private void StartDump(INetlinkTransport transport, IpvsCommand command, uint sequence) => Assert.Equal(
        Errno.None,
        transport.Send(Request(Connection.ResolveFamily(), (byte)command, NetlinkFlags.Request | NetlinkFlags.Dump, sequence)));

    private static List<byte[]> ReceiveDatagrams(INetlinkTransport transport, int size)
    {
        List<byte[]> datagrams = [];
        while (Receive(transport, size) is byte[] datagram)
        {
            datagrams.Add(datagram);
        }

        return datagrams;
    }
}
