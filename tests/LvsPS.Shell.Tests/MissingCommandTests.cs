using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>Commands of pwsh's own modules, which the bare engine lacks.</summary>
public sealed class MissingCommandTests
{
    [Theory]
    [InlineData("Select-Object", "Microsoft.PowerShell.Utility")]
    [InlineData("write-host hello", "Microsoft.PowerShell.Utility")]
    [InlineData("Join-Path a b", "Microsoft.PowerShell.Management")]
    [InlineData("Import-Csv x.csv", "Microsoft.PowerShell.Utility")]
    [InlineData("select Name", "Microsoft.PowerShell.Utility")]
    public void The_error_names_the_module_and_the_fix(string command, string module)
    {
        var run = ShellProcess.Command(command);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"pwsh's module {module}", run.Error, StringComparison.Ordinal);
        Assert.Contains("Install PowerShell 7.4 or later", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_the_same_error_as_for_any_command_that_is_not_found()
    {
        var run = ShellProcess.Command("try { Write-Host x } catch { $_.FullyQualifiedErrorId; $_.TargetObject; $_.ErrorDetails.RecommendedAction.Length -gt 0 }");
        Assert.Equal("CommandNotFoundException\nWrite-Host\nTrue\n", run.Output);
    }

    [Fact]
    public void Looking_for_one_finds_nothing_and_says_nothing()
    {
        var run = ShellProcess.Command("$null -eq (Get-Command Write-Host -ErrorAction Ignore)");
        Assert.Equal(("True\n", ""), (run.Output, run.Error));
    }

    [Fact]
    public void Any_other_command_is_simply_not_found() =>
        Assert.DoesNotContain("pwsh", ShellProcess.Command("no-such-command").Error, StringComparison.Ordinal);

    [Fact]
    public void The_list_names_no_command_that_the_engine_has()
    {
        var list = File.ReadLines(Path.Combine(ShellProcess.Root, "src/LvsPS.Shell/Missing/PwshCommands.txt"))
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var present = ShellProcess.Command("Get-Command | ForEach-Object Name").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(present);
        Assert.DoesNotContain(present, list.Contains);
    }
}
