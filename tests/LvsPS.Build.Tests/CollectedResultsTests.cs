using LvsPS.Build.Running;
using LvsPS.Build.Testing;
using Xunit;

namespace LvsPS.Build.Tests;

/// <summary>The results of a run, read from the file that it left.</summary>
public sealed class CollectedResultsTests : IDisposable
{
    private const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testName="A.Passes" outcome="Passed" />
            <UnitTestResult testName="A.Is_skipped" outcome="NotExecuted"><Output><ErrorInfo><Message>for a reason</Message></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult testName="A.Fails" outcome="Failed"><Output><ErrorInfo><Message>1 is not 2</Message><StackTrace>at A.Fails()</StackTrace></ErrorInfo></Output></UnitTestResult>
          </Results>
        </TestRun>
        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Each_result_has_its_outcome_and_its_reason()
    {
        File.WriteAllText(_file, Trx);
        Assert.Equal(
            [
                new TestResult("A.Passes", TestOutcome.Passed),
                new TestResult("A.Is_skipped", TestOutcome.Skipped, "for a reason"),
                new TestResult("A.Fails", TestOutcome.Failed, "1 is not 2\nat A.Fails()"),
            ],
            ProjectTests.Collect(_file, new CommandResult(1, []), "A"));
    }

    [Fact]
    public void A_run_that_died_without_a_failed_test_is_a_failure_itself()
    {
        var results = ProjectTests.Collect("/nowhere/none.trx", new CommandResult(134, ["Segmentation fault"]), "A");
        var result = Assert.Single(results);
        Assert.Equal(("A (the run itself)", TestOutcome.Failed), (result.Name, result.Outcome));
        Assert.Contains("Segmentation fault", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_kernel_is_missing_each_test_for_it_is_named()
    {
        TestResult[] simulated = [new("Cases.DumpsOnSimulator.Order(x: 1)", TestOutcome.Passed), new("Cases.Other", TestOutcome.Passed)];
        var skipped = Assert.Single(SkippedTests.OfSuite(simulated, "kernel 6.12", "it is not built"));
        Assert.Equal(new TestResult("Cases.DumpsOnKernel.Order(x: 1) [kernel 6.12]", TestOutcome.Skipped, "it is not built"), skipped);
    }
}
