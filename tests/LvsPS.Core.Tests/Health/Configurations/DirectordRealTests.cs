using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Real servers of ldirectord.cf: addresses, ranges, forwarding, weights, requests of their own and thresholds.</summary>
public sealed class DirectordRealTests
{
    [Theory]
    [InlineData("10.0.0.1:80 gate", "10.0.0.1:80 Gateway 1")]
    [InlineData("10.0.0.1 gate", "10.0.0.1:80 Gateway 1")]
    [InlineData("10.0.0.1:8080 masq 5", "10.0.0.1:8080 Masquerade 5")]
    [InlineData("10.0.0.1 masq 2147483647", "10.0.0.1:80 Masquerade 2147483647")]
    [InlineData("10.0.0.1:80 ipip 7", "10.0.0.1:80 Tunnel 7")]
    [InlineData("web1.example:http gate", "10.0.0.1:80 Gateway 1")]
    [InlineData("10.0.0.1:http-alt masq", "10.0.0.1:8080 Masquerade 1")]
    [InlineData("10.0.0.1:80\tgate\t3", "10.0.0.1:80 Gateway 3")]
    public void A_server_has_address_port_forwarding_and_weight(string real, string expected)
    {
        LvsRealServer row = Config.Service(Config.Directord("virtual=192.0.2.10:80", "    real=" + real)).Servers[0].RealServer;

        Assert.Equal(expected, FormattableString.Invariant($"{row} {row.Forwarding} {row.Weight}"));
    }

    [Fact]
    public void A_server_may_have_no_weight() => Assert.Equal(
        [0, 1], Config.Service(Config.Directord("virtual=192.0.2.10:80", "    real=10.0.0.1 masq 0", "    real=10.0.0.2 masq")).Servers.Select(s => s.RealServer.Weight));

    [Fact]
    public void A_range_is_counted_as_numbers()
    {
        LvsHealthService service = Config.Service(Config.Directord("virtual=192.0.2.10:80", "    real=10.0.0.254->10.0.1.1:80 gate 2"));

        Assert.Equal(["10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"], service.Servers.Select(s => s.RealServer.Address.ToString()));
        Assert.All(service.Servers, s => Assert.Equal(2, s.RealServer.Weight));
    }

    [Theory]
    [InlineData("10.0.0.9->10.0.0.10 gate", 2)]
    [InlineData("10.0.0.9->10.0.0.9 gate", 1)]
    [InlineData("web1.example->web9.example gate", 9)]
    public void A_range_has_both_ends(string real, int count) =>
        Assert.Equal(count, Config.Service(Config.Directord("virtual=192.0.2.10:80", "    real=" + real)).Servers.Count);

    [Fact]
    public void A_server_has_a_request_and_thresholds_of_its_own()
    {
        LvsHealthServer server = Config.Service(Config.Directord(
            "virtual=192.0.2.10:80", "    request=\"all\"", "    real=10.0.0.1:80 masq 5 \"own.html\", \"yes \\d\" l:10 u:20")).Servers[0];

        var check = Assert.IsType<LvsHttpCheck>(server.Check);
        Assert.Equal(("/own.html", "yes \\d"), (check.Path, check.Match));
        Assert.Equal((5, 10u, 20u), (server.RealServer.Weight, server.RealServer.LowerThreshold, server.RealServer.UpperThreshold));
    }

    [Fact]
    public void A_whole_url_of_a_server_says_whom_to_ask()
    {
        LvsHealthServer server = Config.Service(Config.Directord(
            "virtual=192.0.2.10:80", "    real=10.0.0.1:80 gate 1 \"http://10.9.9.9:8080/up?x=1\", \"yes\"")).Servers[0];

        var check = Assert.IsType<LvsHttpCheck>(server.Check);
        Assert.Equal(("10.9.9.9", 8080, "/up?x=1"), (check.Address?.ToString(), check.Port, check.Path));
    }

    [Fact]
    public void Without_masquerading_the_row_has_the_virtuals_port_and_the_check_the_servers()
    {
        LvsHealthConfiguration configuration = Config.Directord("virtual=192.0.2.10:80", "    real=10.0.0.1:8080 gate");

        LvsHealthServer server = configuration.Document.Services[0].Servers[0];
        Assert.Equal((80, 8080), (server.RealServer.Port, server.Check.Port));
        Assert.Contains(configuration.Diagnostics, d => d is { Severity: LvsHealthSeverity.Warning, Line: 2, Column: 10 });
    }

    [Fact]
    public void A_marks_server_keeps_its_port()
    {
        LvsHealthServer server = Config.Service(Config.Directord("virtual=5", "    real=172.16.0.7:80 gate 2", "    service=http")).Servers[0];

        Assert.Equal("172.16.0.7:80", server.RealServer.ToString());
        Assert.Null(server.Check.Port);
    }

    [Fact]
    public void A_server_without_a_port_is_asked_at_that_of_its_service()
    {
        LvsHealthService service = Config.Service(Config.Directord("virtual=192.0.2.10:8080", "    real=10.0.0.1 gate", "    service=http"));

        Assert.Equal((8080, 80), (service.Servers[0].RealServer.Port, service.Servers[0].Check.Port));
    }

    [Fact]
    public void A_name_can_be_that_of_a_file_in_the_maintenance_folder()
    {
        LvsHealthServer server = Config.Service(Config.Directord("maintenancedir=/etc/down", "virtual=192.0.2.10:80", "    real=web1.example:80 gate")).Servers[0];

        Assert.Equal(["web1.example", "web1"], server.Names);
    }

    [Fact]
    public void IPv6_servers_stand_in_brackets()
    {
        LvsHealthService service = Config.Service(Config.Directord(
            "virtual6=[2001:db8::10]:80", "    real6=[2001:db8::1]:80 masq 2", "    real6=six.example:80 gate", "    fallback6=[::1]:80 gate"));

        Assert.Equal(["[2001:db8::1]:80", "[2001:db8::6]:80"], service.Servers.Select(s => s.RealServer.ToString()));
        Assert.Equal("[::1]:80", service.Fallback?.ToString());
    }
}
