namespace LvsPS.Build.Testing;

/// <summary>One test: its name, how it ended, and why, where it did not pass.</summary>
internal sealed record TestResult(string Name, TestOutcome Outcome, string Detail = "");
