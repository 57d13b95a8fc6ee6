using System.Globalization;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>
/// The time that a match takes, as the processor counts it: a time limit of .NET goes by the clock on the wall, and on a busy machine a
/// match may stand still for longer than that.
/// </summary>
internal static class PatternTime
{
    // Enough for a machine that gives a thread a twentieth of its time.
    private const int MostAttempts = 20;

    /// <summary>Makes a match that ran out of its time anew, until it ends or has had its time of the processor.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="match">The match, with its time limit.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="clock">The time that this thread has had of the processor; null for the kernel's count.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="RegexMatchTimeoutException">It has had half of the limit at least of the processor's own time, and did not end.</exception>
    public static T Again<T>(Func<T> match, TimeSpan limit, Func<TimeSpan>? clock = null)
    {
        clock ??= OfThread;
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan before = clock();
            try
            {
                return match();
            }
            catch (RegexMatchTimeoutException) when (attempt < MostAttempts && clock() - before < limit / 2)
            {
                // Others had the processor meanwhile.
            }
        }
    }

    /// <summary>What this thread has had of the processor (proc_pid_schedstat(5): nanoseconds, the first field).</summary>
    private static TimeSpan OfThread()
    {
        try
        {
            string text = File.ReadAllText("/proc/thread-self/schedstat");
            return TimeSpan.FromTicks(long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) / 100);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // A kernel that does not count: the clock on the wall is what there is.
            return TimeSpan.FromMilliseconds(Environment.TickCount64);
        }
    }
}
