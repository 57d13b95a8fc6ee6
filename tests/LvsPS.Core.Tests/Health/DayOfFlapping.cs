using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A simulated day of servers that come and go, in a process of its own, and what that process holds at two of its hours.</summary>
internal static class DayOfFlapping
{
    /// <summary>What the process is told to do.</summary>
    public const string Word = "day-of-flapping";

    private const int Early = 2;
    private const int Late = 24;

    // The runtime's pools of buffers let go of what nobody used for half a minute, at one of the collections after that.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts the process and waits for its end.</summary>
    /// <returns>What it held early and late.</returns>
    public static async Task<(Reading Early, Reading Late)> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DayOfFlapping).Assembly.Location, Word]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{said}{await errors}");
        Reading[] readings = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Reading.Parse)];
        return (readings[0], readings[1]);
    }

    /// <summary>The day itself.</summary>
    /// <returns>The readings, a line each, not written while it lasts: a console opens files of its own.</returns>
    public static async Task<string> RunAsync()
    {
        await using var watch = new Watch { KeepsEvents = false };
        var random = new Random(5);
        await watch.StartAsync(new LvsHealthDocument
        {
            Services =
            [
                .. Enumerable.Range(1, 4).Select(i => watch.Service(i, 1, 2, 3) with
                {
                    Fall = 2, Rise = 2, Fallback = Director.Server(i, 9), Jitter = TimeSpan.FromSeconds(1),
                }),
            ],
        });
        Reading? early = null;
        for (int hour = 1; hour <= Late; hour++)
        {
            watch.Farm.Answer = _ =>
            {
                lock (random)
                {
                    return random.Next(2) == 0 ? LvsCheckResult.Down("refused") : LvsCheckResult.Up("fine") with { Weight = random.Next(1, 100) };
                }
            };
            await watch.PassAsync(3540);
            watch.Farm.Answer = null;
            await watch.PassAsync(60);
            Assert.All(Enumerable.Range(1, 4), service => Assert.Equal("1:1 2:2 3:3", watch.Table(service)));
            Assert.Equal(0, watch.Farm.Overlaps);
            watch.Director.Kernel.ClearRequests();
            if (hour == Early)
            {
                early = await Reading.TakeAsync(null);
            }
        }

        return $"{early}\n{await Reading.TakeAsync(early)}\n";
    }

    /// <summary>What the process holds: bytes of managed memory after collections, open files beside assemblies, timers, and threads beside the pool's.</summary>
    internal sealed record Reading(long Bytes, int Files, long Timers, int Threads)
    {
        /// <summary>Takes one, when the runtime has had time to let go of what it keeps for later.</summary>
        /// <param name="before">One that it should be like, which may take longer; null for none.</param>
        public static async Task<Reading> TakeAsync(Reading? before)
        {
            long started = Stopwatch.GetTimestamp();
            Reading now;
            TimeSpan passed;
            do
            {
                await Task.Delay(1000);
                now = Take();
                passed = Stopwatch.GetElapsedTime(started);
            }
            while (passed < s_settling || (before is not null && !now.IsLike(before) && passed < s_patience));
            return now;
        }

        public static Reading Parse(string line)
        {
            long[] numbers = [.. line.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
            return new Reading(numbers[0], (int)numbers[1], numbers[2], (int)numbers[3]);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes} {Files} {Timers} {Threads}");

        /// <summary>Whether as much is held as in another, memory within 5 % either way; of threads there may be fewer.</summary>
        public bool IsLike(Reading other) =>
            Math.Abs(Bytes - other.Bytes) * 20 <= other.Bytes && Files == other.Files && Timers == other.Timers && Threads <= other.Threads;

        /// <summary>Assemblies are loaded when they are needed first, and stay open.</summary>
        private static bool IsOwn(string descriptor)
        {
            try
            {
                return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.EndsWith(".dll", StringComparison.Ordinal) != true;
            }
            catch (IOException)
            {
                // The one by which they are listed.
                return false;
            }
        }

        private static Reading Take()
        {
            for (int i = 0; i < 5; i++)
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            using var self = Process.GetCurrentProcess();
            return new Reading(
                GC.GetTotalMemory(forceFullCollection: true),
                Directory.GetFiles("/proc/self/fd").Count(IsOwn),
                Timer.ActiveCount,
                self.Threads.Count - ThreadPool.ThreadCount);
        }
    }
}
