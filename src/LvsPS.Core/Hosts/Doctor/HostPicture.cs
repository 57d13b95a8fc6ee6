using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Whether the kernel's table can be had.</summary>
internal enum TableAccess
{
    /// <summary>It was read.</summary>
    Readable,

    /// <summary>The kernel has no IPVS.</summary>
    Missing,

    /// <summary>The caller may not read it.</summary>
    Denied,
}

/// <summary>All that rules look at. It is read once, and nothing is read by a rule.</summary>
internal sealed record HostPicture
{
    /// <summary>An address that stands for all clients that are not in a network of this host (TEST-NET-3, RFC 5737).</summary>
    public static readonly IPAddress Outside = IPAddress.Parse("203.0.113.1");

    /// <summary>Whether it is to be looked at as a director.</summary>
    public bool IsDirector { get; init; }

    /// <summary>The session's name, where a remedy has to name it; null for the default session.</summary>
    public string? SessionName { get; init; }

    /// <summary>The namespace, where a command has to enter it; null for the process's own.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>Whether the table was read.</summary>
    public TableAccess Table { get; init; }

    /// <summary>The services with their real servers.</summary>
    public IReadOnlyList<LvsService> Services { get; init; } = [];

    /// <summary>Settings by their paths below /proc/sys; those that the kernel does not have are missing.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The interfaces.</summary>
    public IReadOnlyList<HostLink> Links { get; init; } = [];

    /// <summary>The addresses.</summary>
    public IReadOnlyList<HostAddress> Addresses { get; init; } = [];

    /// <summary>Where packets to the addresses of the table go, and to <see cref="Outside"/>; null for nowhere.</summary>
    public IReadOnlyDictionary<IPAddress, HostRoute?> Routes { get; init; } = new Dictionary<IPAddress, HostRoute?>();

    /// <summary>What the firewall does with marks and full NAT.</summary>
    public FirewallPicture Firewall { get; init; } = new();

    /// <summary>The virtual addresses that the host serves, or should, as a real server.</summary>
    public IReadOnlyList<ServedAddress> Served { get; init; } = [];

    /// <summary>The UDP ports whose packets are unpacked.</summary>
    public IReadOnlyList<FouPort> GuePorts { get; init; } = [];

    /// <summary>Programs of the same namespace that change the table too.</summary>
    public IReadOnlyList<HostProcess> Managers { get; init; } = [];

    /// <summary>The interfaces that join what they receive (LRO).</summary>
    public IReadOnlySet<string> JoiningLinks { get; init; } = new HashSet<string>();

    /// <summary>How many packets the reverse path filter has dropped (IPReversePathFilter of /proc/net/netstat).</summary>
    public long ReversePathDrops { get; init; }

    /// <summary>Services whose full NAT LvsPS has switched on and not off, in this boot or with -Persist.</summary>
    public IReadOnlyList<LvsServiceId> RecordedFullNats { get; init; } = [];

    /// <summary>What Restore-LvsHost would put back: virtual addresses, and services by mark or with full NAT.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>();

    /// <summary>The virtual address of a service, or those that its mark's rules name.</summary>
    public IEnumerable<IPAddress> AddressesOf(LvsService service) => service.VirtualAddress is IPAddress address
        ? [address]
        : Firewall.Marks.Where(m => m.Mark == service.FwMark && m.Family == service.AddressFamily).SelectMany(m => m.Addresses).Distinct();

    /// <summary>A setting's value as a number; null where the kernel does not have it.</summary>
    public int? Number(string path) =>
        Settings.TryGetValue(path, out string? text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>A setting of <c>net.ipv4.vs</c>.</summary>
    public int? OfIpvs(string name) => Number($"net/ipv4/vs/{name}");

    /// <summary>A setting of an interface of IPv4.</summary>
    public int OfLink(string link, string name) => Number($"net/ipv4/conf/{link}/{name}") ?? 0;

    /// <summary>Of those settings where the larger of all and the interface's counts (IN_DEV_MAXCONF), what counts.</summary>
    public int Greatest(string link, string name) => Math.Max(OfLink("all", name), OfLink(link, name));

    /// <summary>Where packets to an address go; null for nowhere.</summary>
    public HostRoute? RouteTo(IPAddress address) => Routes.GetValueOrDefault(address);

    /// <summary>Whether an address is this host's own, AnyIP routes included.</summary>
    public bool IsLocal(IPAddress address) => RouteTo(address)?.Kind is HostRouteKind.Local or HostRouteKind.Anycast;

    /// <summary>An interface by its name.</summary>
    public HostLink? Link(string? name) => Links.FirstOrDefault(l => l.Name == name);

    /// <summary>The interface by which clients reach an address of this host: that which has it, or where it is on lo, that of the way outside.</summary>
    public HostLink? LinkOfClients(IPAddress address)
    {
        HostLink? own = Link(Addresses.FirstOrDefault(a => a.Address.Equals(address))?.Interface);
        return own is { HasNeighbours: true, IsLoopback: false } ? own : Link(RouteTo(Outside)?.Interface);
    }

    /// <summary>The real servers of a kind that are not this host itself.</summary>
    public IEnumerable<(LvsService Service, LvsRealServer Server)> Servers(LvsForwarding forwarding, AddressFamily family) =>
        Services.SelectMany(s => (s.RealServers ?? []).Select(r => (Service: s, Server: r)))
            .Where(p => p.Server.Forwarding == forwarding && p.Server.AddressFamily == family && !IsLocal(p.Server.Address));

    /// <summary>A line of cmdlets for this session.</summary>
    public string Cmdlets(params string[] lines) => string.Join("; ", lines.Select(l => SessionName is null ? l : $"{l} -Session {SessionName}"));

    /// <summary>The line that puts back what -Persist kept; where it kept nothing of the kind, another.</summary>
    public string RestoreOr(string kept, string other) => Cmdlets(Kept.Contains(kept) ? "Restore-LvsHost" : other);

    /// <summary>A command for this namespace.</summary>
    public string Command(string line) => NetworkNamespace is null ? line
        : NetworkNamespace.Contains('/') ? $"nsenter --net={NetworkNamespace} {line}"
        : $"ip netns exec {NetworkNamespace} {line}";

    /// <summary>A line that sets a setting.</summary>
    public string Set(string name, int value) => Cmdlets(string.Create(CultureInfo.InvariantCulture, $"Set-LvsKernelSetting {name} {value}"));

    /// <summary>The name of an interface's setting as cmdlets take it.</summary>
    public static string NameOf(string link, string setting, string family = "ipv4") => new NetworkSetting($"net/{family}/conf/{link}/{setting}", KernelSettingInfo.Known[0]).Name;
}

/// <summary>What the firewall does with marks and full NAT.</summary>
internal sealed record FirewallPicture
{
    /// <summary>Why it could not be read, an id of <see cref="LvsErrorId"/>; null where it was.</summary>
    public string? Fault { get; init; }

    /// <summary>The rules of LvsPS that give marks.</summary>
    public IReadOnlyList<PicturedMark> Marks { get; init; } = [];

    /// <summary>The rules of others that give marks.</summary>
    public IReadOnlyList<ForeignMark> ForeignMarks { get; init; } = [];

    /// <summary>Whether rules of others give marks whose numbers cannot be told.</summary>
    public bool HasHiddenMarks { get; init; }

    /// <summary>The families of iptables-legacy that have tables, whose rules cannot be seen.</summary>
    public IReadOnlySet<AddressFamily> LegacyFamilies { get; init; } = new HashSet<AddressFamily>();

    /// <summary>Whether others have any rules, or may have.</summary>
    public bool HasForeignRules { get; init; }

    /// <summary>The services whose full NAT has its rule.</summary>
    public IReadOnlyList<LvsServiceId> FullNats { get; init; } = [];
}

/// <summary>A rule of LvsPS that gives a mark.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Family">The family of its addresses.</param>
/// <param name="Addresses">Its addresses that are single ones.</param>
/// <param name="Protocols">The protocols of its ports.</param>
internal sealed record PicturedMark(uint Mark, AddressFamily Family, IReadOnlyList<IPAddress> Addresses, IReadOnlyList<LvsProtocol> Protocols);

/// <summary>A rule of another owner that gives a mark.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Table">The table's family and name, such as <c>ip mangle</c>.</param>
/// <param name="Place">The rule as nft names it, such as <c>ip mangle PREROUTING handle 4</c>; null where which one it is cannot be told.</param>
internal sealed record ForeignMark(uint Mark, string Table, string? Place);

/// <summary>A virtual address that a real server serves, or should.</summary>
/// <param name="Address">The address.</param>
/// <param name="IsTunnel">Whether packets come through a tunnel; else by direct routing.</param>
internal sealed record ServedAddress(IPAddress Address, bool IsTunnel)
{
    /// <summary>The encapsulation; null where it is not known.</summary>
    public LvsTunnelType? Type { get; init; }

    /// <summary>The port of a GUE tunnel; 0 for others.</summary>
    public int Port { get; init; }

    /// <summary>The tunnel's device; null where it is not known.</summary>
    public string? Device { get; init; }
}
