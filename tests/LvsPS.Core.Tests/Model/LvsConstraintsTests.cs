using System.Net;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Core.Tests.Model;

/// <summary>Each rule, by a thing that is right but for it.</summary>
public sealed class LvsConstraintsTests
{
    private static readonly LvsService s_service = LvsService.Default(new LvsServiceId("tcp://10.0.0.1:80"));

    private static readonly LvsService s_udp = LvsService.Default(new LvsServiceId("udp://10.0.0.1:80"));

    private static readonly LvsRealServer s_server = new() { Service = s_service.Service, Address = IPAddress.Parse("10.0.0.2"), Port = 80 };

    private static readonly LvsRealServer s_tunnel = s_server with { Forwarding = LvsForwarding.Tunnel };

    private static readonly LvsSyncDaemon s_daemon = new() { Role = LvsSyncRole.Master, Interface = "eth0" };

    public static TheoryData<LvsService, string> WrongServices => new()
    {
        { s_service with { Scheduler = string.Empty }, "is empty" },
        { s_service with { Scheduler = "a_name_of_16_let" }, "longer than 15" },
        { s_service with { Scheduler = "éééééééé" }, "longer than 15" },
        { s_service with { Scheduler = "w lc" }, "blanks" },
        { s_service with { Scheduler = "w\tlc" }, "blanks" },
        { s_service with { Scheduler = "wlc\0" }, "'wlc?' has blanks" },
        { s_service with { Scheduler = "\u001b[1mwlc" }, "'?[1mwlc' has blanks" },
        { s_service with { Scheduler = "wlc\u007f" }, "blanks" },
        { s_service with { Scheduler = "wlc\u0085" }, "blanks" },
        { s_service with { Scheduler = "wl\u00e7" }, "'wl\u00e7' has signs that are not ASCII" },
        { s_service with { Scheduler = "wl\u0107" }, "not ASCII" },
        { s_service with { Scheduler = "\ud83d\ude00" }, "not ASCII" },
        { s_service with { Scheduler = "#wlc" }, "blanks" },
        { s_service with { SchedulerFlags = (LvsSchedulerFlags)0x4 }, "0x4" },
        { s_service with { SchedulerFlags = (LvsSchedulerFlags)0x48 }, "0x48" },
        { LvsService.Default(new LvsServiceId("tcp://10.0.0.1:0")), "port 0" },
        { s_service with { OnePacket = true }, "one-packet" },
        { LvsService.Default(new LvsServiceId("sctp://10.0.0.1:80")) with { OnePacket = true }, "one-packet" },
        { s_service with { PersistenceTimeout = TimeSpan.Zero }, "shorter than a second" },
        { s_service with { PersistenceTimeout = TimeSpan.FromSeconds(-1) }, "shorter than a second" },
        { s_service with { PersistenceTimeout = TimeSpan.FromMilliseconds(1500) }, "whole seconds" },
        { s_service with { PersistenceTimeout = TimeSpan.FromSeconds(2678401) }, "31 days" },
        { s_service with { PersistenceNetmask = LvsNetmask.FullIPv6 }, "other address family" },
        { LvsService.Default(new LvsServiceId("fwmark6://7")) with { PersistenceNetmask = LvsNetmask.FullIPv4 }, "other address family" },
        { s_service with { PersistenceEngine = "sip" }, "sip reads only UDP" },
        { LvsService.Default(new LvsServiceId("sctp://10.0.0.1:80")) with { PersistenceEngine = "sip" }, "sip reads only UDP" },
        { s_udp with { PersistenceEngine = string.Empty }, "is empty" },
        { s_udp with { PersistenceEngine = "a_name_of_17_lett" }, "longer than 16" },
        { s_udp with { PersistenceEngine = "s ip" }, "blanks" },
        { s_udp with { PersistenceEngine = "sip\0" }, "'sip?' of the persistence engine has blanks" },
        { s_udp with { PersistenceEngine = "\u0455ip" }, "not ASCII" },
        { LvsService.Default(LvsServiceId.ForAddress(LvsProtocol.Tcp, IPAddress.Parse("fe80::1%2"), 80)), "zone" },
    };

    public static TheoryData<LvsRealServer, string> WrongServers => new()
    {
        { s_server with { Port = -1 }, "no port" },
        { s_server with { Port = 65536 }, "no port" },
        { s_server with { Port = 8080 }, "direct routing" },
        { s_tunnel with { Port = 8080 }, "a tunnel" },
        { s_server with { Port = 0 }, "direct routing" },
        { s_server with { Service = new LvsServiceId("tcp://10.0.0.1:0") }, "direct routing" },
        { s_server with { Address = IPAddress.Parse("2001:db8::1") }, "only through a tunnel" },
        { s_server with { Address = IPAddress.Parse("2001:db8::1"), Forwarding = LvsForwarding.Masquerade }, "only through a tunnel" },
        { s_server with { Service = new LvsServiceId("fwmark6://7") }, "only through a tunnel" },
        { s_tunnel with { Address = IPAddress.Parse("fe80::1%2") }, "zone" },
        { s_server with { Forwarding = (LvsForwarding)5 }, "no way of forwarding" },
        { s_server with { Weight = -1 }, "negative" },
        { s_server with { LowerThreshold = 1 }, "above the upper" },
        { s_server with { UpperThreshold = 5, LowerThreshold = 6 }, "above the upper" },
        { s_server with { UpperThreshold = 2147483648 }, "above 2147483647" },
        { s_server with { TunnelType = LvsTunnelType.Gre }, "is not reached by one" },
        { s_server with { TunnelPort = 5 }, "is not reached by one" },
        { s_server with { TunnelChecksum = LvsTunnelChecksum.Checksum, Forwarding = LvsForwarding.Masquerade }, "is not reached by one" },
        { s_tunnel with { TunnelType = (LvsTunnelType)3 }, "no type of tunnel" },
        { s_tunnel with { TunnelType = LvsTunnelType.Gue }, "needs a port" },
        { s_tunnel with { TunnelType = LvsTunnelType.Gue, TunnelPort = 65536 }, "no port of a tunnel" },
        { s_tunnel with { TunnelPort = 6080 }, "only a gue tunnel" },
        { s_tunnel with { TunnelType = LvsTunnelType.Gre, TunnelPort = 6080 }, "only a gue tunnel" },
        { s_tunnel with { TunnelChecksum = LvsTunnelChecksum.Checksum }, "ipip tunnel has no checksum" },
        { s_tunnel with { TunnelType = LvsTunnelType.Gre, TunnelChecksum = LvsTunnelChecksum.RemoteChecksum }, "only a gue tunnel" },
        { s_tunnel with { TunnelType = LvsTunnelType.Gre, TunnelChecksum = (LvsTunnelChecksum)3 }, "no checksum of a tunnel" },
    };

    public static TheoryData<LvsSyncDaemon, string> WrongDaemons => new()
    {
        { s_daemon with { Interface = string.Empty }, "is empty" },
        { s_daemon with { Interface = "name_of_16_chars" }, "longer than 15" },
        { s_daemon with { Interface = "eth0\0" }, "'eth0?' has blanks" },
        { s_daemon with { Interface = "eth\a0" }, "'eth?0' has blanks" },
        { s_daemon with { Interface = "netz\u00fc" }, "not ASCII" },
        { s_daemon with { Interface = "\u0441\u0435\u0442\u044c0" }, "not ASCII" },
        { s_daemon with { SyncId = -1 }, "sync id" },
        { s_daemon with { SyncId = 256 }, "sync id" },
        { s_daemon with { MaxLength = 65508 }, "65508 bytes" },
        { s_daemon with { MaxLength = -1 }, "-1 bytes" },
        { s_daemon with { MaxLength = 65488, Group = IPAddress.Parse("ff02::81") }, "65488 bytes" },
        { s_daemon with { Group = IPAddress.Parse("10.0.0.1") }, "no multicast address" },
        { s_daemon with { Group = IPAddress.Parse("240.0.0.1") }, "no multicast address" },
        { s_daemon with { Group = IPAddress.Parse("2001:db8::1") }, "no multicast address" },
        { s_daemon with { Port = 65536 }, "no port" },
        { s_daemon with { Port = -1 }, "no port" },
        { s_daemon with { Ttl = 256 }, "no time to live" },
        { s_daemon with { Ttl = -1 }, "no time to live" },
    };

    [Theory]
    [MemberData(nameof(WrongServices))]
    public void A_wrong_service_is_told_why_and_what_to_write(LvsService service, string reason) =>
        Only(LvsConstraints.Check(service), LvsErrorId.InvalidService, service, service.ToString(), reason);

    [Theory]
    [MemberData(nameof(WrongServers))]
    public void A_wrong_server_is_told_why_and_what_to_write(LvsRealServer server, string reason) =>
        Only(LvsConstraints.Check(server), LvsErrorId.InvalidRealServer, server, server.Service.ToString(), reason);

    [Theory]
    [MemberData(nameof(WrongDaemons))]
    public void A_wrong_daemon_is_told_why_and_what_to_write(LvsSyncDaemon daemon, string reason) =>
        Only(LvsConstraints.Check(daemon), LvsErrorId.InvalidSyncDaemon, daemon, "master", reason);

    [Theory]
    [InlineData(0, "shorter than a second")]
    [InlineData(1500, "whole seconds")]
    [InlineData(2678400001, "31 days")]
    public void A_wrong_timeout_is_told_why_and_what_to_write(long milliseconds, string reason)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        foreach ((string name, LvsTimeout timeout) in new[]
        {
            ("tcp", new LvsTimeout { Tcp = time }), ("tcpfin", new LvsTimeout { TcpFin = time }), ("udp", new LvsTimeout { Udp = time }),
        })
        {
            Only(LvsConstraints.Check(timeout), LvsErrorId.InvalidTimeout, timeout, name, reason);
        }
    }

    [Fact]
    public void What_is_right_at_the_edges_is_right()
    {
        LvsService[] services =
        [
            s_service,
            s_service with { Scheduler = "none" },
            s_service with { Scheduler = "of_somebody_15c", SchedulerFlags = (LvsSchedulerFlags)0x38 },
            s_service with { PersistenceTimeout = TimeSpan.FromSeconds(1) },
            s_service with { PersistenceTimeout = LvsConstraints.LongestTimeout },
            s_service with { PersistenceNetmask = LvsNetmask.FromWire(0xff00ff00, ipv6: false) },
            s_udp with { OnePacket = true, PersistenceEngine = "sip" },
            s_service with { PersistenceEngine = "engine_of_16_let" },
            LvsService.Default(new LvsServiceId("fwmark://7")) with { OnePacket = true, PersistenceEngine = "sip" },
            LvsService.Default(new LvsServiceId("tcp://10.0.0.1:0")) with { PersistenceTimeout = TimeSpan.FromMinutes(5) },
        ];
        LvsRealServer[] servers =
        [
            s_server,
            s_server with { Weight = int.MaxValue, UpperThreshold = int.MaxValue, LowerThreshold = int.MaxValue },
            s_server with { Port = 0, Forwarding = LvsForwarding.Masquerade },
            s_server with { Port = 8080, Forwarding = LvsForwarding.Local },
            s_server with { Port = 8080, Service = new LvsServiceId("fwmark://7") },
            s_server with { Port = 0, Service = new LvsServiceId("tcp://10.0.0.1:0") },
            s_tunnel with { Address = IPAddress.Parse("2001:db8::1") },
            s_tunnel with { TunnelType = LvsTunnelType.Gue, TunnelPort = 65535, TunnelChecksum = LvsTunnelChecksum.RemoteChecksum },
            s_tunnel with { TunnelType = LvsTunnelType.Gre, TunnelChecksum = LvsTunnelChecksum.Checksum },
        ];
        LvsSyncDaemon[] daemons =
        [
            s_daemon,
            s_daemon with { SyncId = 255, MaxLength = 65507, Port = 65535, Ttl = 255, Group = IPAddress.Parse("239.255.255.255") },
            s_daemon with { Group = IPAddress.Parse("ff02::81"), MaxLength = 65487 },
            s_daemon with { Role = LvsSyncRole.Backup, MaxLength = 1024 },
        ];
        Assert.Empty(services.SelectMany(LvsConstraints.Check).Concat(servers.SelectMany(LvsConstraints.Check)).Concat(daemons.SelectMany(LvsConstraints.Check)));
        Assert.Empty(LvsConstraints.Check(new LvsTimeout { Tcp = LvsConstraints.LongestTimeout, Udp = TimeSpan.FromSeconds(1) }));
    }

    [Fact]
    public void A_name_without_a_fault_can_be_written_into_a_message()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string name = $"a{(char)c}";
            var change = new LvsServiceChange(null, s_udp with { Scheduler = name, PersistenceEngine = name });
            if (!LvsConstraints.Check(change.After!).Any())
            {
                var writer = new AttributeWriter(new byte[256]);
                _ = ChangeEncoder.Encode(change, ref writer);
                Assert.InRange(c, '!', '~');
            }
        }
    }

    [Fact]
    public void Everything_that_is_wrong_is_told() => Assert.Equal(
        3, LvsConstraints.Check(s_service with { Scheduler = string.Empty, OnePacket = true, PersistenceTimeout = TimeSpan.Zero }).Count());

    private static void Only(IEnumerable<LvsInputException> errors, string errorId, object target, string name, string reason)
    {
        LvsInputException error = Assert.Single(errors);
        Assert.Equal(errorId, error.ErrorId);
        Assert.Same(target, error.Target);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Matches("^(Write|Leave) .*\\.$", error.Remedy);
    }
}
