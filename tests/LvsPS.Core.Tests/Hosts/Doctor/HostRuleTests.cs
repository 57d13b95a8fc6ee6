using System.Net;
using System.Net.Sockets;
using Xunit;

namespace LvsPS.Core.Tests.Hosts.Doctor;

/// <summary>Each rule over pictures of hosts on which one thing is not as it should be.</summary>
public sealed class HostRuleTests
{
    private const string Server = "172.16.86.250";

    private static readonly LvsService s_nat = Pictures.Service("tcp://192.168.1.200:80");
    private static readonly LvsService s_nat6 = Pictures.Service("tcp://[fd00:1::200]:80", server: "fd00:2::250");
    private static readonly LvsService s_direct = Pictures.Service("tcp://192.168.1.200:80", LvsForwarding.Gateway, "192.168.1.201");
    private static readonly LvsService s_udp = Pictures.Service("udp://192.168.1.200:53");
    private static readonly LvsService s_tunnel = Pictures.Service("tcp://192.168.1.200:80", LvsForwarding.Tunnel);
    private static readonly LvsService s_mark = Pictures.Service("fwmark://7");
    private static readonly LvsService s_drained = Pictures.Service("tcp://192.168.1.200:80", weight: 0) with { PersistenceTimeout = LvsService.DefaultPersistence };

    private static readonly IPAddress s_vip = IPAddress.Parse(Pictures.Vip);

    /// <summary>Healthy hosts, by what they are.</summary>
    private static Dictionary<string, HostPicture> Healthy => new()
    {
        ["an empty director"] = Pictures.Director(),
        ["NAT"] = Pictures.Director(s_nat, s_nat6),
        ["direct routing without forwarding"] = Pictures.Director(s_direct).With("net/ipv4/ip_forward", "0").With("forwarding", "0", "public", "private"),
        ["a tunnel that has room"] = Roomy(Pictures.Director(s_tunnel)),
        ["full NAT"] = Pictures.Director(s_nat).With("net/ipv4/vs/conntrack", "1") with { Firewall = new FirewallPicture { FullNats = [s_nat.Service] }, RecordedFullNats = [s_nat.Service] },
        ["a mark"] = Pictures.Director(s_mark) with { Firewall = Marked() },
        ["a mark that a rule of others gives"] = Pictures.Director(s_mark) with { Firewall = new FirewallPicture { ForeignMarks = [new ForeignMark(7, "ip mangle", null)] } },
        ["UDP that is ready for removals"] = Pictures.Director(s_udp).With("net/ipv4/vs/expire_nodest_conn", "1"),
        ["old ports that leave servers of weight 0"] = Pictures.Director(s_nat).With("net/ipv4/vs/conn_reuse_mode", "0").With("net/ipv4/vs/expire_nodest_conn", "1"),
        ["UDP of one packet"] = Pictures.Director(s_udp with { OnePacket = true }),
        ["persistence"] = Pictures.Director(s_drained with { RealServers = s_nat.RealServers }),
        ["conntrack for somebody else's firewall"] = Pictures.Director(s_nat).With("net/ipv4/vs/conntrack", "1") with { Firewall = new FirewallPicture { HasForeignRules = true } },
        ["strict filters and a default route by the clients' interface"] = Pictures.Director(s_nat).With("rp_filter", "1", "all") with { ReversePathDrops = 9 },
        ["a direct real server"] = Pictures.RealServer(new ServedAddress(s_vip, IsTunnel: false)),
        ["a real server with a tunnel"] = Pictures.RealServer(Tunnel(LvsTunnelType.Ipip)),
        ["a real server with GUE"] = Pictures.RealServer(Tunnel(LvsTunnelType.Gue)),
        ["a kernel that has not all settings"] = Pictures.Director(s_nat) with { Settings = Pictures.Director().Settings.Where(s => !s.Key.Contains("/vs/", StringComparison.Ordinal)).ToDictionary() },
    };

    public static TheoryData<string> HealthyNames => [.. Healthy.Keys];

    /// <summary>What is spoilt, the one finding, where it is, and the line that mends it.</summary>
    private static IReadOnlyList<(HostPicture Picture, string Id, string Subject, string Remedy)> Spoilt =>
    [
        (new HostPicture { IsDirector = true, Table = TableAccess.Missing }, "IpvsMissing", "ip_vs", "modprobe ip_vs"),
        (new HostPicture { IsDirector = true, Table = TableAccess.Denied }, "PermissionDenied", "CAP_NET_ADMIN", "sudo pwsh -Command 'Test-LvsHost'"),
        (Pictures.Director(s_nat).With("net/ipv4/vs/run_estimation", "0"), "EstimationOff", "net.ipv4.vs.run_estimation", "Set-LvsKernelSetting run_estimation 1"),
        (Pictures.Director(s_nat).With("net/ipv4/vs/est_cpulist", ""), "EstimationOff", "net.ipv4.vs.est_cpulist", "Set-LvsKernelSetting est_cpulist 0"),
        (Pictures.Director(s_nat) with { Managers = [new HostProcess(77, "ldirectord")] }, "OtherManager", "ldirectord", "kill 77"),
        (Pictures.Director(s_nat) with { Managers = [new HostProcess(77, "keepalived") { Unit = "keepalived.service" }] }, "OtherManager", "keepalived", "systemctl disable --now keepalived.service"),
        (Pictures.Director(s_nat).WithRoute(Pictures.Vip, "public"), "VirtualAddressMissing", Pictures.Vip, "Add-LvsVirtualAddress 192.168.1.200 -Interface public"),
        (Pictures.Director(s_nat).WithRoute(Pictures.Vip, null), "VirtualAddressMissing", Pictures.Vip, "Add-LvsVirtualAddress 192.168.1.200 -Interface public"),
        (Pictures.Director(s_mark).WithRoute(Pictures.Vip, "public") with { Firewall = Marked() }, "VirtualAddressMissing", Pictures.Vip, "Add-LvsVirtualAddress 192.168.1.200 -Interface public"),
        (Pictures.Director(s_nat).With("net/ipv4/ip_forward", "0").With("forwarding", "0", "private"), "ForwardingOff", "net.ipv4.ip_forward", "Set-LvsKernelSetting net.ipv4.ip_forward 1"),
        (Pictures.Director(s_nat).With("forwarding", "0", "private"), "ForwardingOff", "net.ipv4.conf.private.forwarding", "Set-LvsKernelSetting net.ipv4.conf.private.forwarding 1"),
        (Pictures.Director(s_nat6).With("net/ipv6/conf/all/forwarding", "0"), "ForwardingOff", "net.ipv6.conf.all.forwarding", "Set-LvsKernelSetting net.ipv6.conf.all.forwarding 1"),
        (Pictures.Director(s_nat).WithRoute(Server, "public"), "RedirectsSent", "net.ipv4.conf.public.send_redirects", "Set-LvsKernelSetting net.ipv4.conf.all.send_redirects 0; Set-LvsKernelSetting net.ipv4.conf.public.send_redirects 0"),
        (Pictures.Director(s_nat).WithRoute("203.0.113.1", "private").With("rp_filter", "1", "all") with { ReversePathDrops = 9 }, "ReversePathStrict", "net.ipv4.conf.public.rp_filter", "Set-LvsKernelSetting net.ipv4.conf.public.rp_filter 2"),
        (Pictures.Director(s_udp), "ExpireNodestConnOff", "net.ipv4.vs.expire_nodest_conn", "Set-LvsKernelSetting expire_nodest_conn 1"),
        (Pictures.Director(s_drained), "ExpireQuiescentTemplateOff", "net.ipv4.vs.expire_quiescent_template", "Set-LvsKernelSetting expire_quiescent_template 1"),
        (Pictures.Director(s_nat).With("net/ipv4/vs/conn_reuse_mode", "0"), "ConnReuseModeOff", "net.ipv4.vs.conn_reuse_mode", "Set-LvsKernelSetting conn_reuse_mode 1"),
        (Pictures.Director(s_nat) with { Firewall = new FirewallPicture { FullNats = [s_nat.Service] } }, "ConntrackOff", "net.ipv4.vs.conntrack", "Set-LvsKernelSetting conntrack 1"),
        (Pictures.Director(s_nat).With("net/ipv4/vs/conntrack", "1"), "ConntrackOn", "net.ipv4.vs.conntrack", "Set-LvsKernelSetting conntrack 0"),
        (Pictures.Director(s_nat).With("net/ipv4/vs/conntrack", "1") with { RecordedFullNats = [s_nat.Service] }, "FullNatRuleMissing", "tcp://192.168.1.200:80", "Enable-LvsFullNat tcp://192.168.1.200:80"),
        (Pictures.Director(s_mark) with { Firewall = new FirewallPicture { Fault = LvsErrorId.NftablesNotAvailable } }, "NftablesMissing", "libnftables.so.1", "apt-get install -y libnftables1"),
        (Pictures.Director(s_mark) with { Firewall = new FirewallPicture { Fault = LvsErrorId.NotSupportedByKernel } }, "NftablesMissing", "nf_tables", "modprobe nf_tables"),
        (Pictures.Director(s_mark), "MarkNotFed", "fwmark://7", "Set-LvsFwMark 7 -Address 192.168.1.200 -Tcp 80"),
        (Pictures.Director(s_mark) with { Firewall = Marked() with { ForeignMarks = [new ForeignMark(7, "ip others", "ip others pre handle 4")] } }, "MarkClash", "ip others", "nft delete rule ip others pre handle 4"),
        (Pictures.RealServer(new ServedAddress(s_vip, IsTunnel: false)).With("arp_ignore", "0", "all", "lo"), "ArpIgnoreOff", "net.ipv4.conf.all.arp_ignore", "Set-LvsKernelSetting net.ipv4.conf.all.arp_ignore 1"),
        (Pictures.RealServer(new ServedAddress(s_vip, IsTunnel: false)).With("arp_ignore", "3", "eth0"), "ArpIgnoreOff", "net.ipv4.conf.eth0.arp_ignore", "Set-LvsKernelSetting net.ipv4.conf.eth0.arp_ignore 1"),
        (Pictures.RealServer(Tunnel(LvsTunnelType.Ipip)).With("arp_announce", "1", "all"), "ArpAnnounceOff", "net.ipv4.conf.all.arp_announce", "Set-LvsKernelSetting net.ipv4.conf.all.arp_announce 2"),
        (Pictures.RealServer(Tunnel(LvsTunnelType.Ipip)).With("rp_filter", "0", "lvsps-ipip"), "ReversePathStrict", "net.ipv4.conf.lvsps-ipip.rp_filter", "Set-LvsKernelSetting net.ipv4.conf.lvsps-ipip.rp_filter 2"),
        (Pictures.RealServer(new ServedAddress(s_vip, IsTunnel: false)).WithRoute(Pictures.Vip, "eth0"), "VirtualAddressMissing", Pictures.Vip, "Enable-LvsRealServerHost 192.168.1.200 -Mode DirectRouting"),
        (Pictures.RealServer(new ServedAddress(s_vip, IsTunnel: false)).WithRoute(Pictures.Vip, "eth0").With("arp_ignore", "0", "all", "lo").With("arp_announce", "0", "all", "lo"), "VirtualAddressMissing", Pictures.Vip, "Enable-LvsRealServerHost 192.168.1.200 -Mode DirectRouting"),
        (Pictures.RealServer(Tunnel(LvsTunnelType.Ipip)).WithRoute(Pictures.Vip, null), "VirtualAddressMissing", Pictures.Vip, "Enable-LvsRealServerHost 192.168.1.200 -Mode Tunnel -TunnelType Ipip"),
        (Without("lvsps-ipip", Pictures.RealServer(Tunnel(LvsTunnelType.Ipip))), "TunnelDeviceMissing", "lvsps-ipip", "Enable-LvsRealServerHost 192.168.1.200 -Mode Tunnel -TunnelType Ipip"),
        (Down(Pictures.RealServer(Tunnel(LvsTunnelType.Ipip))), "TunnelDeviceDown", "lvsps-ipip", "ip link set lvsps-ipip up"),
        (Pictures.RealServer(Tunnel(LvsTunnelType.Gue)) with { GuePorts = [] }, "GuePortMissing", "udp/6080", "Enable-LvsRealServerHost 192.168.1.200 -Mode Tunnel -TunnelType Gue -Port 6080"),
        (Pictures.Director(s_tunnel), "TunnelMtuSmall", "private", "Set-LvsKernelSetting pmtu_disc 0"),
        (Pictures.Director(Pictures.Service("tcp://[fd00:1::200]:80", LvsForwarding.Tunnel, "fd00:2::250", LvsTunnelType.Gue)), "TunnelMtuSmall", "private", "ip link set private mtu 1552"),
        (Pictures.Director(s_direct) with { JoiningLinks = new HashSet<string> { "public" } }, "LargeReceiveOffloadOn", "public", "ethtool -K public lro off"),
    ];

    public static TheoryData<int, string> SpoiltNumbers
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < Spoilt.Count; i++)
            {
                data.Add(i, Spoilt[i].Id);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(HealthyNames))]
    public void On_a_healthy_host_nothing_is_found(string name) => Assert.Empty(HostRules.Examine(Healthy[name]));

    [Theory]
    [MemberData(nameof(SpoiltNumbers))]
    public void Exactly_what_is_spoilt_is_found_with_the_line_that_mends_it(int number, string id)
    {
        (HostPicture picture, _, string subject, string remedy) = Spoilt[number];
        LvsHostFinding finding = Assert.Single(HostRules.Examine(picture));
        Assert.Equal((id, subject, remedy), (finding.Id, finding.Subject, finding.Remedy));
        Assert.All(new[] { finding.Message, finding.Reason }, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.Contains(id, HostRules.Ids);
    }

    [Fact]
    public void Each_word_has_a_picture() => Assert.Equal(HostRules.Ids, Spoilt.Select(s => s.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_services_that_suffer_are_named()
    {
        LvsHostFinding finding = Assert.Single(HostRules.Examine(Pictures.Director(s_nat, s_direct with { Service = LvsServiceId.Parse("tcp://192.168.1.200:81") }, s_udp)));
        Assert.Equal([s_udp.Service], finding.Services);
    }

    [Fact]
    public void The_worst_comes_first()
    {
        HostPicture picture = Pictures.Director(s_tunnel, s_udp).WithRoute(Pictures.Vip, "public");
        Assert.Equal(
            [LvsFindingSeverity.Error, LvsFindingSeverity.Warning, LvsFindingSeverity.Information],
            HostRules.Examine(picture).Select(f => f.Severity));
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, false)]
    [InlineData(AddressFamily.InterNetworkV6, true)]
    public void Where_rules_of_iptables_cannot_be_read_nothing_is_claimed_of_marks(AddressFamily legacy, bool isFound)
    {
        var firewall = new FirewallPicture { LegacyFamilies = new HashSet<AddressFamily> { legacy } };
        Assert.Equal(isFound, HostRules.Examine(Pictures.Director(s_mark) with { Firewall = firewall }).Count > 0);
    }

    [Fact]
    public void Nor_where_a_rule_gives_a_mark_that_is_not_written_in_it() =>
        Assert.Empty(HostRules.Examine(Pictures.Director(s_mark) with { Firewall = new FirewallPicture { HasHiddenMarks = true } }));

    [Fact]
    public void Drops_of_the_reverse_path_filter_are_nobodys_where_clients_come_and_go_the_same_way() =>
        Assert.Empty(HostRules.Examine(Pictures.Director(s_nat).WithRoute("203.0.113.1", "private").With("rp_filter", "1", "all") with { ReversePathDrops = 0 }));

    [Theory]
    [InlineData("192.168.1.200", "VirtualAddressMissing")]
    [InlineData("fwmark://7", "MarkNotFed")]
    public void What_was_kept_is_put_back_as_it_was_kept(string kept, string id)
    {
        HostPicture picture = (id == "MarkNotFed" ? Pictures.Director(s_mark) : Pictures.Director(s_nat).WithRoute(Pictures.Vip, "public")) with { Kept = new HashSet<string> { kept } };
        LvsHostFinding finding = Assert.Single(HostRules.Examine(picture));
        Assert.Equal((id, "Restore-LvsHost"), (finding.Id, finding.Remedy));
    }

    [Fact]
    public void A_real_server_on_the_director_itself_needs_no_forwarding() =>
        Assert.Empty(HostRules.Examine(Pictures.Director(s_nat).With("forwarding", "0", "private").WithRoute(Server, "lo", HostRouteKind.Local)));

    [Theory]
    [InlineData("dir2", "Set-LvsKernelSetting pmtu_disc 0 -Session dir2")]
    public void Remedies_name_a_session_that_is_not_the_default(string session, string remedy) =>
        Assert.Equal(remedy, Assert.Single(HostRules.Examine(Pictures.Director(s_tunnel) with { SessionName = session })).Remedy);

    [Theory]
    [InlineData("dir", "ip netns exec dir ip link set lvsps-ipip up")]
    [InlineData("/proc/12/ns/net", "nsenter --net=/proc/12/ns/net ip link set lvsps-ipip up")]
    public void Commands_enter_the_namespace(string name, string remedy) =>
        Assert.Equal(remedy, Assert.Single(HostRules.Examine(Down(Pictures.RealServer(Tunnel(LvsTunnelType.Ipip))) with { NetworkNamespace = name })).Remedy);

    [Theory]
    [InlineData("172.16.86.250", LvsTunnelType.Ipip, LvsTunnelChecksum.None, 20)]
    [InlineData("fd00:2::250", LvsTunnelType.Ipip, LvsTunnelChecksum.None, 40)]
    [InlineData("172.16.86.250", LvsTunnelType.Gre, LvsTunnelChecksum.None, 24)]
    [InlineData("172.16.86.250", LvsTunnelType.Gre, LvsTunnelChecksum.Checksum, 28)]
    [InlineData("172.16.86.250", LvsTunnelType.Gue, LvsTunnelChecksum.Checksum, 32)]
    [InlineData("172.16.86.250", LvsTunnelType.Gue, LvsTunnelChecksum.RemoteChecksum, 40)]
    public void A_tunnel_adds_its_headers(string server, LvsTunnelType type, LvsTunnelChecksum checksum, int bytes) =>
        Assert.Equal(bytes, TunnelRules.Overhead(Pictures.Service("tcp://10.0.0.1:80", LvsForwarding.Tunnel, server, type).RealServers![0] with { TunnelChecksum = checksum }));

    private static ServedAddress Tunnel(LvsTunnelType type) =>
        new(s_vip, IsTunnel: true) { Type = type, Port = type == LvsTunnelType.Gue ? 6080 : 0, Device = "lvsps-ipip" };

    private static FirewallPicture Marked() => new() { Marks = [new PicturedMark(7, AddressFamily.InterNetwork, [s_vip], [LvsProtocol.Tcp])] };

    private static HostPicture Roomy(HostPicture picture) => picture with { Links = [.. picture.Links.Select(l => l.Name == "private" ? l with { Mtu = 1600 } : l)] };

    private static HostPicture Down(HostPicture picture) =>
        picture.WithRoute(Pictures.Vip, null) with { Links = [.. picture.Links.Select(l => l.Kind is null ? l : l with { IsUp = false })] };

    private static HostPicture Without(string link, HostPicture picture) => picture.WithRoute(Pictures.Vip, null) with
    {
        Links = [.. picture.Links.Where(l => l.Name != link)],
        Addresses = [.. picture.Addresses.Where(a => a.Interface != link)],
    };
}
