using System.Text;
using LvsPS.Core.Tests.Client;
using LvsPS.Core.Tests.Health.Checks;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>Hours and thousands: nothing grows, nothing is lost. Alone, since memory is measured.</summary>
[Collection(nameof(LongRunTests))]
[CollectionDefinition(nameof(LongRunTests), DisableParallelization = true)]
public sealed class LongRunTests
{
    [Fact]
    public async Task A_day_of_flapping_leaves_the_table_right_and_memory_flat()
    {
        (DayOfFlapping.Reading early, DayOfFlapping.Reading late) = await DayOfFlapping.StartAsync();
        Assert.True(late.IsLike(early), $"Bytes, open files, timers and threads early: {early}; late: {late}.");
    }

    [Fact]
    public async Task Ten_thousand_servers_that_vanish_at_once_leave_and_come_back()
    {
        const int Services = 100;
        await using var watch = new Watch { KeepsEvents = false };
        await watch.StartAsync(new LvsHealthDocument
        {
            Services =
            [
                .. Enumerable.Range(1, Services).Select(i => watch.Service(i, [.. Enumerable.Repeat(1, 100)]) with { Fallback = Director.Server(i, 201) }),
            ],
        });
        await watch.PassAsync(20);
        Assert.All(watch.Monitor.GetStatus(), s => Assert.Equal(LvsHealthState.Up, s.State));
        Assert.Equal(Services * 100, Rows(watch));
        watch.Director.Kernel.ClearRequests();
        Held before = Held.Now();
        watch.Farm.IsGone = true;
        await watch.PassAsync(17);
        await watch.PassAsync(10);
        Assert.All(Enumerable.Range(1, Services), service => Assert.Equal("201:1", watch.Table(service)));
        watch.Farm.IsGone = false;
        await watch.PassAsync(17);
        await watch.PassAsync(10);
        Assert.Equal(Services * 100, Rows(watch));
        Assert.Equal(0, watch.Farm.Overlaps);
        Assert.Equal(0, watch.Monitor.Running);
        watch.Director.Kernel.ClearRequests();
        await before.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Hundreds_of_connections_that_end_at_once_leave_nothing_open()
    {
        const int Servers = 300;
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int held = 0;
        bool holds = false;
        await using var watch = new Watch { KeepsEvents = false };
        await using var server = LoopbackServer.Start(async (stream, cancellation) =>
        {
            _ = await LoopbackServer.ReadHeadAsync(stream, cancellation);
            if (Volatile.Read(ref holds))
            {
                _ = Interlocked.Increment(ref held);
                await end.Task.WaitAsync(cancellation);
                return;
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Ok()), cancellation);
        });
        var check = new LvsHttpCheck { Address = System.Net.IPAddress.Loopback, Port = server.Port };
        await watch.StartAsync(new LvsHealthDocument
        {
            Services =
            [
                .. Enumerable.Range(1, Servers / 100).Select(i => watch.Service(i) with
                {
                    Servers = [.. Enumerable.Range(1, 100).Select(n => new LvsHealthServer { RealServer = Director.Server(i, n), Check = check })],
                }),
            ],
        });
        await watch.PassAsync(10);
        Assert.Equal(Servers, Rows(watch));
        watch.Director.Kernel.ClearRequests();
        Held before = Held.Now();

        // All are asked again, and their connections held; none is asked a second time meanwhile.
        Volatile.Write(ref holds, true);
        watch.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref held) == Servers, TimeSpan.FromSeconds(60)), $"{held} were asked.");
        Assert.Equal(Servers, watch.Monitor.Running);
        end.SetResult();
        await watch.SettleAsync();
        await watch.PassAsync(2);
        Assert.Equal(0, Rows(watch));
        Volatile.Write(ref holds, false);
        await watch.PassAsync(12);
        Assert.Equal(Servers, Rows(watch));
        Assert.Equal(0, watch.Monitor.Running);
        watch.Director.Kernel.ClearRequests();
        await before.AssertNothingIsLeftAsync();
    }

    private static int Rows(Watch watch) => watch.Director.Client.ReadServices(withRealServers: true).Services.Sum(s => s.RealServers!.Count);
}
