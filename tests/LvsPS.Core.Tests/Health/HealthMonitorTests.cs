using LvsPS.Core.Tests.Client;
using LvsPS.Netlink.Ipvs;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A monitor against a simulated kernel: what it makes of results, and how.</summary>
public sealed class HealthMonitorTests
{
    private static readonly LvsRealServer s_fallback = Director.Server(1, 9);

    [Fact]
    public async Task Servers_that_fail_leave_and_those_that_recover_return()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 2));
        Assert.Equal("1:1 2:2", watch.Table());
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(10);
        Assert.Equal("1:1", watch.Table());
        watch.Farm.Up(Director.Server(1, 2));
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:2", watch.Table());
        Assert.Equal(
            ["Down 10.9.0.2:80 of tcp://10.0.0.1:80", "Up 10.9.0.2:80 of tcp://10.0.0.1:80"],
            watch.Told(LvsHealthEventKind.Up, LvsHealthEventKind.Down).Skip(2));
    }

    [Fact]
    public async Task The_fallback_stands_alone_while_all_are_down_and_goes_when_one_is_up()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fallback = s_fallback }, 1, 1));
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("2:1", watch.Table());
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(10);
        Assert.Equal("9:1", watch.Table());
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("1:1", watch.Table());
        Assert.Equal(
            ["QuorumLost tcp://10.0.0.1:80", "Fallback 10.9.0.9:80 of tcp://10.0.0.1:80", "QuorumGained tcp://10.0.0.1:80", "FallbackEnd 10.9.0.9:80 of tcp://10.0.0.1:80"],
            watch.Told(LvsHealthEventKind.QuorumLost, LvsHealthEventKind.QuorumGained, LvsHealthEventKind.Fallback, LvsHealthEventKind.FallbackEnd));
    }

    [Fact]
    public async Task A_server_that_flaps_below_its_fall_count_stays()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fall = 3 }, 1));
        for (int i = 0; i < 20; i++)
        {
            watch.Farm.Answer = i % 2 == 0 ? _ => LvsCheckResult.Down("503") : null;
            await watch.PassAsync(10);
            Assert.Equal("1:1", watch.Table());
        }
    }

    [Fact]
    public async Task Results_that_contradict_the_state_are_followed_by_fast_checks()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fall = 3, FastInterval = TimeSpan.FromSeconds(1) }, 1));
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(11);
        Assert.Equal("1:1", watch.Table());
        await watch.PassAsync(1);
        Assert.Equal(string.Empty, watch.Table());
        Assert.Equal(4, watch.Farm.RunsOf(Director.Server(1, 1)));
        await watch.PassAsync(8);
        Assert.Equal(5, watch.Farm.RunsOf(Director.Server(1, 1)));
    }

    [Fact]
    public async Task Many_that_fail_together_leave_by_few_sends()
    {
        await using var watch = new Watch();
        await watch.StartAsync(new LvsHealthDocument { Services = [.. Enumerable.Range(1, 20).Select(i => watch.Service(i, [.. Enumerable.Repeat(1, 5)]) with { Fallback = Director.Server(i, 9) })] });
        Assert.Equal("1:1 2:1 3:1 4:1 5:1", watch.Table(20));
        int before = watch.Director.Transport.WritingSends;
        watch.Farm.IsGone = true;
        await watch.PassAsync(10);
        watch.Director.Kernel.ClearRequests();
        watch.Time.Advance(TimeSpan.FromSeconds(5));
        await watch.SettleAsync();
        await watch.PassAsync(1);
        Assert.Equal("9:1", watch.Table(20));

        // Results that come while a round is on its way wait for the next one; a round is one send, or two with the first of 64 requests.
        Assert.InRange(watch.Director.Transport.WritingSends - before, 1, 20);
        Assert.Equal(120, watch.Director.Kernel.Writes.Count);
    }

    [Fact]
    public async Task A_round_of_many_changes_is_one_send()
    {
        await using var watch = new Watch();
        watch.Meanwhile([.. Director.ManyServices(25).Changes]);
        await watch.StartAsync(new LvsHealthDocument
        {
            Services = [.. Enumerable.Range(1, 25).Select(i => watch.Service(i, 7) with { InitialState = LvsInitialState.Up })],
        });
        Assert.Equal(1, watch.Director.Transport.WritingSends);
        Assert.Equal(100, watch.Director.Kernel.Writes.Count);
    }

    [Theory]
    [InlineData(LvsInitialState.AsFound, "1:3 2:0")]
    [InlineData(LvsInitialState.Up, "1:3 2:3 3:3")]
    [InlineData(LvsInitialState.Down, "")]
    public async Task Before_the_first_check_the_initial_state_decides(LvsInitialState initial, string table)
    {
        await using var watch = new Watch();
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")), Director.Add(Director.Server(1, 1, 3)), Director.Add(Director.Server(1, 2, 0)));
        watch.Farm.IsGone = true;
        LvsHealthDocument document = watch.Document(s => s with { InitialState = initial }, 3, 3, 3);
        await watch.StartAsync(document);
        Assert.Equal(table, watch.Table());
        await watch.PassAsync(6);
        Assert.Equal(string.Empty, watch.Table());
    }

    [Fact]
    public async Task A_killed_monitor_that_starts_again_changes_nothing()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(s => s with { Fall = 3, Rise = 2, Fallback = s_fallback }, 1, 2, 3);
        watch.Farm.Down(Director.Server(1, 2));
        watch.Farm.Up(Director.Server(1, 3), weight: 30);
        await watch.StartAsync(document);
        await watch.PassAsync(25);
        Assert.Equal("1:1 3:30", watch.Table());
        await watch.KillAsync();
        watch.Director.Kernel.ClearRequests();
        await watch.StartAsync(document);
        await watch.PassAsync(60);
        Assert.Equal("1:1 3:30", watch.Table());
        Assert.Empty(watch.Director.Kernel.Writes);
    }

    [Fact]
    public async Task A_monitor_that_was_killed_while_the_fallback_answered_changes_nothing()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(s => s with { Fallback = s_fallback, DownAction = LvsDownAction.Quiesce }, 1, 2);
        watch.Farm.Down(Director.Server(1, 1));
        watch.Farm.Down(Director.Server(1, 2));
        await watch.StartAsync(document);
        Assert.Equal("1:0 2:0 9:1", watch.Table());
        await watch.KillAsync();
        watch.Director.Kernel.ClearRequests();
        await watch.StartAsync(document);
        await watch.PassAsync(30);
        Assert.Empty(watch.Director.Kernel.Writes);
        _ = Assert.Single(watch.Told(LvsHealthEventKind.Fallback));
    }

    [Fact]
    public async Task Stopped_to_keep_it_leaves_the_table_as_it_is()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 2));
        await watch.Monitor.StopAsync();
        Assert.Equal("1:1 2:2", watch.Table());
        Assert.Equal(LvsHealthEventKind.Stopped, watch.Events[^1].Kind);
    }

    [Fact]
    public async Task Stopped_to_clean_it_removes_its_services()
    {
        await using var watch = new Watch();
        watch.Meanwhile(Director.Add(Director.Service(2)));
        await watch.StartAsync(watch.Document(s => s with { StopAction = LvsStopAction.Clean }, 1, 2));
        await watch.Monitor.StopAsync();
        Assert.Null(watch.Table());
        Assert.Equal(string.Empty, watch.Table(2));
    }

    [Fact]
    public async Task Stopped_to_clean_it_leaves_what_others_added()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { StopAction = LvsStopAction.Clean }, 1, 2));
        watch.Meanwhile(Director.Add(Director.Server(1, 7)));
        await watch.PassAsync(10);
        await watch.Monitor.StopAsync();
        Assert.Equal("7:1", watch.Table());
    }

    [Theory]
    [InlineData(LvsForeignChange.Respect)]
    [InlineData(LvsForeignChange.Restore)]
    public async Task Stopped_to_clean_it_leaves_what_was_there_in_the_beginning(LvsForeignChange mode)
    {
        await using var watch = new Watch();
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")), Director.Add(Director.Server(1, 7)));
        await watch.StartAsync(watch.Document(s => s with { StopAction = LvsStopAction.Clean, ForeignChange = mode }, 1, 2));
        await watch.Monitor.StopAsync();
        Assert.Equal("7:1", watch.Table());
    }

    [Fact]
    public async Task What_the_kernel_refuses_is_told_once_and_tried_again()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 2));
        watch.Director.Kernel.IsPrivileged = false;
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(30);
        Assert.Equal(LvsHealthState.Down, watch.Monitor.GetStatus()[1].State);
        Assert.Equal(LvsErrorId.PermissionDenied, Assert.Single(watch.Events, e => e.Kind == LvsHealthEventKind.Failed).Error?.ErrorId);
        watch.Director.Kernel.IsPrivileged = true;
        await watch.PassAsync(10);
        Assert.Equal("1:1", watch.Table());
        _ = Assert.Single(watch.Told(LvsHealthEventKind.Recovered));
    }

    [Fact]
    public async Task Lost_answers_are_no_foreign_changes()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 2, 3));
        watch.Director.Transport.LosesAnswersOf = _ => true;
        watch.Farm.Down(Director.Server(1, 2));
        watch.Farm.Up(Director.Server(1, 3), weight: 9);
        await watch.PassAsync(30);
        watch.Director.Transport.LosesAnswersOf = _ => false;
        await watch.PassAsync(20);
        Assert.Equal("1:1 3:9", watch.Table());
        Assert.Empty(watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Fact]
    public async Task A_weight_that_the_check_wants_is_given()
    {
        await using var watch = new Watch();
        watch.Farm.Up(Director.Server(1, 1), weight: 40);
        await watch.StartAsync(watch.Document(1, 2));
        Assert.Equal("1:40 2:2", watch.Table());
        watch.Farm.Up(Director.Server(1, 1), weight: 0);
        await watch.PassAsync(10);
        Assert.Equal("1:0 2:2", watch.Table());
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:2", watch.Table());
    }

    [Fact]
    public async Task A_server_that_comes_back_gets_its_weight_in_steps()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { RampTime = TimeSpan.FromSeconds(20) }, 20, 20));
        Assert.Equal("1:20 2:20", watch.Table());
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(10);
        watch.Farm.Up(Director.Server(1, 2));
        await watch.PassAsync(10);
        var seen = new List<string?> { watch.Table() };
        for (int i = 0; i < 10; i++)
        {
            await watch.PassAsync(2);
            seen.Add(watch.Table());
        }

        Assert.Equal(Enumerable.Range(1, 10).Append(10).Select(t => $"1:20 2:{t * 2}"), seen);
        Assert.Empty(watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Fact]
    public async Task A_check_that_never_answers_is_cancelled_and_never_begun_twice()
    {
        await using var watch = new Watch();
        watch.Farm.Hang(Director.Server(1, 1));
        await watch.StartAsync(watch.Document(s => s with { Interval = TimeSpan.FromSeconds(1) }, 1, 1));
        await watch.PassAsync(60);
        Assert.Equal("2:1", watch.Table());
        Assert.Equal(0, watch.Farm.Overlaps);
        Assert.InRange(watch.Farm.RunsOf(Director.Server(1, 1)), 9, 12);
        Assert.InRange(watch.Farm.RunsOf(Director.Server(1, 2)), 60, 61);
        Assert.InRange(watch.Farm.Cancelled, 9, 12);
        Assert.Equal("no answer within 5 s", watch.Monitor.GetStatus()[0].LastResult?.Reason);
    }

    [Fact]
    public async Task A_check_that_does_not_heed_its_cancellation_fails_and_is_not_begun_twice()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 1));
        Action end = watch.Farm.Stick(Director.Server(1, 1));
        await watch.PassAsync(60);
        Assert.Equal("2:1", watch.Table());
        Assert.Equal(2, watch.Farm.RunsOf(Director.Server(1, 1)));
        watch.Farm.Up(Director.Server(1, 1));
        end();
        await watch.SettleAsync();
        Assert.Equal("2:1", watch.Table());
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:1", watch.Table());
        Assert.Equal(0, watch.Farm.Overlaps);
    }

    [Fact]
    public async Task A_check_that_dies_of_itself_is_a_failure_and_is_begun_again()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1, 1));
        watch.Farm.Answer = _ => null!;
        await watch.PassAsync(10);
        Assert.Equal("", watch.Table());
        watch.Farm.Answer = null;
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:1", watch.Table());
    }

    [Fact]
    public async Task How_long_a_state_lasted_does_not_hang_on_the_time_of_day()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(1));
        await watch.PassAsync(5);
        watch.Time.SetBy = TimeSpan.FromDays(-400);
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(15);
        watch.Time.SetBy = TimeSpan.FromDays(400);
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal(
            [(LvsHealthEventKind.Down, 10), (LvsHealthEventKind.QuorumLost, 10), (LvsHealthEventKind.Up, 20), (LvsHealthEventKind.QuorumGained, 20)],
            watch.Events.Where(e => e.Duration is not null).Skip(1).Select(e => (e.Kind, (int)e.Duration!.Value.TotalSeconds)));
    }

    [Fact]
    public async Task A_file_in_the_maintenance_folder_takes_a_server_down_without_a_check()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lvsps-maintenance");
        try
        {
            await using var watch = new Watch();
            await watch.StartAsync(watch.Document(s => s with { Fall = 3 }, 1, 1) with { MaintenanceFolder = folder.FullName });
            string file = Path.Combine(folder.FullName, "10.9.0.1");
            await File.WriteAllTextAsync(file, string.Empty);
            await watch.PassAsync(10);
            Assert.Equal("2:1", watch.Table());
            int runs = watch.Farm.RunsOf(Director.Server(1, 1));
            await watch.PassAsync(30);
            Assert.Equal(runs, watch.Farm.RunsOf(Director.Server(1, 1)));
            File.Delete(file);
            await watch.PassAsync(10);
            Assert.Equal("1:1 2:1", watch.Table());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_status_says_what_is_known_of_each_server()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fall = 2 }, 1, 5));
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(10);
        LvsHealthStatus status = watch.Monitor.GetStatus()[1];
        Assert.Equal(LvsHealthState.Up, status.State);
        Assert.Equal((0, 1), (status.Successes, status.Failures));
        Assert.Equal("connection refused", status.LastResult?.Reason);
        Assert.Equal(watch.Time.GetUtcNow().AddSeconds(10), status.NextCheck);
        Assert.Equal(watch.Time.GetUtcNow().AddSeconds(-10), status.Since);
        Assert.Equal(watch.Time.GetUtcNow(), status.LastCheck);
        Assert.Equal(5, status.Weight);
        Assert.True(status.HasQuorum);
    }

    [Fact]
    public async Task By_the_clock_of_the_machine_a_server_that_stops_leaves_and_one_that_starts_returns()
    {
        using var director = new Director();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var check = new LvsTcpCheck { Address = System.Net.IPAddress.Loopback, Port = port, Timeout = TimeSpan.FromMilliseconds(100) };
        var document = new LvsHealthDocument
        {
            Services =
            [
                new LvsHealthService
                {
                    Service = Director.Service(1),
                    Servers = [new LvsHealthServer { RealServer = Director.Server(1, 1), Check = check }],
                    Fallback = s_fallback,
                    Interval = TimeSpan.FromMilliseconds(100),
                },
            ],
        };
        await using var monitor = new HealthMonitor(document, director.Client, new SimulatedStateFile("suspensions"), new SimulatedStateFile("holds"), _ => { });
        monitor.Start();
        await UntilAsync(director, 1);
        listener.Stop();
        await UntilAsync(director, 9);
        using var again = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        again.Start();
        await UntilAsync(director, 1);
        await monitor.StopAsync();
        Assert.Equal(0, monitor.Running);
    }

    [Fact]
    public async Task Each_change_is_told_with_how_it_was_before_and_is_now()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { DownAction = LvsDownAction.Quiesce }, 1, 5));
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(10);
        LvsHealthEvent change = watch.Events.Last(e => e.Kind == LvsHealthEventKind.Changed);
        Assert.Equal(("masquerade, weight 5", "masquerade, weight 0"), (change.From, change.To));
        Assert.Equal(IpvsCommand.SetDestination, watch.Director.Kernel.Writes[^1].Command);
    }

    private static async Task UntilAsync(Director director, byte server)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (director.Client.ReadRealServers(Director.Id(1)) is not [LvsRealServer only] || only.Address.GetAddressBytes()[3] != server)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"Server {server} does not stand alone.");
            await Task.Delay(20);
        }
    }
}
