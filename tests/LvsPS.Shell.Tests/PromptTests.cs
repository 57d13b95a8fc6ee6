using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>The prompt, on a pseudo-terminal made by script(1).</summary>
public sealed class PromptTests
{
    [Fact]
    public void Statements_are_read_at_a_prompt_over_several_lines_and_exit_ends_it()
    {
        var run = AtTerminal("-NoModule", "1 + 41\nif ($true) {\n'mul' + 'ti'\n}\nexit 3\n");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("LVS ", run.Output, StringComparison.Ordinal);
        Assert.Contains("42", run.Output, StringComparison.Ordinal);
        Assert.Contains(">> ", run.Output, StringComparison.Ordinal);
        Assert.Contains("multi", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_leaves_the_prompt_standing()
    {
        var run = AtTerminal("-NoModule", "no-such-command\n'still ' + 'here'\nexit\n");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("still here", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_shows_on_a_terminal()
    {
        var run = AtTerminal(
            "-NoModule", "function f { [CmdletBinding()] param() $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'working', ('half' + ' way'))) }; f\nexit\n");
        Assert.Contains("working: half way", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Native_commands_have_the_terminal_for_themselves() =>
        Assert.Contains("has a terminal", AtTerminal("-NoModule", "/bin/sh -c 'test -t 1 && echo has a \"\"terminal'\nexit\n").Output, StringComparison.Ordinal);

    private static ShellRun AtTerminal(string options, string typed)
    {
        using var process = ShellProcess.Start("script", new() { ["TERM"] = "xterm" }, "-qec", $"dotnet '{ShellProcess.Assembly}' {options}", "/dev/null");
        process.StandardInput.Write(typed);
        process.StandardInput.Flush();
        return ShellProcess.Finish(process);
    }
}
