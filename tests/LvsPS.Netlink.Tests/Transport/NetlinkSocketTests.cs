using System.Diagnostics;
using System.Runtime.CompilerServices;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Transport;

/// <summary>Real sockets of this machine's kernel; neither ip_vs nor a privilege is needed.</summary>
public class NetlinkSocketTests
{
    private const string Socket = "socket:[";

    // By number, since for each unknown name the kernel runs modprobe.
    private const ushort NoFamily = 0xfff0;

    [Fact]
    public void The_kernel_of_this_machine_resolves_its_own_controller()
    {
        using var connection = new NetlinkConnection(NetlinkSocket.Open(), "nlctrl", 2);
        Assert.Equal(NetlinkConstants.ControlFamily, connection.ResolveFamily());
    }

    [Fact]
    public void A_family_that_no_kernel_has_is_ENOENT()
    {
        using var connection = new NetlinkConnection(NetlinkSocket.Open(), "lvsps-no-such", 1);
        Assert.Equal(Errno.NoEntry, Assert.Throws<NetlinkException>(() => connection.ResolveFamily()).Errno);
    }

    [Fact]
    public void All_families_of_this_machine_are_dumped()
    {
        using var connection = new NetlinkConnection(NetlinkSocket.Open(), "nlctrl", 2);
        int families = 0;
        Assert.True(connection.Dump((int _, ref AttributeWriter _) => GenericNetlink.GetFamily, (command, attributes) =>
        {
            Assert.Equal(GenericNetlink.NewFamily, command);
            families++;
        }));
        Assert.True(families >= 1);
    }

    [Fact]
    public void Requests_of_one_send_are_answered_with_an_errno_each()
    {
        using var connection = new NetlinkConnection(NetlinkSocket.Open(), "nlctrl", 2);
        RequestSetResult result = connection.Execute(200, (int i, ref AttributeWriter writer) =>
        {
            // An unknown family is ENOENT; a request that names none is EINVAL, and so is the last, which asks for an answer.
            if (i % 2 == 0)
            {
                writer.PutU16(GenericNetlink.FamilyId, NoFamily);
            }

            return GenericNetlink.GetFamily;
        });
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? Errno.NoEntry : Errno.Invalid), result.Errnos);
    }

    [Fact]
    public void Thousands_of_errors_never_overrun_the_receive_queue()
    {
        using var connection = new NetlinkConnection(NetlinkSocket.Open(), "nlctrl", 2);
        RequestSetResult result = connection.Execute(10_000, (int _, ref AttributeWriter writer) =>
        {
            writer.PutU16(GenericNetlink.FamilyId, NoFamily);
            return GenericNetlink.GetFamily;
        });
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.All(result.Errnos, e => Assert.Equal(Errno.NoEntry, e));
    }

    [Fact]
    public void Two_sockets_have_two_ports_and_room_for_requests()
    {
        using NetlinkSocket one = NetlinkSocket.Open();
        using NetlinkSocket other = NetlinkSocket.Open();
        Assert.NotEqual(0u, one.PortId);
        Assert.NotEqual(one.PortId, other.PortId);
        Assert.InRange(one.SendCapacity, 4096, int.MaxValue);
        Assert.InRange(one.ReceiveCapacity, 4096, int.MaxValue);
    }

    [Fact]
    public void Nothing_to_receive_is_EAGAIN_after_the_wait_and_not_before()
    {
        using NetlinkSocket socket = NetlinkSocket.Open();
        long started = Stopwatch.GetTimestamp();
        Assert.Equal(new ReceivedDatagram(Errno.TryAgain, 0, 0), socket.Receive(new byte[64], TimeSpan.Zero));
        Assert.Equal(new ReceivedDatagram(Errno.TryAgain, 0, 0), socket.Receive(new byte[64], TimeSpan.FromMilliseconds(20)));
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(19));
    }

    [Fact]
    public void A_datagram_larger_than_the_buffer_tells_its_whole_length()
    {
        using NetlinkSocket socket = NetlinkSocket.Open();
        Assert.Equal(Errno.None, socket.Send(Captured.Request("unknown-family")));
        ReceivedDatagram received = socket.Receive(new byte[8], TimeSpan.FromSeconds(10));
        Assert.Equal((Errno.None, 36, 0u), (received.Errno, received.Length, received.SenderPortId));
    }

    [Fact]
    public void A_send_that_the_kernel_does_not_take_is_an_errno()
    {
        using NetlinkSocket socket = NetlinkSocket.Open();
        Assert.Equal(Errno.MessageSize, socket.Send(new byte[(socket.SendCapacity * 4) + 4096]));
    }

    [Fact]
    public void A_socket_may_be_disposed_twice_and_then_sends_and_receives_nothing()
    {
        NetlinkSocket socket = NetlinkSocket.Open();
        socket.Dispose();
        socket.Dispose();
        Assert.Throws<ObjectDisposedException>(() => socket.Send(Captured.Request("get-family")));
        Assert.Throws<ObjectDisposedException>(() => socket.Receive(new byte[64], TimeSpan.Zero));
        using var connection = new NetlinkConnection(socket, "nlctrl", 2);
        Assert.Throws<ObjectDisposedException>(() => connection.ResolveFamily());
    }

    [Fact]
    public void Ten_thousand_connections_opened_and_closed_leak_no_descriptor()
    {
        int before = OpenDescriptors.Count(Socket);
        for (int i = 0; i < 10_000; i++)
        {
            using var connection = new NetlinkConnection(NetlinkSocket.Open(), "nlctrl", 2);
            if (i % 100 == 0)
            {
                connection.ResolveFamily();
            }
        }

        Assert.Equal(before, OpenDescriptors.Count(Socket));
    }

    [Fact]
    public void A_socket_that_nobody_closed_is_closed_by_the_finaliser()
    {
        int before = OpenDescriptors.Count(Socket);
        Abandon(50);
        long deadline = Environment.TickCount64 + 10_000;
        while (OpenDescriptors.Count(Socket) > before && Environment.TickCount64 < deadline)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(before, OpenDescriptors.Count(Socket));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Abandon(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _ = NetlinkSocket.Open();
        }
    }
}
