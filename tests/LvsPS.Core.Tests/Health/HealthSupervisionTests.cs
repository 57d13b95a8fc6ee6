using LvsPS.Core.Tests.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A monitor under a service manager: what that is told, and when.</summary>
public sealed class HealthSupervisionTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_is_ready_when_each_server_was_checked_and_the_table_is_right()
    {
        using var manager = new ManagerSocket();
        using var notifier = new ServiceNotifier(manager.Address);
        await using var watch = new Watch();
        watch.Farm.Down(Director.Server(1, 1));
        watch.Farm.Hang(Director.Server(1, 2));
        await watch.StartAsync(watch.Document(1, 1, 1));
        await using var supervision = new HealthSupervision(watch.Monitor, notifier, () => { }, watch.Time);
        supervision.Start();
        Assert.False(watch.Monitor.Settled.IsCompleted);

        // Until the check that hangs has failed by its time limit.
        await watch.PassAsync(1);
        Assert.Equal("STATUS=1 of 3 servers up, 1 not yet checked", manager.Receive());
        await watch.PassAsync(10);
        Assert.Equal("READY=1\nSTATUS=1 of 3 servers up", manager.Await("READY=1"));
        Assert.Equal("3:1", watch.Table());
    }

    [Fact]
    public async Task It_is_not_ready_while_the_kernel_lets_nothing_be_read()
    {
        await using var watch = new Watch();
        watch.Director.Kernel.IsPrivileged = false;
        await watch.StartAsync(watch.Document(1));
        await watch.PassAsync(20);
        Assert.False(watch.Monitor.Settled.IsCompleted);
        watch.Director.Kernel.IsPrivileged = true;
        await watch.PassAsync(10);
        await watch.Monitor.Settled.WaitAsync(s_deadline);
        Assert.Equal("1:1", watch.Table());
    }

    [Fact]
    public async Task One_service_that_the_kernel_refuses_keeps_it_from_nothing()
    {
        await using var watch = new Watch();
        LvsHealthService refused = watch.Service(2, 1);
        refused = refused with { Service = refused.Service with { Scheduler = "nosuch" } };
        await watch.StartAsync(new LvsHealthDocument { Services = [watch.Service(1, 1), refused] });
        await watch.PassAsync(20);
        _ = Assert.Single(watch.Events, e => e.Kind == LvsHealthEventKind.Failed);
        await watch.Monitor.Settled.WaitAsync(s_deadline);
        watch.Monitor.Replace(watch.Document(1));
        await watch.PassAsync(10);
        _ = Assert.Single(watch.Told(LvsHealthEventKind.Recovered));
    }

    [Fact]
    public async Task A_change_of_the_servers_is_told()
    {
        using var manager = new ManagerSocket();
        using var notifier = new ServiceNotifier(manager.Address);
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 1));
        await using var supervision = new HealthSupervision(watch.Monitor, notifier, () => { }, watch.Time);
        supervision.Start();
        Assert.Equal("READY=1\nSTATUS=2 of 2 servers up", manager.Receive());
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(11);
        Assert.Equal("STATUS=1 of 2 servers up", manager.Receive());
    }

    [Fact]
    public async Task A_reload_is_begun_and_ended_with_the_round_that_the_new_document_wants()
    {
        using var manager = new ManagerSocket();
        using var notifier = new ServiceNotifier(manager.Address);
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1));
        await using var supervision = new HealthSupervision(watch.Monitor, notifier, () => watch.Monitor.Replace(watch.Document(7)), watch.Time);
        supervision.Start();
        _ = manager.Await("READY=1");
        await supervision.ReloadAsync();
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", manager.Receive(), StringComparison.Ordinal);
        Assert.Equal("READY=1\nSTATUS=1 of 1 servers up", manager.Receive());
        Assert.Equal("1:7", watch.Table());
        await supervision.StopAsync();
        Assert.Equal("STOPPING=1", manager.Await("STOPPING=1"));
        Assert.Equal("1:7", watch.Table());
    }

    [Fact]
    public async Task Signs_of_life_end_with_the_life_of_the_loop()
    {
        using var manager = new ManagerSocket();
        using var notifier = new ServiceNotifier(manager.Address, TimeSpan.FromSeconds(30));
        await using var watch = new Watch();
        using var hangs = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        var monitor = new HealthMonitor(
            watch.Document(1),
            watch.Director.Client,
            new SimulatedStateFile("suspensions"),
            watch.Holds,
            happened =>
            {
                if (happened.Kind == LvsHealthEventKind.Down)
                {
                    hangs.Set();
                    goesOn.Wait();
                }
            },
            watch.Time);
        monitor.Start();
        await using (var supervision = new HealthSupervision(monitor, notifier, () => { }, watch.Time))
        {
            supervision.Start();
            Assert.Equal(["READY=1\nSTATUS=1 of 1 servers up", "WATCHDOG=1"], new[] { manager.Receive(), manager.Receive() }.Order(StringComparer.Ordinal));
            watch.Time.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal("WATCHDOG=1", manager.Receive());

            watch.Farm.Down(Director.Server(1, 1));
            Assert.True(SpinWait.SpinUntil(() => Advanced(watch.Time) && hangs.IsSet, s_deadline));

            // One may be on its way that the loop had answered.
            var said = new List<string>();
            for (int i = 0; i < 300; i++)
            {
                _ = Advanced(watch.Time);
                Thread.Yield();
                while (manager.HasMore)
                {
                    said.Add(manager.Receive());
                }
            }

            Assert.True(said.Count(s => s == "WATCHDOG=1") <= 2, string.Join('|', said));
            goesOn.Set();
            Assert.Equal("WATCHDOG=1", Advancing(watch.Time, manager, "WATCHDOG=1"));
        }

        await monitor.DisposeAsync();
    }

    private static bool Advanced(FakeTimeProvider time)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    /// <summary>Lets time pass until something is said that begins so.</summary>
    private static string Advancing(FakeTimeProvider time, ManagerSocket manager, string beginning)
    {
        string said = string.Empty;
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    while (manager.HasMore)
                    {
                        said = manager.Receive();
                        if (said.StartsWith(beginning, StringComparison.Ordinal))
                        {
                            return true;
                        }
                    }

                    time.Advance(TimeSpan.FromSeconds(1));
                    return false;
                },
                s_deadline),
            said);
        return said;
    }
}
