using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Reads a picture of a session's host: everything once, and nothing of it changes anything.</summary>
internal sealed class HostPictureReader(LvsSession session)
{
    private static readonly string[] s_managers = ["keepalived", "ldirectord", "kube-proxy", "kube-router"];

    private static readonly string[] s_ofInterfaces = ["forwarding", "rp_filter", "send_redirects", "arp_ignore", "arp_announce"];

    private static readonly string[] s_ofIpvs =
        ["conntrack", "conn_reuse_mode", "expire_nodest_conn", "expire_quiescent_template", "run_estimation", "est_cpulist", "pmtu_disc"];

    /// <summary>What the host is to be looked at as; null to find out.</summary>
    public LvsHostRole? Role { get; init; }

    /// <summary>The virtual addresses that it is to serve as a real server; those that it does serve where none are given.</summary>
    public IReadOnlyList<IPAddress> VirtualAddresses { get; init; } = [];

    /// <summary>How it is to serve those that were given.</summary>
    public LvsRealServerMode? Mode { get; init; }

    /// <summary>Whether remedies have to name the session.</summary>
    public bool NamesSession { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="LvsException">The namespace is not there, or its network cannot be read.</exception>
    public HostPicture Read(CancellationToken cancellation)
    {
        SessionHost host = session.Host;
        IReadOnlyList<HostLink> links = host.Network.Links();
        IReadOnlyList<HostAddress> addresses = host.Network.Addresses();
        (TableAccess access, IReadOnlyList<LvsService> services) = ReadTable(cancellation);
        HostDocument document = IfReadable(() => HostDocument.Of(session)) ?? new HostDocument();
        IReadOnlyList<ServedAddress> served = Role == LvsHostRole.Director ? [] : ReadServed(links, addresses, services, document);
        bool isDirector = Role switch
        {
            LvsHostRole.Director => true,
            LvsHostRole.RealServer => false,
            _ => services.Count > 0 || served.Count == 0,
        };
        FirewallPicture firewall = isDirector && access == TableAccess.Readable ? FirewallReader.Read(session, services) : new FirewallPicture();
        var picture = new HostPicture
        {
            IsDirector = isDirector,
            SessionName = NamesSession ? session.Name : null,
            NetworkNamespace = session.NetworkNamespace,
            Table = access,
            Services = isDirector ? services : [],
            Settings = ReadSettings(links),
            Links = links,
            Addresses = addresses,
            Firewall = firewall,
            Served = served,
            GuePorts = served.Any(s => s.Type == LvsTunnelType.Gue) ? host.Network.GuePorts() : [],
            Managers = isDirector ? ReadManagers(links) : [],
            JoiningLinks = links.Where(l => l is { IsLoopback: false, HasNeighbours: true } && host.Machine.JoinsPackets(l.Name)).Select(l => l.Name).ToHashSet(StringComparer.Ordinal),
            ReversePathDrops = ReadDrops(),
            RecordedFullNats = isDirector ? ReadRecordedFullNats(document) : [],
            Kept = KeptIn(document),
        };
        return picture with { Routes = ReadRoutes(picture) };
    }

    private (TableAccess Access, IReadOnlyList<LvsService> Services) ReadTable(CancellationToken cancellation)
    {
        try
        {
            return (TableAccess.Readable, session.Client.ReadServices(withRealServers: true, null, cancellation).Services);
        }
        catch (LvsException e) when (e.ErrorId == LvsErrorId.IpvsNotAvailable)
        {
            return (TableAccess.Missing, []);
        }
        catch (LvsException e) when (e.ErrorId == LvsErrorId.PermissionDenied)
        {
            return (TableAccess.Denied, []);
        }
    }

    /// <summary>What was given; else what LvsPS has set up, what it is to put back, and what looks so: addresses of their own on lo or on a tunnel that takes from anybody.</summary>
    private IReadOnlyList<ServedAddress> ReadServed(IReadOnlyList<HostLink> links, IReadOnlyList<HostAddress> addresses, IReadOnlyList<LvsService> services, HostDocument document)
    {
        var known = (IfReadable(new RealServerHosts(session).Read) ?? [])
            .Where(h => h.IsRecorded || !services.Any(s => h.VirtualAddress.Equals(s.VirtualAddress)))
            .Select(h => new ServedAddress(h.VirtualAddress, h.Mode == LvsRealServerMode.Tunnel)
            {
                Type = h.TunnelType,
                Port = h.Port ?? 0,
                Device = h.Mode == LvsRealServerMode.Tunnel ? h.Interface : null,
            }).ToList();
        known.AddRange((document.RealServers ?? []).Select(r => HostDocument.Understand(session, r.VirtualAddress, r.ToSetup)).Where(r => !known.Exists(k => k.Address.Equals(r.VirtualAddress)))
            .Select(r => new ServedAddress(r.VirtualAddress, r.Mode == LvsRealServerMode.Tunnel) { Type = r.Mode == LvsRealServerMode.Tunnel ? r.TunnelType : null, Port = r.Port ?? 0 }));
        known.AddRange(addresses
            .Where(a => IsAlone(a) && links.FirstOrDefault(l => l.Name == a.Interface) is HostLink link && TunnelRules.IsTunnel(link) && !known.Exists(k => k.Address.Equals(a.Address)))
            .Select(a => new ServedAddress(a.Address, IsTunnel: true)));
        return VirtualAddresses.Count == 0
            ? [.. known.Where(k => Mode is null || k.IsTunnel == (Mode == LvsRealServerMode.Tunnel))]
            :
            [
                .. VirtualAddresses.Select(a => known.Find(k => k.Address.Equals(a) && (Mode is null || k.IsTunnel == (Mode == LvsRealServerMode.Tunnel)))
                    ?? new ServedAddress(a, Mode == LvsRealServerMode.Tunnel)),
            ];
    }

    private static bool IsAlone(HostAddress address) => address.PrefixLength == (address.Address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        && !IPAddress.IsLoopback(address.Address) && !address.Address.IsIPv6LinkLocal;

    private Dictionary<string, string> ReadSettings(IReadOnlyList<HostLink> links)
    {
        IEnumerable<string> names = links.Select(l => l.Name);
        string[] paths =
        [
            "net/ipv4/ip_forward",
            "net/ipv6/conf/all/forwarding",
            .. s_ofIpvs.Select(n => $"net/ipv4/vs/{n}"),
            .. names.Prepend("all").SelectMany(l => s_ofInterfaces.Select(n => $"net/ipv4/conf/{l}/{n}")),
            .. names.Select(l => $"net/ipv6/conf/{l}/force_forwarding"),
        ];
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (ReadSetting(path) is string value)
            {
                found.Add(path, value);
            }
        }

        return found;
    }

    private string? ReadSetting(string path)
    {
        try
        {
            return session.Files.ReadSysctl(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An interface that has gone meanwhile, or one that only root may read.
            return null;
        }
    }

    private Dictionary<IPAddress, HostRoute?> ReadRoutes(HostPicture picture) =>
        picture.Services.SelectMany(picture.AddressesOf)
            .Concat(picture.Services.SelectMany(s => s.RealServers ?? []).Select(r => r.Address))
            .Concat(picture.Served.Select(s => s.Address))
            .Append(HostPicture.Outside)
            .Distinct()
            .ToDictionary(a => a, session.Host.Network.RouteTo);

    /// <summary>Those that run here and change a table: keepalived may do VRRP alone, and kube-proxy has other modes.</summary>
    private IReadOnlyList<HostProcess> ReadManagers(IReadOnlyList<HostLink> links)
    {
        // Of a program and its children, the first ends the others.
        IEnumerable<HostProcess> managing = session.Host.Machine.Processes(s_managers).Where(p => ManagesTable(p, links));
        return [.. managing.GroupBy(p => p.Name).Select(g => g.First())];
    }

    private bool ManagesTable(HostProcess process, IReadOnlyList<HostLink> links) => process.Name switch
    {
        "keepalived" => !process.Arguments.Any(a => a is "-P" or "--vrrp") && session.Host.Machine.ReadText(ConfigurationOf(process)) is var text
            && (text is null || text.Contains("virtual_server", StringComparison.Ordinal) || text.Contains("include", StringComparison.Ordinal)),
        "kube-proxy" => links.Any(l => l.Name == "kube-ipvs0"),
        "kube-router" => links.Any(l => l.Name == "kube-dummy-if"),
        _ => true,
    };

    /// <summary>-f FILE, --use-file FILE or --use-file=FILE of <c>keepalived(8)</c>.</summary>
    private static string ConfigurationOf(HostProcess keepalived)
    {
        int at = keepalived.Arguments.ToList().FindIndex(a => a is "-f" or "--use-file");
        return at >= 0 && at + 1 < keepalived.Arguments.Count ? keepalived.Arguments[at + 1]
            : keepalived.Arguments.FirstOrDefault(a => a.StartsWith("--use-file=", StringComparison.Ordinal)) is string joined ? joined["--use-file=".Length..]
            : "/etc/keepalived/keepalived.conf";
    }

    /// <summary>IPReversePathFilter: its column in the heading of TcpExt or IpExt, its value in the line after that.</summary>
    private long ReadDrops()
    {
        try
        {
            using var reader = new StreamReader(session.Files.OpenNet("netstat"));
            string[] lines = reader.ReadToEnd().Split('\n');
            for (int i = 0; i + 1 < lines.Length; i += 2)
            {
                int column = Array.IndexOf(lines[i].Split(' '), "IPReversePathFilter");
                if (column > 0 && long.TryParse(lines[i + 1].Split(' ')[column], NumberStyles.None, CultureInfo.InvariantCulture, out long drops))
                {
                    return drops;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it, nothing is known to be dropped.
        }

        return 0;
    }

    private LvsServiceId[] ReadRecordedFullNats(HostDocument document)
    {
        const string FullNat = "fullnat ";
        IEnumerable<string> recorded = IfReadable(() => HostRecord.Of(session))?.Claimants.Where(c => c.StartsWith(FullNat, StringComparison.Ordinal)) ?? [];
        return [.. recorded.Select(c => c[FullNat.Length..]).Concat((document.FullNats ?? []).Select(f => f.Service))
            .Select(s => HostDocument.Understand(session, s, () => LvsServiceId.Parse(s))).Distinct()];
    }

    private HashSet<string> KeptIn(HostDocument document) =>
    [
        .. (document.VirtualAddresses ?? []).Select(a => a.Address),
        .. (document.FullNats ?? []).Select(f => f.Service),
        .. (document.Marks ?? []).SelectMany(m => m.Addresses.Select(a => HostDocument.Understand(session, $"mark {m.Mark}", () => LvsServiceId.ForMark(m.Mark, a.Contains(':')).ToString()))),
    ];

    /// <summary>What only root may read is not known to others, which is a finding of its own.</summary>
    private static T? IfReadable<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (LvsException e) when (e.ErrorId is LvsErrorId.FileAccess or LvsErrorId.PermissionDenied)
        {
            return null;
        }
    }
}
