using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>Standard input: statements to run, or what a script reads.</summary>
public sealed class InputTests
{
    [Fact]
    public void Statements_are_read_from_a_pipe_each_run_when_it_is_complete()
    {
        var run = ShellProcess.RunWith("if ($true) {\n  'one'\n}\n'two'\n'a' |\n  ForEach-Object { $_ + 'b' }\n", [], "-NoModule");
        Assert.Equal(("one\ntwo\nab\n", 0), (run.Output, run.ExitCode));
    }

    [Fact]
    public void A_dash_as_command_reads_them_as_well_and_exit_ends_it()
    {
        var run = ShellProcess.RunWith("'one'; exit 4\n'two'\n", [], "-NoModule", "-Command", "-");
        Assert.Equal(("one\n", 4), (run.Output, run.ExitCode));
    }

    [Fact]
    public void The_success_of_a_statement_shows_in_the_next()
    {
        var run = ShellProcess.RunWith("/bin/false\n$?\n$?\n", [], "-NoModule");
        Assert.Equal("False\nTrue\n", run.Output);
    }

    [Fact]
    public void A_script_that_asks_for_input_gets_its_lines()
    {
        Assert.Equal("<a>\n<b>\n", ShellProcess.RunWith("a\nb\n", [], "-NoModule", "-c", "$input | ForEach-Object { \"<$_>\" }").Output);
        using var script = new TemporaryScript("[CmdletBinding()] param([Parameter(ValueFromPipeline)] $Line, $Mark) process { \"$Mark$Line\" }");
        Assert.Equal("!a\n!b\n", ShellProcess.RunWith("a\nb\n", [], "-NoModule", script.Path, "-Mark", "!").Output);
    }

    [Fact]
    public void A_script_that_does_not_is_not_held_up_by_an_open_pipe()
    {
        using var process = ShellProcess.Start("dotnet", [], ShellProcess.Assembly, "-NoModule", "-c", "'done'");
        Assert.Equal("done", ShellProcess.Finish(process).Output.TrimEnd());
    }

    [Fact]
    public void Nothing_is_asked_when_not_interactive()
    {
        var run = ShellProcess.Run("-NoModule", "-NonInteractive", "-c", "$Host.UI.ReadLine()");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("-NonInteractive", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_is_asked_as_pwsh_asks_it()
    {
        var command = "function f { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it', 'do')) { 'did' } }; f -Confirm";
        var yes = ShellProcess.RunWith("y\n", [], "-NoModule", "-c", command).Output;
        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No", yes, StringComparison.Ordinal);
        Assert.EndsWith("did\n", yes, StringComparison.Ordinal);
        Assert.DoesNotContain("did", ShellProcess.RunWith("n\n", [], "-NoModule", "-c", command).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_can_be_suspended_for_a_look_around()
    {
        var command = "function f { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it', 'do')) { 'did' } }; f -Confirm; 'end'";
        var run = ShellProcess.RunWith("s\n'looking ' + 'around'\nexit\ny\n", [], "-NoModule", "-c", command);
        Assert.Contains("looking around\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("did\nend\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }
}
