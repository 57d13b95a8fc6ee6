using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class DestinationsOnSimulator : DestinationCases<SimulatorUnderTest>;

public sealed class DestinationsOnKernel : DestinationCases<RealKernel>;

public abstract class DestinationCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    private const ushort V4 = IpvsConstants.InterNetwork;
    private const ushort V6 = IpvsConstants.InterNetworkV6;

    protected DestinationCases() => Do(IpvsCommand.NewService, Service());

    [Case]
    public void A_new_destination_comes_back_with_its_settings()
    {
        IpvsDestinationMessage wanted = Destination("10.0.0.9", 8080) with { ForwardingMethod = 3, Weight = 7, UpperThreshold = 100, LowerThreshold = 50 };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), wanted));

        IpvsDestinationMessage found = Assert.Single(Destinations(Id()));
        Assert.Equal(("10.0.0.9", (ushort)8080, V4), (found.Address.ToIPAddress(false).ToString(), found.Port, found.AddressFamily));
        Assert.Equal((3u, 7u, 100u, 50u), (found.ForwardingMethod, found.Weight, found.UpperThreshold, found.LowerThreshold));
        Assert.Equal((0u, 0u, 0u), (found.ActiveConnections, found.InactiveConnections, found.PersistentConnections));
        Assert.Equal((0, 0, 0), (found.TunnelType, found.TunnelPort, found.TunnelFlags));
    }

    [Cases]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(7, 7)]
    [InlineData(0x103, 3)]
    public void Of_the_forwarding_method_three_bits_count(int wanted, int kept)
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), Destination() with { ForwardingMethod = (uint)wanted }));
        Assert.Equal((uint)kept, Assert.Single(Destinations(Id())).ForwardingMethod);
    }

    [Cases]
    [InlineData(0u, Errno.None)]
    [InlineData(65536u, Errno.None)]
    [InlineData(2147483647u, Errno.None)]
    [InlineData(2147483648u, Errno.OutOfRange)]
    [InlineData(4294967295u, Errno.OutOfRange)]
    public void A_weight_is_0_to_2147483647(uint weight, int errno)
    {
        Assert.Equal(errno, Do(IpvsCommand.NewDestination, Id(), Destination() with { Weight = weight }));
        Do(IpvsCommand.NewDestination, Id(), Destination("10.0.0.2"));
        Assert.Equal(errno, Do(IpvsCommand.SetDestination, Id(), Destination("10.0.0.2") with { Weight = weight }));
    }

    [Case]
    public void A_lower_threshold_above_the_upper_is_ERANGE()
    {
        Assert.Equal(Errno.OutOfRange, Do(IpvsCommand.NewDestination, Id(), Destination() with { UpperThreshold = 5, LowerThreshold = 6 }));
        Assert.Equal(Errno.OutOfRange, Do(IpvsCommand.NewDestination, Id(), Destination() with { LowerThreshold = 1 }));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), Destination() with { UpperThreshold = 5, LowerThreshold = 5 }));
        Assert.Equal(Errno.OutOfRange, Do(IpvsCommand.SetDestination, Id(), Destination() with { UpperThreshold = 5, LowerThreshold = 6 }));
    }

    [Case]
    public void An_upper_threshold_above_2147483647_is_EINVAL_on_newer_kernels()
    {
        int errno = Kernel.LimitsThresholds ? Errno.Invalid : Errno.None;
        IpvsDestinationMessage most = Destination() with { UpperThreshold = int.MaxValue };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), most));
        Assert.Equal(errno, Do(IpvsCommand.SetDestination, Id(), most with { UpperThreshold = 1u << 31 }));
        Assert.Equal(errno, Do(IpvsCommand.NewDestination, Id(), Destination("10.0.0.2") with { UpperThreshold = 1u << 31 }));
        Assert.Equal(Kernel.LimitsThresholds ? int.MaxValue : 1u << 31, Destinations(Id())[^1].UpperThreshold);
    }

    [Case]
    public void Tunnel_settings_come_back_and_an_edit_without_them_resets_them()
    {
        IpvsDestinationMessage gue = Tunnel("10.0.0.1", V4) with { TunnelType = 1, TunnelPort = 6080, TunnelFlags = 2 };
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), gue));
        IpvsDestinationMessage found = Assert.Single(Destinations(Id()));
        Assert.Equal((1, 6080, 2), (found.TunnelType, found.TunnelPort, found.TunnelFlags));

        Assert.Equal(Errno.None, Do(IpvsCommand.SetDestination, Id(), Tunnel("10.0.0.1", V4)));
        found = Assert.Single(Destinations(Id()));
        Assert.Equal((0, 0, 0), (found.TunnelType, found.TunnelPort, found.TunnelFlags));
    }

    [Case]
    public void A_GUE_tunnel_needs_a_port()
    {
        IpvsDestinationMessage gue = Tunnel("10.0.0.1", V4) with { TunnelType = 1, TunnelPort = 0 };
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDestination, Id(), gue));
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.SetDestination, Id(), gue));
        Assert.Equal(Errno.None, Do(IpvsCommand.SetDestination, Id(), gue with { TunnelType = 2, TunnelFlags = 1 }));
        Assert.Equal(Errno.None, Do(IpvsCommand.SetDestination, Id(), gue with { TunnelType = 200 }));
    }

    [Cases]
    [InlineData("10.0.0.1", Errno.None)]
    [InlineData("127.0.0.1", Errno.None)]
    [InlineData("240.0.0.1", Errno.None)]
    [InlineData("198.51.100.1", Errno.None)]
    [InlineData("0.0.0.0", Errno.Invalid)]
    [InlineData("0.1.2.3", Errno.None)]
    [InlineData("224.0.0.1", Errno.Invalid)]
    [InlineData("239.255.255.255", Errno.Invalid)]
    [InlineData("255.255.255.255", Errno.Invalid)]
    [InlineData("127.255.255.255", Errno.Invalid)]
    public void An_IPv4_destination_must_be_unicast_or_local(string address, int errno) =>
        Assert.Equal(errno, Do(IpvsCommand.NewDestination, Id(), Destination(address)));

    [Cases]
    [InlineData("2001:db8::1", Errno.None)]
    [InlineData("fd00::1", Errno.None)]
    [InlineData("fec0::1", Errno.None)]
    [InlineData("64:ff9b::1", Errno.None)]
    [InlineData("::1", Errno.None)]
    [InlineData("::10.0.0.1", Errno.None)]
    [InlineData("::", Errno.Invalid)]
    [InlineData("::ffff:10.0.0.1", Errno.Invalid)]
    [InlineData("ff02::1", Errno.Invalid)]
    [InlineData("fe80::1234", Errno.Invalid)]
    [InlineData("febf::1", Errno.Invalid)]
    public void An_IPv6_destination_must_be_unicast_and_not_link_local(string address, int errno)
    {
        Do(IpvsCommand.NewService, Service("2001:db8::80"));
        Assert.Equal(errno, Do(IpvsCommand.NewDestination, Id("2001:db8::80"), Destination(address)));
    }

    [Case]
    public void Another_family_needs_a_tunnel()
    {
        IpvsDestinationMessage v6 = Tunnel("2001:db8::5", V6);
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDestination, Id(), v6 with { ForwardingMethod = 0 }));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewDestination, Id(), v6 with { ForwardingMethod = 3 }));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), v6));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.SetDestination, Id(), v6 with { ForwardingMethod = 3 }));
        Assert.Equal(V6, Assert.Single(Destinations(Id())).AddressFamily);
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteDestination, Id(), v6 with { ForwardingMethod = 0 }));
    }

    [Case]
    public void The_family_zero_is_the_services_and_an_unknown_one_is_EAFNOSUPPORT()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), Destination() with { AddressFamily = 0 }));
        Assert.Equal(V4, Assert.Single(Destinations(Id())).AddressFamily);
        Assert.Equal(Errno.AddressFamilyNotSupported, Do(IpvsCommand.NewDestination, Id(), Destination() with { AddressFamily = 3 }));
        Assert.Equal(Errno.AddressFamilyNotSupported, Do(IpvsCommand.DeleteDestination, Id(), Destination() with { AddressFamily = 3 }));
    }

    [Case]
    public void A_destination_that_exists_is_EEXIST_and_one_that_does_not_is_ENOENT()
    {
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Assert.Equal(Errno.Exists, Do(IpvsCommand.NewDestination, Id(), Destination() with { Weight = 9 }));
        Assert.Equal(1u, Assert.Single(Destinations(Id())).Weight);
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.SetDestination, Id(), Destination(port: 81)));
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.DeleteDestination, Id(), Destination(port: 81)));
        Assert.Equal(Errno.NoEntry, Do(IpvsCommand.DeleteDestination, Id(), Destination("10.0.0.2")));
    }

    [Case]
    public void An_edit_takes_all_settings_of_the_destination()
    {
        Do(IpvsCommand.NewDestination, Id(), Destination() with { Weight = 5, UpperThreshold = 9 });
        Assert.Equal(Errno.None, Do(IpvsCommand.SetDestination, Id(), Destination() with { ForwardingMethod = 3, Weight = 0 }));
        IpvsDestinationMessage found = Assert.Single(Destinations(Id()));
        Assert.Equal((3u, 0u, 0u), (found.ForwardingMethod, found.Weight, found.UpperThreshold));
    }

    [Case]
    public void A_service_of_a_mark_has_destinations_with_any_port()
    {
        Do(IpvsCommand.NewService, Mark(3));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Mark(3), Destination(port: 0)));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Mark(3), Destination(port: 8080) with { ForwardingMethod = 3 }));
        Assert.Equal([8080, 0], Destinations(Mark(3)).Select(d => (int)d.Port));
    }

    [Case]
    public void Destinations_come_newest_first()
    {
        for (int i = 1; i <= 5; i++)
        {
            Do(IpvsCommand.NewDestination, Id(), Destination($"10.0.0.{i}"));
        }

        Do(IpvsCommand.SetDestination, Id(), Destination("10.0.0.2") with { Weight = 2 });
        Assert.Equal(["10.0.0.5", "10.0.0.4", "10.0.0.3", "10.0.0.2", "10.0.0.1"], Destinations(Id()).Select(d => d.Address.ToIPAddress(false).ToString()));
    }

    [Case]
    public void A_deleted_destination_comes_back_as_the_newest_with_the_new_settings()
    {
        Do(IpvsCommand.NewDestination, Id(), Destination() with { Weight = 5 });
        Do(IpvsCommand.NewDestination, Id(), Destination("10.0.0.2"));
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteDestination, Id(), Destination()));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Id(), Destination() with { Weight = 8 }));
        List<IpvsDestinationMessage> found = Destinations(Id());
        Assert.Equal(2, found.Count);
        Assert.Equal(("10.0.0.1", 8u), (found[0].Address.ToIPAddress(false).ToString(), found[0].Weight));
    }
}
