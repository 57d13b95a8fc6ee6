using System.Globalization;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Tunnels, at both ends.</summary>
internal static class TunnelRules
{
    private static readonly string[] s_kinds = ["ipip", "gre", "sit", "ip6tnl", "ip6gre"];

    /// <summary>A real server has no device that unpacks what the director sends.</summary>
    public static IEnumerable<LvsHostFinding> TunnelDeviceMissing(HostPicture picture) =>
        from served in picture.Served
        where served.IsTunnel && !DevicesFor(picture, served).Any()
        select new LvsHostFinding
        {
            Id = nameof(TunnelDeviceMissing),
            Severity = LvsFindingSeverity.Error,
            Subject = served.Device ?? served.Address.ToString(),
            Message = $"There is no tunnel device for {served.Address}.",
            Reason = "What the director sends is not unpacked, and refused: the director's packets come back as errors.",
            Remedy = picture.Cmdlets(RealServerLines.Enable(served)),
        };

    /// <summary>It has one that is down.</summary>
    public static IEnumerable<LvsHostFinding> TunnelDeviceDown(HostPicture picture) =>
        from served in picture.Served.Where(s => s.IsTunnel)
        from device in DevicesFor(picture, served)
        where !device.IsUp && !DevicesFor(picture, served).Any(d => d.IsUp)
        group served by device.Name into down
        select new LvsHostFinding
        {
            Id = nameof(TunnelDeviceDown),
            Severity = LvsFindingSeverity.Error,
            Subject = down.Key,
            Message = $"The tunnel device {down.Key} is down.",
            Reason = $"What the director sends for {string.Join(", ", down.Select(s => s.Address))} is dropped.",
            Remedy = picture.Command($"ip link set {down.Key} up"),
        };

    /// <summary>What comes to the port of a GUE tunnel is not unpacked.</summary>
    public static IEnumerable<LvsHostFinding> GuePortMissing(HostPicture picture) =>
        from served in picture.Served
        where served is { IsTunnel: true, Type: LvsTunnelType.Gue } && !picture.GuePorts.Any(p => p.Port == served.Port)
        group served by served.Port into missing
        select new LvsHostFinding
        {
            Id = nameof(GuePortMissing),
            Severity = LvsFindingSeverity.Error,
            Subject = string.Create(CultureInfo.InvariantCulture, $"udp/{missing.Key}"),
            Message = string.Create(CultureInfo.InvariantCulture, $"Packets to the UDP port {missing.Key} are not unpacked as GUE."),
            Reason = $"What the director sends for {string.Join(", ", missing.Select(s => s.Address))} is refused.",
            Remedy = picture.Cmdlets([.. missing.Select(RealServerLines.Enable)]),
        };

    /// <summary>
    /// A client's largest packet does not fit into the tunnel. The kernel asks the client for smaller ones by ICMP; with pmtu_disc 0 it cuts
    /// IPv4 packets instead (ensure_mtu_is_adequate() of ip_vs_xmit.c).
    /// </summary>
    public static IEnumerable<LvsHostFinding> TunnelMtuSmall(HostPicture picture) =>
        from service in picture.Services
        where service.AddressFamily == AddressFamily.InterNetworkV6 || picture.OfIpvs("pmtu_disc") != 0
        from server in service.RealServers ?? []
        where server.Forwarding == LvsForwarding.Tunnel && !picture.IsLocal(server.Address)
        let way = picture.Link(picture.RouteTo(server.Address)?.Interface)
        from address in picture.AddressesOf(service)
        let entrance = picture.LinkOfClients(address) ?? way
        where way is not null && entrance.Mtu + Overhead(server) > way.Mtu
        group (service.Service, Wanted: entrance.Mtu + Overhead(server), Room: way.Mtu - Overhead(server)) by (way.Name, service.Service.IsIPv6) into small
        let wanted = small.Max(s => s.Wanted)
        select new LvsHostFinding
        {
            Id = nameof(TunnelMtuSmall),
            Severity = LvsFindingSeverity.Information,
            Subject = small.Key.Name,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"Packets of more than {small.Min(s => s.Room)} bytes do not fit into the tunnels by {small.Key.Name}: that would take an MTU of {wanted}."),
            Reason = "The director asks clients by ICMP for smaller packets. Where something on the way drops these, uploads stand still.",
            Services = [.. small.Select(s => s.Service).Distinct()],
            Remedy = small.Key.IsIPv6
                ? picture.Command(string.Create(CultureInfo.InvariantCulture, $"ip link set {small.Key.Name} mtu {wanted}"))
                : picture.Set("pmtu_disc", 0),
        };

    /// <summary>
    /// Packets that were joined on arrival cannot be sent on by direct routing or a tunnel. The kernel switches it off by itself on what
    /// forwards (dev_disable_lro()), which such a director need not do.
    /// </summary>
    public static IEnumerable<LvsHostFinding> LargeReceiveOffloadOn(HostPicture picture) =>
        from service in picture.Services
        where (service.RealServers ?? []).Any(r => !picture.IsLocal(r.Address))
        from address in picture.AddressesOf(service)
        let link = picture.LinkOfClients(address)?.Name
        where link is not null && picture.JoiningLinks.Contains(link)
        group service.Service by link into joining
        select new LvsHostFinding
        {
            Id = nameof(LargeReceiveOffloadOn),
            Severity = LvsFindingSeverity.Warning,
            Subject = joining.Key,
            Message = $"{joining.Key} joins the packets that it receives (LRO).",
            Reason = "What was joined is larger than the way to the real servers takes: it is dropped, and uploads are slow or stand still.",
            Services = [.. joining.Distinct()],
            Remedy = picture.Command($"ethtool -K {joining.Key} lro off"),
        };

    /// <summary>The devices by which a real server can get what is for an address: that which is known, or else those that have it or could.</summary>
    public static IEnumerable<HostLink> DevicesFor(HostPicture picture, ServedAddress served) => picture.Links.Where(l => served.Device is not null
        ? l.Name == served.Device
        : IsTunnel(l) && picture.Addresses.Any(a => a.Interface == l.Name && a.Address.Equals(served.Address)));

    /// <summary>Whether a device takes packets of tunnels from anybody.</summary>
    public static bool IsTunnel(HostLink link) => s_kinds.Contains(link.Kind) && link.TunnelRemote is null;

    /// <summary>
    /// What a tunnel adds (<c>__ip_vs_get_out_rt</c>): the outer header, for GUE those of UDP and GUE and for a remote checksum its option, for
    /// GRE its own with the checksum.
    /// </summary>
    public static int Overhead(LvsRealServer server) => (server.AddressFamily == AddressFamily.InterNetworkV6 ? 40 : 20) + server.TunnelType switch
    {
        LvsTunnelType.Gue => 8 + 4 + (server.TunnelChecksum == LvsTunnelChecksum.RemoteChecksum ? 4 + 4 : 0),
        LvsTunnelType.Gre => server.TunnelChecksum == LvsTunnelChecksum.None ? 4 : 8,
        _ => 0,
    };
}
