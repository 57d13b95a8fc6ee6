using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>The arguments of scripts, bound as pwsh -File binds them, and the shell's own options.</summary>
public sealed class ArgumentTests
{
    private const string Script = """
        param([string] $Name, [switch] $Flag, [int] $Count, [Parameter(ValueFromRemainingArguments)] $Rest)
        "$Name|$Flag|$Count|$Rest"
        """;

    [Theory]
    [InlineData("hello|True|0|", "-Name", "hello", "-Flag")]
    [InlineData("hello|False|3|", "-Name:hello", "-Flag:$false", "-Count", "3")]
    [InlineData("a b|False|0|", "a b")]
    [InlineData("it's $HOME;|False|0|", "it's $HOME;")]
    [InlineData("a|False|1|b c", "a", "1", "b", "c")]
    [InlineData("|False|-1|", "-Count", "-1")]
    public void Names_switches_and_values_bind(string expected, params string[] arguments) =>
        Assert.Equal(expected, ShellProcess.Script(Script, arguments).Output.TrimEnd());

    [Fact]
    public void A_value_that_does_not_fit_is_an_error_that_names_the_parameter()
    {
        var run = ShellProcess.Script(Script, "-Count", "many");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("parameter 'Count'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_knows_its_place()
    {
        using var script = new TemporaryScript("$PSScriptRoot; $PSCommandPath");
        Assert.Equal($"{Path.GetDirectoryName(script.Path)}\n{script.Path}\n", ShellProcess.Run("-NoModule", "-File", script.Path).Output);
    }

    [Fact]
    public void A_file_of_another_name_is_run_as_text()
    {
        using var script = new TemporaryScript("#!/usr/bin/env LvsPS.Shell\n'text'; exit 3", ".txt");
        var run = ShellProcess.Run("-NoModule", script.Path);
        Assert.Equal(("text\n", 3), (run.Output, run.ExitCode));
    }

    [Fact]
    public void The_options_of_pwsh_that_change_nothing_here_are_accepted() =>
        Assert.Equal("2\n", ShellProcess.Run("-NoProfile", "-NonInteractive", "-NoLogo", "-NoModule", "-c", "1+1").Output);

    [Fact]
    public void All_that_follows_Command_is_the_command() =>
        Assert.Equal("-NoLogo x\n", ShellProcess.Run("-NoModule", "-Command", "'{0} {1}'", "-f", "'-NoLogo',", "'x'").Output);

    [Fact]
    public void Version_and_help_are_told()
    {
        Assert.Matches(@"^LvsPS\.Shell \d+\.\d+\.\d+ \(PowerShell engine 7\.\d+\.\d+\)\n$", ShellProcess.Run("-Version").Output);
        Assert.Contains("[[-File] SCRIPT [ARGUMENTS]]", ShellProcess.Run("-Help").Output, StringComparison.Ordinal);
    }
}
