namespace LvsPS.Build.Testing;

/// <summary>Tests that cannot run here, by name, for a reason that the caller knows.</summary>
internal static class SkippedTests
{
    /// <summary>The conformance suite on a kernel that is not there: each of its tests, named after its twin for the simulator.</summary>
    internal static IEnumerable<TestResult> OfSuite(IEnumerable<TestResult> simulated, string title, string reason) =>
        simulated.Where(result => result.Name.Contains(GuestSuite.SimulatedSide, StringComparison.Ordinal))
            .Select(result => result.Name.Replace(GuestSuite.SimulatedSide, GuestSuite.RealSide, StringComparison.Ordinal))
            .Select(name => new TestResult($"{name} [{title}]", TestOutcome.Skipped, reason));

    internal static IEnumerable<TestResult> OfCases(IEnumerable<GuestCase> cases, string reason) =>
        cases.Select(one => new TestResult(one.Name, TestOutcome.Skipped, reason));
}
