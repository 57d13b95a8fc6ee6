using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;

namespace LvsPS.Kernel.Tests.Harness;

/// <summary>A kernel with an empty table, an interface lo that is up, and an interface eth0 of MTU 1500 that is up and has an address.</summary>
public interface IKernelUnderTest : IDisposable
{
    /// <summary>INT_MAX is the most ticks that a time-out may have.</summary>
    int TicksPerSecond { get; }

    /// <summary>Whether the scheduler twos is there; Debian builds no module of it for 6.1.</summary>
    bool HasTwos { get; }

    /// <summary>Whether an upper threshold is at most INT_MAX; 6.12.117 has that, 6.1.176 does not.</summary>
    bool LimitsThresholds { get; }

    INetlinkTransport Connect();

    /// <summary>A socket of somebody without CAP_NET_ADMIN, used by such a one.</summary>
    T WithoutPrivilege<T>(Func<INetlinkTransport, T> action);

    /// <summary>Lets a service for 127.0.0.1 over UDP have one packet for its only destination.</summary>
    void SendPacket(in IpvsServiceMessage service, in IpvsDestinationMessage destination);
}
