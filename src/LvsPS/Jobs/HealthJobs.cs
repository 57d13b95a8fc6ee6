namespace LvsPS.Jobs;

/// <summary>The health monitors that run in this process, whichever runspace started them.</summary>
internal static class HealthJobs
{
    private static readonly object s_gate = new();
    private static readonly List<LvsHealthJob> s_running = [];

    /// <summary>Those that run, the oldest first.</summary>
    public static IReadOnlyList<LvsHealthJob> Running
    {
        get
        {
            lock (s_gate)
            {
                return [.. s_running];
            }
        }
    }

    /// <summary>Takes note of one that begins.</summary>
    /// <param name="job">The job.</param>
    public static void Add(LvsHealthJob job)
    {
        lock (s_gate)
        {
            s_running.Add(job);
        }
    }

    /// <summary>Takes note of one that has ended.</summary>
    /// <param name="job">The job.</param>
    public static void Remove(LvsHealthJob job)
    {
        lock (s_gate)
        {
            _ = s_running.Remove(job);
        }
    }
}
