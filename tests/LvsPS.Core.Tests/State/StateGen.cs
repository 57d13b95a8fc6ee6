using System.Net;
using System.Net.Sockets;
using CsCheck;

namespace LvsPS.Core.Tests.State;

/// <summary>
/// Generates documents of a wanted state that a kernel can hold. Names come from small pools, so that two documents have much in common.
/// A failing test prints its seed; CsCheck_Seed=SEED in the environment repeats it.
/// </summary>
public static class StateGen
{
    private static readonly string[] s_schedulers = ["rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq"];

    private static readonly (string Name, string[] Values)[] s_settings =
    [
        ("expire_nodest_conn", ["0", "1"]), ("sync_threshold", ["3 50", "2 40"]), ("net.ipv4.ip_forward", ["0", "1"]), ("net.ipv4.vs.expire_quiescent_template", ["0", "1"]),
    ];

    private static readonly string[] s_addresses = ["192.168.1.205", "192.168.1.206", "fd00:1::205"];
    private static readonly string[] s_served = ["10.9.0.1", "10.9.0.2", "2001:db8:9::1"];
    private static readonly string[] s_marked = ["10.0.0.1", "10.0.0.0/28", "192.0.2.200", "2001:db8::/64"];

    private static readonly Gen<LvsDesiredRealServerHost> s_host =
        from address in Gen.OneOf(s_served)
        from mode in Gen.OneOf(LvsRealServerMode.DirectRouting, LvsRealServerMode.Tunnel)
        select new LvsDesiredRealServerHost
        {
            VirtualAddress = IPAddress.Parse(address),
            Mode = mode,
            TunnelType = mode == LvsRealServerMode.Tunnel ? LvsTunnelType.Gre : null,
            LocalAddress = mode == LvsRealServerMode.Tunnel ? IPAddress.Parse("192.168.1.2") : null,
        };

    private static readonly Gen<LvsDesiredFwMark> s_mark =
        from mark in Gen.UInt[1, 3]
        from addresses in Gen.OneOf(s_marked).Array[1, 3]
        from ports in Gen.OneOf(80, 443, 8000).Array[1, 3]
        from isUdp in Gen.Bool
        from includeLocal in Gen.Bool
        select new LvsDesiredFwMark
        {
            FwMark = mark,
            Addresses = [.. addresses.Distinct()],
            Ports = [.. ports.Distinct().Select(p => new LvsPortRange(isUdp ? LvsProtocol.Udp : LvsProtocol.Tcp, p, p + 1))],
            IncludeLocal = includeLocal,
        };

    /// <summary>Documents that speak of the table alone.</summary>
    public static Gen<LvsDesiredState> Tables { get; } =
        from table in TableGen.Live
        from mixes in Gen.Bool
        from keeps in Gen.Int[0, 3]
        from speaks in Gen.Int[0, 7]
        select new LvsDesiredState
        {
            Prune = true,
            Services = [.. table.Services.Select((s, i) => Service(s, i, mixes, keeps))],
            Timeout = (speaks & 1) == 0 ? null : table.Timeout,
            SyncDaemons = mixes ? [] : (speaks & 6) == 0 ? null : [.. table.SyncDaemons!.Select(Fit)],
        };

    /// <summary>Documents that speak of the host too, all of one owner.</summary>
    public static Gen<LvsDesiredState> Whole { get; } =
        from state in Tables
        from settings in Gen.Int[0, (1 << (2 * s_settings.Length)) - 1]
        from addresses in Gen.Int[0, (1 << s_addresses.Length) - 1]
        from marks in s_mark.Array[0, 3]
        from hosts in s_host.Array[0, 3]
        from nats in Gen.Int[0, 3].Array[6]
        select state with
        {
            Owner = "test",
            Services = [.. state.Services.Select((s, i) => s with { FullNat = FullNat(s, nats[i]) })],
            KernelSettings =
            [
                .. s_settings.Select((s, i) => (s, Bits: settings >> (2 * i))).Where(s => (s.Bits & 1) == 1)
                    .Select(s => new LvsDesiredKernelSetting { Name = s.s.Name, Value = s.s.Values[(s.Bits >> 1) & 1] }),
            ],
            VirtualAddresses =
            [
                .. s_addresses.Where((_, i) => ((addresses >> i) & 1) == 1)
                    .Select((a, i) => new LvsDesiredVirtualAddress { Address = IPAddress.Parse(a), Interface = i == 1 ? null : "eth0" }),
            ],
            FwMarks = [.. marks.DistinctBy(m => m.FwMark)],
            RealServerHosts = [.. hosts.DistinctBy(h => h.VirtualAddress)],
        };

    /// <summary>What is there, as text in an order of its own, but for settings and time-outs, which a document may leave as they are.</summary>
    internal static string Describe(LiveState live) => string.Join('\n',
    [
        TableGen.Describe(live.Table with { Timeout = null }),
        .. live.VirtualAddresses.Select(a => $"{a.Address}/{a.PrefixLength} on {a.Interface}").Order(StringComparer.Ordinal),
        .. live.FwMarks.Select(m => $"{m.FwMark} {string.Join(' ', m.Addresses)} {string.Join(' ', m.Ports)} {m.IncludeLocal}").Order(StringComparer.Ordinal),
        .. live.FullNats.Select(f => $"{f.Service} from {string.Join(' ', f.SourceAddress)} {f.Conntrack}").Order(StringComparer.Ordinal),
        .. live.RealServerHosts.Select(h => $"{h} {string.Join(' ', h.Settings)}").Order(StringComparer.Ordinal),
    ]);

    /// <summary>The settings and time-outs that <see cref="Describe"/> leaves out.</summary>
    internal static string DescribeRest(LiveState live) => $"{string.Join(' ', live.KernelSettings)} {live.Table.Timeout}";

    /// <summary>The names of the settings of which documents speak.</summary>
    public static IEnumerable<string> SettingNames => s_settings.Select(s => s.Name);

    private static LvsDesiredService Service(LvsService service, int number, bool mixes, int keeps) => new()
    {
        Service = service with { Scheduler = s_schedulers.Contains(service.Scheduler) ? service.Scheduler : s_schedulers[number], RealServers = null },
        // One that starts daemons may not leave servers of another family than their service's as they are.
        RealServers = keeps == 3 && number == 0 && mixes ? null :
        [
            .. service.RealServers!.Where(r => mixes || r.AddressFamily == service.AddressFamily)
                .Select((r, i) => new LvsDesiredRealServer { Server = r, KeepWeight = i == 0 && keeps == 1 }),
        ],
    };

    private static LvsDesiredFullNat? FullNat(LvsDesiredService service, int kind) => kind switch
    {
        0 => null,
        1 => new LvsDesiredFullNat { Enabled = false },
        2 => new LvsDesiredFullNat { Enabled = true },
        _ => new LvsDesiredFullNat { Enabled = true, SourceAddress = [service.Service.AddressFamily == AddressFamily.InterNetworkV6 ? "fd00:1::2" : "192.168.1.2"] },
    };

    private static LvsSyncDaemon Fit(LvsSyncDaemon daemon) => daemon with
    {
        Interface = "eth0",
        MaxLength = daemon.Group!.AddressFamily == AddressFamily.InterNetworkV6 ? Math.Min(daemon.MaxLength, 65487) : daemon.MaxLength,
    };
}
