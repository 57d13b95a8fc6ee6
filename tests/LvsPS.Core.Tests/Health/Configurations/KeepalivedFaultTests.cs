using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>What is wrong in keepalived.conf is told with line and column, all of it at once; and so is what does not hold here.</summary>
public sealed class KeepalivedFaultTests
{
    /// <summary>Lines of a virtual server, in line 2, indented by two: the column of the fault, what was found, a part of what was expected.</summary>
    [Theory]
    [InlineData("delay_loop", 3, "delay_loop", "delay_loop with seconds")]
    [InlineData("delay_loop 0", 14, "0", "seconds such as 3")]
    [InlineData("delay_loop ten", 14, "ten", "seconds")]
    [InlineData("delay_loop 99999999", 14, "99999999", "seconds")]
    [InlineData("connect_timeout -1", 19, "-1", "seconds")]
    [InlineData("retry x", 9, "x", "a number from 0")]
    [InlineData("quorum 0", 10, "0", "a number from 1")]
    [InlineData("hysteresis -1", 14, "-1", "a number from 0")]
    [InlineData("lvs_method ROUTE", 14, "ROUTE", "NAT, DR or TUN")]
    [InlineData("lvs_method TUN type vxlan", 18, "type", "NAT, DR or TUN")]
    [InlineData("lvs_method TUN type gue", 18, "lvs_method TUN type gue", "gue port NUMBER")]
    [InlineData("lvs_method TUN type gue port 0", 32, "0", "a port from 1")]
    [InlineData("lvs_method TUN csum", 18, "lvs_method TUN csum", "NAT, DR or TUN")]
    [InlineData("lvs_method TUN type gre remcsum", 18, "lvs_method TUN type gre remcsum", "NAT")]
    [InlineData("lvs_method DR type ipip", 17, "lvs_method DR type ipip", "NAT")]
    [InlineData("sh-port", 3, "sh-port", "sh as lvs_sched")]
    [InlineData("persistence_timeout 0", 23, "0", "whole seconds")]
    [InlineData("persistence_granularity 24", 27, "24", "a mask")]
    [InlineData("ip_family inet7", 13, "inet7", "inet or inet6")]
    [InlineData("sorry_server nowhere 80", 16, "nowhere", "an IPv4 or IPv6 address")]
    [InlineData("sorry_server", 3, "sorry_server", "ADDRESS PORT")]
    [InlineData("quorum_up", 3, "quorum_up", "PATH ARGUMENT")]
    [InlineData("quorum_up \"open", 3, "quorum_up \"open", "PATH ARGUMENT")]
    [InlineData("smtp_alert maybe", 14, "maybe", "on, off")]
    [InlineData("weight 0", 10, "0", "a weight from 1")]
    [InlineData("frobnicate 1", 3, "frobnicate", "a directive of virtual_server")]
    [InlineData("virtualhost \"open", 15, "\"open", "a second quotation mark")]
    public void A_fault_in_a_virtual_server_has_its_column(string line, int column, string found, string expected) =>
        IsTold(Config.Keepalived(Config.ServerLines(line)), 2, column, found, expected);

    /// <summary>Lines of a real server, in line 5, indented by four.</summary>
    [Theory]
    [InlineData("weight -1", 12, "-1", "a weight from 0")]
    [InlineData("uthreshold x", 16, "x", "a number")]
    [InlineData("HTTP_GET { }", 5, "HTTP_GET", "url { path PATH } in it")]
    [InlineData("HTTP_GET { url { } }", 16, "url", "path PATH")]
    [InlineData("HTTP_GET { url { status_code 99", 34, "99", "a code from 100")]
    [InlineData("HTTP_GET { url { digest 12", 29, "12", "32 hexadecimal digits")]
    [InlineData("HTTP_GET { url { regex a b", 22, "regex a b", "regex \"PATTERN\"")]
    [InlineData("HTTP_GET { url { nothing", 22, "nothing", "a directive of url")]
    [InlineData("HTTP_GET { enable_sni", 16, "enable_sni", "a directive of HTTP_GET")]
    [InlineData("SSL_GET { http_protocol 3", 29, "3", "1.0, 1.0C or 1.1")]
    [InlineData("UDP_CHECK { payload xyz", 25, "xyz", "bytes in hexadecimal digits")]
    [InlineData("UDP_CHECK { min_reply_length 300", 5, "lengths from 300 to 255", "min_reply_length")]
    [InlineData("DNS_CHECK { type PTR", 22, "PTR", "A, NS, CNAME")]
    [InlineData("MISC_CHECK { }", 5, "MISC_CHECK", "misc_path in it")]
    [InlineData("MISC_CHECK { connect_port 80", 18, "connect_port", "a directive of MISC_CHECK")]
    [InlineData("TCP_CHECK { connect_port 0", 30, "0", "a port from 1")]
    [InlineData("TCP_CHECK { connect_ip x", 28, "x", "an IPv4 or IPv6 address")]
    [InlineData("GOPHER_CHECK { }", 5, "GOPHER_CHECK", "a directive of real_server")]
    public void A_fault_in_a_real_server_has_its_column(string line, int column, string found, string expected)
    {
        string closed = line + new string('}', Math.Max(0, line.Count(c => c == '{') - line.Count(c => c == '}')));
        LvsHealthConfiguration configuration = Config.Keepalived(Config.RealLines(closed));

        Assert.Contains(configuration.Diagnostics, d => d.Severity == LvsHealthSeverity.Error && (d.Line, d.Column, d.Found) == (5, column, found)
            && d.Expected.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("virtual_server {", 1, "virtual_server", "ADDRESS PORT, fwmark NUMBER or group NAME")]
    [InlineData("virtual_server 192.0.2.300 80 {", 16, "192.0.2.300", "an IPv4 or IPv6 address")]
    [InlineData("virtual_server 192.0.2.10 http {", 27, "http", "a port from 0")]
    [InlineData("virtual_server fwmark 0 {", 23, "0", "a firewall mark from 1")]
    [InlineData("virtual_server group none {", 22, "none", "a virtual_server_group")]
    public void A_fault_in_the_head_has_its_column(string head, int column, string found, string expected) =>
        IsTold(Config.Keepalived(head, "protocol TCP", "real_server 10.0.0.1 80 { TCP_CHECK { } }", "}"), 1, column, found, expected);

    [Theory]
    [InlineData("192.0.2.10-5 80", "192.0.2.10-5 80")]
    [InlineData("192.0.2.10-256 80", "192.0.2.10-256 80")]
    [InlineData("192.0.2.10/24 80", "192.0.2.10/24 80")]
    [InlineData("192.0.2.0/33 80", "192.0.2.0/33 80")]
    [InlineData("10.0.0.0/8 80", "10.0.0.0/8 80")]
    [InlineData("2001:db8::/16 80", "2001:db8::/16 80")]
    [InlineData("192.0.2.1 70000", "70000")]
    [InlineData("fwmark", "nothing")]
    [InlineData("fwmark 1 inet7", "inet7")]
    [InlineData("web", "web")]
    public void A_fault_in_a_group_is_told(string entry, string found) => Assert.Contains(
        Config.Keepalived("virtual_server_group G {", entry, "}").Diagnostics, d => d.Severity == LvsHealthSeverity.Error && d.Line == 2 && d.Found == found);

    [Theory]
    [InlineData("virtual_server 192.0.2.10 80 {\nprotocol TCP", 1, 30, "{")]
    [InlineData("virtual_server 192.0.2.10 80 { }\n}", 2, 1, "}")]
    [InlineData("{", 1, 1, "{")]
    [InlineData("virtual_server 192.0.2.10 80\nprotocol TCP\n}", 2, 1, "protocol")]
    [InlineData("frobnicate", 1, 1, "frobnicate")]
    public void Braces_that_do_not_fit_are_told_with_their_place(string text, int line, int column, string found) => Assert.Contains(
        Config.Keepalived(text).Diagnostics, d => d.Severity == LvsHealthSeverity.Error && (d.Line, d.Column, d.Found) == (line, column, found));

    /// <summary>Lines that are read and do not hold here.</summary>
    [Theory]
    [InlineData("ha_suspend")]
    [InlineData("hashed")]
    [InlineData("sorry_server_inhibit")]
    [InlineData("quorum_up \"/bin/up\" nobody")]
    [InlineData("lvs_sched rr wrr")]
    [InlineData("ops")]
    public void What_does_not_hold_in_a_virtual_server_is_a_warning(string line) => Warns(Config.Keepalived(Config.ServerLines(line)), 2);

    [Theory]
    [InlineData("snmp_name x")]
    [InlineData("TCP_CHECK { bindto 10.0.0.9 }")]
    [InlineData("TCP_CHECK { bind_if eth0 }")]
    [InlineData("TCP_CHECK { bind_port 1024 }")]
    [InlineData("TCP_CHECK { fwmark 3 }")]
    [InlineData("TCP_CHECK { log_all_failures }")]
    [InlineData("TCP_CHECK { delay_before_retry 99 }")]
    [InlineData("MISC_CHECK { user nobody } MISC_CHECK { misc_path /bin/true }")]
    [InlineData("SSL_GET { tls_compliant } HTTP_GET { url { path / } }")]
    [InlineData("HTTP_GET { url { path / } url { regex_options ungreedy } }")]
    public void What_does_not_hold_in_a_real_server_is_a_warning(string line) => Assert.Contains(
        Config.Keepalived(Config.RealLines(line)).Diagnostics, d => d is { Severity: LvsHealthSeverity.Warning, Line: 5 });

    [Theory]
    [InlineData("global_defs { lvs_timeouts tcp 7200 tcpfin 120 udp 300 }", "Set-LvsTimeout")]
    [InlineData("global_defs { lvs_sync_daemon eth0 id 5 }", "Start-LvsSyncDaemon")]
    [InlineData("global_defs { lvs_flush }", "Clear-LvsTable")]
    [InlineData("global_defs { lvs_flush_on_stop }", "Clear-LvsTable")]
    [InlineData("global_defs { router_id LVS }", "left out")]
    [InlineData("vrrp_instance VI_1 { state MASTER }", "virtual servers")]
    [InlineData("net_namespace_ipvs red", "New-LvsSession")]
    [InlineData("SSL { ca /etc/ca.pem }", "left out")]
    public void What_is_about_something_else_is_a_warning(string line, string expected)
    {
        LvsHealthConfiguration configuration = Config.Keepalived([line, .. Config.ServerLines()]);

        Config.NoErrors(configuration);
        Assert.Contains(configuration.Diagnostics, d => d.Line == 1 && d.Expected.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(
            "frobnicate", "virtual_server 192.0.2.10 80 {", " delay_loop x", " real_server 10.0.0.300 80 {", "  weight y", "  TCP_CHECK {", "   retry z", "  }", " }", "}");

        Assert.Equal([1, 3, 4, 5, 7], configuration.Diagnostics.Where(d => d.Severity == LvsHealthSeverity.Error).Select(d => d.Line));
        Assert.All(configuration.Diagnostics, d => Assert.StartsWith($"/etc/ka.conf:{d.Line}:{d.Column}: ", d.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_contradiction_is_told_with_its_line()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(Config.ServerLines("sorry_server 10.0.0.1 80"));
        LvsHealthConfiguration twice = Config.Keepalived(Config.ServerLines("real_server 10.0.0.1 80 {", "}"));

        Assert.Contains(configuration.Diagnostics, d => d is { Severity: LvsHealthSeverity.Error, Line: 2, Column: 16 });
        Assert.Contains(twice.Diagnostics, d => d is { Severity: LvsHealthSeverity.Error, Line: 5 });
    }

    private static void IsTold(LvsHealthConfiguration configuration, int line, int column, string found, string expected)
    {
        LvsHealthDiagnostic error = configuration.Diagnostics.First(d => d.Severity == LvsHealthSeverity.Error);
        Assert.Equal((line, column, found), (error.Line, error.Column, error.Found));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    private static void Warns(LvsHealthConfiguration configuration, int line)
    {
        Config.NoErrors(configuration);
        Assert.Contains(configuration.Diagnostics, d => d.Line == line);
    }
}
