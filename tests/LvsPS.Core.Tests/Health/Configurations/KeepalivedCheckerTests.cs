using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Each checker of keepalived.conf with its own directives.</summary>
public sealed class KeepalivedCheckerTests
{
    /// <summary>A checker; its check, the further attempts after a failure and the seconds before them.</summary>
    [Theory]
    [InlineData("TCP_CHECK {}", "Tcp 5", 1, 1)]
    [InlineData("PING_CHECK {}", "Ping 5", 1, 1)]
    [InlineData("UDP_CHECK {}", "Udp 5", 1, 1)]
    [InlineData("SMTP_CHECK {}", "Smtp 5", 1, 1)]
    [InlineData("DNS_CHECK {}", "Dns 5", 3, null)]
    [InlineData("MISC_CHECK { misc_path /bin/true", "Command 10", 0, null)]
    [InlineData("HTTP_GET { url { path /", "Http 5", 1, 3)]
    [InlineData("SSL_GET { url { path /", "Https 5", 1, 3)]
    public void Each_checker_has_its_defaults(string checker, string check, int retry, int? delay)
    {
        LvsHealthServer server = Config.Real(checker + new string('}', checker.Count(c => c == '{') - checker.Count(c => c == '}'))).Servers[0];

        Assert.Equal(check, FormattableString.Invariant($"{server.Check.Kind} {server.Check.Timeout.TotalSeconds}"));
        Assert.Equal((retry + 1, delay), (server.Fall, (int?)server.FastInterval?.TotalSeconds));
    }

    [Fact]
    public void A_checker_asks_where_it_is_told_to()
    {
        var check = Config.Check<LvsTcpCheck>(Config.Real("TCP_CHECK {", "connect_ip 10.9.9.9", "connect_port 8080", "connect_timeout 2.5", "retry 2", "delay_before_retry 4", "warmup 3", "}"));

        Assert.Equal(("10.9.9.9", 8080, TimeSpan.FromSeconds(2.5)), (check.Address?.ToString(), check.Port, check.Timeout));
    }

    [Fact]
    public void A_url_has_all_its_settings()
    {
        LvsHealthService service = Config.Real(
            "SSL_GET {",
            "http_protocol 1.1",
            "enable_sni",
            "virtualhost outer.example.org",
            "url {",
            "path \"/up\"",
            "digest 9b3a0c85a887a256d6939da88aabd8cd",
            "status_code 200-204 301 302-303",
            "virtualhost www.example.org",
            "regex \"It \\\\d works\"",
            "regex_options caseless dotall",
            "regex_min_offset 10",
            "regex_max_offset 100",
            "}",
            "sni_name tls.example.org",
            "fast_recovery",
            "}");
        var check = Config.Check<LvsHttpCheck>(service);

        Assert.Equal(("/up", "9b3a0c85a887a256d6939da88aabd8cd", "www.example.org", "tls.example.org"), (check.Path, check.Digest, check.HostHeader, check.TlsName));
        Assert.Equal("200-204 301 302-303", string.Join(' ', check.StatusCodes));
        Assert.Equal(@"\A[\s\S]{10,100}?(?:(?is:It \d works))", check.Match);
        Assert.True(check is { IsTls: true, SkipCertificateCheck: true });
        Assert.Equal(HttpVersion.Version11, check.HttpVersion);
    }

    [Fact]
    public void Without_settings_a_url_is_asked_for_by_the_oldest_http()
    {
        var check = Config.Check<LvsHttpCheck>(Config.Real("HTTP_GET { url { path /x } }", "virtualhost real.example.org"));

        Assert.Equal((HttpVersion.Version10, "real.example.org", "/x", "200-299"), (check.HttpVersion, check.HostHeader, check.Path, check.StatusCodes[0].ToString()));
    }

    [Fact]
    public void A_pattern_may_be_what_must_not_come()
    {
        var check = Config.Check<LvsHttpCheck>(Config.Real("HTTP_GET { url { path /", "regex ^Error", "regex_no_match", "} }"));

        Assert.Equal((null, "(?-m:^Error)"), (check.Match, check.NotMatch));
    }

    [Fact]
    public void Several_urls_must_all_answer()
    {
        var check = Config.Check<LvsCombinedCheck>(Config.Real("HTTP_GET { connect_port 81", "url { path /a }", "url { path /b } }"));

        Assert.True(check.IsAll);
        Assert.Equal(["/a 81", "/b 81"], check.Checks.Cast<LvsHttpCheck>().Select(c => FormattableString.Invariant($"{c.Path} {c.Port}")));
    }

    [Fact]
    public void Several_checkers_must_all_pass()
    {
        LvsHealthServer server = Config.Real("TCP_CHECK { retry 2", "delay_loop 5 }", "MISC_CHECK { misc_path /bin/true }", "TCP_CHECK { connect_port 81 }").Servers[0];

        Assert.Equal(["Tcp", "Command", "Tcp"], Assert.IsType<LvsCombinedCheck>(server.Check).Checks.Select(c => c.Kind));
        Assert.Equal((1, TimeSpan.FromSeconds(5)), (server.Fall, server.Interval));
    }

    [Fact]
    public void A_command_has_arguments_a_time_and_perhaps_weights()
    {
        var check = Config.Check<LvsCommandCheck>(Config.Real("MISC_CHECK {", "misc_path \"/bin/check 'a b' c\"", "misc_timeout 4", "misc_dynamic", "}"));

        Assert.Equal(("/bin/check", "a b|c", true, TimeSpan.FromSeconds(4)), (check.Executable, string.Join('|', check.Arguments), check.IsDynamic, check.Timeout));
    }

    [Fact]
    public void Exit_codes_that_the_end_by_a_signal_looks_like_are_told_to_be_no_weights()
    {
        LvsHealthDiagnostic finding = Config.Finding(Config.Keepalived(Config.RealLines("MISC_CHECK {", "misc_path /bin/true", "misc_dynamic", "}")));

        Assert.Equal((LvsHealthSeverity.Warning, 7, "misc_dynamic"), (finding.Severity, finding.Line, finding.Found));
    }

    [Fact]
    public void A_datagram_has_a_payload_and_a_reply()
    {
        var check = Config.Check<LvsUdpCheck>(Config.Service(Config.Keepalived(
            "virtual_server 192.0.2.10 80 {",
            "protocol UDP",
            "real_server 10.0.0.1 80 { UDP_CHECK {",
            "payload Ab12f 3 456",
            "require_reply aXxb 1",
            "min_reply_length 3",
            "max_reply_length 300",
            "} } }")));

        Assert.Equal("AB120F034506", Convert.ToHexString([.. check.Payload]));
        Assert.Equal(("aXxb01", true, 3, 300), (check.Reply, check.RequiresReply, check.MinReplyLength, check.MaxReplyLength));
    }

    [Fact]
    public void A_name_is_asked_for_by_its_type()
    {
        var check = Config.Check<LvsDnsCheck>(Config.Real("DNS_CHECK {", "type AAAA", "name www.example.org", "}"));
        var root = Config.Check<LvsDnsCheck>(Config.Real("DNS_CHECK {}"));

        Assert.Equal((LvsDnsType.Aaaa, "www.example.org"), (check.Type, check.Name));
        Assert.Equal((LvsDnsType.Soa, "."), (root.Type, root.Name));
    }

    [Fact]
    public void A_mail_server_is_told_a_name_and_may_have_hosts()
    {
        var check = Config.Check<LvsMailCheck>(Config.Real("SMTP_CHECK {", "helo_name lvs.example.org", "}"));
        var hosts = Config.Check<LvsCombinedCheck>(Config.Real("SMTP_CHECK {", "host { connect_port 25 }", "host { connect_port 587 }", "}"));

        Assert.Equal((LvsMailProtocol.Smtp, "lvs.example.org"), (check.MailProtocol, check.LocalName));
        Assert.Equal([25, 587], hosts.Checks.Select(c => c.Port!.Value));
    }

    [Fact]
    public void What_cannot_be_checked_counts_as_passed_and_is_told()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(Config.RealLines("BFD_CHECK { name x }"));

        Assert.True(Config.Check<LvsConstantCheck>(Config.Service(configuration)).IsUp);
        Assert.Contains(configuration.Diagnostics, d => d is { Severity: LvsHealthSeverity.Warning, Line: 5 });
    }
}
