namespace LvsPS.Build.Testing;

/// <summary>Tests that cannot run here, by name, for a reason that the caller knows.</summary>
internal static class SkippedTests
{
    /// <summary>The conformance suite on a kernel that is not there: each of its tests, as the simulator's side has named them.</summary>
    internal static IEnumerable<TestResult> OfSuite(IEnumerable<TestResult> simulated, string title, string reason) =>
        simulated.Select(result => new TestResult($"{result.Name} [{title}]", TestOutcome.Skipped, reason));

    internal static IEnumerable<TestResult> OfCases(IEnumerable<GuestCase> cases, string reason) =>
        cases.Select(one => new TestResult(one.Name, TestOutcome.Skipped, reason));
}
