using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>The lines that <c>ipvsadm -Sn</c> 1.31 was seen to print, read and written back to the byte.</summary>
public sealed class SaveFormTests
{
    public static TheoryData<string> SavedServices =>
    [
        "-A -t 192.0.2.10:80 -s wlc",
        "-A -t 192.0.2.10:443 -s sh -p 300 -M 255.255.255.0 -b sh-fallback,sh-port",
        "-A -u 192.0.2.10:5060 -s rr -p 360 --pe sip -o",
        "-A --sctp-service 192.0.2.10:2905 -s mh -b mh-fallback,mh-port",
        "-A -t [2001:db8::80]:80 -s wrr -p 600 -M 64",
        "-A -f 7 -s wlc -p 300",
        "-A -f 8 -6 -s lc -b flag-1,flag-3",
        // ipvsadm 1.31 prints -f -1294967296 for this one, and a -b without value for the next: it reads neither.
        "-A -f 3000000000 -s wlc",
        "-A -t 192.0.2.10:443 -s mh -b flag-3",
        "-A -t 192.0.2.10:0 -s rr -p 2678400",
        "-A -u [2001:db8::5efe:a00:1]:53 -s dh",
        "-A -t [::ffff:192.0.2.1]:80 -s nq",
        "-A -t [::192.0.2.1]:80 -s nq",
        "-A -t [::1]:80 -s sed",
        "-A -t [2001:0:0:1::1]:80 -s sed",
    ];

    public static TheoryData<string, string> SavedServers => new()
    {
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 1" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 65535 --tun-type ipip" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 0 --tun-type gue --tun-port 6080 --tun-csum" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 0 --tun-type gue --tun-port 6080 --tun-nocsum" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 0 --tun-type gue --tun-port 6080 --tun-remcsum" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 1 --tun-type gre --tun-nocsum" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 1 --tun-type gre --tun-csum" },
        { "-A -t 192.0.2.10:80 -s wlc", "-a -t 192.0.2.10:80 -r [2001:db8::b]:80 -i -w 1 --tun-type ipip" },
        { "-A -f 8 -6 -s lc", "-a -f 8 -6 -r [2001:db8::b]:0 -g -w 1" },
        { "-A -f 8 -s lc", "-a -f 8 -r 10.0.0.1:80 -g -w 2147483647" },
        { "-A --sctp-service 192.0.2.10:2905 -s rr", "-a --sctp-service 192.0.2.10:2905 -r 10.0.0.1:2905 -g -w 1" },
    };

    [Theory]
    [MemberData(nameof(SavedServices))]
    public void A_saved_service_is_read_and_written_to_the_byte(string line) => Rule.RoundTrips([line]);

    [Theory]
    [MemberData(nameof(SavedServers))]
    public void A_saved_server_is_read_and_written_to_the_byte(string service, string line) => Rule.RoundTrips([service, line]);

    [Fact]
    public void A_whole_saved_table_keeps_its_form()
    {
        string[] lines =
        [
            "-A -t 192.0.2.10:80 -s wlc",
            "-a -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 1",
            "-a -t 192.0.2.10:80 -r 10.0.0.3:80 -i -w 65535 --tun-type ipip",
            "-A -u 192.0.2.10:5060 -s rr -p 360 --pe sip -o",
            "-A -f 7 -s wlc -p 300",
            "-A -t [2001:db8::80]:80 -s wrr -p 600 -M 64",
            "-A -f 8 -6 -s lc -b flag-1,flag-3",
            "-a -f 8 -6 -r [2001:db8::b]:0 -g -w 1",
        ];
        Rule.RoundTrips(lines);
    }

    [Fact]
    public void The_dialect_of_ipvsadm_leaves_out_what_ipvsadm_does()
    {
        LvsTable table = Rule.Table(
            "--set 900 120 300",
            "--start-daemon master --mcast-interface eth1 --syncid 5",
            "-A -t 192.0.2.10:80 -s wlc -M 255.255.255.0",
            "-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 1 -x 100 -y 50",
            "-a -t 192.0.2.10:80 -r 10.0.0.2:80 --forwarding local -w 1");
        LvsRuleText text = RuleWriter.WriteTable(table, LvsRuleDialect.Ipvsadm);
        Assert.Equal(
            [
                "-A -t 192.0.2.10:80 -s wlc",
                "-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 1",
                "-a -t 192.0.2.10:80 -r 10.0.0.2:80 -g -w 1",
            ],
            text.Lines);
        Assert.Empty(text.Warnings);
    }

    [Fact]
    public void The_lossless_dialect_keeps_thresholds_timeouts_and_daemons()
    {
        string[] lines =
        [
            "--set 900 0 300",
            "--start-daemon master --mcast-interface eth1 --syncid 5 --sync-maxlen 1400 --mcast-group 224.0.0.82 --mcast-port 8849 --mcast-ttl 3",
            "--start-daemon backup --mcast-interface eth1 --syncid 0 --mcast-group ff02::81",
            "-A -t 192.0.2.10:80 -s wlc -M 255.255.255.0",
            "-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 1 -x 100 -y 50",
        ];
        LvsRuleText text = RuleWriter.WriteTable(Rule.Table(lines));
        Assert.Equal(lines, text.Lines);
        Assert.Empty(text.Warnings);
    }

    [Fact]
    public void What_ipvsadm_has_no_words_for_gets_a_line_of_our_own_and_a_warning()
    {
        string[] lines =
        [
            "-A --service ip47://192.0.2.10:0 -s wlc -p 300",
            "-a --service ip47://192.0.2.10:0 -r 10.0.0.1:0 -g -w 1",
            "-A -f 7 -s rr",
            "-a -f 7 -r 10.0.0.1:0 --forwarding bypass -w 1",
            "-a -f 7 -r 10.0.0.2:0 --forwarding local -w 1",
        ];
        LvsRuleText text = RuleWriter.WriteTable(Rule.Table(lines));
        Assert.Equal(lines.OrderBy(l => l, StringComparer.Ordinal), text.Lines.OrderBy(l => l, StringComparer.Ordinal));
        Assert.Equal(3, text.Warnings.Count);
    }

    [Fact]
    public void Lines_are_ordered_by_family_protocol_address_port_and_mark_as_unsigned_numbers()
    {
        string[] lines =
        [
            "-A -t 9.0.0.1:80 -s rr",
            "-A -t 10.0.0.1:80 -s rr",
            "-A -t 200.0.0.1:80 -s rr",
            "-A -t 200.0.0.1:443 -s rr",
            "-A -u 10.0.0.1:53 -s rr",
            "-A --sctp-service 1.0.0.1:1 -s rr",
            "-A -f 2 -s rr",
            "-A -f 10 -s rr",
            "-A -f 4294967295 -s rr",
            "-A -t [2001:db8::9]:80 -s rr",
            "-A -t [2001:db8::10]:80 -s rr",
            "-A -f 1 -6 -s rr",
        ];
        Assert.Equal(lines, RuleWriter.WriteTable(Rule.Table([.. lines.Reverse()])).Lines);
    }
}
