using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>Exit codes as pwsh has them.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 5", 5)]
    [InlineData("/bin/false", 1)]
    [InlineData("Get-Command no-such-command", 1)]
    [InlineData("Get-Command no-such-command; 1", 0)]
    [InlineData("no-such-command", 1)]
    [InlineData("throw 'x'", 1)]
    [InlineData("if (", 1)]
    public void A_command_exits_with_1_when_its_last_statement_failed(string command, int code) =>
        Assert.Equal(code, ShellProcess.Command(command).ExitCode);

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("exit 0", 0)]
    [InlineData("1", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Command no-such-command", 0)]
    [InlineData("/bin/sh -c 'exit 9'", 0)]
    [InlineData("/bin/sh -c 'exit 9'; exit $LASTEXITCODE", 9)]
    [InlineData("if (", 1)]
    public void A_script_exits_with_its_own_code_or_1_when_an_error_ended_it(string script, int code) =>
        Assert.Equal(code, ShellProcess.Script(script).ExitCode);

    [Fact]
    public void A_command_line_that_makes_no_sense_exits_with_64()
    {
        Assert.Equal(64, ShellProcess.Run("-Bogus").ExitCode);
        Assert.Equal(64, ShellProcess.Run("/nowhere/there-is-no-such.ps1").ExitCode);
        Assert.Equal(64, ShellProcess.Run("-Command").ExitCode);
    }

    [Fact]
    public void SIGINT_stops_the_script_with_its_cleanup_and_exits_with_130()
    {
        var run = Interrupt("-INT");
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("cleaned up", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not reached", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SIGTERM_stops_the_script_with_its_cleanup_and_exits_with_143()
    {
        var run = Interrupt("-TERM");
        Assert.Equal(143, run.ExitCode);
        Assert.Contains("cleaned up", run.Output, StringComparison.Ordinal);
    }

    private static ShellRun Interrupt(string signal)
    {
        using var script = new TemporaryScript("""
            try { 'started'; while ($true) { [Threading.Thread]::Sleep(20) } } finally { [Console]::WriteLine('cleaned up') }
            'not reached'
            """);
        using var process = ShellProcess.Start("dotnet", [], ShellProcess.Assembly, "-NoModule", script.Path);
        Assert.Equal("started", process.StandardOutput.ReadLine());
        using var kill = ShellProcess.Start("kill", [], signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        kill.WaitForExit();
        return ShellProcess.Finish(process);
    }
}
