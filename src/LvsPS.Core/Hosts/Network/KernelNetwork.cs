namespace LvsPS;

/// <summary>The network of a namespace of this machine, by rtnetlink.</summary>
internal sealed class KernelNetwork(string? namespacePath) : IHostNetwork
{
    public IReadOnlyList<HostLink> Links() => throw Later();
    public IReadOnlyList<HostAddress> Addresses() => throw Later();
    public bool AddAddress(HostAddress address) => throw Later();
    public bool RemoveAddress(HostAddress address) => throw Later();
    public HostRoute? RouteTo(System.Net.IPAddress destination) => throw Later();
    public bool HasRoute(HostRoute route) => throw Later();
    public bool AddRoute(HostRoute route) => throw Later();
    public bool RemoveRoute(HostRoute route) => throw Later();
    public bool AddTunnel(HostTunnel tunnel) => throw Later();
    public bool RemoveLink(string name) => throw Later();
    public void SetLinkUp(string name, bool isUp) => throw Later();
    public IReadOnlyList<FouPort> GuePorts() => throw Later();
    public bool AddGuePort(FouPort port) => throw Later();
    public bool RemoveGuePort(FouPort port) => throw Later();
    public void Announce(string interfaceName, System.Net.IPAddress address) => throw Later();
    public System.Net.NetworkInformation.PhysicalAddress? WhoHas(string interfaceName, System.Net.IPAddress address, TimeSpan wait, CancellationToken cancellation = default) => throw Later();
    private NotSupportedException Later() => new(namespacePath);
}
