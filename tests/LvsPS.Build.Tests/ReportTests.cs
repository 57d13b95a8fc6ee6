using LvsPS.Build.Testing;
using Xunit;

namespace LvsPS.Build.Tests;

/// <summary>What the test command says at its end, and its exit code.</summary>
public sealed class ReportTests
{
    private static readonly TestResult s_passed = new("One that passed", TestOutcome.Passed);
    private static readonly TestResult s_failed = new("One that failed", TestOutcome.Failed, "because\nof this");
    private static readonly TestResult s_skipped = new("One that was skipped", TestOutcome.Skipped, "no kernel");

    [Fact]
    public void The_last_line_counts_everything()
    {
        var (code, lines) = Write(s_passed, s_passed, s_failed, s_skipped);
        Assert.Equal("2 passed, 1 failed, 1 skipped", lines[^1]);
        Assert.Equal(1, code);
    }

    [Fact]
    public void Each_skipped_test_is_named_under_its_reason()
    {
        var (code, lines) = Write(s_passed, s_skipped, s_skipped with { Name = "Another" });
        Assert.Equal(["Skipped, no kernel:", "  One that was skipped", "  Another", "1 passed, 0 failed, 2 skipped"], lines);
        Assert.Equal(0, code);
    }

    [Fact]
    public void A_failed_test_is_named_with_all_that_it_said()
    {
        var (_, lines) = Write(s_failed);
        Assert.Equal(["FAILED One that failed", "  because", "  of this", "0 passed, 1 failed, 0 skipped"], lines);
    }

    [Fact]
    public void What_tests_that_passed_have_to_tell_is_told_once()
    {
        var (code, lines) = Write(s_passed with { Detail = "500 tables\nof a seed" }, new TestResult("Its twin", TestOutcome.Passed, "500 tables\nof a seed"), s_passed);
        Assert.Equal(["One that passed, Its twin:", "  500 tables", "  of a seed", "3 passed, 0 failed, 0 skipped"], lines);
        Assert.Equal(0, code);
    }

    [Fact]
    public void A_run_in_which_nothing_ran_fails()
    {
        Assert.Equal(1, Write().Code);
        Assert.Equal(1, Write(s_skipped).Code);
    }

    private static (int Code, string[] Lines) Write(params TestResult[] results)
    {
        using var output = new StringWriter();
        var code = Report.Write(results, output);
        return (code, output.ToString().TrimEnd('\n').Split('\n'));
    }
}
