namespace LvsPS.Shell.Tests;

/// <summary>How a run of the shell ended and what it printed.</summary>
internal sealed record ShellRun(int ExitCode, string Output, string Error);
