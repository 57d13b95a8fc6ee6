using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>Every bad line gives one finding, with the column of what is wrong.</summary>
public sealed class BadLineTests
{
    private const string Service = "-A -t 10.0.0.1:80 -s wlc";

    /// <summary>Lines that are wrong by themselves: the text, the column, what was found, a part of what was expected.</summary>
    public static TheoryData<string, int, string, string> Lines => new()
    {
        // Commands.
        { "-t 10.0.0.1:80 -A", 1, "-t", "a command first" },
        { "add 10.0.0.1:80", 1, "add", "a command first" },
        { "-Q", 1, "-Q", "a command first" },
        { "--add", 1, "--add", "a command first" },
        { "-", 1, "-", "a command first" },
        { "-A -t 10.0.0.1:80 -D", 19, "-D", "an option of -A" },
        { "-A", 1, "-A", "one of -t -u --sctp-service -f" },
        { "-A -s wlc", 1, "-A", "one of -t" },
        { "-a -t 10.0.0.1:80", 1, "-a", "-r" },
        { "-A -t 10.0.0.1:80 -w 1", 19, "-w", "-s" },
        { "-C -n", 4, "-n", "nothing after it" },
        { "-S", 1, "-S", "a command that changes the table" },
        { "-R", 1, "-R", "a command that changes the table" },
        { "-h", 1, "-h", "a command that changes the table" },
        { "--version", 1, "--version", "a command that changes the table" },

        // Words.
        { "-A -t 10.0.0.1:80 -q", 19, "-q", "-s" },
        { "-A -t 10.0.0.1:80 --bogus 5", 19, "--bogus", "-s" },
        { "-Au 10.0.0.1:80 -oq", 19, "-q", "-s" },
        { "-A -t 10.0.0.1:80 rr", 19, "rr", "an option" },
        { "-A -t 10.0.0.1:80 -s", 19, "-s", "a value after -s" },
        { "-A -t", 4, "-t", "a value after -t" },
        { "-A -t 10.0.0.1:80 -s rr -s wlc", 25, "-s", "-s once" },
        { "-A -t 10.0.0.1:80 -u 10.0.0.1:80", 19, "-u", "one of -t -u --sctp-service -f" },
        { "-A -u 10.0.0.1:80 --ops=yes", 25, "yes", "--ops alone" },
        { "-A\t-t\t10.0.0.1:80\t-s", 19, "-s", "a value" },

        // Services.
        { "-A -t 10.0.0.256:80", 7, "10.0.0.256", "an address" },
        { "-A -t 10.1:80", 7, "10.1", "an address" },
        { "-A -t 010.0.0.1:80", 7, "010.0.0.1", "an address" },
        { "-A -t 0x0a000001:80", 7, "0x0a000001", "an address" },
        { "-A -t :80", 7, "nothing", "an address" },
        { "-A -t 10.0.0.1:", 16, "nothing", "a port from 0 to 65535" },
        { "-A -t 10.0.0.1:65536", 16, "65536", "a port from 0 to 65535" },
        { "-A -t 10.0.0.1:-1", 16, "-1", "a port from 0 to 65535" },
        { "-A -t 10.0.0.1:gopher", 16, "gopher", "a port from 0 to 65535" },
        { "-A -u 10.0.0.1:http", 16, "http", "a port from 0 to 65535" },
        { "-A -t nowhere.example:80", 7, "nowhere.example", "a name that resolves" },
        { "-A -t many.example:80", 7, "many.example", "one of 10.0.0.1, 10.0.0.2" },
        { "-A -t we/rd:80", 7, "we/rd", "an address" },
        { "-A -t 2001:db8::1:80", 7, "2001:db8::1:80", "[2001:db8::1]:80" },
        { "-A -t 2001:db8::1 -p", 7, "2001:db8::1", "[2001:db8::1]:80" },
        { "-A -t [2001:db8::1:80", 7, "[2001:db8::1:80", "in brackets" },
        { "-A -t [2001:db8::1]80", 7, "[2001:db8::1]80", "in brackets" },
        { "-A -t [fe80::1%eth0]:80", 7, "[fe80::1%eth0]:80", "in brackets" },
        { "-A -t [10.0.0.1]:80", 7, "[10.0.0.1]:80", "in brackets" },
        { "-A -t 10.0.0.1:0 -s wlc", 7, "10.0.0.1:0", "a port, or make the service persistent" },
        { "-A -t 10.0.0.1", 7, "10.0.0.1", "a port" },
        { "-A -f 0", 7, "0", "a firewall mark from 1 to 4294967295" },
        { "-A -f 4294967296", 7, "4294967296", "a firewall mark" },
        { "-A -f 0x10", 7, "0x10", "a firewall mark" },
        { "-A -f -1294967296", 7, "-1294967296", "3000000000" },
        { "-A -6 -f 7", 4, "-6", "-6 after -f" },
        { "-A -t 10.0.0.1:80 -6", 19, "-6", "-6 only with -f" },
        { "-A --service fwmark://x", 14, "fwmark://x", "tcp://" },

        // Settings of services.
        { "-A -t 10.0.0.1:80 -s a_name_of_16_let", 22, "a_name_of_16_let", "at most 15 characters" },
        { "-A -t 10.0.0.1:80 -p 0", 22, "0", "a number of seconds from 1 to 2678400" },
        { "-A -t 10.0.0.1:80 -p 2678401", 22, "2678401", "a number of seconds from 1 to 2678400" },
        { "-A -t 10.0.0.1:80 -p 5m", 22, "5m", "a number of seconds" },
        { "-A -t 10.0.0.1:80 -p -M 24", 25, "24", "255.255.255.0" },
        { "-A -t 10.0.0.1:80 -p -M 255.0.255.0", 25, "255.0.255.0", "such as 255.255.255.0" },
        { "-A -t 10.0.0.1:80 -p -M 255.255", 25, "255.255", "such as 255.255.255.0" },
        { "-A -t [2001:db8::1]:80 -p -M 129", 30, "129", "a prefix length such as 64" },
        { "-A -t [2001:db8::1]:80 -p -M 0", 30, "0", "a prefix length such as 64" },
        { "-A -t [2001:db8::1]:80 -p -M 255.255.255.0", 30, "255.255.255.0", "a prefix length such as 64" },
        { "-A -t 10.0.0.1:80 -o", 19, "-o", "make it a UDP service" },
        { "-A --sctp-service 10.0.0.1:80 -o", 31, "-o", "make it a UDP service" },
        { "-A -t 10.0.0.1:80 --pe sip", 24, "sip", "make it a UDP service" },
        { "-A -u 10.0.0.1:80 --pe a_name_of_17_lett", 24, "a_name_of_17_lett", "sip is the only one" },
        { "-A -t 10.0.0.1:80 -s wlc -b sh-port", 29, "sh-port", "flag-1, flag-2, flag-3" },
        { "-A -t 10.0.0.1:80 -s mh -b mh-port,sh-fallback", 36, "sh-fallback", "mh-fallback, mh-port" },
        { "-A -t 10.0.0.1:80 -s sh -b flag-4", 28, "flag-4", "sh-fallback" },
        { "-A -t 10.0.0.1:80 -s sh -b sh-port,", 36, "", "sh-fallback" },

        // Time-outs and daemons.
        { "--set", 1, "--set", "--set TCP TCPFIN UDP" },
        { "--set 900 120", 1, "--set", "--set TCP TCPFIN UDP" },
        { "--set 900 120 300 5", 19, "5", "--set TCP TCPFIN UDP" },
        { "--set 900 x 300", 11, "x", "a number of seconds from 0 to 2678400" },
        { "--set 900 120 2678401", 15, "2678401", "a number of seconds from 0 to 2678400" },
        { "--start-daemon", 1, "--start-daemon", "a value after --start-daemon" },
        { "--start-daemon slave", 16, "slave", "master or backup" },
        { "--start-daemon master --syncid 256", 32, "256", "a sync id from 0 to 255" },
        { "--start-daemon master --sync-maxlen 65508", 37, "65508", "a length from 1 to 65507" },
        { "--start-daemon master --sync-maxlen 0", 37, "0", "a length from 1 to 65507" },
        { "--start-daemon master --mcast-group 10.0.0.1", 37, "10.0.0.1", "a multicast address" },
        { "--start-daemon master --mcast-group all", 37, "all", "a multicast address" },
        { "--start-daemon master --mcast-port 0", 36, "0", "a port from 1 to 65535" },
        { "--start-daemon master --mcast-ttl 256", 35, "256", "a time to live from 1 to 255" },
        { "--start-daemon master --mcast-interface name_of_16_chars", 41, "name_of_16_chars", "at most 15 characters" },
        { "--stop-daemon master", 15, "master", "--start-daemon before it" },

        // Order.
        { "-E -t 10.0.0.1:80 -s rr", 7, "10.0.0.1:80", "a service that is defined before with -A" },
        { "-D -t 10.0.0.1:80", 7, "10.0.0.1:80", "a service that is defined before with -A" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2:80", 7, "10.0.0.1:80", "a service that is defined with -A" },
        { "-d -t 10.0.0.1:80 -r 10.0.0.2:80", 22, "10.0.0.2:80", "a real server that is defined before with -a" },

        // What no text has.
        { "-A -t 10.0.0.1:80\u001b[2J", 18, "the control character 27", "text" },
        { "-A -t 10.0.0.1:80 \0", 19, "a NUL byte", "rules in the form of ipvsadm" },
    };

    /// <summary>Lines that are wrong after the line of a service.</summary>
    public static TheoryData<string, int, string, string> Servers => new()
    {
        { "-A -t 10.0.0.1:80", 7, "10.0.0.1:80", "-E to edit it" },
        { "-D -t 10.0.0.1:80 -s rr", 19, "-s", "-t" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -g", 22, "10.0.0.2:8080", "port 80" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -i", 22, "10.0.0.2:8080", "port 80" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2:8080", 22, "10.0.0.2:8080", "port 80" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2:0 -g", 22, "10.0.0.2:0", "port 80" },
        { "-a -r 10.0.0.2 -t 10.0.0.1:80", 7, "10.0.0.2", "the service before -r" },
        { "-a -t 10.0.0.1:80 -r [2001:db8::1]:80 -m", 22, "[2001:db8::1]:80", "or tunnel forwarding" },
        { "-a -t 10.0.0.1:80 -r [2001:db8::1]:80", 22, "[2001:db8::1]:80", "or tunnel forwarding" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -w -1", 34, "-1", "a weight from 0 to 2147483647" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -w 2147483648", 34, "2147483648", "a weight from 0 to 2147483647" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -w1.5", 33, "1.5", "a weight" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -x 5 -y 6", 39, "6", "at most the upper one" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -y 6", 34, "6", "at most the upper one" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -x 2147483648", 34, "2147483648", "a threshold from 0 to 2147483647" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -g -m", 34, "-m", "one of -g -i -m" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -g --tun-type ipip", 34, "--tun-type", "tunnel options only with -i" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 --tun-csum", 31, "--tun-csum", "tunnel options only with -i" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type vxlan", 45, "vxlan", "ipip, gue or gre" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gue", 45, "gue", "a tunnel port from 1 to 65535" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gue --tun-port 0", 60, "0", "a tunnel port from 1 to 65535" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-port 5", 45, "5", "the tunnel type gue" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre --tun-port 5", 60, "5", "the tunnel type gue" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-csum", 34, "--tun-csum", "gue or gre" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-nocsum", 34, "--tun-nocsum", "gue and gre" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre --tun-remcsum", 49, "--tun-remcsum", "the tunnel type gue" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre --tun-csum --tun-nocsum", 60, "--tun-nocsum", "one of --tun-nocsum" },
        { "-a -t 10.0.0.1:80 -r 10.0.0.2 --forwarding masq", 44, "masq", "local or bypass" },
        { "-e -t 10.0.0.1:80 -r 10.0.0.2", 22, "10.0.0.2", "a real server that is defined before with -a" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_bad_line_is_found_where_it_is_bad(string line, int column, string found, string expected) =>
        Check(Rule.Finding(line), 1, column, found, expected);

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_bad_line_after_a_service_is_found_where_it_is_bad(string line, int column, string found, string expected) =>
        Check(Rule.Finding(Service, line), 2, column, found, expected);

    [Fact]
    public void All_findings_come_at_once_in_the_order_of_lines_and_columns()
    {
        LvsRuleDocument document = Rule.Read(
            "-a -t 10.0.0.9:80 -r 10.0.0.2:80",
            "-A -t 10.0.0.1:80 -s a_name_of_16_let -p 0 -M 24 -o",
            "# a comment",
            "nonsense",
            "-a -t 10.0.0.1:80 -r 10.0.0.2:81 -g -w -1 -x 1 -y 2");
        Assert.Equal(
            [(1, 7), (2, 22), (2, 42), (2, 47), (2, 50), (4, 1), (5, 22), (5, 40), (5, 51)],
            document.Diagnostics.Select(d => (d.Line, d.Column)));
        Assert.All(document.Diagnostics, d => Assert.Equal("rules", d.Path));
        Assert.True(document.HasErrors);
    }

    [Fact]
    public void A_broken_service_counts_as_defined_so_that_one_error_stays_one() => Check(
        Rule.Finding("-A -t 10.0.0.1:80 -s wlc -w 3", "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -g"), 1, 26, "-w", "-s");

    [Fact]
    public void A_service_that_is_defined_twice_names_the_first_line() =>
        Assert.Contains("line 1", Rule.Finding(Service, "", "-A -t 10.0.0.1:80 -s rr").Message, StringComparison.Ordinal);

    [Fact]
    public void A_server_that_is_defined_twice_names_the_first_line() => Assert.Contains(
        "line 2", Rule.Finding(Service, "-a -t 10.0.0.1:80 -r 10.0.0.2 -g", "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -i").Message, StringComparison.Ordinal);

    [Fact]
    public void A_daemon_that_is_started_twice_names_the_first_line() =>
        Assert.Contains("line 1", Rule.Finding("--start-daemon master", "--start-daemon master --syncid 3").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-L")]
    [InlineData("-Ln")]
    [InlineData("-lc")]
    [InlineData("--list --stats --exact -t 10.0.0.1:80")]
    [InlineData("-Z")]
    [InlineData("--zero -f 7 -6")]
    public void Commands_that_change_nothing_are_warnings(string line)
    {
        LvsRuleDocument document = Rule.Read(Service, line);
        Assert.Equal(LvsRuleSeverity.Warning, Assert.Single(document.Diagnostics).Severity);
        Assert.False(document.HasErrors);
        Assert.Single(document.Table.Services);
    }

    [Fact]
    public void A_finding_reads_as_those_of_compilers() => Assert.Equal(
        "rules:1:7: error: The value is no firewall mark from 1 to 4294967295. Found '0', expected a firewall mark from 1 to 4294967295.",
        Rule.Finding("-A -f 0").ToString());

    [Fact]
    public void What_was_found_is_shown_short_and_without_signs_that_a_terminal_obeys()
    {
        LvsRuleDiagnostic finding = Rule.Finding($"-A -t {new string('x', 200)}\u00a0\u009b:80");
        Assert.True(finding.Found.Length <= 60);
        Assert.DoesNotContain(finding.Found, char.IsControl);
    }

    private static void Check(LvsRuleDiagnostic finding, int line, int column, string found, string expected)
    {
        Assert.Equal((line, column, found), (finding.Line, finding.Column, finding.Found));
        Assert.Contains(expected, finding.Expected, StringComparison.Ordinal);
        Assert.Equal(LvsRuleSeverity.Error, finding.Severity);
        Assert.NotEmpty(finding.Message);
    }
}
