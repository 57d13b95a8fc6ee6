using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>A tunnel device, by its name; its state is its kind and its local end, such as <c>ipip local 192.168.1.2</c>.</summary>
internal sealed class DeviceCell(LvsSession session, string name) : IHostCell
{
    public HostCellKind Kind => HostCellKind.Device;

    public string Name => name;

    public string Title => $"device {name}";

    /// <summary>The state of a device of a kind.</summary>
    /// <param name="kind">The kind, such as <c>ipip</c>.</param>
    /// <param name="local">Its local end.</param>
    /// <returns>The state.</returns>
    public static string StateOf(string? kind, IPAddress? local) => $"{kind} local {local?.ToString() ?? "any"}";

    public string? Read() =>
        session.Host.Network.Links().FirstOrDefault(l => l.Name == name) is HostLink link ? StateOf(link.Kind, link.TunnelLocal) : null;

    public void Write(string? state)
    {
        if (state is null)
        {
            _ = session.Host.Network.RemoveLink(name);
        }
        else if (!session.Host.Network.AddTunnel(TunnelOf(state)))
        {
            throw new LvsException(
                LvsErrorId.KernelRejected,
                $"The device {name} cannot be made as '{state}'.",
                name,
                $"'ip link show {name}' shows whether a device of this name is there; remove it.");
        }
    }

    public HostStep Step(string? from, string? to) => to is null
        ? new($"Remove the device {name}", $"ip link del {name}")
        : new($"Make the device {name} ({to})", $"ip link add {name} type {to}{(to.StartsWith("ip6tnl", StringComparison.Ordinal) ? " mode any" : " remote any")}");

    private HostTunnel TunnelOf(string state)
    {
        string[] words = state.Split(' ');
        return new HostTunnel(name, words[0] is "gre" or "ip6gre" ? LvsTunnelType.Gre : LvsTunnelType.Ipip, IPAddress.Parse(words[^1])) { CarriesIPv6 = words[0] == "sit" };
    }
}

/// <summary>A UDP port whose packets are unpacked as GUE; its name is the port, with <c>6/</c> before it for IPv6.</summary>
internal sealed class GuePortCell(LvsSession session, FouPort port) : IHostCell
{
    private const string IPv6 = "6/";

    public HostCellKind Kind => HostCellKind.GuePort;

    public string Name => (port.IsIPv6 ? IPv6 : string.Empty) + port.Port.ToString(CultureInfo.InvariantCulture);

    public string Title => $"GUE port {Name}";

    private string Options => port.IsIPv6 ? "-6 " : string.Empty;

    public static FouPort Parse(string name) => name.StartsWith(IPv6, StringComparison.Ordinal)
        ? new(int.Parse(name[IPv6.Length..], CultureInfo.InvariantCulture), IsIPv6: true)
        : new(int.Parse(name, CultureInfo.InvariantCulture), IsIPv6: false);

    public string? Read() => session.Host.Network.GuePorts().Contains(port) ? HostCells.Present : null;

    public void Write(string? state) =>
        _ = state is null ? session.Host.Network.RemoveGuePort(port) : session.Host.Network.AddGuePort(port);

    public HostStep Step(string? from, string? to) => to is null
        ? new($"Leave packets of the UDP port {port.Port} as they are", $"ip {Options}fou del port {port.Port}")
        : new($"Have packets of the UDP port {port.Port} unpacked as GUE", $"ip {Options}fou add port {port.Port} gue");
}

/// <summary>An address on an interface; its name is the two with the prefix, such as <c>lo 192.168.1.205/32</c>.</summary>
internal sealed class AddressCell(LvsSession session, HostAddress address) : IHostCell
{
    // What was read last, so that an address is put back with all that it had.
    private HostAddress? _found;

    public HostCellKind Kind => HostCellKind.Address;

    public string Name => $"{address.Interface} {address.Address}/{address.PrefixLength}";

    public string Title => $"address {Name}";

    public static HostAddress Parse(string name)
    {
        string[] parts = name.Split(' ');
        (IPAddress ip, int prefix) = HostCells.ParsePrefix(parts[^1]);
        return parts.Length == 2 ? new HostAddress(parts[0], ip, prefix) : throw new FormatException(name);
    }

    public string? Read()
    {
        HostAddress? now = session.Host.Network.Addresses().FirstOrDefault(a => a.IsSame(address));
        _found = now ?? _found;
        return now is null ? null : HostCells.Present;
    }

    public void Write(string? state) =>
        _ = state is null ? session.Host.Network.RemoveAddress(address) : session.Host.Network.AddAddress(_found ?? address);

    public HostStep Step(string? from, string? to)
    {
        string what = $"{address.Address}/{address.PrefixLength}";
        string options = (address.Broadcast is IPAddress broadcast ? $" broadcast {broadcast}" : string.Empty)
            + (address.Label is string label ? $" label {label}" : string.Empty)
            + (address.NoDad ? " nodad" : string.Empty);
        return to is null
            ? new($"Remove the address {what} from {address.Interface}", $"ip addr del {what} dev {address.Interface}")
            : new($"Add the address {what} to {address.Interface}", $"ip addr add {what} dev {address.Interface}{options}");
    }
}

/// <summary>A route of the main table by an interface; its name is such as <c>192.168.1.205/32 dev lo</c>.</summary>
internal sealed class RouteCell(LvsSession session, HostRoute route) : IHostCell
{
    private const string Device = " dev ";

    public HostCellKind Kind => HostCellKind.Route;

    public string Name => $"{route.Destination}/{route.PrefixLength}{Device}{route.Interface}";

    public string Title => $"route {Name}";

    public static HostRoute Parse(string name)
    {
        string[] parts = name.Split(Device);
        (IPAddress ip, int prefix) = HostCells.ParsePrefix(parts[0]);
        return parts.Length == 2 ? new HostRoute(HostRouteKind.Unicast, ip, prefix) { Interface = parts[1] } : throw new FormatException(name);
    }

    public string? Read() => session.Host.Network.HasRoute(route) ? HostCells.Present : null;

    public void Write(string? state) =>
        _ = state is null ? session.Host.Network.RemoveRoute(route) : session.Host.Network.AddRoute(route);

    public HostStep Step(string? from, string? to)
    {
        string options = route.Destination.AddressFamily == AddressFamily.InterNetworkV6 ? "-6 " : string.Empty;
        return to is null
            ? new($"Remove the route to {Name}", $"ip {options}route del {Name}")
            : new($"Add a route to {Name}", $"ip {options}route add {Name}");
    }
}
