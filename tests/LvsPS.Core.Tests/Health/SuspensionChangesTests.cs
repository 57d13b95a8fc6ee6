using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A suspension and the weight that goes with it, whatever becomes of the one or the other.</summary>
public sealed class SuspensionChangesTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SuspensionRequest s_nothing = new(null, null, null);
    private readonly Director _director = new();
    private readonly SimulatedStateFile _file = new("suspensions");

    public SuspensionChangesTests() => _director.Meanwhile(Director.Add(Director.Service(1)), Director.Add(Director.Server(1, 1, 5)));

    private SuspensionStore Store => new(_file);

    private LvsRealServer Server => Assert.Single(_director.Client.ReadRealServers(Director.Id(1)));

    [Fact]
    public void A_server_gets_weight_0_and_then_the_weight_that_it_had()
    {
        Suspend(new SuspensionRequest("disk", "ann", s_now + TimeSpan.FromHours(1)));
        Assert.Equal(0, Server.Weight);
        LvsSuspension kept = Assert.Single(Store.Read());
        Assert.Equal((5, "disk", "ann", s_now), (kept.WeightBefore, kept.Reason, kept.Owner, kept.Since));
        Resume();
        Assert.Equal(5, Server.Weight);
        Assert.Empty(Store.Read());
    }

    [Fact]
    public void What_is_not_named_of_a_suspension_is_kept()
    {
        Suspend(new SuspensionRequest("disk", "ann", null));
        Suspend(new SuspensionRequest(null, "bob", s_now + TimeSpan.FromHours(1)));
        LvsSuspension kept = Assert.Single(Store.Read());
        Assert.Equal((5, "disk", "bob", s_now, s_now + TimeSpan.FromHours(1)), (kept.WeightBefore, kept.Reason, kept.Owner, kept.Since, kept.Expires));
        Assert.Null(SuspensionStep.Suspend(Server, kept, s_nothing, s_now));
    }

    [Fact]
    public void A_weight_that_another_gave_meanwhile_is_the_one_to_go_back_to_when_it_is_suspended_again()
    {
        Suspend(s_nothing);
        _director.Meanwhile(new LvsRealServerChange(Director.Server(1, 1, 0), Director.Server(1, 1, 7)));
        Suspend(s_nothing);
        Assert.Equal(0, Server.Weight);
        Assert.Equal(7, Assert.Single(Store.Read()).WeightBefore);
    }

    [Fact]
    public void A_server_that_is_not_suspended_is_not_resumed() => Assert.Null(SuspensionStep.Resume(Server, Server, null));

    [Fact]
    public void The_suspension_of_a_server_that_is_gone_can_be_ended()
    {
        Suspend(s_nothing);
        _director.Meanwhile(new LvsRealServerChange(Director.Server(1, 1, 0), null));
        SuspensionStep step = SuspensionStep.Resume(Director.Server(1, 1), null, Assert.Single(Store.Read()))!;
        Assert.Equal("End the suspension of real server 10.9.0.1:80 of tcp://10.0.0.1:80, which is not in the table", step.Description);
        Assert.Empty(new SuspensionChanges(_director.Client, Store).Make([step], default));
        Assert.Empty(Store.Read());
    }

    [Fact]
    public void A_suspension_whose_weight_the_kernel_refused_is_taken_back()
    {
        SuspensionStep step = SuspensionStep.Suspend(Server, null, s_nothing, s_now)!;
        _director.Meanwhile(new LvsRealServerChange(Director.Server(1, 1, 5), null));
        LvsChangeResult result = Assert.Single(new SuspensionChanges(_director.Client, Store).Make([step], default));
        Assert.Equal(LvsErrorId.RealServerNotFound, result.Error?.ErrorId);
        Assert.Empty(Store.Read());
    }

    [Fact]
    public void A_suspension_whose_weight_the_kernel_does_not_take_back_stays()
    {
        Suspend(s_nothing);
        SuspensionStep step = SuspensionStep.Resume(Server, Server, Assert.Single(Store.Read()))!;
        _director.Meanwhile(new LvsRealServerChange(Director.Server(1, 1, 0), null));
        Assert.NotNull(Assert.Single(new SuspensionChanges(_director.Client, Store).Make([step], default)).Error);
        _ = Assert.Single(Store.Read());
    }

    [Fact]
    public void Where_the_suspension_cannot_be_written_no_weight_is_changed()
    {
        _file.Write("{");
        SuspensionStep step = SuspensionStep.Suspend(Server, null, s_nothing, s_now)!;
        Assert.Equal(
            LvsErrorId.HostFileInvalid,
            Assert.Throws<LvsException>(() => new SuspensionChanges(_director.Client, Store).Make([step], default)).ErrorId);
        Assert.Equal(5, Server.Weight);
    }

    [Fact]
    public void It_is_told_in_one_line()
    {
        Suspend(new SuspensionRequest("disk", "ann", s_now + TimeSpan.FromHours(1)));
        Assert.Equal("disk, by ann, since 2026-01-01 00:00:00Z, until 2026-01-01 01:00:00Z", Assert.Single(Store.Read()).ToString());
    }

    public void Dispose() => _director.Dispose();

    private void Suspend(SuspensionRequest request) => Make(SuspensionStep.Suspend(Server, Store.Of(Server), request, s_now)!);

    private void Resume() => Make(SuspensionStep.Resume(Server, Server, Store.Of(Server))!);

    private void Make(SuspensionStep step) =>
        Assert.All(new SuspensionChanges(_director.Client, Store).Make([step], default), r => Assert.Equal(LvsChangeStatus.Done, r.Status));
}
