using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>What is wrong in ldirectord.cf is told with line and column, all of it at once; and so is what does not hold here.</summary>
public sealed class DirectordFaultTests
{
    /// <summary>Directives in line 3, indented by four: the column of the fault, what was found, a part of what was expected.</summary>
    public static TheoryData<string, int, string, string> Errors => new()
    {
        { "checkinterval=0", 19, "0", "whole seconds from 1 to 2678400" },
        { "checkinterval=", 19, "nothing", "whole seconds" },
        { "checktimeout=-3", 18, "-3", "whole seconds from 1" },
        { "checktimeout=3s", 18, "3s", "whole seconds" },
        { "negotiatetimeout=99999999999", 22, "99999999999", "whole seconds" },
        { "failurecount=abc", 18, "abc", "a number from 1" },
        { "checkcount=0", 16, "0", "a number from 1 to 100" },
        { "checkport=65536", 15, "65536", "a port from 1 to 65535" },
        { "quiescent=maybe", 15, "maybe", "yes or no" },
        { "cleanstop=", 15, "nothing", "yes or no" },
        { "ops=1", 9, "1", "yes or no" },
        { "service=gopher", 13, "gopher", "one of dns, ftp, http" },
        { "service=postgres", 13, "postgres", "one of dns" },
        { "checktype=pnig", 15, "pnig", "one of connect, negotiate" },
        { "scheduler=W1", 15, "W1", "lower-case letters" },
        { "schedflags=sh-port", 16, "sh-port", "flag-1" },
        { "persistent=no", 16, "no", "whole seconds" },
        { "netmask=24", 13, "24", "a mask such as 255.255.255.0" },
        { "netmask=255.0.255.0", 13, "255.0.255.0", "a mask" },
        { "protocol=sctp", 14, "sctp", "one of tcp, udp" },
        { "httpmethod=POST", 16, "POST", "one of GET, HEAD" },
        { "request=index.html", 13, "index.html", "text in quotation marks" },
        { "request=\"\"", 13, "\"\"", "text that is not empty" },
        { "receive=\"open", 13, "\"open", "text in quotation marks" },
        { "login=admin", 11, "text that is not shown", "text in quotation marks" },
        { "passwd=secret", 12, "text that is not shown", "text in quotation marks" },
        { "receive=\"a # b\"", 16, "# between quotation marks", "text without #" },
        { "real6=[2001:db8::1]:80 gate", 5, "real6", "real" },
        { "fallback6=[::1]:80", 5, "fallback6", "fallback" },
        { "fallback=", 14, "nothing", "ADDRESS[:PORT]" },
        { "fallback=127.0.0.1 gat", 24, "gat", "gate, masq or ipip" },
        { "fallback=127.0.0.1:http2", 24, "http2", "a port from 0 to 65535" },
        { "emailalertstatus=al", 22, "al", "all, none" },
        { "emailalertstatus=none,running", 22, "none,running", "all, none" },
        { "autoreload=yes", 5, "autoreload", "a directive" },
        { "frobnicate=1", 5, "frobnicate", "a directive" },
        { "connecttimeout=3", 5, "connecttimeout", "a directive" },
        { "scheduler", 5, "scheduler", "scheduler=VALUE" },
        { "virtual=1.2.3.4:80", 5, "virtual", "a directive" },
        { "?!", 5, "other text", "a directive" },
        { "real=", 10, "nothing", "ADDRESS[->ADDRESS]" },
        { "real=10.0.0.2:80", 10, "10.0.0.2:80", "gate|masq|ipip" },
        { "real=10.0.0.2:80 route", 22, "route", "gate, masq or ipip" },
        { "real=10.0.0.256:80 gate", 10, "10.0.0.256", "an IPv4 address" },
        { "real=10.1:80 gate", 10, "10.1", "an IPv4 address" },
        { "real=nowhere.example:80 gate", 10, "nowhere.example", "the name of a host" },
        { "real=10.0.0.2:gopher gate", 19, "gopher", "a port" },
        { "real=10.0.0.2:70000 gate", 19, "70000", "a port from 0 to 65535" },
        { "real=[2001:db8::1]:80 gate", 10, "[2001:db8::1]:80", "an IPv4 address" },
        { "real=10.0.0.9->10.0.0.2:80 gate", 10, "10.0.0.9->10.0.0.2:80", "the lower address" },
        { "real=10.0.0.9->10.0.0.x gate", 20, "10.0.0.x", "an IPv4 address" },
        { "real=10.0.0.0->10.255.255.255 gate", 10, "10.0.0.0->10.255.255.255 gate", "at most 65536 real servers" },
        { "real=10.0.0.2:80 gate -1", 26, "-1", "[WEIGHT]" },
        { "real=10.0.0.2:80 gate 99999999999", 27, "99999999999", "2147483647" },
        { "real=10.0.0.2:80 gate 1 \"only\"", 26, "1 \"only\"", "\"REQUEST\", \"RECEIVE\"" },
        { "real=10.0.0.2:80 gate 1 u:x", 26, "1 u:x", "[u:THRESHOLD]" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_fault_in_a_virtual_has_its_column(string directive, int column, string found, string expected)
    {
        LvsHealthConfiguration configuration = Config.Directord(Config.VirtualLines(directive));

        LvsHealthDiagnostic error = Assert.Single(configuration.Diagnostics, d => d.Severity == LvsHealthSeverity.Error);
        Assert.Equal((3, column, found), (error.Line, error.Column, error.Found));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virtual=192.0.2.10", 9, "192.0.2.10", "ADDRESS:PORT")]
    [InlineData("virtual=", 9, "nothing", "ADDRESS:PORT")]
    [InlineData("virtual=0", 9, "0", "a firewall mark from 1")]
    [InlineData("virtual=4294967296", 9, "4294967296", "a firewall mark")]
    [InlineData("virtual=[2001:db8::1]:80", 9, "[2001:db8::1]:80", "ADDRESS:PORT")]
    [InlineData("virtual=2001:db8::1:80", 9, "2001:db8::1:80", "ADDRESS:PORT")]
    [InlineData("virtual6=192.0.2.10:80", 10, "192.0.2.10", "an IPv6 address")]
    [InlineData("virtual6=[2001:db8::1]", 10, "[2001:db8::1]", "[IPV6-ADDRESS]:PORT")]
    [InlineData("virtual=nowhere.example:80", 9, "nowhere.example", "an IPv4 address")]
    [InlineData("virtual=192.0.2.10:gopher", 20, "gopher", "a port")]
    [InlineData("timeout=5", 1, "timeout", "a directive")]
    [InlineData("logfile=/var/log/x", 9, "/var/log/x", "text in quotation marks")]
    [InlineData("autoreload=on", 12, "on", "yes or no")]
    [InlineData("real=10.0.0.1 gate", 1, "real", "a directive")]
    [InlineData("  checktimeout=3", 3, "an indented line", "without blanks")]
    [InlineData("check timeout=3", 1, "other text", "a directive")]
    public void A_fault_outside_of_virtuals_has_its_column(string line, int column, string found, string expected)
    {
        LvsHealthConfiguration configuration = Config.Directord(line);

        LvsHealthDiagnostic error = configuration.Diagnostics[0];
        Assert.Equal((LvsHealthSeverity.Error, 1, column, found), (error.Severity, error.Line, error.Column, error.Found));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    /// <summary>Directives that are read and do not hold here, or otherwise.</summary>
    [Theory]
    [InlineData("load=\"x\"")]
    [InlineData("checktype=3")]
    [InlineData("checktype=off")]
    [InlineData("checkinterval=7")]
    [InlineData("netmask=255.255.255.0")]
    [InlineData("emailalertstatus=running")]
    [InlineData("emailalertstatus=starting,stopping")]
    [InlineData("scheduler=rr then")]
    [InlineData("fallbackcommand=\"/bin/a | /bin/b\"")]
    [InlineData("service=none")]
    [InlineData("service=oracle")]
    [InlineData("ops=yes")]
    public void What_does_not_hold_is_a_warning_with_its_line(string directive)
    {
        LvsHealthConfiguration configuration = Config.Directord([.. Config.VirtualLines("checktimeout=5"), "    " + directive]);

        Config.NoErrors(configuration);
        Assert.Contains(configuration.Diagnostics, d => d.Line == 4);
    }

    [Theory]
    [InlineData("execute=other.cf")]
    [InlineData("fork=yes")]
    [InlineData("supervised")]
    [InlineData("supervised=yes")]
    [InlineData("readdquiescent=yes")]
    [InlineData("logfile=\"local0\"")]
    [InlineData("maintenancedir=/etc/down")]
    public void What_does_not_hold_of_all_is_a_warning_with_its_line(string directive)
    {
        LvsHealthConfiguration configuration = Config.Directord([directive, .. Config.VirtualLines("checktimeout=5")]);

        Assert.Equal((LvsHealthSeverity.Warning, 1), (Config.Finding(configuration).Severity, Config.Finding(configuration).Line));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        LvsHealthConfiguration configuration = Config.Directord(
            "checkinterval=0", "frobnicate=1", "virtual=192.0.2.10", "    real=10.0.0.1 rout", "    service=gopher", "virtual=5", "    real=x gate");

        Assert.Equal([1, 2, 3, 4, 5, 7], configuration.Diagnostics.Where(d => d.Severity == LvsHealthSeverity.Error).Select(d => d.Line));
        Assert.All(configuration.Diagnostics, d => Assert.StartsWith($"ld.cf:{d.Line}:{d.Column}: ", d.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_blank_line_ends_a_virtual_and_that_is_told_once()
    {
        LvsHealthConfiguration configuration = Config.Directord("virtual=192.0.2.10:80", string.Empty, "    real=10.0.0.1 gate", "    checktimeout=5");

        LvsHealthDiagnostic error = Config.Finding(configuration);
        Assert.Equal((3, 5), (error.Line, error.Column));
        Assert.Contains("blank line", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_do_not_end_a_virtual()
    {
        LvsHealthService service = Config.Service(Config.Directord(
            "# a comment", "virtual=192.0.2.10:80 # web", "# in it", "    # and here", "    real=10.0.0.1 gate # first", "#", "    scheduler=rr"));

        Assert.Equal(("rr", 1), (service.Service.Scheduler, service.Servers.Count));
    }

    [Fact]
    public void Too_few_blanks_are_told_and_the_line_is_still_read()
    {
        LvsHealthConfiguration configuration = Config.Directord("virtual=192.0.2.10:80", "  real=10.0.0.1 gate", "    checktimeout=5");

        Assert.Equal((2, 3, "2 blanks"), (Config.Finding(configuration).Line, Config.Finding(configuration).Column, Config.Finding(configuration).Found));
    }

    /// <summary>What contradicts itself stands in several lines; it is told at the one that can be changed.</summary>
    [Theory]
    [InlineData(4, "interval", "checkinterval=2", "checktimeout=5")]
    [InlineData(4, "also one of its real servers", "fallback=10.0.0.1:80 masq")]
    [InlineData(4, "stands there twice", "real=10.0.0.1:80 masq")]
    [InlineData(4, "is no regular expression", "receive=\"(\"")]
    [InlineData(4, "lower threshold", "real=10.0.0.2:80 masq 1 l:5 u:1")]
    public void A_contradiction_is_told_with_its_line(int line, string message, params string[] directives)
    {
        LvsHealthConfiguration configuration = Config.Directord(["fork=no", .. Config.VirtualLines(directives)]);

        Assert.Contains(configuration.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal) && (d.Line == line || message.Contains("regular", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_directive_that_stands_twice_is_told()
    {
        LvsHealthConfiguration configuration = Config.Directord(Config.VirtualLines("checktimeout=5", "scheduler=rr", "scheduler=wlc"));

        Assert.Equal((5, LvsHealthSeverity.Warning), (Config.Finding(configuration).Line, Config.Finding(configuration).Severity));
        Assert.Equal("wlc", configuration.Document.Services[0].Service.Scheduler);
    }

    [Fact]
    public void A_range_of_IPv6_addresses_is_refused() => Assert.Contains(
        Config.Directord("virtual6=5", "    real6=[2001:db8::1]->[2001:db8::2]:80 gate").Diagnostics, d => d is { Line: 2, Column: 11, Severity: LvsHealthSeverity.Error });
}
