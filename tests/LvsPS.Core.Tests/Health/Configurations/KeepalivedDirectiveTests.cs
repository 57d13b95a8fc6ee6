using System.Net.Sockets;
using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Each directive of a virtual server and of a real server of keepalived.conf, and what holds without it.</summary>
public sealed class KeepalivedDirectiveTests
{
    /// <summary>Lines of a virtual server, and what becomes of them.</summary>
    public static TheoryData<string, Func<LvsHealthService, object?>, object?> Services => new()
    {
        { "delay_loop 6", s => s.Interval, TimeSpan.FromSeconds(6) },
        { "delay_loop 2.5", s => s.Interval, TimeSpan.FromSeconds(2.5) },
        { "lvs_sched rr", s => s.Service.Scheduler, "rr" },
        { "lb_algo sh", s => s.Service.Scheduler, "sh" },
        { "flag-3", s => s.Service.SchedulerFlags, LvsSchedulerFlags.Flag3 },
        { "lvs_method DR", s => s.Servers[0].RealServer.Forwarding, LvsForwarding.Gateway },
        { "lb_kind TUN", s => s.Servers[0].RealServer.Forwarding, LvsForwarding.Tunnel },
        { "lvs_method NAT", s => s.Servers[0].RealServer.Forwarding, LvsForwarding.Masquerade },
        { "lvs_method TUN type gue port 6080 csum", s => Tunnel(s), "Gue 6080 Checksum" },
        { "lvs_method TUN type gue port 6080 remcsum", s => Tunnel(s), "Gue 6080 RemoteChecksum" },
        { "lvs_method TUN type gre csum", s => Tunnel(s), "Gre 0 Checksum" },
        { "lvs_method TUN type ipip nocsum", s => Tunnel(s), "Ipip 0 None" },
        { "persistence_timeout 600", s => s.Service.PersistenceTimeout, TimeSpan.FromMinutes(10) },
        { "persistence_timeout", s => s.Service.PersistenceTimeout, TimeSpan.FromMinutes(6) },
        { "persistence_granularity 255.255.255.0", s => $"{s.Service.PersistenceNetmask} {s.Service.PersistenceTimeout}", "255.255.255.0 00:06:00" },
        { "alpha", s => s.InitialState, LvsInitialState.Down },
        { "omega", s => s.RunsActionsAtStop, true },
        { "inhibit_on_failure", s => s.DownAction, LvsDownAction.Quiesce },
        { "quorum_up \"/bin/up a 'b c'\"", s => $"{s.OnQuorumGained} {string.Join('|', s.OnQuorumGained!.Arguments)}", "/bin/up a|b c" },
        { "quorum_down /bin/down", s => s.OnQuorumLost?.Executable, "/bin/down" },
        { "snmp_name web", s => s.Name, "web" },
        { "sorry_server 127.0.0.1 80", s => $"{s.Fallback} {s.Fallback!.Forwarding} {s.Fallback.Weight}", "127.0.0.1:80 Masquerade 1" },
        { "sorry_server 127.0.0.1", s => s.Fallback?.ToString(), "127.0.0.1:80" },
        { "weight 5", s => s.Servers[0].RealServer.Weight, 5 },
        { "connect_timeout 3", s => s.Servers[0].Check.Timeout, TimeSpan.FromSeconds(3) },
        { "retry 4", s => s.Servers[0].Fall, 5 },
        { "delay_before_retry 2", s => s.Servers[0].FastInterval, TimeSpan.FromSeconds(2) },
        { "delay_before_retry 0", s => s.Servers[0].FastInterval, TimeSpan.FromMilliseconds(1) },
        { "warmup 0", s => s.StartDelay, TimeSpan.Zero },
        { "warmup 5", s => s.StartDelay, TimeSpan.FromSeconds(5) },
        { "delay_loop 6", s => s.StartDelay, TimeSpan.FromSeconds(6) },
        { "fast # nothing", s => s.Interval, null },
        { "! a comment", s => s.Interval, TimeSpan.FromMinutes(1) },
        { "\"delay_loop\" 6", s => s.Interval, TimeSpan.FromSeconds(6) },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public void A_directive_of_a_virtual_server_is_read(string line, Func<LvsHealthService, object?> part, object? expected)
    {
        if (expected is null)
        {
            Assert.True(Config.Keepalived(Config.ServerLines(line)).HasErrors);
            return;
        }

        Assert.Equal(expected, part(Config.Server(line)));
    }

    /// <summary>Lines of a real server, and what becomes of them.</summary>
    public static TheoryData<string, Func<LvsHealthServer, object?>, object?> Reals => new()
    {
        { "weight 3", s => s.RealServer.Weight, 3 },
        { "lvs_method DR", s => s.RealServer.Forwarding, LvsForwarding.Gateway },
        { "uthreshold 100", s => s.RealServer.UpperThreshold, 100u },
        { "notify_up \"/bin/up 1\"", s => s.OnUp?.Arguments[0], "1" },
        { "notify_down /bin/down", s => s.OnDown?.Executable, "/bin/down" },
        { "inhibit_on_failure", s => s.DownAction, LvsDownAction.Quiesce },
        { "inhibit_on_failure no", s => s.DownAction, null },
        { "alpha", s => s.InitialState, LvsInitialState.Down },
        { "TCP_CHECK {}", s => s.Check.Kind, "Tcp" },
        { "delay_loop 5", s => s.Interval, TimeSpan.FromSeconds(5) },
        { string.Empty, s => s.Check.Kind, "On" },
        { "virtualhost www.example.org", s => s.Interval, null },
    };

    [Theory]
    [MemberData(nameof(Reals))]
    public void A_directive_of_a_real_server_is_read(string line, Func<LvsHealthServer, object?> part, object? expected) =>
        Assert.Equal(expected, part(Config.Real(line).Servers[0]));

    [Fact]
    public void Without_directives_keepaliveds_defaults_hold()
    {
        LvsHealthService service = Config.Server();

        Assert.Equal(
            (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), "wlc", 1, 0, 1),
            (service.Interval, service.StartDelay, service.Service.Scheduler, service.Quorum, service.Hysteresis, service.Rise));
        Assert.Equal((LvsInitialState.Up, LvsDownAction.Remove, LvsStopAction.Clean), (service.InitialState, service.DownAction, service.StopAction));
        LvsHealthServer server = service.Servers[0];
        Assert.Equal((2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 1), (server.Fall, server.FastInterval, server.Check.Timeout, server.RealServer.Weight));
        Assert.Equal(LvsForwarding.Masquerade, server.RealServer.Forwarding);
    }

    [Fact]
    public void The_inner_setting_counts()
    {
        LvsHealthService service = Config.Service(Config.Keepalived(
            "virtual_server 192.0.2.10 80 {",
            "  real_server 10.0.0.1 80 {",
            "    TCP_CHECK { connect_timeout 1",
            "      retry 0 }",
            "    connect_timeout 2",
            "  }",
            "  real_server 10.0.0.2 80 { TCP_CHECK { } }",
            "  protocol TCP",
            "  connect_timeout 3",
            "  retry 7",
            "}"));

        Assert.Equal([1, 3], service.Servers.Select(s => s.Check.Timeout.TotalSeconds));
        Assert.Equal([1, 8], service.Servers.Select(s => s.Fall!.Value));
    }

    [Theory]
    [InlineData("virtual_server 192.0.2.10 80", "protocol TCP", "tcp://192.0.2.10:80")]
    [InlineData("virtual_server 192.0.2.10 80", "protocol udp", "udp://192.0.2.10:80")]
    [InlineData("virtual_server 192.0.2.10 80", "protocol SCTP", "sctp://192.0.2.10:80")]
    [InlineData("virtual_server 192.0.2.10 80", "", "udp://192.0.2.10:80")]
    [InlineData("virtual_server 192.0.2.10", "persistence_timeout 60", "udp://192.0.2.10:0")]
    [InlineData("virtual_server fwmark 7", "", "fwmark://7")]
    [InlineData("virtual_server fwmark 4294967295", "", "fwmark://4294967295")]
    public void A_virtual_server_is_an_address_or_a_mark(string head, string line, string expected)
    {
        LvsHealthService service = Config.Service(Config.Keepalived(head + " {", line, "real_server 10.0.0.1 0 { MISC_CHECK { misc_path /bin/true } }", "}"));

        Assert.Equal(expected, service.ToString());
    }

    [Theory]
    [InlineData("ip_family inet6", "real_server 10.0.0.1 { lvs_method TUN }", AddressFamily.InterNetworkV6)]
    [InlineData("", "real_server 2001:db8::1 { lvs_method TUN }", AddressFamily.InterNetworkV6)]
    [InlineData("", "real_server 2001:db8::1", AddressFamily.InterNetworkV6)]
    [InlineData("", "real_server 10.0.0.1", AddressFamily.InterNetwork)]
    public void A_marks_family_is_that_of_its_servers(string line, string real, AddressFamily family)
    {
        string block = real.Contains('{', StringComparison.Ordinal) ? real : real + " { }";
        LvsHealthConfiguration configuration = Config.Keepalived("virtual_server fwmark 7 {", line, block, "}");

        Assert.Equal(family, Config.Service(configuration).Service.AddressFamily);
    }

    [Fact]
    public void Flags_of_a_scheduler_are_read_wherever_they_stand()
    {
        Assert.Equal(LvsSchedulerFlags.Flag1 | LvsSchedulerFlags.Flag2, Config.Server("sh-port", "lvs_sched sh", "sh-fallback").Service.SchedulerFlags);
        Assert.Equal(LvsSchedulerFlags.Flag1, Config.Server("lvs_sched mh", "mh-fallback").Service.SchedulerFlags);
    }

    [Fact]
    public void Quorum_and_hysteresis_are_lowered_as_keepalived_does_and_told()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(Config.ServerLines("quorum 5", "hysteresis 3"));

        LvsHealthService service = Config.Service(configuration);
        Assert.Equal((1, 0), (service.Quorum, service.Hysteresis));
        Assert.Equal([2, 3], configuration.Diagnostics.Where(d => d.Severity == LvsHealthSeverity.Warning).Select(d => d.Line).Take(2));
    }

    [Fact]
    public void Mail_goes_to_the_recipients_of_all()
    {
        string[] globals = ["global_defs {", " notification_email {", "  a@example.org", "  b@example.org", " }", " notification_email_from lvs@example.org", " smtp_server 192.0.2.25 2525", "}"];
        LvsHealthMail mail = Config.Service(Config.Keepalived([.. globals, .. Config.ServerLines("smtp_alert")])).Mail!;

        Assert.Equal(("a@example.org b@example.org", "lvs@example.org", "192.0.2.25", 2525), (string.Join(' ', mail.To), mail.From, mail.Server, mail.Port));
        Assert.Equal([LvsHealthEventKind.Up, LvsHealthEventKind.Down, LvsHealthEventKind.QuorumLost, LvsHealthEventKind.QuorumGained], mail.Kinds);
        Assert.Equal([LvsHealthEventKind.Up, LvsHealthEventKind.Down], Config.Service(Config.Keepalived([.. globals, .. Config.ServerLines()])).Mail!.Kinds);
        Assert.Null(Config.Service(Config.Keepalived(["global_defs { smtp_alert_checker off", "}", .. globals, .. Config.ServerLines()])).Mail);
    }

    [Fact]
    public void Without_nat_the_row_has_the_virtual_servers_port_and_the_check_that_which_is_written()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(
            "virtual_server 192.0.2.10 80 {", "  protocol TCP", "  lvs_method DR", "  real_server 10.0.0.1 8080 {", "    TCP_CHECK { }", "  }", "}");

        LvsHealthServer server = Config.Service(configuration).Servers[0];
        Assert.Equal((80, 8080), (server.RealServer.Port, server.Check.Port));
        Assert.Contains(configuration.Diagnostics, d => d is { Severity: LvsHealthSeverity.Warning, Line: 4, Column: 24 });
    }

    [Fact]
    public void A_check_by_tcp_of_a_udp_service_names_its_port() => Assert.Equal(
        53,
        Config.Service(Config.Keepalived("virtual_server 192.0.2.10 53 {", "  protocol UDP", "  real_server 10.0.0.1 53 { TCP_CHECK { } }", "}")).Servers[0].Check.Port);

    private static string Tunnel(LvsHealthService service)
    {
        LvsRealServer row = service.Servers[0].RealServer;
        return FormattableString.Invariant($"{row.TunnelType} {row.TunnelPort} {row.TunnelChecksum}");
    }
}
