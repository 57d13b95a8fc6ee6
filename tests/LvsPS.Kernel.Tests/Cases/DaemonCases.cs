using System.Net;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class DaemonsOnSimulator : DaemonCases<SimulatorUnderTest>;

public sealed class DaemonsOnKernel : DaemonCases<RealKernel>;

public abstract class DaemonCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    private const uint Master = 1;
    private const uint Backup = 2;

    [Case]
    public void A_daemon_starts_with_the_defaults_of_the_kernel()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(Master)));
        IpvsDaemonMessage found = Assert.Single(Daemons());
        Assert.Equal((Master, "eth0", 5u, (ushort)1472), (found.State, found.Interface, found.SyncId, found.MaxLength));
        Assert.Equal((0xe0000051u, (ushort)8848, (byte)1), (found.Group, found.Port, found.Ttl));
        Assert.False(found.Has(IpvsDaemonAttribute.Group6));
    }

    [Case]
    public void A_daemon_takes_its_settings()
    {
        IpvsDaemonMessage wanted = Daemon(Backup) with { MaxLength = 1400, Group = 0xef010203, Port = 9000, Ttl = 4 };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, wanted));
        IpvsDaemonMessage found = Assert.Single(Daemons());
        Assert.Equal((Backup, (ushort)1400, 0xef010203u, (ushort)9000, (byte)4), (found.State, found.MaxLength, found.Group, found.Port, found.Ttl));
    }

    [Case]
    public void The_port_is_in_host_order_and_the_group_in_network_order()
    {
        Fields fields = Fields.Of(Daemon(Master))
            .With((ushort)IpvsDaemonAttribute.Port, BitConverter.GetBytes((ushort)9000))
            .With((ushort)IpvsDaemonAttribute.Group, 239, 1, 2, 3);
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, fields));
        Assert.Equal((9000, 0xef010203u), (Daemons()[0].Port, Daemons()[0].Group));
    }

    [Case]
    public void A_daemon_takes_an_IPv6_group()
    {
        IpvsDaemonMessage wanted = Daemon(Master) with { Group6 = WireAddress.From(IPAddress.Parse("ff05::81")) };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, wanted));
        IpvsDaemonMessage found = Assert.Single(Daemons());
        Assert.Equal(("ff05::81", (ushort)1452), (found.Group6.ToIPAddress(true).ToString(), found.MaxLength));
        Assert.False(found.Has(IpvsDaemonAttribute.Group));
    }

    [Case]
    public void The_IPv4_group_wins_over_the_IPv6_one()
    {
        IpvsDaemonMessage both = Daemon(Master) with { Group = 0xe0000052, Group6 = WireAddress.From(IPAddress.Parse("ff05::81")) };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, both));
        Assert.Equal((0xe0000052, false), (Daemons()[0].Group, Daemons()[0].Has(IpvsDaemonAttribute.Group6)));
    }

    [Cases]
    [InlineData(Master, 1, 1)]
    [InlineData(Master, 65535, 65507)]
    [InlineData(Master, 0, 1472)]
    [InlineData(Backup, 1, 1024)]
    [InlineData(Backup, 65535, 65507)]
    [InlineData(Backup, 0, 1472)]
    public void The_message_length_is_kept_in_bounds(uint state, int wanted, int kept)
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(state) with { MaxLength = (ushort)wanted }));
        Assert.Equal(kept, Assert.Single(Daemons()).MaxLength);
    }

    [Case]
    public void A_backup_takes_messages_as_long_as_its_interface_can()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(Backup, "lo")));
        Assert.Equal(65507, Assert.Single(Daemons()).MaxLength);
    }

    [Case]
    public void Port_and_ttl_zero_are_the_defaults()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(Master) with { Port = 0, Ttl = 0 }));
        Assert.Equal((8848, 1), (Daemons()[0].Port, Daemons()[0].Ttl));
    }

    [Case]
    public void Both_run_at_once_and_the_master_comes_first()
    {
        Assert.Empty(Daemons());
        Do(IpvsCommand.NewDaemon, Daemon(Backup, id: 6));
        Do(IpvsCommand.NewDaemon, Daemon(Master));
        Assert.Equal([(Master, 5u), (Backup, 6u)], Daemons().Select(d => (d.State, d.SyncId)));
    }

    [Case]
    public void A_daemon_that_runs_is_EEXIST_and_stays_as_it_is()
    {
        Do(IpvsCommand.NewDaemon, Daemon(Master));
        Assert.Equal(Errno.Exists, Do(IpvsCommand.NewDaemon, Daemon(Master, id: 9)));
        Assert.Equal(5u, Assert.Single(Daemons()).SyncId);
    }

    [Case]
    public void A_daemon_stops_by_its_state_alone_and_one_that_does_not_run_is_ESRCH()
    {
        Do(IpvsCommand.NewDaemon, Daemon(Master));
        Assert.Equal(Errno.NoSuchProcess, Stop(Backup));
        Assert.Equal(Errno.None, Stop(Master));
        Assert.Empty(Daemons());
        Assert.Equal(Errno.NoSuchProcess, Stop(Master));
    }

    [Case]
    public void A_daemon_that_is_stopped_right_behind_its_start_is_stopped()
    {
        // Of such a stop Linux often answers nothing: where the thread did not run yet, kthread_stop() gives EINTR, and
        // netlink_rcv_skb() takes that for a request that is answered later.
        IpvsDaemonMessage[] daemons = [.. Enumerable.Range(0, 50).Select(_ => Daemon(Master))];
        RequestSetResult result = Connection.Execute(daemons.Length * 2, (int index, ref AttributeWriter w) =>
        {
            daemons[index / 2].Write(ref w);
            return (byte)(index % 2 == 0 ? IpvsCommand.NewDaemon : IpvsCommand.DeleteDaemon);
        });
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.All(result.Errnos, errno => Assert.Equal(Errno.None, errno));
        Assert.Empty(Daemons());
    }

    [Cases]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void Another_state_is_EINVAL(uint state)
    {
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDaemon, Daemon(state)));
        Assert.Equal(Errno.Invalid, Stop(state));
    }

    [Case]
    public void An_unknown_interface_is_ENODEV()
    {
        Assert.Equal(Errno.NoDevice, Do(IpvsCommand.NewDaemon, Daemon(Master, "nosuch")));
        Assert.Equal(Errno.NoDevice, Do(IpvsCommand.NewDaemon, Daemon(Master, string.Empty)));
        Assert.Equal(Errno.NoDevice, Do(IpvsCommand.NewDaemon, Daemon(9, "nosuch")));
        Do(IpvsCommand.NewDaemon, Daemon(Master));
        Assert.Equal(Errno.NoDevice, Do(IpvsCommand.NewDaemon, Daemon(Master, "nosuch")));
    }

    [Case]
    public void A_group_that_is_not_multicast_is_EINVAL()
    {
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDaemon, Daemon(Master) with { Group = 0x0a000001 }));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDaemon, Daemon(Master) with { Group6 = WireAddress.From(IPAddress.Parse("2001:db8::1")) }));
    }

    [Case]
    public void A_synchronisation_id_of_more_than_a_byte_is_taken()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(Master, id: 70000)));
        Assert.Equal(70000u, Assert.Single(Daemons()).SyncId);
    }

    [Case]
    public void Daemons_and_mixed_families_exclude_each_other()
    {
        IpvsDestinationMessage v6 = Tunnel("2001:db8::5", IpvsConstants.InterNetworkV6);
        Do(IpvsCommand.NewService, Service());
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(Master)));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDestination, Id(), v6));

        Assert.Equal(Errno.None, Stop(Master));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), v6));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDaemon, Daemon(Master)));

        Do(IpvsCommand.DeleteDestination, Id(), v6);
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon(Master)));
    }
}
