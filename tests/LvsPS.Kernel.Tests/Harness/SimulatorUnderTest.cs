using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Simulator;

namespace LvsPS.Kernel.Tests.Harness;

public sealed class SimulatorUnderTest : IKernelUnderTest
{
    private readonly SimulatedKernel _kernel = new();

    public int TicksPerSecond => 250;

    public bool HasTwos => true;

    public bool LimitsThresholds => true;

    public INetlinkTransport Connect() => _kernel.Connect();

    public T WithoutPrivilege<T>(Func<INetlinkTransport, T> action)
    {
        _kernel.IsPrivileged = false;
        using INetlinkTransport transport = _kernel.Connect();
        return action(transport);
    }

    public void SendPacket(in IpvsServiceMessage service, in IpvsDestinationMessage destination) =>
        _kernel.AddTraffic(service, destination, new IpvsStatistics { Connections = 1, IncomingPackets = 1, IncomingBytes = 29 }, inactive: 1);

    public void Dispose()
    {
    }
}
