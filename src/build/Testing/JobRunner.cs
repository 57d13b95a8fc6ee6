using System.Diagnostics;

namespace LvsPS.Build.Testing;

/// <summary>Runs jobs two at a time, since no more than two processors are taken for granted, and says how each went.</summary>
internal static class JobRunner
{
    private const int AtOnce = 2;

    /// <summary>The results of each job, in the order of the jobs.</summary>
    internal static async Task<Dictionary<ITestJob, IReadOnlyList<TestResult>>> RunAsync(IReadOnlyList<ITestJob> jobs)
    {
        var results = new Dictionary<ITestJob, IReadOnlyList<TestResult>>();
        var waiting = new Queue<ITestJob>(jobs);
        var writing = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, Environment.ProcessorCount)).Select(WorkAsync));
        return results;

        async Task WorkAsync(int processor)
        {
            while (Next() is { } job)
            {
                var watch = Stopwatch.StartNew();
                var found = await job.RunAsync(processor);
                lock (writing)
                {
                    results[job] = found;
                    Console.WriteLine($"  {Describe(found)}  {job.Name}, {watch.Elapsed.TotalSeconds:0.0} s");
                }
            }
        }

        ITestJob? Next()
        {
            lock (writing)
            {
                return waiting.TryDequeue(out var job) ? job : null;
            }
        }
    }

    private static string Describe(IReadOnlyList<TestResult> results)
    {
        var failed = results.Count(result => result.Outcome == TestOutcome.Failed);
        var passed = results.Count(result => result.Outcome == TestOutcome.Passed);
        return failed > 0 ? $"FAILED {failed} of {passed + failed}" : $"{passed} passed";
    }
}
