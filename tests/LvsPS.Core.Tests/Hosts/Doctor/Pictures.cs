using System.Net;

namespace LvsPS.Core.Tests.Hosts.Doctor;

/// <summary>Made-up pictures of hosts on which all is well, of each kind of set-up; a test spoils one thing.</summary>
internal static class Pictures
{
    public const string Vip = "192.168.1.200";

    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["net/ipv4/ip_forward"] = "1",
        ["net/ipv6/conf/all/forwarding"] = "1",
        ["net/ipv4/vs/conntrack"] = "0",
        ["net/ipv4/vs/conn_reuse_mode"] = "1",
        ["net/ipv4/vs/expire_nodest_conn"] = "0",
        ["net/ipv4/vs/expire_quiescent_template"] = "0",
        ["net/ipv4/vs/run_estimation"] = "1",
        ["net/ipv4/vs/est_cpulist"] = "0-3",
        ["net/ipv4/vs/pmtu_disc"] = "1",
    };

    /// <summary>A director with public and private interfaces, as a kernel has it by default but for its forwarding.</summary>
    public static HostPicture Director(params LvsService[] services)
    {
        var picture = new HostPicture
        {
            IsDirector = true,
            Links = [Loopback, Link(2, "public"), Link(3, "private")],
            Addresses = [Address("lo", "127.0.0.1", 8), Address("public", Vip, 24), Address("public", "fd00:1::200", 64), Address("private", "172.16.86.249", 24)],
            Services = services,
            Settings = s_settings,
        };
        picture = picture.With("forwarding", "1", "all", "public", "private").With("send_redirects", "1", "all", "public", "private");
        return picture with
        {
            Routes = picture.Addresses.Select(a => (a.Address, Route: (HostRoute?)Route(a.Address, HostRouteKind.Local, "lo")))
                .Concat(services.SelectMany(s => s.RealServers!).Select(r => (r.Address, (HostRoute?)Route(r.Address, HostRouteKind.Unicast, "private"))))
                .Append((HostPicture.Outside, Route(HostPicture.Outside, HostRouteKind.Unicast, "public") with { Gateway = IPAddress.Parse("192.168.1.1") }))
                .DistinctBy(r => r.Item1)
                .ToDictionary(r => r.Item1, r => r.Item2),
        };
    }

    /// <summary>A real server with the virtual address on lo or a device, and what that takes.</summary>
    public static HostPicture RealServer(ServedAddress served)
    {
        HostLink tunnel = new(3, "lvsps-ipip") { Kind = "ipip", IsUp = true, TunnelLocal = IPAddress.Parse("172.16.86.250"), Mtu = 1480 };
        var picture = new HostPicture
        {
            Links = served.IsTunnel ? [Loopback, Link(2, "eth0"), tunnel] : [Loopback, Link(2, "eth0")],
            Addresses = [Address("lo", "127.0.0.1", 8), Address("eth0", "172.16.86.250", 24), Address(served.IsTunnel ? tunnel.Name : "lo", served.Address.ToString(), 32)],
            Served = [served],
            Settings = s_settings,
            GuePorts = served.Port > 0 ? [new FouPort(served.Port, IsIPv6: false)] : [],
            Routes = new Dictionary<IPAddress, HostRoute?> { [served.Address] = Route(served.Address, HostRouteKind.Local, "lo") },
        };
        return picture.With("arp_ignore", "1", "all", "lo").With("arp_announce", "2", "all", "lo").With("rp_filter", "1", "all", "eth0").With("rp_filter", "2", tunnel.Name);
    }

    /// <summary>A service with one server.</summary>
    public static LvsService Service(string id, LvsForwarding forwarding = LvsForwarding.Masquerade, string server = "172.16.86.250", LvsTunnelType tunnel = LvsTunnelType.Ipip, int weight = 1)
    {
        LvsServiceId service = LvsServiceId.Parse(id);
        return LvsService.Default(service) with
        {
            RealServers =
            [
                new LvsRealServer
                {
                    Service = service, Address = IPAddress.Parse(server), Port = 80, Forwarding = forwarding, TunnelType = tunnel, Weight = weight,
                },
            ],
        };
    }

    /// <summary>The picture with another setting of interfaces.</summary>
    public static HostPicture With(this HostPicture picture, string name, string value, params string[] links) =>
        links.Aggregate(picture, (p, link) => p.With($"net/ipv4/conf/{link}/{name}", value));

    /// <summary>The picture with another setting.</summary>
    public static HostPicture With(this HostPicture picture, string path, string value) =>
        picture with { Settings = new Dictionary<string, string>(picture.Settings) { [path] = value } };

    /// <summary>The picture with another way to an address; null for none.</summary>
    public static HostPicture WithRoute(this HostPicture picture, string address, string? link, HostRouteKind kind = HostRouteKind.Unicast)
    {
        IPAddress to = IPAddress.Parse(address);
        return picture with { Routes = new Dictionary<IPAddress, HostRoute?>(picture.Routes) { [to] = link is null ? null : Route(to, kind, link) } };
    }

    private static HostLink Loopback { get; } = new(1, "lo") { IsUp = true, IsLoopback = true, Mtu = 65536 };

    private static HostLink Link(int index, string name) => new(index, name) { IsUp = true, HasNeighbours = true, Mtu = 1500 };

    private static HostAddress Address(string link, string address, int prefix) => new(link, IPAddress.Parse(address), prefix);

    private static HostRoute Route(IPAddress to, HostRouteKind kind, string link) => new(kind, to, to.GetAddressBytes().Length * 8) { Interface = link };
}
