using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class ConfigOnSimulator : ConfigCases<SimulatorUnderTest>;

public sealed class ConfigOnKernel : ConfigCases<RealKernel>;

public abstract class ConfigCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    [Case]
    public void The_version_is_1_2_1_and_the_table_has_4096_buckets()
    {
        (int errno, byte command, byte[] attributes) = Get(IpvsCommand.GetInfo);
        Assert.Equal((Errno.None, (byte)IpvsCommand.SetInfo), (errno, command));
        Assert.Equal(new IpvsInfoMessage(0x010201, 4096), IpvsInfoMessage.Read(attributes));
    }

    [Case]
    public void The_timeouts_begin_with_900_120_and_300_seconds()
    {
        (int errno, byte command, byte[] attributes) = Get(IpvsCommand.GetConfig);
        Assert.Equal((Errno.None, (byte)IpvsCommand.SetConfig), (errno, command));
        Assert.Equal(new IpvsConfigMessage(900, 120, 300), IpvsConfigMessage.Read(attributes));
    }

    [Case]
    public void Only_the_timeouts_that_are_there_and_not_zero_change()
    {
        Assert.Equal(Errno.None, Set(new IpvsConfigMessage(1000, null, 0)));
        Assert.Equal(new IpvsConfigMessage(1000, 120, 300), Timeouts());
        Assert.Equal(Errno.None, Set(new IpvsConfigMessage(null, 60, 30)));
        Assert.Equal(new IpvsConfigMessage(1000, 60, 30), Timeouts());
        Assert.Equal(Errno.None, Set(default));
        Assert.Equal(new IpvsConfigMessage(1000, 60, 30), Timeouts());
    }

    [Case]
    public void A_timeout_may_have_as_many_ticks_as_an_int_holds()
    {
        uint most = (uint)(int.MaxValue / Kernel.TicksPerSecond);
        Assert.Equal(Errno.None, Set(new IpvsConfigMessage(most, most, most)));
        Assert.Equal(new IpvsConfigMessage(most, most, most), Timeouts());
        Assert.Equal(Errno.Invalid, Set(new IpvsConfigMessage(most + 1, null, null)));
        Assert.Equal(Errno.Invalid, Set(new IpvsConfigMessage(null, most + 1, null)));
        Assert.Equal(Errno.Invalid, Set(new IpvsConfigMessage(null, null, uint.MaxValue)));
    }

    [Case]
    public void Where_one_timeout_is_out_of_range_none_is_set()
    {
        Assert.Equal(Errno.Invalid, Set(new IpvsConfigMessage(1000, 1000, uint.MaxValue)));
        Assert.Equal(new IpvsConfigMessage(900, 120, 300), Timeouts());
    }

    private int Set(IpvsConfigMessage message) => Do(IpvsCommand.SetConfig, (int _, ref AttributeWriter w) =>
    {
        message.Write(ref w);
        return 0;
    });
}
