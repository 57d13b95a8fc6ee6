using System.Text;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>What is written is read back as the same table, over generated tables.</summary>
public sealed class RuleRoundTripTests
{
    [Fact]
    public void A_written_table_is_read_back_the_same() => TableGen.Wanted.Sample(
        table =>
        {
            LvsRuleText text = RuleWriter.WriteTable(table);
            Assert.Empty(text.Warnings);
            Assert.Equal(TableGen.Describe(table), TableGen.Describe(Rule.Table([.. text.Lines])));
        },
        iter: 1000,
        print: TableGen.Describe);

    [Fact]
    public void Read_lines_are_written_back_the_same() => TableGen.Wanted.Sample(
        table =>
        {
            IReadOnlyList<string> lines = RuleWriter.WriteTable(table).Lines;
            byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            LvsRuleDocument document = RuleReader.Read(new MemoryStream(bytes), null, new Rule.FakeNames());
            Assert.Equal(lines, RuleWriter.WriteTable(document.Table).Lines);
        },
        iter: 500,
        print: TableGen.Describe);

    [Fact]
    public void The_lines_of_a_plan_do_what_the_plan_does() => Gen.Select(TableGen.Live, TableGen.Live).Sample(
        pair =>
        {
            (LvsTable current, LvsTable wanted) = pair;
            LvsPlan plan = TableDiffer.Diff(current, wanted, LvsDiffMode.Replace);
            LvsTable read = Rule.Table([.. RuleWriter.WriteTable(current).Lines, .. plan.Changes.Select(c => c.Rule)]);
            Assert.Equal(TableGen.Describe(wanted), TableGen.Describe(read with { SyncDaemons = read.SyncDaemons ?? [] }));
        },
        iter: 500);

    [Fact]
    public void Generated_tables_break_no_rule() => TableGen.Live.Sample(
        table =>
        {
            Assert.Empty(table.Services.SelectMany(LvsConstraints.Check));
            Assert.Empty(table.Services.SelectMany(s => s.RealServers!).SelectMany(LvsConstraints.Check));
            Assert.Empty(LvsConstraints.Check(table.Timeout!));
            Assert.Empty(table.SyncDaemons!.SelectMany(LvsConstraints.Check));
        },
        iter: 500,
        print: TableGen.Describe);

    [Fact]
    public void Each_line_of_a_change_stands_where_the_file_has_it()
    {
        string[] lines =
        [
            "# a table",
            "--set 900 120 300",
            "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -g",
            "-A -t 10.0.0.1:80",
            "-e -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 5",
            "--start-daemon master",
        ];
        LvsRuleDocument document = Rule.Read(lines);
        LvsPlan plan = TableDiffer.Diff(LvsTable.Empty, document.Table, LvsDiffMode.Replace);
        Assert.Equal(
            [("-A", 4), ("-a", 5), ("--set", 2), ("--start-daemon", 6)],
            plan.Changes.Select(c => (c.Rule.Split(' ')[0], document.LineOf(c) ?? 0)));
        Assert.Null(document.LineOf(new LvsServiceChange(document.Table.Services[0], null)));
    }
}
