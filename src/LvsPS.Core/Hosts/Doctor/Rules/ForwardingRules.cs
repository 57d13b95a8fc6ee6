using System.Globalization;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Whether packets are passed on, and not dropped or sent another way.</summary>
internal static class ForwardingRules
{
    /// <summary>The word for a reverse path filter that drops what should arrive.</summary>
    public const string ReversePathStrict = nameof(ReversePathStrict);

    /// <summary>
    /// Replies of masqueraded IPv4 servers are not passed on. The interface counts by which they come in (IN_DEV_FORWARD in
    /// ip_route_input_slow()); ip_forward sets all at once.
    /// </summary>
    public static IEnumerable<LvsHostFinding> ForwardingOff(HostPicture picture)
    {
        bool isOffEverywhere = picture.Number("net/ipv4/ip_forward") == 0;
        return from pair in picture.Servers(LvsForwarding.Masquerade, AddressFamily.InterNetwork)
               let link = picture.RouteTo(pair.Server.Address)?.Interface
               where link is not null && picture.OfLink(link, "forwarding") == 0
               group pair.Service.Service by isOffEverywhere ? null : link into off
               let name = off.Key is null ? "net.ipv4.ip_forward" : HostPicture.NameOf(off.Key, "forwarding")
               select Off(name, "IPv4", off.Distinct(), picture.Set(name, 1));
    }

    /// <summary>The same for IPv6, where only all counts (ip6_forward()), unless the interface forces it.</summary>
    public static IEnumerable<LvsHostFinding> ForwardingIPv6Off(HostPicture picture)
    {
        const string All = "net.ipv6.conf.all.forwarding";
        return from pair in picture.Servers(LvsForwarding.Masquerade, AddressFamily.InterNetworkV6)
               let link = picture.RouteTo(pair.Server.Address)?.Interface
               where picture.Number("net/ipv6/conf/all/forwarding") == 0 && picture.Number($"net/ipv6/conf/{link}/force_forwarding") is null or 0
               group pair.Service.Service by All into off
               select Off(All, "IPv6", off.Distinct(), picture.Set(All, 1));
    }

    /// <summary>
    /// Servers of the clients' own network are told of a shorter way, which leads past the director (ip_rt_send_redirect(); the
    /// setting counts where all or the interface has it, IN_DEV_TX_REDIRECTS). With full NAT the server's peer is the director itself.
    /// </summary>
    public static IEnumerable<LvsHostFinding> RedirectsSent(HostPicture picture) =>
        from pair in picture.Servers(LvsForwarding.Masquerade, AddressFamily.InterNetwork)
        where !picture.Firewall.FullNats.Contains(pair.Service.Service)
        let route = picture.RouteTo(pair.Server.Address)
        where route is { Gateway: null, Interface: not null }
            && picture.AddressesOf(pair.Service).Any(a => picture.LinkOfClients(a)?.Name == route.Interface)
            && picture.Greatest(route.Interface, "send_redirects") != 0
        group pair.Service.Service by route.Interface into sent
        let names = new[] { "all", sent.Key }.Where(l => picture.OfLink(l, "send_redirects") != 0).Select(l => HostPicture.NameOf(l, "send_redirects")).ToArray()
        select new LvsHostFinding
        {
            Id = nameof(RedirectsSent),
            Severity = LvsFindingSeverity.Warning,
            Subject = names[^1],
            Message = $"The kernel sends redirects by {sent.Key}, where both clients and masqueraded real servers are.",
            Reason = "A redirect tells a real server the way past the director: its next replies reach the client with an address that the client does not know.",
            Services = [.. sent.Distinct()],
            Remedy = string.Join("; ", names.Select(n => picture.Set(n, 0))),
        };

    /// <summary>On a real server, what comes out of a tunnel has senders that lie elsewhere: of max(all, device) only 1 drops them.</summary>
    public static IEnumerable<LvsHostFinding> ReversePathOfTunnel(HostPicture picture) =>
        from device in picture.Served.Where(s => s is { IsTunnel: true, Address.AddressFamily: AddressFamily.InterNetwork })
            .SelectMany(s => TunnelRules.DevicesFor(picture, s)).DistinctBy(d => d.Name)
        where picture.Greatest(device.Name, "rp_filter") == 1
        select new LvsHostFinding
        {
            Id = ReversePathStrict,
            Severity = LvsFindingSeverity.Error,
            Subject = HostPicture.NameOf(device.Name, "rp_filter"),
            Message = $"The reverse path filter of {device.Name} is strict: the larger of all and {device.Name} is 1.",
            Reason = "Clients' packets come out of the tunnel, but replies go another way: each of them is dropped.",
            Remedy = picture.Set(HostPicture.NameOf(device.Name, "rp_filter"), 2),
        };

    /// <summary>
    /// On a director, clients come in by one interface while the way back to them is another. That alone is no fault, since all clients may
    /// be near; so only where the filter has dropped something.
    /// </summary>
    public static IEnumerable<LvsHostFinding> ReversePathOfClients(HostPicture picture)
    {
        string? wayBack = picture.RouteTo(HostPicture.Outside)?.Interface;
        return from service in picture.Services
               where service.AddressFamily == AddressFamily.InterNetwork && picture.ReversePathDrops > 0
               from address in picture.AddressesOf(service)
               let link = picture.LinkOfClients(address)?.Name
               where link is not null && link != wayBack && picture.Greatest(link, "rp_filter") == 1
               group service.Service by link into strict
               let name = HostPicture.NameOf(strict.Key, "rp_filter")
               select new LvsHostFinding
               {
                   Id = ReversePathStrict,
                   Severity = LvsFindingSeverity.Error,
                   Subject = name,
                   Message = string.Create(
                       CultureInfo.InvariantCulture,
                       $"The reverse path filter of {strict.Key} is strict, and {(wayBack is null ? "there is no way" : $"the way outside is {wayBack}")}; the filter has dropped {picture.ReversePathDrops} packets."),
                   Reason = "Clients that are not in the networks of this host come in by one interface, and their way back is another: their packets are dropped.",
                   Services = [.. strict.Distinct()],
                   Remedy = picture.Set(name, 2),
               };
    }

    private static LvsHostFinding Off(string name, string family, IEnumerable<LvsServiceId> services, string remedy) => new()
    {
        Id = nameof(ForwardingOff),
        Severity = LvsFindingSeverity.Error,
        Subject = name,
        Message = $"This director does not pass on {family} packets: {name} is 0.",
        Reason = "Replies of masqueraded real servers come through the director: where it passes none on, clients get none.",
        Services = [.. services],
        Remedy = remedy,
    };
}
