using System.Collections.Concurrent;
using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>What is run at events.</summary>
public sealed class HealthActionTests
{
    [Fact]
    public async Task An_executable_finds_the_event_in_its_environment_and_its_arguments_as_they_are()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lvsps-actions");
        try
        {
            string file = Path.Combine(folder.FullName, "said");
            const string Script = "printf '%s|' \"$@\" $LVSPS_EVENT $LVSPS_SERVICE $LVSPS_SERVER $LVSPS_FROM $LVSPS_TO > \"$0\"";
            var action = LvsHealthAction.ForExecutable("/bin/sh", "-c", Script, file, "a b", "$HOME", "*");
            await using var watch = new Watch();
            await watch.StartAsync(watch.Document(s => s with { OnDown = action }, 1, 1));
            watch.Farm.Down(Director.Server(1, 1));
            await watch.PassAsync(10);
            await watch.Monitor.StopAsync();
            Assert.Equal("a b|$HOME|*|Down|tcp://10.0.0.1:80|10.9.0.1:80|Up|Down|", await File.ReadAllTextAsync(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("/bin/sh", "echo no >&2; exit 3", 60, "ended with 3: no")]
    [InlineData("/bin/sh", "sleep 300 & sleep 300", 1, "did not end within 1 s")]
    [InlineData("/no/such/executable", "", 60, "No such file or directory")]
    public async Task An_action_that_fails_is_told_and_the_monitor_goes_on(string executable, string script, int seconds, string told)
    {
        await using var watch = new Watch();
        LvsHealthAction action = LvsHealthAction.ForExecutable(executable, "-c", script) with { Timeout = TimeSpan.FromSeconds(seconds) };
        await watch.StartAsync(watch.Document(s => s with { OnDown = action }, 1, 1));
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(10);
        await watch.Monitor.StopAsync();
        Assert.Equal("2:1", watch.Table());
        Assert.Contains(told, Assert.Single(watch.Events, e => e.Kind == LvsHealthEventKind.ActionFailed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_blocks_are_run_in_the_order_of_the_events_of_their_service()
    {
        var seen = new ConcurrentQueue<string>();
        LvsHealthAction Note(string what) => LvsHealthAction.ForScript(what, async (happened, _) =>
        {
            await Task.Yield();
            seen.Enqueue($"{what} {happened.Kind}");
        });
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(
            s => s with
            {
                Fallback = Director.Server(1, 9),
                OnUp = Note("up"),
                OnDown = Note("down"),
                OnQuorumLost = Note("lost"),
                OnQuorumGained = Note("gained"),
                OnFallback = Note("fallback"),
                OnFallbackEnd = Note("end"),
                RunsActionsAtStop = true,
            },
            1));
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(10);
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(10);
        await watch.Monitor.StopAsync();
        Assert.Equal(
            [
                "up Up", "down Down", "lost QuorumLost", "fallback Fallback", "up Up", "gained QuorumGained", "end FallbackEnd", "down Down",
                "lost QuorumLost",
            ],
            seen);
    }

    [Fact]
    public async Task An_action_of_a_server_stands_in_for_that_of_its_service()
    {
        int own = 0;
        LvsHealthAction count = LvsHealthAction.ForScript("own", (_, _) => Task.FromResult(Interlocked.Increment(ref own)));
        LvsHealthAction fail = LvsHealthAction.ForScript("service", (_, _) => throw new InvalidOperationException("not this one"));
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { OnDown = fail, Servers = [s.Servers[0] with { OnDown = count }] }, 1));
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(10);
        await watch.Monitor.StopAsync();
        Assert.Equal(1, own);
        Assert.Empty(watch.Told(LvsHealthEventKind.ActionFailed));
    }

    [Fact]
    public async Task The_end_waits_for_all_actions_together_as_long_as_for_one_and_tells_what_it_gave_up()
    {
        LvsHealthAction hang = LvsHealthAction.ForScript("hang", (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation)) with { Timeout = TimeSpan.FromHours(1) };
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { OnUp = hang, OnDown = hang, RunsActionsAtStop = true }, 1, 1, 1));
        Task end = watch.Monitor.StopAsync();
        for (int i = 0; !end.IsCompleted; i++)
        {
            Assert.True(i < 10_000, "The monitor does not end.");
            await Task.Delay(1);
            watch.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await end;
        Assert.Equal(
            ["6 actions were given up, since actions may take 60 s at the end of the monitor, together"],
            watch.Events.Where(e => e.Kind == LvsHealthEventKind.ActionFailed).Select(e => e.Reason));
        Assert.Equal(LvsHealthEventKind.Stopped, watch.Events[^1].Kind);
    }
}
