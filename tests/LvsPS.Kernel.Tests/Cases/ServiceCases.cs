using System.Net;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class ServicesOnSimulator : ServiceCases<SimulatorUnderTest>;

public sealed class ServicesOnKernel : ServiceCases<RealKernel>;

public abstract class ServiceCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    private const ushort V4 = IpvsConstants.InterNetwork;
    private const ushort V6 = IpvsConstants.InterNetworkV6;

    [Case]
    public void A_new_service_comes_back_with_its_settings()
    {
        IpvsServiceMessage wanted = Service("192.0.2.10", 443) with
        {
            SchedulerName = "sh",
            Flags = (IpvsConstants.ServicePersistent | 0x18, uint.MaxValue),
            Timeout = 300,
            Netmask = 0xffffff00,
        };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, wanted));

        IpvsServiceMessage found = Assert.Single(Services());
        Assert.Equal((V4, Tcp, "192.0.2.10", (ushort)443), (found.AddressFamily, found.Protocol, found.Address.ToIPAddress(false).ToString(), found.Port));
        Assert.Equal(("sh", 300u, 0xffffff00u), (found.SchedulerName, found.Timeout, found.Netmask));
        Assert.Equal((0x1bu, uint.MaxValue), found.Flags);
        Assert.False(found.Has(IpvsServiceAttribute.FirewallMark));
        Assert.False(found.Has(IpvsServiceAttribute.PersistenceEngine));
    }

    [Case]
    public void Asking_for_one_service_answers_as_the_dump_does()
    {
        Do(IpvsCommand.NewService, Service("2001:db8::10", 53, Udp));
        (int errno, byte command, byte[] attributes) = Get(IpvsCommand.GetService, Id("2001:db8::10", 53, Udp));
        Assert.Equal((Errno.None, (byte)IpvsCommand.NewService), (errno, command));
        Assert.Equal(Assert.Single(Services()), IpvsServiceMessage.Read(Nest(attributes, IpvsCommandAttribute.Service)));
    }

    [Case]
    public void An_address_comes_back_in_sixteen_bytes_for_both_families()
    {
        Do(IpvsCommand.NewService, Service());
        byte[] nest = Nest(Assert.Single(Dump(IpvsCommand.GetService, IpvsCommand.NewService)), IpvsCommandAttribute.Service);
        var reader = new AttributeReader(nest, IpvsPolicy.Service);
        while (reader.MoveNext())
        {
            if (reader.Type == (ushort)IpvsServiceAttribute.Address)
            {
                Assert.Equal([192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], reader.Payload.ToArray());
            }
        }
    }

    [Case]
    public void Of_an_IPv4_address_only_four_bytes_count()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service()));
        byte[] long4 = [192, 0, 2, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
        Assert.Equal(Errno.Exists, Do(IpvsCommand.NewService, Fields.Of(Service()).With((ushort)IpvsServiceAttribute.Address, long4)));
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteService, Fields.Of(Id()).With((ushort)IpvsServiceAttribute.Address, 192, 0, 2, 1)));
    }

    [Case]
    public void A_service_of_a_mark_has_only_family_and_mark()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Mark(4_000_000_000)));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Mark(4_000_000_000, V6)));
        Assert.All(Services(), found =>
        {
            Assert.Equal(4_000_000_000, found.FirewallMark);
            Assert.False(found.Has(IpvsServiceAttribute.Protocol) || found.Has(IpvsServiceAttribute.Address) || found.Has(IpvsServiceAttribute.Port));
        });
        Assert.Equal([V4, V6], Services().Select(s => s.AddressFamily).Order());
    }

    [Case]
    public void A_mark_wins_over_an_address()
    {
        IpvsServiceMessage both = Service() with { FirewallMark = 7 };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, both));
        Assert.Equal(7u, Assert.Single(Services()).FirewallMark);
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteService, Mark(7)));
    }

    [Case]
    public void The_mark_zero_is_the_address_zero_over_TCP()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service() with { FirewallMark = 0 }));
        IpvsServiceMessage found = Assert.Single(Services());
        Assert.Equal((Tcp, IPAddress.Any, (ushort)0), (found.Protocol, found.Address.ToIPAddress(false), found.Port));
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteService, Id("0.0.0.0", 0)));
    }

    [Cases]
    [InlineData(6)]
    [InlineData(17)]
    [InlineData(132)]
    [InlineData(0)]
    [InlineData(65535)]
    public void Any_protocol_number_is_taken(int protocol)
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service(protocol: (ushort)protocol)));
        Assert.Equal(protocol, Assert.Single(Services()).Protocol);
    }

    [Cases]
    [InlineData("rr")]
    [InlineData("wrr")]
    [InlineData("lc")]
    [InlineData("wlc")]
    [InlineData("lblc")]
    [InlineData("lblcr")]
    [InlineData("dh")]
    [InlineData("sh")]
    [InlineData("mh")]
    [InlineData("sed")]
    [InlineData("nq")]
    [InlineData("fo")]
    [InlineData("ovf")]
    [InlineData("none")]
    public void The_scheduler_is_taken_and_given_back(string scheduler)
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service() with { SchedulerName = scheduler }));
        Assert.Equal(scheduler, Assert.Single(Services()).SchedulerName);
    }

    [Case]
    public void The_scheduler_twos_is_taken_where_it_was_built() =>
        Assert.Equal(Kernel.HasTwos ? Errno.None : Errno.NoEntry, Do(IpvsCommand.NewService, Service() with { SchedulerName = "twos" }));

    [Cases]
    [InlineData("nosuch")]
    [InlineData("RR")]
    [InlineData("")]
    public void An_unknown_scheduler_is_ENOENT(string scheduler)
    {
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.NewService, Service() with { SchedulerName = scheduler }));
        Do(IpvsCommand.NewService, Service());
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.SetService, Service() with { SchedulerName = scheduler }));
        Assert.Equal("rr", Assert.Single(Services()).SchedulerName);
    }

    [Case]
    public void The_persistence_engine_sip_is_taken_and_an_edit_without_it_clears_it()
    {
        IpvsServiceMessage service = Service(protocol: Udp) with { PersistenceEngine = "sip", Flags = (1, uint.MaxValue), Timeout = 360 };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, service));
        Assert.Equal("sip", Assert.Single(Services()).PersistenceEngine);
        Assert.Equal(Errno.None, Do(IpvsCommand.SetService, Service(protocol: Udp)));
        Assert.False(Assert.Single(Services()).Has(IpvsServiceAttribute.PersistenceEngine));
    }

    [Case]
    public void An_empty_engine_is_none_and_an_unknown_one_is_ENOENT()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service() with { PersistenceEngine = string.Empty }));
        Assert.False(Assert.Single(Services()).Has(IpvsServiceAttribute.PersistenceEngine));
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.NewService, Service(port: 81) with { PersistenceEngine = "nosuch" }));
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.SetService, Service() with { PersistenceEngine = "nosuch" }));
    }

    [Case]
    public void An_edit_changes_only_the_flags_that_its_mask_names()
    {
        Do(IpvsCommand.NewService, Service() with { SchedulerName = "sh", Flags = (0x08, uint.MaxValue) });
        Assert.Equal(Errno.None, Do(IpvsCommand.SetService, Service() with { SchedulerName = "sh", Flags = (0x10, 0x10) }));
        Assert.Equal(0x1au, Assert.Single(Services()).Flags.Flags);
        Assert.Equal(Errno.None, Do(IpvsCommand.SetService, Service() with { SchedulerName = "sh", Flags = (0, 0x08) }));
        Assert.Equal(0x12u, Assert.Single(Services()).Flags.Flags);
    }

    [Case]
    public void The_flag_hashed_is_the_kernels_own()
    {
        Do(IpvsCommand.NewService, Service() with { Flags = (IpvsConstants.ServiceHashed, uint.MaxValue) });
        Assert.Equal(IpvsConstants.ServiceHashed, Assert.Single(Services()).Flags.Flags);
        Do(IpvsCommand.SetService, Service() with { Flags = (0, uint.MaxValue) });
        Assert.Equal(IpvsConstants.ServiceHashed, Assert.Single(Services()).Flags.Flags);
    }

    [Case]
    public void Flags_of_four_bytes_have_the_mask_zero()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Fields.Of(Service()).With((ushort)IpvsServiceAttribute.Flags, 1, 0, 0, 0)));
        Assert.Equal(IpvsConstants.ServiceHashed, Assert.Single(Services()).Flags.Flags);
    }

    [Case]
    public void Unknown_flags_are_kept() // 0x40 means nothing to any scheduler.
    {
        Do(IpvsCommand.NewService, Service() with { Flags = (0x8000_0040, uint.MaxValue) });
        Assert.Equal(0x8000_0042, Assert.Single(Services()).Flags.Flags);
    }

    [Case]
    public void An_edit_takes_scheduler_timeout_and_netmask_and_keeps_the_destinations()
    {
        Do(IpvsCommand.NewService, Service());
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Assert.Equal(Errno.None, Do(IpvsCommand.SetService, Service() with { SchedulerName = "wlc", Timeout = 60, Netmask = 0xffff0000 }));
        IpvsServiceMessage found = Assert.Single(Services());
        Assert.Equal(("wlc", 60u, 0xffff0000u), (found.SchedulerName, found.Timeout, found.Netmask));
        Assert.Single(Destinations(Id()));
    }

    [Case]
    public void An_IPv4_netmask_is_a_mask_in_network_order()
    {
        Do(IpvsCommand.NewService, Fields.Of(Service()).With((ushort)IpvsServiceAttribute.Netmask, 255, 255, 254, 0));
        Assert.Equal(0xfffffe00, Assert.Single(Services()).Netmask);
    }

    [Case]
    public void An_IPv4_netmask_need_not_be_contiguous_nor_more_than_zero()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service() with { Netmask = 0xff00ff00 }));
        Assert.Equal(Errno.None, Do(IpvsCommand.SetService, Service() with { Netmask = 0 }));
        Assert.Equal(0u, Assert.Single(Services()).Netmask);
    }

    [Case]
    public void An_IPv6_netmask_is_a_prefix_length_in_host_order()
    {
        Do(IpvsCommand.NewService, Fields.Of(Service("2001:db8::1")).With((ushort)IpvsServiceAttribute.Netmask, BitConverter.GetBytes(64)));
        Assert.Equal(64u, Assert.Single(Services()).Netmask);
    }

    [Cases]
    [InlineData(0, Errno.Invalid)]
    [InlineData(1, Errno.None)]
    [InlineData(128, Errno.None)]
    [InlineData(129, Errno.Invalid)]
    public void An_IPv6_prefix_length_is_1_to_128(int length, int errno)
    {
        Assert.Equal(errno, Do(IpvsCommand.NewService, Service("2001:db8::1") with { Netmask = (uint)length }));
        Do(IpvsCommand.NewService, Service("2001:db8::2"));
        Assert.Equal(errno, Do(IpvsCommand.SetService, Service("2001:db8::2") with { Netmask = (uint)length }));
    }

    [Cases]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(258)]
    public void Another_address_family_is_EAFNOSUPPORT(int family)
    {
        IpvsServiceMessage service = Service() with { AddressFamily = (ushort)family };
        Assert.Equal(Errno.AddressFamilyNotSupported, Do(IpvsCommand.NewService, service));
        Assert.Equal(Errno.AddressFamilyNotSupported, Do(IpvsCommand.DeleteService, service));
        Assert.Equal(Errno.AddressFamilyNotSupported, Get(IpvsCommand.GetService, service).Errno);
    }

    [Case]
    public void What_the_kernel_does_not_check_it_takes()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service(port: 0)));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service(port: 1) with { Flags = (IpvsConstants.ServiceOnePacket, uint.MaxValue) }));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service(port: 2) with { Flags = (IpvsConstants.ServicePersistent, uint.MaxValue) }));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service("0.0.0.0")));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service("255.255.255.255")));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service("ff02::1")));
    }

    [Case]
    public void A_persistence_too_long_for_the_ticks_wraps()
    {
        uint most = uint.MaxValue / (uint)Kernel.TicksPerSecond;
        Do(IpvsCommand.NewService, Service() with { Timeout = most });
        Assert.Equal(most, Assert.Single(Services()).Timeout);
        Do(IpvsCommand.SetService, Service() with { Timeout = most + 10 });
        Assert.True(Assert.Single(Services()).Timeout < 10);
    }

    [Case]
    public void A_service_that_exists_is_EEXIST()
    {
        Do(IpvsCommand.NewService, Service());
        Assert.Equal(Errno.Exists, Do(IpvsCommand.NewService, Service() with { SchedulerName = "wlc" }));
        Assert.Equal("rr", Assert.Single(Services()).SchedulerName);
    }

    [Case]
    public void A_service_that_does_not_exist_is_ESRCH()
    {
        Assert.Equal(Errno.NoSuchProcess, Do(IpvsCommand.SetService, Service()));
        Assert.Equal(Errno.NoSuchProcess, Do(IpvsCommand.DeleteService, Id()));
        Assert.Equal(Errno.NoSuchProcess, Do(IpvsCommand.Zero, Id()));
        Assert.Equal(Errno.NoSuchProcess, Get(IpvsCommand.GetService, Id()).Errno);
        Assert.Equal(Errno.NoSuchProcess, Do(IpvsCommand.NewDestination, Id(), Destination()));
        Assert.Equal(Errno.NoSuchProcess, Do(IpvsCommand.SetDestination, Id(), Destination()));
        Assert.Equal(Errno.NoSuchProcess, Do(IpvsCommand.DeleteDestination, Id(), Destination()));
    }

    [Case]
    public void Deleting_a_service_takes_its_destinations_along()
    {
        Do(IpvsCommand.NewService, Service());
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteService, Id()));
        Assert.Empty(Services());
        Do(IpvsCommand.NewService, Service());
        Assert.Empty(Destinations(Id()));
    }

    [Case]
    public void Protocol_address_and_port_tell_services_apart()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service()));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service(protocol: Udp)));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service(port: 81)));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Service("192.0.2.2")));
        Assert.Equal(4, Services().Count);
    }

    [Case]
    public void Flushing_removes_services_and_destinations_and_nothing_else()
    {
        Do(IpvsCommand.NewService, Service());
        Do(IpvsCommand.NewService, Mark(3));
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Do(IpvsCommand.SetConfig, (int _, ref AttributeWriter w) =>
        {
            new IpvsConfigMessage(1000, null, null).Write(ref w);
            return 0;
        });
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDaemon, Daemon()));
        Assert.Equal(Errno.None, Do(IpvsCommand.Flush));
        Assert.Empty(Services());
        Assert.Equal(1000u, Timeouts().Tcp);
        Assert.Single(Daemons());
        Assert.Equal(Errno.None, Do(IpvsCommand.Flush));
    }
}
