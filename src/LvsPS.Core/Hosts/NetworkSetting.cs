namespace LvsPS;

/// <summary>
/// A setting of the network that directors and real servers stand on, outside of <c>net.ipv4.vs</c>
/// (<c>Documentation/networking/ip-sysctl.rst</c>).
/// </summary>
/// <param name="Path">Its path below /proc/sys, such as <c>net/ipv4/conf/eth0/rp_filter</c>.</param>
/// <param name="Info">What is known of it.</param>
internal sealed record NetworkSetting(string Path, KernelSettingInfo Info)
{
    private const string IPv4 = "ipv4";
    private const string IPv6 = "ipv6";

    private static readonly KernelSettingInfo s_forward = Known("ip_forward", 1, "IPv4 packets for others are passed on (masquerading).");

    private static readonly (string Family, KernelSettingInfo Info)[] s_ofInterfaces =
    [
        (IPv4, Known("forwarding", 1, "IPv4 packets for others that come in here are passed on.")),
        (IPv4, Known("rp_filter", 2, "Way back to senders: 0 unchecked; 1 here; 2 anywhere.")),
        (IPv4, Known("send_redirects", 1, "Tells senders of a shorter way (bad with masquerading).")),
        (IPv4, Known("arp_ignore", 8, "ARP answers: 0 for any address; 1 for those of the link.")),
        (IPv4, Known("arp_announce", 2, "ARP asks from: 0 any address; 2 the best of the link.")),
        (IPv6, Known("forwarding", 1, "IPv6 packets for others are passed on; all counts.")),
    ];

    /// <summary>The forms that names have, for messages.</summary>
    public const string Forms =
        "net.ipv4.ip_forward, net.ipv6.conf.all.forwarding and net.ipv4.conf.INTERFACE.{forwarding,rp_filter,send_redirects,arp_ignore,arp_announce}";

    /// <summary>Its name as <c>sysctl</c> shows it: an interface's name may have a point, for which sysctl writes a slash.</summary>
    public string Name => string.Join('.', Path.Split('/').Select(part => part.Replace('.', '/')));

    /// <summary>The interface that it is of, or <c>all</c> or <c>default</c>; null for one of the whole namespace.</summary>
    public string? Interface => Path.Split('/') is [_, _, "conf", string name, _] ? name : null;

    /// <summary>Whether a name is meant for a setting outside of <c>net.ipv4.vs</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it begins as these do.</returns>
    public static bool IsMeant(string name)
    {
        string dotted = name.Replace('/', '.');
        return dotted.StartsWith("net.", StringComparison.Ordinal) && !dotted.StartsWith("net.ipv4.vs.", StringComparison.Ordinal);
    }

    /// <summary>Reads a name.</summary>
    /// <param name="name">Such as <c>net.ipv4.conf.eth0.rp_filter</c> or <c>net/ipv4/conf/eth0.100/rp_filter</c>.</param>
    /// <returns>The setting; null where it is none of these.</returns>
    public static NetworkSetting? Parse(string name)
    {
        string[] parts = name.StartsWith("net/", StringComparison.Ordinal) ? name.Split('/') : DottedParts(name);
        return parts switch
        {
            ["net", IPv4, "ip_forward"] => new NetworkSetting("net/ipv4/ip_forward", s_forward),
            ["net", string family, "conf", string link, string setting]
                when link is not ("" or "." or "..") && !link.Contains('/')
                    && s_ofInterfaces.FirstOrDefault(s => s.Family == family && s.Info.Name == setting).Info is KernelSettingInfo info =>
                Of(family, link, info),
            _ => null,
        };
    }

    /// <summary>All settings of a host.</summary>
    /// <param name="interfaces">Its interfaces.</param>
    /// <returns>The settings, by family and interface.</returns>
    public static IEnumerable<NetworkSetting> All(IEnumerable<string> interfaces)
    {
        string[] links = ["all", "default", .. interfaces];
        return
        [
            new NetworkSetting("net/ipv4/ip_forward", s_forward),
            .. s_ofInterfaces.GroupBy(s => s.Family).SelectMany(f => links.SelectMany(link => f.Select(s => Of(s.Family, link, s.Info)))),
        ];
    }

    private static NetworkSetting Of(string family, string link, KernelSettingInfo info) => new($"net/{family}/conf/{link}/{info.Name}", info);

    /// <summary>What stands between <c>conf</c> and the last point is an interface's name, whatever points it has.</summary>
    private static string[] DottedParts(string name)
    {
        string[] parts = name.Split('.');
        return parts is ["net", _, "conf", _, _, ..] ? [.. parts[..3], string.Join('.', parts[3..^1]).Replace('/', '.'), parts[^1]] : parts;
    }

    private static KernelSettingInfo Known(string name, int most, string description) =>
        new(name, most == 1 ? LvsSettingKind.Boolean : LvsSettingKind.Integer, null, 0, most, description);
}
