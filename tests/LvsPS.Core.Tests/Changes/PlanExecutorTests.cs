using LvsPS.Core.Tests.Client;
using LvsPS.Netlink.Ipvs;
using Xunit;

namespace LvsPS.Core.Tests.Changes;

/// <summary>Plans against a kernel whose answers are lost, late, or no.</summary>
public sealed class PlanExecutorTests : IDisposable
{
    private readonly Director _director = new();

    [Fact]
    public void Every_change_is_made_in_order()
    {
        IReadOnlyList<LvsChangeResult> results = _director.Execute(Director.ManyServices(200));
        Assert.All(results, r => Assert.Equal(LvsChangeStatus.Done, r.Status));
        Assert.Equal(Enumerable.Repeat(new[] { "NewService", "NewDestination" }, 200).SelectMany(c => c), _director.Made);
        Assert.Equal(200, _director.Client.ReadServices(withRealServers: true).Services.Count(s => s.RealServers!.Count == 1));
    }

    [Fact]
    public void An_empty_plan_asks_for_nothing()
    {
        Assert.Empty(_director.Execute(LvsPlan.Empty));
        Assert.Empty(_director.Kernel.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Where_answers_are_lost_each_change_is_still_made_exactly_once(int losses)
    {
        _director.Transport.LosesAnswersOf = send => send <= losses;
        IReadOnlyList<LvsChangeResult> results = _director.Execute(Director.ManyServices(150));
        Assert.All(results, r => Assert.Equal(LvsChangeStatus.Done, r.Status));
        Assert.Equal(300, _director.Made.Count());
        Assert.DoesNotContain(_director.Kernel.Writes, w => w.Errno != 0);
    }

    [Fact]
    public void A_small_receive_buffer_makes_small_sends_and_loses_nothing()
    {
        using var small = new Director(receiveCapacity: 8 << 10);
        Assert.All(small.Execute(Director.ManyServices(60)), r => Assert.Equal(LvsChangeStatus.Done, r.Status));
        Assert.True(small.Transport.WritingSends >= 20, $"{small.Transport.WritingSends} sends");
        Assert.Equal(120, small.Made.Count());
    }

    [Fact]
    public void A_refusal_whose_answer_was_lost_is_found_out()
    {
        _director.Meanwhile(Director.Add(Director.Service(1, "rr")));
        _director.Transport.LosesAnswersOf = send => send == 1;
        IReadOnlyList<LvsChangeResult> results = _director.Execute(new LvsPlan([Director.Add(Director.Service(1, "wlc")), Director.Add(Director.Service(2))]));
        Assert.Equal([LvsChangeStatus.Failed, LvsChangeStatus.Done], results.Select(r => r.Status));
        Assert.Equal(LvsErrorId.ServiceExists, results[0].Error!.ErrorId);
    }

    [Fact]
    public void A_daemon_that_is_stopped_and_started_runs_though_the_answers_are_lost()
    {
        LvsSyncDaemon before = new() { Role = LvsSyncRole.Master, Interface = "eth0", SyncId = 1 };
        LvsSyncDaemon after = before with { SyncId = 2 };
        _director.Meanwhile(new LvsSyncDaemonChange(null, before));
        _director.Transport.LosesAnswersOf = send => send == 1;
        IReadOnlyList<LvsChangeResult> results = _director.Execute(new LvsPlan([new LvsSyncDaemonChange(before, null), new LvsSyncDaemonChange(null, after)]));
        Assert.All(results, r => Assert.Equal(LvsChangeStatus.Done, r.Status));
        Assert.Equal(2, Assert.Single(_director.Client.ReadSyncDaemons()).SyncId);
        Assert.Equal(["NewDaemon", "DeleteDaemon", "NewDaemon"], _director.Made);
    }

    [Fact]
    public void Without_an_answer_in_time_it_is_not_known_and_the_rest_is_not_sent()
    {
        _director.Client.Timeout = TimeSpan.FromMilliseconds(50);
        _director.Transport.NeverAnswers = _ => true;
        IReadOnlyList<LvsChangeResult> results = _director.Execute(Director.ManyServices(100));
        Assert.Equal([LvsChangeStatus.NotSent, LvsChangeStatus.Unknown], results.Select(r => r.Status).Distinct().Order());
        Assert.All(results.Where(r => r.Status == LvsChangeStatus.Unknown), r => Assert.Equal(LvsErrorId.KernelTimeout, r.Error!.ErrorId));
        Assert.Equal(1, _director.Transport.WritingSends);
    }

    [Fact]
    public void Cancelling_acts_between_two_sends()
    {
        using var cancellation = new CancellationTokenSource();
        IReadOnlyList<LvsChangeResult> results = _director.Execute(Director.ManyServices(500), new Reporter(_ => cancellation.Cancel()), cancellation.Token);
        int done = results.Count(r => r.Status == LvsChangeStatus.Done);
        Assert.InRange(done, 1, 999);
        Assert.Equal(done, _director.Made.Count());
        Assert.All(results.Skip(done), r => Assert.Equal((LvsChangeStatus.NotSent, LvsErrorId.Cancelled), (r.Status, r.Error!.ErrorId)));
    }

    [Fact]
    public void A_server_whose_service_was_refused_says_so_and_another_does_not()
    {
        IReadOnlyList<LvsChangeResult> results = _director.Execute(new LvsPlan(
            [Director.Add(Director.Service(1, "nosuch")), Director.Add(Director.Server(1, 1)), Director.Add(Director.Server(2, 1)), Director.Add(Director.Service(3))]));
        Assert.Equal(
            [LvsErrorId.SchedulerNotFound, LvsErrorId.DependencyFailed, LvsErrorId.ServiceNotFound, null], results.Select(r => r.Error?.ErrorId));
        Assert.Equal(["NewService"], _director.Made);
    }

    [Fact]
    public void An_edit_names_only_the_flags_that_it_changes()
    {
        LvsService before = Director.Service(1, "sh") with { SchedulerFlags = LvsSchedulerFlags.Flag1, PersistenceTimeout = TimeSpan.FromSeconds(60) };
        _director.Meanwhile(Director.Add(before));
        _director.Kernel.ClearRequests();
        _director.Execute(LvsPlan.Of(new LvsServiceChange(before, before with { SchedulerFlags = LvsSchedulerFlags.Flag2 })));
        _director.Execute(LvsPlan.Of(new LvsServiceChange(before, before with { Scheduler = "mh" })));
        _director.Execute(LvsPlan.Of(new LvsServiceChange(before, before with { PersistenceTimeout = null })));
        Assert.Equal(
            [0x08u | 0x10u, 0u, IpvsConstants.ServicePersistent],
            _director.Kernel.Writes.Select(w => w.Service!.Value.Flags.Mask));
    }

    [Fact]
    public void Progress_counts_up_to_all_of_them()
    {
        var seen = new List<int>();
        _director.Execute(Director.ManyServices(300), new Reporter(seen.Add));
        Assert.Equal(600, seen[^1]);
        Assert.Equal(seen.Order(), seen);
    }

    public void Dispose() => _director.Dispose();

    private sealed class Reporter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
