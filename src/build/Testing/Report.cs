namespace LvsPS.Build.Testing;

/// <summary>Says what did not pass and why, and what tests that passed have to tell, then the one line that counts everything.</summary>
internal static class Report
{
    /// <summary>Writes the report and returns the exit code: 0 only where something passed and nothing failed.</summary>
    internal static int Write(IReadOnlyCollection<TestResult> results, TextWriter output)
    {
        var byOutcome = results.ToLookup(result => result.Outcome);
        foreach (var reason in byOutcome[TestOutcome.Skipped].GroupBy(result => result.Detail))
        {
            output.WriteLine($"Skipped, {reason.Key}:");
            foreach (var result in reason)
            {
                output.WriteLine("  " + result.Name);
            }
        }

        foreach (var said in byOutcome[TestOutcome.Passed].Where(result => result.Detail.Length > 0).GroupBy(result => result.Detail))
        {
            output.WriteLine($"{string.Join(", ", said.Select(result => result.Name))}:");
            output.WriteLine("  " + said.Key.Replace("\n", "\n  ", StringComparison.Ordinal));
        }

        foreach (var result in byOutcome[TestOutcome.Failed])
        {
            output.WriteLine($"FAILED {result.Name}");
            output.WriteLine("  " + result.Detail.Replace("\n", "\n  ", StringComparison.Ordinal));
        }

        var (passed, failed, skipped) = (byOutcome[TestOutcome.Passed].Count(), byOutcome[TestOutcome.Failed].Count(), byOutcome[TestOutcome.Skipped].Count());
        if (passed + failed == 0)
        {
            output.WriteLine("No test ran, which counts as a failure.");
        }

        output.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
