namespace LvsPS.Build.Testing;

/// <summary>
/// A job that runs once more when it failed. Tests share their processors with whatever else the machine does, and many are about packets,
/// terminals and seconds; what is really broken fails twice. That a first run failed is told with all that it said, for somebody to mend:
/// a property test names the seed by which it fails again.
/// </summary>
internal sealed class SecondChance(ITestJob job) : ITestJob
{
    public string Name => job.Name;

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var first = await job.RunAsync(processor);
        var failed = first.Where(result => result.Outcome == TestOutcome.Failed).ToLookup(result => result.Name, result => result.Detail);
        if (failed.Count == 0)
        {
            return first;
        }

        var second = await job.RunAsync(processor);
        return [.. second.Select(result => result.Outcome == TestOutcome.Passed && failed.Contains(result.Name)
            ? result with { Detail = $"passed at its second run; the first one failed:\n{string.Join('\n', failed[result.Name])}" }
            : result)];
    }
}
