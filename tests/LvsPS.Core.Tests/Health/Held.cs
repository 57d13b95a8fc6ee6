using System.Diagnostics;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>What the process has open: sockets, timers, threads beside the thread pool's own, and memory.</summary>
internal sealed record Held(int Sockets, long Timers, int Threads, long MegaBytes)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    /// <summary>What is open now.</summary>
    public static Held Now()
    {
        using var self = Process.GetCurrentProcess();
        return new(
            Directory.GetFiles("/proc/self/fd").Count(IsSocket),
            Timer.ActiveCount,
            self.Threads.Count - ThreadPool.ThreadCount,
            GC.GetTotalMemory(forceFullCollection: true) >> 20);
    }

    /// <summary>Waits until no more is open than was then.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        long started = Stopwatch.GetTimestamp();
        Held after = Now();
        while (!after.IsWithin(this) && Stopwatch.GetElapsedTime(started) < s_deadline)
        {
            await Task.Delay(50);
            after = Now();
        }

        Assert.True(after.IsWithin(this), $"Before: {this}; afterwards: {after}.");
    }

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // It was closed meanwhile.
            return false;
        }
    }

    // A few of each are the runtime's and the test's.
    private bool IsWithin(Held other) =>
        Sockets <= other.Sockets + 2 && Timers <= other.Timers + 2 && Threads <= other.Threads + 4 && MegaBytes <= other.MegaBytes + 8;
}
