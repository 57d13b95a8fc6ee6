using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>What goes where, and how it looks.</summary>
public sealed class StreamTests
{
    private const string AllStreams = """
        function Test-Stream {
            [CmdletBinding()] param()
            'output'
            $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('an error'), 'Id', 'InvalidData', 'target'))
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('more words')
            $PSCmdlet.WriteDebug('still more')
            $PSCmdlet.WriteInformation([Management.Automation.InformationRecord]::new('news', 'here'))
            $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'working', 'half way'))
        }
        $DebugPreference = 'Continue'
        Test-Stream -Verbose -InformationAction Continue
        """;

    [Fact]
    public void Output_and_information_go_to_standard_output_all_else_to_standard_error()
    {
        var run = ShellProcess.Script(AllStreams);
        Assert.Equal("output\nnews\n", run.Output);
        Assert.Contains("Test-Stream: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("an error\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("WARNING: a warning\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("VERBOSE: more words\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("DEBUG: still more\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("half way", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_pipe_holds_an_escape_sequence()
    {
        var run = ShellProcess.RunWith("", new() { ["TERM"] = "xterm-256color" }, "-NoModule", "-c", "$PSVersionTable; Get-Command Out-Null; no-such-command; Get-Help Get-Command");
        Assert.DoesNotContain('\e', run.Output);
        Assert.DoesNotContain('\e', run.Error);
    }

    [Fact]
    public void Errors_look_as_in_pwsh_with_the_place_in_the_script()
    {
        using var script = new TemporaryScript("'before'\nthrow 'boom'");
        var run = ShellProcess.Run("-NoModule", script.Path);
        Assert.Equal("before\n", run.Output);
        Assert.Equal(
            $"""
            Exception: {script.Path}:2
            Line |
               2 |  throw 'boom'
                 |  ~~~~~~~~~~~~
                 | boom


            """,
            run.Error);
    }

    [Fact]
    public void Tables_are_laid_out_for_120_columns_where_there_is_no_terminal()
    {
        Assert.Equal("\nName Value\n---- -----\na        1\nb        2\n\n", ShellProcess.Command("[pscustomobject]@{Name='a';Value=1}, [pscustomobject]@{Name='b';Value=2}").Output);
        Assert.Equal("120\n", ShellProcess.Command("$Host.UI.RawUI.BufferSize.Width").Output);
    }

    [Fact]
    public void Native_commands_write_to_the_same_streams_and_can_be_read()
    {
        var run = ShellProcess.Command("$x = /bin/echo inside; \"<$x>\"; /bin/sh -c 'echo out; echo err >&2'; 'after'");
        Assert.Equal("<inside>\nout\nafter\n", run.Output);
        Assert.Equal("err\n", run.Error);
    }
}
