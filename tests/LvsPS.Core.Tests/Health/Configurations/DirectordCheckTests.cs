using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Each checktype and each service of ldirectord.cf.</summary>
public sealed class DirectordCheckTests
{
    /// <summary>Directives, and what the check is then.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { "checktype=connect", "Tcp 5" },
        { "checktype=ping", "Ping 5" },
        { "checktype=on", "On 5" },
        { "checktype=off", "Off 5" },
        { "checktype=external|checkcommand=/bin/check", "Command 5" },
        { "checktype=external-perl|checkcommand=/bin/check.pl", "Command 5" },
        { "checktype=negotiate", "Http 30" },
        { "checktype=3", "Http 30" },
        { "checktype=0", "Http 30" },
        { "service=http", "Http 30" },
        { "service=https", "Https 30" },
        { "service=http_proxy|request=\"http://example.org/\"", "Http 30" },
        { "service=ftp", "Ftp 30" },
        { "service=smtp", "Smtp 30" },
        { "service=submission", "Smtp 30" },
        { "service=pop", "Pop 30" },
        { "service=pops", "Pop 30" },
        { "service=imap", "Imap 30" },
        { "service=imaps", "Imap 30" },
        { "service=ldap", "Ldap 5" },
        { "service=ldaps", "Ldap 5" },
        { "service=nntp", "Nntp 30" },
        { "service=dns|request=\"example.org\"|receive=\"192.0.2\"", "Dns 30" },
        { "service=sip", "Sip 30" },
        { "service=radius|login=\"a\"|secret=\"b\"", "Udp 5" },
        { "service=mysql|login=\"a\"|request=\"SELECT 1\"", "MySql 30" },
        { "service=pgsql|login=\"a\"|request=\"SELECT 1\"", "PostgreSql 30" },
        { "service=oracle|login=\"a\"|request=\"SELECT 1\"", "Tcp 30" },
        { "service=simpletcp|request=\"PING\"|receive=\"PONG\"", "Expect 30" },
        { "service=none", "On 5" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_type_and_service_has_its_check(string directives, string expected)
    {
        LvsHealthCheck check = Config.Virtual(directives.Split('|')).Servers[0].Check;

        Assert.Equal(expected, FormattableString.Invariant($"{check.Kind} {check.Timeout.TotalSeconds}"));
    }

    [Theory]
    [InlineData(21, "Ftp")]
    [InlineData(25, "Smtp")]
    [InlineData(80, "Http")]
    [InlineData(110, "Pop")]
    [InlineData(119, "Nntp")]
    [InlineData(143, "Imap")]
    [InlineData(389, "Ldap")]
    [InlineData(443, "Https")]
    [InlineData(587, "Smtp")]
    [InlineData(636, "Ldap")]
    [InlineData(993, "Imap")]
    [InlineData(995, "Pop")]
    [InlineData(5060, "Sip")]
    [InlineData(8080, "On")]
    public void The_port_says_the_service(int port, string kind)
    {
        LvsHealthService service = Config.Service(Config.Directord(FormattableString.Invariant($"virtual=192.0.2.10:{port}"), "    real=10.0.0.1 masq"));

        Assert.Equal(kind, service.Servers[0].Check.Kind);
    }

    [Fact]
    public void A_mark_without_a_service_has_no_check_and_says_so()
    {
        LvsHealthConfiguration configuration = Config.Directord("virtual=7", "    real=10.0.0.1:80 gate");

        Assert.True(Assert.IsType<LvsConstantCheck>(configuration.Document.Services[0].Servers[0].Check).IsUp);
        Assert.Equal((1, LvsHealthSeverity.Warning), (Config.Finding(configuration).Line, Config.Finding(configuration).Severity));
    }

    [Fact]
    public void A_command_gets_what_ldirectord_gives_it()
    {
        Assert.Equal(["192.0.2.10", "80", "10.0.0.1", "80"], Arguments("virtual=192.0.2.10:80", "    real=10.0.0.1:80 masq"));
        Assert.Equal(["7", "0", "10.0.0.1", "0"], Arguments("virtual=7", "    real=10.0.0.1 gate"));
        Assert.Equal(["[2001:db8::10]", "80", "[2001:db8::1]", "8080"], Arguments("virtual6=[2001:db8::10]:80", "    real6=[2001:db8::1]:8080 masq"));

        static IReadOnlyList<string> Arguments(params string[] lines)
        {
            var check = Config.Check<LvsCommandCheck>(Config.Service(Config.Directord([.. lines, "    checktype=external", "    checkcommand=/bin/check it"])));
            Assert.Equal("/bin/check it", check.Executable);
            return check.Arguments;
        }
    }

    [Fact]
    public void A_perl_check_is_run_by_perl()
    {
        var check = Config.Check<LvsCommandCheck>(Config.Virtual("checktype=external-perl", "checkcommand=\"/bin/check.pl\""));

        Assert.Equal(("perl", "/bin/check.pl", "192.0.2.10"), (check.Executable, check.Arguments[0], check.Arguments[1]));
    }

    [Fact]
    public void Udp_is_asked_by_ping_where_tcp_is_by_connecting()
    {
        var check = Config.Check<LvsPingCheck>(Config.Virtual("protocol=udp", "checktype=connect", "checkcount=3", "checktimeout=2"));

        Assert.Equal((3, TimeSpan.FromSeconds(6)), (check.Count, check.Timeout));
    }

    [Fact]
    public void Https_takes_any_certificate_and_says_so()
    {
        LvsHealthConfiguration configuration = Config.Directord(Config.VirtualLines("service=https", "virtualhost=www.example.org", "checkport=443"));
        Assert.Contains(configuration.Diagnostics, d => d is { Severity: LvsHealthSeverity.Warning, Line: 3 } && d.Message.Contains("certificate", StringComparison.Ordinal));
        var check = Config.Check<LvsHttpCheck>(Config.Service(configuration));

        Assert.True(check is { IsTls: true, SkipCertificateCheck: true, HostHeader: "www.example.org", Port: 443 });
    }

    [Fact]
    public void Ends_of_a_pattern_are_those_of_the_body() =>
        Assert.Equal("(?-m:^OK$)", Config.Check<LvsHttpCheck>(Config.Virtual("receive=\"^OK$\"")).Match);

    [Fact]
    public void Simpletcp_sends_line_feeds()
    {
        var check = Config.Check<LvsExpectCheck>(Config.Virtual("service=simpletcp", "request=\"PING\\nQUIT\\n\"", "receive=\"PONG\""));

        Assert.Equal(("PING\nQUIT\n", "PONG"), (check.Steps[0].Send, check.Steps[0].Expect));
    }

    [Fact]
    public void Simpletcp_over_udp_sends_a_datagram()
    {
        var check = Config.Check<LvsUdpCheck>(Config.Virtual("protocol=udp", "service=simpletcp", "request=\"PING\"", "receive=\"PONG\""));

        Assert.Equal("PING", Encoding.UTF8.GetString([.. check.Payload]));
        Assert.Equal("PONG", check.Match);
    }

    [Fact]
    public void A_dns_server_is_asked_by_the_virtuals_protocol()
    {
        string[] lines = ["    real=10.0.0.1 gate", "    request=\"www.example.org\"", "    receive=\"192.0.2.1\""];
        var udp = Config.Check<LvsDnsCheck>(Config.Service(Config.Directord(["virtual=192.0.2.10:53", .. lines])));
        var tcp = Config.Check<LvsDnsCheck>(Config.Service(Config.Directord(["virtual=192.0.2.10:53", .. lines, "    protocol=tcp"])));

        Assert.Equal(("www.example.org", LvsDnsType.A, "192.0.2.1", false), (udp.Name, udp.Type, udp.Match, udp.UsesTcp));
        Assert.True(tcp.UsesTcp);
    }

    [Fact]
    public void Logins_are_given_and_never_shown()
    {
        LvsHealthService service = Config.Virtual("service=imaps", "login=\"checker\"", "passwd=\"s3cret\"");
        var check = Config.Check<LvsMailCheck>(service);

        Assert.Equal(("checker", "s3cret", LvsMailEncryption.Implicit), (check.Credential?.UserName, check.Credential?.Password, check.Encryption));
        Assert.DoesNotContain("s3cret", check.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Config.Told(Config.Directord(Config.VirtualLines("passwd=s3cret", "secret=\"s3cret\" s3cret"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_radius_request_is_the_same_each_time_and_hides_the_password()
    {
        var check = Config.Check<LvsUdpCheck>(Config.Virtual("protocol=udp", "service=radius", "login=\"user\"", "passwd=\"s3cret\"", "secret=\"shared\""));
        var again = Config.Check<LvsUdpCheck>(Config.Virtual("protocol=udp", "service=radius", "login=\"user\"", "passwd=\"s3cret\"", "secret=\"shared\""));

        Assert.Equal(check, again);
        byte[] packet = [.. check.Payload];
        Assert.Equal((1, packet.Length, "02"), (packet[0], (packet[2] << 8) | packet[3], check.Reply));
        Assert.DoesNotContain("s3cret", Encoding.Latin1.GetString(packet), StringComparison.Ordinal);
        Assert.Contains("user", Encoding.Latin1.GetString(packet), StringComparison.Ordinal);
    }
}
