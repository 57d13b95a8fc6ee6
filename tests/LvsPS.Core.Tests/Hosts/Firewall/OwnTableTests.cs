using System.Text.Json.Nodes;
using Xunit;

namespace LvsPS.Core.Tests.Hosts.Firewall;

/// <summary>Rules as libnftables 1.0.6 gives them back on a kernel 6.12, and what others may have put beside them.</summary>
public sealed class OwnTableTests
{
    private const string Table = """{"table":{"family":"inet","name":"lvsps","handle":1}}""";
    private const string MarkChain = """{"chain":{"family":"inet","table":"lvsps","name":"mark-3","handle":1,"type":"filter","hook":"prerouting","prio":-149,"policy":"accept"}}""";
    private const string NatChain = """{"chain":{"family":"inet","table":"lvsps","name":"full-nat","handle":9,"type":"nat","hook":"postrouting","prio":100,"policy":"accept"}}""";
    private const string ToAddress = """{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"192.168.1.200"}}""";
    private const string ToPort = """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":80}}""";
    private const string SetMark = """{"mangle":{"key":{"meta":{"key":"mark"}},"value":3}}""";

    [Theory]
    [InlineData("\"192.168.1.200\"", "80", "192.168.1.200 tcp/80")]
    [InlineData("{\"set\":[{\"prefix\":{\"addr\":\"10.0.0.0\",\"len\":24}},\"192.168.1.200\"]}", "{\"set\":[80,443,{\"range\":[8000,8100]}]}", "10.0.0.0/24 192.168.1.200 tcp/80,443,8000-8100")]
    [InlineData("{\"range\":[\"10.0.0.1\",\"10.0.0.3\"]}", "{\"range\":[1,65535]}", "10.0.0.1 10.0.0.2/31 tcp/1-65535")]
    [InlineData("{\"prefix\":{\"addr\":\"10.0.0.0\",\"len\":8}}", "80", "10.0.0.0/8 tcp/80")]
    public void A_mark_is_read_from_each_form_of_its_rule(string addresses, string ports, string words)
    {
        OwnTable table = Read(MarkChain, Rule(
            "mark-3",
            $$$"""{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":{{{addresses}}}}}""",
            $$$"""{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{{{ports}}}}}""",
            SetMark));
        FwMarkRule mark = Assert.Single(table.Marks).Mark;
        Assert.Equal(words, $"{string.Join(' ', mark.Addresses.Select(AddressBlocks.TextOf))} {PortSet.Words(mark.Ports)}");
        Assert.Empty(table.Warnings);
    }

    [Theory]
    [InlineData("mark-3", ToAddress, ToPort, """{"counter":{"packets":0,"bytes":0}}""", SetMark)]
    [InlineData("mark-3", ToAddress, ToPort, """{"mangle":{"key":{"meta":{"key":"mark"}},"value":4}}""")]
    [InlineData("mark-3", ToAddress, SetMark)]
    [InlineData("mark-3", ToPort, ToAddress, SetMark)]
    [InlineData("mark-3", ToAddress, """{"match":{"op":"!=","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":80}}""", SetMark)]
    [InlineData("mark-3", ToAddress, """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":"@named"}}""", SetMark)]
    [InlineData("full-nat", ToAddress, ToPort, SetMark)]
    [InlineData("full-nat", """{"masquerade":null}""")]
    [InlineData("full-nat", """{"match":{"op":"==","left":{"meta":{"key":"mark"}},"right":3}}""", """{"masquerade":null}""")]
    [InlineData("full-nat", """{"match":{"op":"==","left":{"meta":{"key":"nfproto"}},"right":"ipv4"}}""", """{"match":{"op":"==","left":{"meta":{"key":"mark"}},"right":3}}""", """{"masquerade":{"flags":"random"}}""")]
    [InlineData("mark-3", "\"odd\"", "[1]", "null")]
    public void What_is_not_quite_ours_is_told_and_in_no_list(string chain, params string[] expressions)
    {
        OwnTable table = Read(MarkChain, NatChain, Rule(chain, expressions));
        Assert.Empty(table.Marks);
        Assert.Empty(table.FullNats);
        Assert.StartsWith($"The rule with handle 7 in chain {chain} of the table inet lvsps is none of LvsPS", Assert.Single(table.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_with_a_comment_is_somebody_s()
    {
        string rule = Rule("mark-3", ToAddress, ToPort, SetMark).Replace("\"handle\":7", "\"handle\":7,\"comment\":\"mine\"", StringComparison.Ordinal);
        Assert.Single(Read(MarkChain, rule).Warnings);
        Assert.Empty(Read(MarkChain, rule).Marks);
    }

    [Theory]
    [InlineData("tcp://192.168.1.200:80")]
    [InlineData("udp://[fd00::1]:0")]
    [InlineData("sctp://10.0.0.1:65535", "10.1.0.1")]
    [InlineData("tcp://[fd00::1]:80", "fd00::5-fd00::9")]
    [InlineData("fwmark://4294967295", "10.1.0.1", "10.1.0.5-10.1.0.6")]
    [InlineData("fwmark6://3")]
    public void Full_NAT_that_is_written_is_read_back(string service, params string[] sources)
    {
        FullNatRule rule = new(LvsServiceId.Parse(service), [.. sources.Select(s => s.Split('-')).Select(s => new AddressRange(System.Net.IPAddress.Parse(s[0]), System.Net.IPAddress.Parse(s[^1])))]);
        FullNatRule? read = FullNatRule.Read([.. rule.Write().Select(n => n!.DeepClone())]);
        Assert.NotNull(read);
        Assert.Equal(rule.Service, read.Service);
        Assert.True(rule.HasSameSources(read));
    }

    [Fact]
    public void The_family_that_the_library_leaves_out_is_found_in_the_sources()
    {
        FullNatRule rule = new(LvsServiceId.ForMark(3, ipv6: true), [.. "fd00::1 fd00::9".Split(' ').Select(System.Net.IPAddress.Parse).Select(a => new AddressRange(a, a))]);
        FullNatRule? read = FullNatRule.Read([.. rule.Write().Skip(1).Select(n => n!.DeepClone())]);
        Assert.Equal("fwmark6://3", read?.Service.ToString());
    }

    [Fact]
    public void Marks_of_iptables_are_found_in_the_text_of_the_ruleset()
    {
        var nftables = new FixedNftables(
            """{"nftables":[{"rule":{"family":"ip","table":"mangle","chain":"PREROUTING","handle":2,"expr":[{"xt":{"type":"target","name":"MARK"}}]}}]}""",
            "table ip mangle {\n\tchain PREROUTING {\n\t\ttcp dport 80 counter packets 0 bytes 0 meta mark set 0x1f\n\t\tmeta mark set mark and 0xfe\n\t}\n}\ntable inet lvsps {\n\t\tmeta mark set 0x00000004\n}\n");
        var marks = ForeignMarks.In(NftRuleset.Read(nftables), nftables);
        Assert.Equal(["ip mangle"], marks.TablesOf(31));
        Assert.Empty(marks.TablesOf(4));
        Assert.Empty(marks.TablesOf(254));
    }

    [Fact]
    public void An_answer_of_another_form_is_a_typed_error() =>
        Assert.Equal(LvsErrorId.ProtocolMismatch, Assert.Throws<LvsException>(() => NftRuleset.Read(new FixedNftables("table ip x {", string.Empty))).ErrorId);

    [Fact]
    public void The_last_rule_takes_its_chain_and_the_table_but_nothing_of_others()
    {
        static string? Removed(params string[] items)
        {
            OwnTable table = Read(items);
            var change = new OwnTableChange(table);
            table.Marks.ForEach(m => change.Remove(m.Rule));
            return change.Commands();
        }

        string mark = Rule("mark-3", ToAddress, ToPort, SetMark);
        Assert.Equal(["delete rule", "delete chain", "delete table"], Verbs(Removed(MarkChain, mark)));
        Assert.Equal(["delete rule", "delete chain"], Verbs(Removed(MarkChain, mark, """{"chain":{"family":"inet","table":"lvsps","name":"theirs","handle":4}}""")));
        Assert.Equal(["delete rule", "delete chain"], Verbs(Removed(MarkChain, mark, """{"set":{"family":"inet","table":"lvsps","name":"theirs","handle":4}}""")));
        Assert.Equal(["delete rule"], Verbs(Removed(MarkChain, mark, Rule("mark-3", """{"drop":null}"""))));
        Assert.Null(Removed(MarkChain));
    }

    private static IEnumerable<string> Verbs(string? commands) =>
        JsonNode.Parse(commands!)!["nftables"]!.AsArray().Select(c => $"{c!.AsObject().Single().Key} {c.AsObject().Single().Value!.AsObject().Single().Key}");

    private static OwnTable Read(params string[] items) =>
        OwnTable.Read(new FixedNftables($$$"""{"nftables":[{"metainfo":{"version":"1.0.6","json_schema_version":1}},{{{string.Join(',', items.Prepend(Table))}}}]}""", string.Empty));

    private static string Rule(string chain, params string[] expressions) =>
        $$$$"""{"rule":{"family":"inet","table":"lvsps","chain":"{{{{chain}}}}","handle":7,"expr":[{{{{string.Join(',', expressions)}}}}]}}""";

    private sealed class FixedNftables(string ruleset, string text) : INftables
    {
        public string Run(string commands) => ruleset;

        public string ListText() => text;
    }
}
