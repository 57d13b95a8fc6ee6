using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>The laws of the wanted state, over generated pairs of documents, each on a simulated director with its host.</summary>
public sealed class StateLawTests
{
    private const long Pairs = 1000;

    private static readonly Gen<(LvsDesiredState A, LvsDesiredState B)> s_pairs = Gen.Select(StateGen.Whole, StateGen.Whole);

    [Fact]
    public void From_a_to_b_is_b_which_changes_nothing_more_and_undone_is_a() => s_pairs.Sample(
        pair =>
        {
            using var host = new SimulatedHost();
            Succeeded(host.Sync(pair.A));
            LiveState before = host.Read();

            LvsSyncResult result = host.Sync(pair.B);
            Succeeded(result);
            Assert.Equal(result.Plan.Changes.Count > 0, result.Changed);
            Assert.Empty(host.Plan(pair.B).Changes);
            Assert.False(host.Sync(pair.B).Changed);

            Succeeded(host.Execute(result.Undo));
            LiveState after = host.Read();
            Assert.Equal(StateGen.Describe(before), StateGen.Describe(after));
            Assert.Equal(StateGen.DescribeRest(before), StateGen.DescribeRest(after));
            Assert.Empty(host.Plan(pair.A with { Services = [.. pair.A.Services] }).Changes);
        },
        iter: Pairs,
        print: Print);

    [Fact]
    public void Where_all_is_managed_the_way_does_not_matter() => s_pairs.Sample(
        pair =>
        {
            LvsDesiredState a = Managed(pair.A);
            LvsDesiredState b = Managed(pair.B);
            using var way = new SimulatedHost();
            using var straight = new SimulatedHost();
            Succeeded(way.Sync(a));
            Succeeded(way.Sync(b));
            Succeeded(straight.Sync(b));
            Assert.Equal(StateGen.Describe(straight.Read()), StateGen.Describe(way.Read()));
        },
        iter: Pairs,
        print: Print);

    [Fact]
    public void What_a_document_does_not_name_stays_without_prune() => s_pairs.Sample(
        pair =>
        {
            using var host = new SimulatedHost();

            // Daemons and servers of another family than their service's exclude each other, and here either would stay.
            Succeeded(host.Sync(pair.A with { SyncDaemons = null }));
            LiveState before = host.Read();
            LvsPlan plan = host.Plan(pair.B with { SyncDaemons = null, Prune = false });
            HashSet<LvsServiceId> named = [.. pair.B.Services.Select(s => s.Service.Service)];
            Assert.DoesNotContain(plan.Changes, c => c is LvsServiceChange { After: null });
            Succeeded(host.Execute(plan));
            LiveState after = host.Read();
            Assert.Equal(Others(before), Others(after));
            string Others(LiveState live) => TableGen.Describe(new LvsTable { Services = [.. live.Table.Services.Where(s => !named.Contains(s.Service))] });
        },
        iter: Pairs / 4,
        print: Print);

    [Fact]
    public void What_is_added_or_raised_comes_before_what_is_lowered_or_goes() => s_pairs.Sample(
        pair =>
        {
            using var host = new SimulatedHost();
            Succeeded(host.Sync(pair.A));
            List<LvsChange> changes = [.. host.Plan(pair.B).Changes.Where(c => c is not LvsSyncDaemonChange)];
            int lastGiving = changes.FindLastIndex(c => c.Action == LvsAction.Add || c is LvsRealServerChange { Before: LvsRealServer b, After: LvsRealServer a } && a.Weight > b.Weight);
            int firstTaking = changes.FindIndex(c => c.Action == LvsAction.Remove || c is LvsRealServerChange { Before: LvsRealServer b, After: LvsRealServer a } && a.Weight < b.Weight);
            Assert.True(firstTaking < 0 || lastGiving < firstTaking);
            int firstService = changes.FindIndex(c => c is LvsServiceChange { Before: null });
            int lastWay = changes.FindLastIndex(c => c is LvsVirtualAddressChange { Before: null } or LvsFwMarkChange { Before: null });
            Assert.True(firstService < 0 || lastWay < firstService);
        },
        iter: Pairs / 4,
        print: Print);

    /// <summary>With nothing that keeps what is there.</summary>
    private static LvsDesiredState Managed(LvsDesiredState state) => state with
    {
        SyncDaemons = state.SyncDaemons ?? [],
        Services =
        [
            .. state.Services.Select(s => s with
            {
                RealServers = [.. (s.RealServers ?? []).Select(r => r with { KeepWeight = false })],
                FullNat = s.FullNat ?? new LvsDesiredFullNat { Enabled = false },
            }),
        ],
    };

    private static void Succeeded(LvsSyncResult result) =>
        Assert.All(result.Results, r => Assert.True(r.Status == LvsChangeStatus.Done, $"{r.Change}: {r.Error?.Message}"));

    private static string Print((LvsDesiredState A, LvsDesiredState B) pair)
    {
        using var host = new SimulatedHost();
        LvsPlan plan = host.Plan(pair.A);
        _ = host.Execute(plan, LvsOnError.Continue);
        return $"first:\n{string.Join('\n', plan.Changes)}\nthen:\n{string.Join('\n', host.Plan(pair.B).Changes)}";
    }
}
