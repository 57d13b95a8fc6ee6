using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class ProtocolOnSimulator : ProtocolCases<SimulatorUnderTest>;

public sealed class ProtocolOnKernel : ProtocolCases<RealKernel>;

public abstract class ProtocolCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    private const ushort UnusedFamily = 0x3e7;

    [Case]
    public void The_family_resolves_by_its_name() => Assert.InRange(Connection.ResolveFamily(), 0x11, ushort.MaxValue);

    [Case]
    public void A_family_that_does_not_exist_is_ENOENT()
    {
        using var connection = new NetlinkConnection(Kernel.Connect(), "NOSUCH", 1);
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => connection.ResolveFamily()).Errno);
        Assert.Equal(-Errno.NoEntry, ErrorOf(Request(UnusedFamily, 1, NetlinkFlags.Request, 1)));
    }

    [Case]
    public void A_look_up_without_a_name_is_EINVAL() =>
        Assert.Equal(-Errno.Invalid, ErrorOf(Request(NetlinkConstants.ControlFamily, GenericNetlink.GetFamily, NetlinkFlags.Request, 1)));

    [Case]
    public void A_family_name_of_more_than_15_characters_is_EINVAL()
    {
        using var connection = new NetlinkConnection(Kernel.Connect(), "SIXTEENCHARACTER", 1);
        Assert.Equal(Errno.Invalid, Assert.Throws<NetlinkException>(() => connection.ResolveFamily()).Errno);
    }

    [Case]
    public void Success_is_answered_only_where_it_was_asked_for()
    {
        using INetlinkTransport transport = Kernel.Connect();
        transport.Send(Request(Family, (byte)IpvsCommand.Flush, NetlinkFlags.Request, 1));
        Assert.Empty(ReceiveAll(transport));
        transport.Send(Request(Family, (byte)IpvsCommand.Flush, NetlinkFlags.Request | NetlinkFlags.Ack, 2));
        (NetlinkHeader header, byte[] payload) = Assert.Single(ReceiveAll(transport));
        Assert.Equal(new NetlinkHeader(36, NetlinkConstants.MessageError, NetlinkFlags.Capped, 2, transport.PortId), header);
        Assert.Equal(0, BitConverter.ToInt32(payload));
        Assert.Equal(new NetlinkHeader(20, Family, NetlinkFlags.Request | NetlinkFlags.Ack, 2, 0), NetlinkHeader.Read(payload.AsSpan(4)));
    }

    [Case]
    public void An_error_is_answered_in_any_case_without_the_requests_attributes()
    {
        using INetlinkTransport transport = Kernel.Connect();
        byte[] request = Request(Family, (byte)IpvsCommand.DeleteService, NetlinkFlags.Request, 3, (int _, ref AttributeWriter w) =>
        {
            Id().Write(ref w);
            return 0;
        });
        transport.Send(request);
        (NetlinkHeader header, byte[] payload) = Assert.Single(ReceiveAll(transport));
        Assert.Equal(new NetlinkHeader(36, NetlinkConstants.MessageError, NetlinkFlags.Capped, 3, transport.PortId), header);
        Assert.Equal(-Errno.NoSuchProcess, BitConverter.ToInt32(payload));
        Assert.Equal(NetlinkHeader.Read(request), NetlinkHeader.Read(payload.AsSpan(4)));
    }

    [Case]
    public void An_answer_comes_before_the_acknowledgement()
    {
        using INetlinkTransport transport = Kernel.Connect();
        transport.Send(Request(Family, (byte)IpvsCommand.GetInfo, NetlinkFlags.Request | NetlinkFlags.Ack, 1));
        List<(NetlinkHeader Header, byte[] Payload)> messages = ReceiveAll(transport);
        Assert.Equal([Family, NetlinkConstants.MessageError], messages.Select(m => m.Header.Type));
        Assert.Equal(NetlinkFlags.None, messages[0].Header.Flags);
    }

    [Case]
    public void Requests_of_one_send_are_done_in_order_and_one_that_fails_holds_up_none()
    {
        IpvsServiceMessage[] services = [Service(port: 1), Service(port: 1), Service(port: 2) with { SchedulerName = "nosuch" }, Service(port: 3)];
        RequestSetResult result = Connection.Execute(services.Length, (int index, ref AttributeWriter w) =>
        {
            services[index].Write(ref w);
            return (byte)IpvsCommand.NewService;
        });
        Assert.Equal([Errno.None, Errno.Exists, Errno.NoEntry, Errno.None], result.Errnos);
        Assert.Equal([1, 3], Services().Select(s => (int)s.Port).Order());
    }

    [Cases]
    [InlineData(0, false)]
    [InlineData((int)IpvsCommand.GetDestination, false)]
    [InlineData((int)IpvsCommand.GetDaemon, false)]
    [InlineData((int)IpvsCommand.SetInfo, false)]
    [InlineData((int)IpvsCommand.Flush + 1, false)]
    [InlineData(255, false)]
    [InlineData((int)IpvsCommand.NewService, true)]
    [InlineData((int)IpvsCommand.SetService, true)]
    [InlineData((int)IpvsCommand.DeleteService, true)]
    [InlineData((int)IpvsCommand.NewDestination, true)]
    [InlineData((int)IpvsCommand.SetDestination, true)]
    [InlineData((int)IpvsCommand.DeleteDestination, true)]
    [InlineData((int)IpvsCommand.NewDaemon, true)]
    [InlineData((int)IpvsCommand.DeleteDaemon, true)]
    [InlineData((int)IpvsCommand.SetConfig, true)]
    [InlineData((int)IpvsCommand.GetConfig, true)]
    [InlineData((int)IpvsCommand.GetInfo, true)]
    [InlineData((int)IpvsCommand.Zero, true)]
    [InlineData((int)IpvsCommand.Flush, true)]
    public void A_command_that_there_is_not_in_this_form_is_EOPNOTSUPP(int command, bool dump) => Assert.Equal(
        -Errno.NotSupported,
        ErrorOf(Request(Family, (byte)command, NetlinkFlags.Request | (dump ? NetlinkFlags.Dump : NetlinkFlags.None), 1)));

    [Case]
    public void Half_of_the_dump_flag_is_no_dump() => // NLM_F_ROOT alone.
        Assert.Equal(-Errno.NotSupported, ErrorOf(Request(Family, (byte)IpvsCommand.GetDaemon, NetlinkFlags.Request | (NetlinkFlags)0x100, 1)));

    [Cases]
    [InlineData((int)IpvsCommand.NewService, false)]
    [InlineData((int)IpvsCommand.Flush, false)]
    [InlineData((int)IpvsCommand.GetInfo, false)]
    [InlineData((int)IpvsCommand.GetConfig, false)]
    [InlineData((int)IpvsCommand.GetService, true)]
    [InlineData((int)IpvsCommand.GetDestination, true)]
    [InlineData((int)IpvsCommand.GetDaemon, true)]
    public void Without_CAP_NET_ADMIN_every_command_is_EPERM(int command, bool dump)
    {
        byte[] request = Request(Family, (byte)command, NetlinkFlags.Request | (dump ? NetlinkFlags.Dump : NetlinkFlags.None), 1);
        Assert.Equal(-Errno.NotPermitted, Kernel.WithoutPrivilege(transport => ErrorOf(transport, request)));
    }

    [Case]
    public void Without_CAP_NET_ADMIN_the_family_resolves_and_an_unknown_command_is_EOPNOTSUPP()
    {
        byte[] request = Request(Family, 99, NetlinkFlags.Request, 1);
        Assert.Equal(-Errno.NotSupported, Kernel.WithoutPrivilege(transport => ErrorOf(transport, request)));
        ushort found = Kernel.WithoutPrivilege(transport =>
        {
            using var connection = new NetlinkConnection(transport, IpvsConstants.FamilyName, IpvsConstants.FamilyVersion);
            return connection.ResolveFamily();
        });
        Assert.Equal(Family, found);
    }

    [Case]
    public void A_message_that_is_no_request_is_passed_over()
    {
        using INetlinkTransport transport = Kernel.Connect();
        transport.Send(Request(Family, (byte)IpvsCommand.GetInfo, NetlinkFlags.None, 1));
        Assert.Empty(ReceiveAll(transport));
    }

    [Case]
    public void A_message_without_room_for_the_command_is_EINVAL()
    {
        byte[] message = new byte[NetlinkHeader.Size];
        new NetlinkHeader(NetlinkHeader.Size, Family, NetlinkFlags.Request, 1, 0).Write(message);
        Assert.Equal(-Errno.Invalid, ErrorOf(message));
    }

    [Case]
    public void The_version_of_a_request_and_its_reserved_bytes_do_not_matter()
    {
        byte[] request = Request(Family, (byte)IpvsCommand.GetInfo, NetlinkFlags.Request, 1);
        request[NetlinkHeader.Size + 1] = 0;
        request[NetlinkHeader.Size + 2] = 9;
        using INetlinkTransport transport = Kernel.Connect();
        transport.Send(request);
        (NetlinkHeader header, byte[] payload) = Assert.Single(ReceiveAll(transport));
        Assert.Equal((Family, (byte)IpvsCommand.SetInfo, (byte)1), (header.Type, payload[0], payload[1]));
    }

    [Case]
    public void Answers_that_nobody_reads_are_dropped_and_the_next_receive_is_ENOBUFS()
    {
        using INetlinkTransport transport = Kernel.Connect();
        byte[] request = Request(Family, 99, NetlinkFlags.Request, 1);
        byte[] many = [.. Enumerable.Repeat(request, 1000).SelectMany(r => r)];
        for (int sent = 0; sent < transport.ReceiveCapacity / 36; sent += 1000)
        {
            Assert.Equal(Errno.None, transport.Send(many));
        }

        byte[] buffer = new byte[64];
        Assert.Equal(Errno.NoBuffers, transport.Receive(buffer, TimeSpan.Zero).Errno);
        Assert.Equal((Errno.None, 36), (transport.Receive(buffer, TimeSpan.Zero).Errno, transport.Receive(buffer, TimeSpan.Zero).Length));
    }

    [Case]
    public void As_many_answers_fit_as_the_client_counts_on()
    {
        using INetlinkTransport transport = Kernel.Connect();
        const int answerCost = 1280;
        int most = transport.ReceiveCapacity / answerCost;
        byte[] request = Request(Family, 99, NetlinkFlags.Request, 1);
        for (int sent = 0; sent < most; sent++)
        {
            transport.Send(request);
        }

        Assert.Equal(most, ReceiveAll(transport).Count);
    }

    private ushort Family => Connection.ResolveFamily();

    private int ErrorOf(byte[] request)
    {
        using INetlinkTransport transport = Kernel.Connect();
        return ErrorOf(transport, request);
    }

    private static int ErrorOf(INetlinkTransport transport, byte[] request)
    {
        transport.Send(request);
        (NetlinkHeader header, byte[] payload) = Assert.Single(ReceiveAll(transport));
        Assert.Equal(NetlinkConstants.MessageError, header.Type);
        return BitConverter.ToInt32(payload);
    }
}
