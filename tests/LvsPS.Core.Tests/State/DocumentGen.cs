using System.Net;
using CsCheck;

namespace LvsPS.Core.Tests.State;

/// <summary>Generates documents of the wanted state over everything that they can say.</summary>
public static class DocumentGen
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 1, 12],
        Gen.OneOf("true", "5", "0x1f", "null", "~", "- a", "a: b", "#x", "*a", "&a", "!t", "'", "\"", "yes", "1e3", "2026-11-23", "12:30", " a", "a ", "{a}", "[b]", "a\r\nb", "é", "=", "<<", "?", "|", "%a", "@a"));

    private static readonly Gen<TimeSpan> s_duration = Gen.OneOf(Gen.Int[1, 100_000].Select(s => TimeSpan.FromSeconds(s)), Gen.Int[1, 100_000].Select(ms => TimeSpan.FromMilliseconds(ms)));

    private static readonly Gen<LvsHealthCheck> s_check = Gen.OneOf(
        Gen.Const((LvsHealthCheck)new LvsTcpCheck()),
        Gen.Const((LvsHealthCheck)new LvsConstantCheck(true)),
        from count in Gen.Int[1, 5] select (LvsHealthCheck)new LvsPingCheck { Count = count },
        from tls in Gen.Bool
        from path in Gen.OneOf("/", "/a?b=c", "/index.html#x")
        from host in Gen.OneOf(null, "www.example.org")
        from match in Gen.OneOf<string?>(null, "CentOS", "^a: 'b' \"c\"$", "5", "true")
        from codes in Gen.OneOf([LvsStatusRange.Success], new LvsStatusRange[] { new(200, 200), new(301, 302) })
        from version in Gen.OneOf("1.0", "1.1", "2.0")
        from timeout in s_duration
        select (LvsHealthCheck)new LvsHttpCheck
        {
            IsTls = tls,
            Path = path,
            HostHeader = host,
            Match = match,
            StatusCodes = codes,
            HttpVersion = Version.Parse(version),
            Timeout = timeout,
            Port = 8080,
            SkipCertificateCheck = tls,
            Headers = [KeyValuePair.Create("X-A", "5"), KeyValuePair.Create("X-B", "a: b")],
        },
        from bytes in Gen.Byte.Array[0, 8]
        from isText in Gen.Bool
        select (LvsHealthCheck)new LvsUdpCheck { Payload = isText ? "a\r\nb"u8.ToArray() : bytes, RequiresReply = true, Port = 53 },
        Gen.Const((LvsHealthCheck)LvsExpectCheck.ForFtp()),
        Gen.Const((LvsHealthCheck)LvsExpectCheck.ForSip("somebody")),
        Gen.Const((LvsHealthCheck)(LvsUdpCheck.ForSip() with { Port = 5060 })),
        Gen.Const((LvsHealthCheck)new LvsExpectCheck { Steps = [new LvsExpectStep { Send = "PING\r\n", Expect = "^PONG", Fail = "^-" }] }),
        from name in Gen.OneOf(".", "example.org")
        from type in Gen.OneOf(LvsDnsType.Soa, LvsDnsType.Mx)
        select (LvsHealthCheck)new LvsDnsCheck { Name = name, Type = type, Answers = ["a", "b"], UsesTcp = true },
        Gen.Const((LvsHealthCheck)new LvsMailCheck { MailProtocol = LvsMailProtocol.Imap, Encryption = LvsMailEncryption.StartTls, TlsName = "mail" }),
        Gen.Const((LvsHealthCheck)new LvsLdapCheck { BaseName = "dc=example,dc=org", IsTls = true }),
        from argument in s_text select (LvsHealthCheck)new LvsCommandCheck { Executable = "/bin/true", Arguments = [argument, "--x"], IsDynamic = true },
        from factor in Gen.Int[-3, 3]
        from isReversed in Gen.Bool
        select (LvsHealthCheck)new LvsFileCheck { File = "/run/load", WeightFactor = factor, IsReversed = isReversed },
        Gen.Const((LvsHealthCheck)new LvsCombinedCheck([new LvsPingCheck(), new LvsTcpCheck { Timeout = TimeSpan.FromSeconds(9), Port = 80 }], all: false)));

    private static readonly Gen<LvsHealthAction?> s_action =
        from text in s_text
        from isThere in Gen.Bool
        select isThere ? LvsHealthAction.ForExecutable("/bin/echo", text) with { Timeout = TimeSpan.FromSeconds(7) } : null;

    private static readonly Gen<IReadOnlyList<LvsDesiredVirtualAddress>?> s_addresses = Gen.OneOf(null, (IReadOnlyList<LvsDesiredVirtualAddress>)[], new LvsDesiredVirtualAddress[]
    {
        new() { Address = IPAddress.Parse("10.0.0.1"), PrefixLength = 24, Interface = "eth0", Broadcast = IPAddress.Parse("10.0.0.255"), Label = "eth0:0", Announce = true },
        new() { Address = IPAddress.Parse("2001:db8::1") },
    });

    private static readonly Gen<IReadOnlyList<LvsDesiredFwMark>?> s_marks = Gen.OneOf(null, (IReadOnlyList<LvsDesiredFwMark>?)
    [
        new LvsDesiredFwMark
        {
            FwMark = 4294967295,
            Addresses = ["10.0.0.1", "192.168.2.0/28", "2001:db8::/64"],
            Ports = [new LvsPortRange(LvsProtocol.Tcp, 80, 80), new LvsPortRange(LvsProtocol.Tcp, 8000, 8100), new LvsPortRange(LvsProtocol.Udp, 53, 53)],
            IncludeLocal = true,
        },
    ]);

    private static readonly Gen<IReadOnlyList<LvsDesiredRealServerHost>?> s_hosts = Gen.OneOf(null, (IReadOnlyList<LvsDesiredRealServerHost>?)
    [
        new LvsDesiredRealServerHost { VirtualAddress = IPAddress.Parse("10.0.0.1"), Mode = LvsRealServerMode.DirectRouting, AddRoute = true },
        new LvsDesiredRealServerHost
        {
            VirtualAddress = IPAddress.Parse("10.0.0.2"), Mode = LvsRealServerMode.Tunnel, TunnelType = LvsTunnelType.Gue, Port = 6080, LocalAddress = IPAddress.Parse("10.0.1.1"),
        },
    ]);

    private static readonly Gen<IReadOnlyList<LvsDesiredKernelSetting>?> s_settings = Gen.OneOf(null, (IReadOnlyList<LvsDesiredKernelSetting>?)
    [
        new LvsDesiredKernelSetting { Name = "conntrack", Value = "1" },
        new LvsDesiredKernelSetting { Name = "sync_threshold", Value = "3 50" },
        new LvsDesiredKernelSetting { Name = "net.ipv4.conf.all.rp_filter", Value = "2" },
        new LvsDesiredKernelSetting { Name = "est_cpulist", Value = "0-3" },
    ]);

    /// <summary>Whole documents.</summary>
    public static Gen<LvsDesiredState> State { get; } =
        from table in TableGen.Wanted
        from owner in Gen.OneOf<string?>(null, "web", "5", "true", "a.b@c/d-e_f")
        from prune in Gen.Bool
        from keep in Gen.Int[0, 255]
        from addresses in s_addresses
        from marks in s_marks
        from hosts in s_hosts
        from settings in s_settings
        from check in s_check
        from other in s_check
        from action in s_action
        from times in s_duration.Array[3]
        from text in s_text
        select Make(table, owner, prune, keep, check, other, action, times, text) with { VirtualAddresses = addresses, FwMarks = marks, RealServerHosts = hosts, KernelSettings = settings };

    private static LvsDesiredState Make(
        LvsTable table, string? owner, bool prune, int keep, LvsHealthCheck check, LvsHealthCheck other, LvsHealthAction? action, TimeSpan[] times, string text)
    {
        List<LvsDesiredService> services = [.. table.Services.Select((service, i) => new LvsDesiredService
        {
            Service = service with { RealServers = null },
            RealServers = (keep & 1) != 0 && i % 3 == 2 ? null : [.. service.RealServers!.Select((server, j) => new LvsDesiredRealServer
            {
                Server = (keep >> (j & 7) & 1) != 0 ? server with { Weight = 1 } : server,
                KeepWeight = (keep >> (j & 7) & 1) != 0,
            })],
            FullNat = ((i + keep) % 4) switch
            {
                0 => new LvsDesiredFullNat { Enabled = false },
                1 => new LvsDesiredFullNat { Enabled = true },
                2 when !service.Service.IsIPv6 => new LvsDesiredFullNat { Enabled = true, SourceAddress = ["10.0.0.1", "10.0.0.5-10.0.0.9"] },
                _ => null,
            },
        })];
        List<LvsHealthService> monitored = [.. services.Where((s, i) => s.RealServers is { Count: > 0 } && (keep & 2) != 0 && i % 2 == 0).Select(s => new LvsHealthService
        {
            Service = s.Service,
            Servers = [.. s.RealServers!.Select((r, j) => new LvsHealthServer
            {
                RealServer = r.Server, Check = j == 1 ? other : check, Names = j == 1 ? ["web1"] : [], Rise = j == 1 ? 2 : null, Interval = j == 1 ? times[0] : null,
            })],
            Interval = times[0],
            FastInterval = times[1] <= times[0] ? times[1] : null,
            DownAction = LvsDownAction.Quiesce,
            RampTime = times[2],
            OnUp = action,
            OnQuorumLost = action,
            Name = text,
            Mail = new LvsHealthMail { To = ["a@example.org"], RepeatInterval = times[0], Kinds = [LvsHealthEventKind.Up, LvsHealthEventKind.QuorumLost] },
        })];
        var document = new LvsHealthDocument { Services = monitored, LogPath = text, AutoReload = true, OnFileChange = action };
        return new LvsDesiredState
        {
            Owner = owner,
            Prune = prune,
            Services = services,
            Timeout = table.Timeout,
            SyncDaemons = table.SyncDaemons,
            Health = monitored.Count == 0 || document.Validate().Any(f => f.Severity == LvsHealthSeverity.Error) ? null : document,
        };
    }
}
