using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Changes;

/// <summary>The laws of the differ, over generated tables.</summary>
public sealed class TableDifferLawTests
{
    private const long Tables = 500;

    private static readonly Gen<(LvsTable Current, LvsTable Wanted)> s_pairs = Gen.Select(TableGen.Live, TableGen.Live);

    [Theory]
    [InlineData(LvsDiffMode.Merge)]
    [InlineData(LvsDiffMode.Replace)]
    public void A_table_differs_from_itself_in_nothing(LvsDiffMode mode) => TableGen.Live.Sample(
        table => Assert.Empty(TableDiffer.Diff(table, table, mode).Changes), iter: Tables, print: TableGen.Describe);

    [Fact]
    public void The_changes_of_a_replacement_give_the_wanted_table() => s_pairs.Sample(
        pair => Same(pair.Wanted, TableDiffer.Diff(pair.Current, pair.Wanted, LvsDiffMode.Replace).ApplyTo(pair.Current)), iter: Tables, print: Print);

    [Theory]
    [InlineData(LvsDiffMode.Merge)]
    [InlineData(LvsDiffMode.Replace)]
    public void Applied_twice_is_applied_once(LvsDiffMode mode) => s_pairs.Sample(
        pair =>
        {
            LvsTable once = TableDiffer.Diff(pair.Current, pair.Wanted, mode).ApplyTo(pair.Current);
            Assert.Empty(TableDiffer.Diff(once, pair.Wanted, mode).Changes);
        },
        iter: Tables,
        print: Print);

    [Fact]
    public void A_plan_applied_to_its_own_result_changes_nothing() => s_pairs.Sample(
        pair =>
        {
            LvsPlan plan = TableDiffer.Diff(pair.Current, pair.Wanted, LvsDiffMode.Replace);
            LvsTable once = plan.ApplyTo(pair.Current);
            Same(once, plan.ApplyTo(once));
        },
        iter: Tables,
        print: Print);

    [Theory]
    [InlineData(LvsDiffMode.Merge)]
    [InlineData(LvsDiffMode.Replace)]
    public void Undo_brings_the_old_table_back(LvsDiffMode mode) => s_pairs.Sample(
        pair =>
        {
            LvsPlan plan = TableDiffer.Diff(pair.Current, pair.Wanted, mode);
            Same(pair.Current, plan.Undo().ApplyTo(plan.ApplyTo(pair.Current)));
        },
        iter: Tables,
        print: Print);

    [Fact]
    public void Undo_of_clearing_brings_the_old_table_back() => TableGen.Live.Sample(
        table =>
        {
            LvsPlan plan = LvsPlan.Of(new LvsClearChange(table));
            Assert.Empty(plan.ApplyTo(table).Services);
            Same(table, plan.Undo().ApplyTo(plan.ApplyTo(table)));
        },
        iter: Tables,
        print: TableGen.Describe);

    [Fact]
    public void A_merge_has_what_is_wanted_and_keeps_what_is_not_named() => Gen.Select(TableGen.Live, TableGen.Wanted).Sample(
        pair =>
        {
            (LvsTable current, LvsTable wanted) = pair;
            LvsTable merged = TableDiffer.Diff(current, wanted, LvsDiffMode.Merge).ApplyTo(current);
            var index = new TableIndex(merged);
            var named = new TableIndex(wanted);
            Assert.Equal(current.Services.Concat(wanted.Services).Select(s => s.Service).Distinct().Count(), merged.Services.Count);
            Assert.All(wanted.Services, s => Assert.True(index.Find(s.Service)!.HasSameSettings(s)));
            Assert.All(wanted.Services.SelectMany(s => s.RealServers!), s => Assert.True(index.Find(s)!.HasSameSettings(s)));
            Assert.All(current.Services.Where(s => named.Find(s.Service) is null), s => Assert.True(index.Find(s.Service)!.HasSameSettings(s)));
            Assert.All(
                current.Services.SelectMany(s => s.RealServers!).Where(s => named.Find(s) is null), s => Assert.True(index.Find(s)!.HasSameSettings(s)));
            Assert.Equal(wanted.Timeout?.Tcp ?? current.Timeout!.Tcp, merged.Timeout!.Tcp);
            Assert.Equal(wanted.Timeout?.Udp ?? current.Timeout!.Udp, merged.Timeout!.Udp);
        },
        iter: Tables,
        print: Print);

    [Fact]
    public void What_is_new_comes_before_what_goes_and_a_service_before_its_servers() => s_pairs.Sample(
        pair =>
        {
            LvsPlan plan = TableDiffer.Diff(pair.Current, pair.Wanted, LvsDiffMode.Replace);
            List<LvsChange> table = [.. plan.Changes.Where(c => c is LvsServiceChange or LvsRealServerChange)];
            int lastAdded = table.FindLastIndex(c => c.Action == LvsAction.Add);
            int firstRemoved = table.FindIndex(c => c.Action == LvsAction.Remove);
            Assert.True(firstRemoved < 0 || lastAdded < firstRemoved);
            foreach (LvsServiceChange added in table.OfType<LvsServiceChange>().Where(c => c.Action == LvsAction.Add))
            {
                int first = table.FindIndex(c => c is LvsRealServerChange server && server.RealServer.Service == added.Service);
                Assert.True(first < 0 || table.IndexOf(added) < first);
            }
        },
        iter: Tables,
        print: Print);

    [Fact]
    public void Every_change_of_a_plan_is_done_in_its_result() => s_pairs.Sample(
        pair =>
        {
            LvsPlan plan = TableDiffer.Diff(pair.Current, pair.Wanted, LvsDiffMode.Replace);
            var result = new TableIndex(plan.ApplyTo(pair.Current));
            var restarted = plan.Changes.OfType<LvsSyncDaemonChange>().Where(c => c.After is not null).Select(c => c.Daemon.Role).ToHashSet();
            Assert.All(
                plan.Changes.Where(c => c is not LvsSyncDaemonChange { After: null } stop || !restarted.Contains(stop.Daemon.Role)),
                c => Assert.True(c.IsDone(result), c.Description));
        },
        iter: Tables,
        print: Print);

    [Fact]
    public void Servers_that_are_not_spoken_of_stay_in_a_replacement()
    {
        LvsServiceId id = new("tcp://10.0.0.1:80");
        var server = new LvsRealServer { Service = id, Address = System.Net.IPAddress.Parse("10.0.0.2"), Port = 80 };
        var current = new LvsTable { Services = [LvsService.Default(id) with { RealServers = [server] }] };
        var wanted = new LvsTable { Services = [LvsService.Default(id)] };
        Assert.Empty(TableDiffer.Diff(current, wanted, LvsDiffMode.Replace).Changes);
    }

    private static void Same(LvsTable expected, LvsTable actual) => Assert.Equal(TableGen.Describe(expected), TableGen.Describe(actual));

    private static string Print((LvsTable Current, LvsTable Wanted) pair) =>
        $"from\n{TableGen.Describe(pair.Current)}\nto\n{TableGen.Describe(pair.Wanted)}";
}
