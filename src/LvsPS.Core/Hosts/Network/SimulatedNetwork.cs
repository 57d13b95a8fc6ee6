using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>
/// The network of a simulated session: a loopback and one Ethernet interface, in memory, with the rules that a kernel has for them.
/// Nobody else is on its network but the <see cref="Neighbours"/> that a test puts there.
/// </summary>
internal sealed class SimulatedNetwork : IHostNetwork
{
    private readonly object _gate = new();
    private readonly List<HostLink> _links =
    [
        new HostLink(1, "lo") { IsUp = true, HasCarrier = true, IsLoopback = true, Mtu = 65536 },
        new HostLink(2, "eth0")
        {
            IsUp = true, HasCarrier = true, HasNeighbours = true, Mtu = 1500, LinkAddress = new PhysicalAddress([2, 0, 0, 0, 0, 1]),
        },
    ];

    private readonly List<HostAddress> _addresses =
    [
        new HostAddress("lo", IPAddress.Loopback, 8) { Label = "lo" },
        new HostAddress("lo", IPAddress.IPv6Loopback, 128),
        new HostAddress("eth0", IPAddress.Parse("192.168.1.2"), 24) { Broadcast = IPAddress.Parse("192.168.1.255"), Label = "eth0" },
        new HostAddress("eth0", IPAddress.Parse("fd00:1::2"), 64),
    ];

    private readonly List<HostRoute> _routes = [];
    private readonly List<FouPort> _ports = [];
    private int _lastIndex = 2;

    /// <summary>Whether the caller has CAP_NET_ADMIN.</summary>
    public Func<bool> IsPrivileged { get; init; } = () => true;

    /// <summary>Other hosts, by the address that they answer for.</summary>
    public Dictionary<IPAddress, PhysicalAddress> Neighbours { get; } = [];

    /// <summary>What was announced, oldest first.</summary>
    public List<(string Interface, IPAddress Address)> Announced { get; } = [];

    /// <summary>Sees each change before it is made, so that a test can make it fail; null for nobody.</summary>
    public Action<string>? Changing { get; set; }

    public IReadOnlyList<HostLink> Links() => Locked(() => (HostLink[])[.. _links]);

    public IReadOnlyList<HostAddress> Addresses() => Locked(() => (HostAddress[])[.. _addresses]);

    public bool AddAddress(HostAddress address) => Change($"address {address.Address} on {address.Interface}", address.Address, () =>
    {
        _ = Find(address.Interface);
        if (_addresses.Any(a => a.IsSame(address)))
        {
            return false;
        }

        bool isIPv4 = address.Address.AddressFamily == AddressFamily.InterNetwork;
        _addresses.Add(isIPv4 ? address with { Label = address.Label ?? address.Interface } : address);
        return true;
    });

    public bool RemoveAddress(HostAddress address) => Change($"no address {address.Address} on {address.Interface}", address.Address, () =>
    {
        _ = Find(address.Interface);
        return _addresses.RemoveAll(a => a.IsSame(address)) > 0;
    });

    public HostRoute? RouteTo(IPAddress destination) => Locked(() =>
    {
        int width = destination.GetAddressBytes().Length * 8;
        HostRoute Route(HostRouteKind kind, string? link) => new(kind, destination, width) { Interface = link };
        return _addresses.Any(a => a.Address.Equals(destination)) ? Route(HostRouteKind.Local, "lo")
            : _routes.Where(r => Contains(r.Destination, r.PrefixLength, destination)).MaxBy(r => r.PrefixLength) is HostRoute route
                ? Route(route.Kind, route.Interface) with { Gateway = route.Gateway }
            : _addresses.FirstOrDefault(a => Contains(a.Address, a.PrefixLength, destination)) is HostAddress near
                ? Route(near.Interface == "lo" ? HostRouteKind.Local : HostRouteKind.Unicast, near.Interface) with { Source = near.Address }
            : null;
    });

    public bool HasRoute(HostRoute route) => Locked(() => _routes.Exists(r => IsSame(r, route)));

    public bool AddRoute(HostRoute route) => Change($"route {route.Destination}/{route.PrefixLength}", route, () =>
    {
        bool isNew = !_routes.Exists(r => IsSame(r, route));
        if (isNew)
        {
            _routes.Add(route);
        }

        return isNew;
    });

    public bool RemoveRoute(HostRoute route) =>
        Change($"no route {route.Destination}/{route.PrefixLength}", route, () => _routes.RemoveAll(r => IsSame(r, route)) > 0);

    public bool AddTunnel(HostTunnel tunnel) => Change($"device {tunnel.Name}", tunnel, () =>
    {
        if (_links.Exists(l => l.Name == tunnel.Name))
        {
            return false;
        }

        _links.Add(new HostLink(++_lastIndex, tunnel.Name) { Kind = tunnel.Kind, Mtu = 1480, TunnelLocal = tunnel.Local });
        return true;
    });

    public bool RemoveLink(string name) => Change($"no device {name}", name, () =>
    {
        _ = _addresses.RemoveAll(a => a.Interface == name);
        return _links.RemoveAll(l => l.Name == name) > 0;
    });

    public void SetLinkUp(string name, bool isUp) => Change($"{name} {(isUp ? "up" : "down")}", name, () =>
    {
        int at = _links.IndexOf(Find(name));
        _links[at] = _links[at] with { IsUp = isUp, HasCarrier = isUp };
        return true;
    });

    public IReadOnlyList<FouPort> GuePorts() => Locked(() => (FouPort[])[.. _ports]);

    public bool AddGuePort(FouPort port) => Change($"GUE port {port.Port}", port, () =>
    {
        bool isNew = !_ports.Contains(port);
        if (isNew)
        {
            _ports.Add(port);
        }

        return isNew;
    });

    public bool RemoveGuePort(FouPort port) => Change($"no GUE port {port.Port}", port, () => _ports.Remove(port));

    public void Announce(string interfaceName, IPAddress address) => Change($"announce {address}", address, () =>
    {
        _ = Find(interfaceName);
        Announced.Add((interfaceName, address));
        return true;
    });

    public PhysicalAddress? WhoHas(string interfaceName, IPAddress address, TimeSpan wait, CancellationToken cancellation = default) =>
        Change($"who has {address}", address, () =>
        {
            _ = Find(interfaceName);
            return Neighbours.GetValueOrDefault(address);
        });

    private static bool IsSame(HostRoute x, HostRoute y) =>
        x.Destination.Equals(y.Destination) && x.PrefixLength == y.PrefixLength && x.Kind == y.Kind && x.Interface == y.Interface;

    private static bool Contains(IPAddress network, int prefix, IPAddress address) =>
        network.AddressFamily == address.AddressFamily && prefix > 0 && new IPNetwork(Masked(network, prefix), prefix).Contains(address);

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private HostLink Find(string name) => HostLink.Named(_links, name);

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    private T Change<T>(string what, object target, Func<T> action) => Locked(() =>
    {
        Changing?.Invoke(what);
        return IsPrivileged() ? action() : throw new LvsException(
            LvsErrorId.PermissionDenied, $"'{what}' was refused: permission denied.", target, "Run as root, or with the capability CAP_NET_ADMIN.");
    });
}
