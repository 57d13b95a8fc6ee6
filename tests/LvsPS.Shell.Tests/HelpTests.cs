using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>Get-Help, from the files in the module folder.</summary>
public sealed class HelpTests
{
    [Fact]
    public void A_cmdlets_help_has_its_synopsis_parameters_and_examples()
    {
        var run = ShellProcess.Run("-c", "Get-Help New-LvsService -Full");
        Assert.Equal("", run.Error);
        Assert.Contains("SYNOPSIS", run.Output, StringComparison.Ordinal);
        Assert.Contains("-Scheduler", run.Output, StringComparison.Ordinal);
        Assert.Contains("Example 1", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Get-Help cannot find the Help files", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_function_help_shows_the_same() =>
        Assert.Equal(ShellProcess.Run("-c", "Get-Help Get-LvsService").Output, ShellProcess.Run("-c", "help Get-LvsService").Output);

    [Fact]
    public void The_conceptual_pages_are_found_by_name() =>
        Assert.Contains("about_LvsPS", ShellProcess.Run("-c", "Get-Help about_LvsPS").Output, StringComparison.OrdinalIgnoreCase);
}
