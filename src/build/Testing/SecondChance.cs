namespace LvsPS.Build.Testing;

/// <summary>
/// A job that runs once more when it failed. A guest of the lab shares its processor with whatever else the machine does, and a case is
/// about packets and seconds; what is really broken fails twice. That a first run failed is told with all that it said.
/// </summary>
internal sealed class SecondChance(ITestJob job) : ITestJob
{
    public string Name => job.Name;

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var first = await job.RunAsync(processor);
        var failed = first.Where(result => result.Outcome == TestOutcome.Failed).ToDictionary(result => result.Name, result => result.Detail);
        if (failed.Count == 0)
        {
            return first;
        }

        var second = await job.RunAsync(processor);
        return [.. second.Select(result => result.Outcome == TestOutcome.Passed && failed.TryGetValue(result.Name, out var detail)
            ? result with { Detail = $"passed at its second run; the first one failed:\n{detail}" }
            : result)];
    }
}
