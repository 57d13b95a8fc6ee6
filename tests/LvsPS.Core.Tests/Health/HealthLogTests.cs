using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LvsPS.Core.Tests.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>Logs of a monitor that cannot be written, or not now.</summary>
public sealed class HealthLogTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsps-log");
    private readonly ConcurrentQueue<(LvsHealthEventKind Kind, string Reason)> _told = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_log_that_nobody_takes_does_not_fill_the_memory_and_what_was_lost_is_told_when_it_is_taken_again()
    {
        // Nothing can be written to a pipe that nobody reads, as to a disk that hangs.
        string pipe = InFolder("pipe");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        const int All = 3 * LossyQueue<int>.Capacity;
        HealthLog log = Log();
        for (int i = 0; i < All; i++)
        {
            log.Add(pipe, Event($"number {i}"));
        }

        using var reader = new StreamReader(new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1));
        using var limit = new CancellationTokenSource(s_deadline);
        int written = 0;
        for (string? line = null; line?.EndsWith("the last one", StringComparison.Ordinal) != true; written++)
        {
            line = await reader.ReadLineAsync(limit.Token);
            if (written == LossyQueue<int>.Capacity)
            {
                log.Add(pipe, Event("the last one"));
            }
        }

        Assert.InRange(written, LossyQueue<int>.Capacity, All - LossyQueue<int>.Capacity);
        Assert.All(_told, t => Assert.Equal(LvsHealthEventKind.Recovered, t.Kind));
        Assert.Equal(All + 1 - written, _told.Sum(t => Lost(t.Reason)));
        await log.CloseAsync();
    }

    [Fact]
    public async Task The_end_does_not_wait_for_ever_for_a_log_that_hangs()
    {
        string pipe = InFolder("pipe");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        HealthLog log = Log();
        log.Add(pipe, Event("one"));
        await log.CloseAsync().WaitAsync(s_deadline);
        Assert.Equal((LvsHealthEventKind.Failed, "what was left for the logs could not be written within 5 s"), Assert.Single(_told));
        await using var reader = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
    }

    [Theory]
    [InlineData("none/health.log")]
    [InlineData("null\0character")]
    public async Task Whatever_is_wrong_with_one_log_the_others_are_written(string name)
    {
        HealthLog log = Log();
        string good = InFolder("good.log");
        for (int i = 0; i < 3; i++)
        {
            log.Add(InFolder(name), Event("one"));
            log.Add(good, Event("two"));
        }

        await log.CloseAsync().WaitAsync(s_deadline);
        Assert.Equal(3, (await File.ReadAllLinesAsync(good)).Length);
        Assert.Equal(LvsHealthEventKind.Failed, Assert.Single(_told).Kind);
    }

    [Fact]
    public async Task What_was_lost_while_a_log_could_not_be_written_is_told_when_it_can()
    {
        HealthLog log = Log();
        string path = InFolder("later/health.log");
        log.Add(path, Event("one"));
        Assert.True(SpinWait.SpinUntil(() => _told.Count == 1, s_deadline));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        log.Add(path, Event("two"));
        await log.CloseAsync().WaitAsync(s_deadline);
        Assert.Equal((LvsHealthEventKind.Recovered, $"the log {path} is written again: 1 entry was lost"), _told.Last());
        Assert.EndsWith("two", Assert.Single(await File.ReadAllLinesAsync(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_a_check_has_the_time_of_the_clock()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var log = new HealthLog("web", null, (kind, reason) => _told.Enqueue((kind, reason)), time);
        log.Add(InFolder("checks"), Director.Server(1, 1), LvsCheckResult.Up("fine"));
        await log.CloseAsync().WaitAsync(s_deadline);
        Assert.StartsWith("[Fri Jan  2 03:04:05 2026] ", Assert.Single(await File.ReadAllLinesAsync(InFolder("checks"))), StringComparison.Ordinal);
    }

    private static int Lost(string reason) => int.Parse(
        Assert.Single(Regex.Matches(reason, "^what is written of the logs was held up: ([0-9]+) entries were lost$")).Groups[1].Value, CultureInfo.InvariantCulture);

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private static LvsHealthEvent Event(string reason) => new(DateTimeOffset.UnixEpoch, LvsHealthEventKind.Failed) { Reason = reason };

    private HealthLog Log() => new("web", null, (kind, reason) => _told.Enqueue((kind, reason)));
}
