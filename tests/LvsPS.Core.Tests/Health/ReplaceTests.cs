using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>Another document is taken while the monitor runs.</summary>
public sealed class ReplaceTests
{
    [Fact]
    public async Task Servers_that_stand_in_both_keep_their_state()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fall = 3, Rise = 3 }, 1, 2, 3));
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(20);
        Assert.Equal(2, watch.Monitor.GetStatus()[1].Failures);
        DateTimeOffset since = watch.Monitor.GetStatus()[1].Since;
        watch.Director.Kernel.ClearRequests();
        watch.Monitor.Replace(watch.Document(s => s with { Fall = 3, Rise = 3 }, 1, 2, 3));
        await watch.SettleAsync();
        Assert.Empty(watch.Director.Kernel.Writes);
        LvsHealthStatus status = watch.Monitor.GetStatus()[1];
        Assert.Equal((LvsHealthState.Up, 2, since), (status.State, status.Failures, status.Since));
        await watch.PassAsync(10);
        Assert.Equal("1:1 3:3", watch.Table());
    }

    [Fact]
    public async Task Servers_and_services_come_and_go_with_the_document()
    {
        await using var watch = new Watch();
        await watch.StartAsync(new LvsHealthDocument
        {
            Services = [watch.Service(1, 1, 1), watch.Service(2, 1), watch.Service(3, 1) with { StopAction = LvsStopAction.Clean }],
        });
        watch.Monitor.Replace(new LvsHealthDocument
        {
            Services =
            [
                watch.Service(1) with { Servers = [watch.Server(1, 2, 4), watch.Server(1, 3)], Fallback = Director.Server(1, 1) },
                watch.Service(4, 1),
            ],
        });
        await watch.SettleAsync();
        Assert.Equal("2:4 3:1", watch.Table(1));
        Assert.Equal("1:1", watch.Table(2));
        Assert.Null(watch.Table(3));
        Assert.Equal("1:1", watch.Table(4));
        Assert.Empty(watch.Told(LvsHealthEventKind.ForeignChange));
        await watch.PassAsync(20);
        Assert.Equal(3, watch.Monitor.GetStatus().Count);
    }

    // The end of the old run and of the new one may come in any order, so that once shows little.
    [Fact]
    public async Task A_running_check_that_is_replaced_is_cancelled_and_no_result()
    {
        for (int i = 0; i < 100; i++)
        {
            await using var watch = new Watch();
            await watch.StartAsync(watch.Document(1, 1));
            watch.Farm.Hang(Director.Server(1, 1));
            await watch.PassAsync(10);
            Assert.Equal(1, watch.Monitor.Running);
            watch.Farm.Up(Director.Server(1, 1));
            LvsHealthService service = watch.Service(1, 1, 1);
            watch.Monitor.Replace(new LvsHealthDocument
            {
                Services = [service with { Servers = [.. service.Servers.Select(s => s with { Check = s.Check with { Timeout = TimeSpan.FromSeconds(2) } })] }],
            });
            await watch.SettleAsync();
            Assert.Equal(1, watch.Farm.Cancelled);
            Assert.Equal("1:1 2:1", watch.Table());
            LvsHealthStatus status = watch.Monitor.GetStatus()[0];
            Assert.Equal((1, 0), (status.Successes, status.Failures));
        }
    }
}
