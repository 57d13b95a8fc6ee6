using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>Servers that somebody took out of service for a while, under a monitor.</summary>
public sealed class SuspensionTests
{
    [Theory]
    [InlineData(LvsForeignChange.Respect)]
    [InlineData(LvsForeignChange.Restore)]
    public async Task A_suspended_server_is_not_brought_back_until_it_is_resumed(LvsForeignChange mode)
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { ForeignChange = mode }, 1, 5));
        Suspend(watch, null);
        await watch.PassAsync(60);
        Assert.Equal("1:1 2:0", watch.Table());
        Assert.Equal("disk", watch.Monitor.GetStatus()[1].Suspension?.Reason);
        watch.Suspensions.Replace([Director.Server(1, 2)], []);
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, 2), Director.Server(1, 2, 5)));
        await watch.PassAsync(20);
        Assert.Equal("1:1 2:5", watch.Table());
        Assert.Equal(
            ["Suspended 10.9.0.2:80 of tcp://10.0.0.1:80", "Resumed 10.9.0.2:80 of tcp://10.0.0.1:80"],
            watch.Told(LvsHealthEventKind.Suspended, LvsHealthEventKind.Resumed, LvsHealthEventKind.ForeignChange));
    }

    [Fact]
    public async Task A_suspension_whose_time_has_passed_is_ended()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 5));
        Suspend(watch, TimeSpan.FromSeconds(30));
        await watch.PassAsync(29);
        Assert.Equal("1:1 2:0", watch.Table());
        await watch.PassAsync(2);
        Assert.Equal("1:1 2:5", watch.Table());
        Assert.Empty(watch.Suspensions.Read());
        _ = Assert.Single(watch.Told(LvsHealthEventKind.SuspensionExpired));
    }

    [Fact]
    public async Task A_suspended_server_that_was_removed_comes_back_when_it_is_resumed()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 5));
        Suspend(watch, null);
        await watch.PassAsync(10);
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, 2), null));
        await watch.PassAsync(20);
        Assert.Equal("1:1", watch.Table());
        watch.Suspensions.Replace([Director.Server(1, 2)], []);
        watch.Monitor.Look();
        await watch.SettleAsync();
        Assert.Equal("1:1 2:5", watch.Table());
        Assert.Empty(watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Fact]
    public async Task A_suspension_outlives_the_monitor()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 5));
        Suspend(watch, null);
        await watch.PassAsync(10);
        await watch.KillAsync();
        watch.Director.Kernel.ClearRequests();
        await watch.StartAsync(watch.Document(1, 5));
        await watch.PassAsync(20);
        Assert.Empty(watch.Director.Kernel.Writes);
        Assert.Equal(LvsHealthState.Up, watch.Monitor.GetStatus()[1].State);
    }

    [Fact]
    public async Task While_all_are_suspended_the_fallback_answers_and_drains_go_on()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fallback = Director.Server(1, 9) }, 5));
        Suspend(watch, null, 1);
        await watch.PassAsync(20);
        Assert.Equal("1:0 9:1", watch.Table());
    }

    [Fact]
    public async Task A_suspended_fallback_is_not_brought_back_until_its_time_has_passed()
    {
        await using var watch = new Watch();
        watch.Farm.Down(Director.Server(1, 1));
        await watch.StartAsync(watch.Document(s => s with { Fallback = Director.Server(1, 9, 5) }, 5));
        Assert.Equal("9:5", watch.Table());
        Suspend(watch, TimeSpan.FromSeconds(30), 9);
        await watch.PassAsync(29);
        Assert.Equal("9:0", watch.Table());
        await watch.PassAsync(2);
        Assert.Equal("9:5", watch.Table());
        Assert.Empty(watch.Suspensions.Read());
        Assert.Equal(
            ["Suspended 10.9.0.9:80 of tcp://10.0.0.1:80", "SuspensionExpired 10.9.0.9:80 of tcp://10.0.0.1:80"],
            watch.Told(LvsHealthEventKind.Suspended, LvsHealthEventKind.SuspensionExpired, LvsHealthEventKind.ForeignChange));
    }

    [Fact]
    public async Task Suspensions_that_cannot_be_read_are_told_and_the_known_ones_go_on()
    {
        var file = new SimulatedStateFile("suspensions");
        await using var watch = new Watch(file);
        await watch.StartAsync(watch.Document(1, 5));
        Suspend(watch, null);
        await watch.PassAsync(10);
        string? text = file.Read();
        file.Write("{ \"version\": 1, \"suspensions\": [ { \"service\": \"tcp\" } ] }");
        await watch.PassAsync(20);
        Assert.Equal("1:1 2:0", watch.Table());
        Assert.Equal(LvsErrorId.HostFileInvalid, Assert.Single(watch.Events, e => e.Kind == LvsHealthEventKind.Failed).Error?.ErrorId);
        file.Write(text);
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:0", watch.Table());
        _ = Assert.Single(watch.Told(LvsHealthEventKind.Recovered));
    }

    [Fact]
    public void A_store_gives_back_what_it_was_given()
    {
        var file = new SimulatedStateFile("suspensions");
        var suspension = new LvsSuspension
        {
            Service = LvsServiceId.Parse("fwmark6://7"),
            Address = System.Net.IPAddress.Parse("2001:db8::1"),
            Port = 443,
            WeightBefore = 12,
            Since = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Reason = "disk \"sda\"",
            Owner = "ann",
            Expires = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.FromHours(1)),
        };
        new SuspensionStore(file).Replace([], [suspension]);
        Assert.Equal(suspension, Assert.Single(new SuspensionStore(file).Read()));
    }

    private static void Suspend(Watch watch, TimeSpan? time, int number = 2)
    {
        DateTimeOffset now = watch.Time.GetUtcNow();
        watch.Suspensions.Replace([], [new LvsSuspension
        {
            Service = Director.Id(1),
            Address = Director.Server(1, number).Address,
            Port = 80,
            WeightBefore = 5,
            Since = now,
            Reason = "disk",
            Owner = "ann",
            Expires = now + time,
        }]);
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, number, 5), Director.Server(1, number, 0)));
    }
}
