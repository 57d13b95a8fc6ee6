using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>A text of which the broken lines are skipped: what they name is not taken for something that the text does not have.</summary>
public sealed class SkippingTests
{
    private static readonly LvsTable s_current = Rule.Table(
        "--start-daemon master --mcast-interface eth0",
        "--start-daemon backup --mcast-interface eth0",
        "-A -t 10.0.0.1:80 -s rr",
        "-a -t 10.0.0.1:80 -r 10.0.1.1:80 -g -w 1",
        "-a -t 10.0.0.1:80 -r 10.0.1.2:80 -g -w 2",
        "-A -t 10.0.0.1:443 -s rr",
        "-a -t 10.0.0.1:443 -r 10.0.1.1:443 -g -w 3");

    [Fact]
    public void A_service_whose_line_is_broken_stays_with_its_servers() => Leaves(
        ["-D -t 10.0.0.1:80"],
        "-A -t 10.0.0.1:443 -s a_name_of_16_char",
        "-a -t 10.0.0.1:443 -r 10.0.1.9:443 -g");

    [Fact]
    public void A_real_server_whose_line_is_broken_stays_and_the_others_go() => Leaves(
        ["-d -t 10.0.0.1:80 -r 10.0.1.2:80", "-D -t 10.0.0.1:443"],
        "-A -t 10.0.0.1:80 -s rr",
        "-a -t 10.0.0.1:80 -r 10.0.1.1:80 -g -w -1");

    [Fact]
    public void A_real_server_whose_port_ipvsadm_would_have_forced_stays() => Leaves(
        ["-d -t 10.0.0.1:80 -r 10.0.1.2:80", "-D -t 10.0.0.1:443"],
        "-A -t 10.0.0.1:80 -s rr",
        "-a -t 10.0.0.1:80 -r 10.0.1.1:8080 -g");

    [Fact]
    public void A_service_of_which_there_are_only_servers_stays() => Leaves(
        ["-D -t 10.0.0.1:80"],
        "-a -t 10.0.0.1:443 -r 10.0.1.9:443 -g");

    [Fact]
    public void A_service_that_is_edited_before_it_is_defined_stays() => Leaves(
        ["-D -t 10.0.0.1:80"],
        "-E -t 10.0.0.1:443 -s wrr");

    [Fact]
    public void A_daemon_whose_line_is_broken_runs_on() => Leaves(
        ["-D -t 10.0.0.1:80", "-D -t 10.0.0.1:443"],
        "--start-daemon master --mcast-interface eth0",
        "--start-daemon backup --mcast-interface eth0 --syncid 256");

    [Fact]
    public void A_broken_line_that_removes_something_names_nothing_to_keep()
    {
        LvsRuleDocument document = Rule.Read("-A -t 10.0.0.1:80 -s rr", "-D -t 10.0.0.1:nonsense", "-d -t 10.0.0.1:80 -r", "-C --bogus", "--set 1 2");
        Assert.Equal((4, null, true), (document.SkippedLines, document.UnreadableLine, document.IsRuleText));
        Assert.Equal(
            ["-D -t 10.0.0.1:443"],
            TableDiffer.Diff(s_current, document.KeepSkipped(s_current), LvsDiffMode.Replace).Changes.OfType<LvsServiceChange>().Select(c => c.Rule));
    }

    [Theory]
    [InlineData("-A -t 10.0.0.1:nonsense")]
    [InlineData("-A -t 10.0.0.256:80")]
    [InlineData("-A -f -1294967296")]
    [InlineData("-A --bogus -t 10.0.0.1:80")]
    [InlineData("-A -t 10.0.0.1:80 -u 10.0.0.1:80")]
    [InlineData("-a -t 10.0.0.1:80 -r nowhere.example")]
    [InlineData("-a -t 10.0.0.1:80 -r 10.0.1.1 -r 10.0.1.2")]
    [InlineData("-A")]
    [InlineData("nonsense")]
    [InlineData("-Q -t 10.0.0.1:80")]
    [InlineData("-A -t 10.0.0.1:80 -s \u0007")]
    [InlineData("--start-daemon slave")]
    public void A_line_that_does_not_say_what_it_is_about_is_named(string line)
    {
        LvsRuleDocument document = Rule.Read("-A -t 10.0.0.1:80 -s rr", line, line);
        Assert.Equal((2, 2), (document.UnreadableLine, document.SkippedLines));
        Assert.Throws<InvalidOperationException>(() => document.KeepSkipped(s_current));
    }

    [Fact]
    public void A_line_that_is_too_long_is_one()
    {
        LvsRuleDocument document = Rule.Read("-A -t 10.0.0.1:80 -s rr", $"-A -t 10.0.0.1:443 {new string(' ', 5000)}");
        Assert.Equal((2, true), (document.UnreadableLine, document.IsRuleText));
    }

    [Fact]
    public void Of_what_is_no_rule_text_nothing_can_be_skipped()
    {
        LvsRuleDocument document = Rule.Read("-A -t 10.0.0.1:80 -s rr", "\0");
        Assert.False(document.IsRuleText);
        Assert.Empty(document.Table.Services);
        Assert.Throws<InvalidOperationException>(() => document.KeepSkipped(s_current));
    }

    [Fact]
    public void Servers_that_go_with_their_service_are_counted()
    {
        LvsRuleDocument document = Rule.Read(
            "-A -t 10.0.0.1:80 -s a_name_of_16_char", "-a -t 10.0.0.1:80 -r 10.0.1.1:80", "-a -t 10.0.0.1:80 -r 10.0.1.2:80");
        Assert.Equal(("tcp://10.0.0.1:80", 1, 2), Assert.Single(document.LeftOut.Select(l => (l.Service.ToString(), l.Line, l.Servers))));
        Assert.Empty(document.Table.Services);
    }

    /// <summary>What a replacement by lines with errors changes.</summary>
    private static void Leaves(string[] changes, params string[] lines)
    {
        LvsRuleDocument document = Rule.Read(lines);
        Assert.True(document.HasErrors);
        Assert.Null(document.UnreadableLine);
        LvsPlan plan = TableDiffer.Diff(s_current, document.KeepSkipped(s_current), LvsDiffMode.Replace);
        Assert.Equal(changes.Order(StringComparer.Ordinal), plan.Changes.Select(c => c.Rule).Order(StringComparer.Ordinal));
    }
}
