using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>Ctrl+C at a terminal, wherever the shell waits for a line.</summary>
public sealed class InterruptionTests
{
    private const string Asking =
        "function f { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it', 'do')) { 'did' + ' it' } }; f -Confirm; 'went' + ' on'\n";

    [Fact]
    public void At_the_prompt_what_was_typed_is_given_up()
    {
        using var shell = new TerminalShell();
        shell.Type("'given ' + 'up'\x03");
        shell.Expect("LVS /");
        shell.Type("\n");
        shell.Expect("LVS /");
        shell.Type("'next ' + 'one'\n");
        Assert.DoesNotContain("given up", shell.Expect("next one"), StringComparison.Ordinal);
        Assert.Equal(0, shell.Exit());
    }

    [Fact]
    public void Within_a_statement_of_several_lines_all_of_it_is_given_up()
    {
        using var shell = new TerminalShell();
        shell.Type("if ($true) {\n");
        shell.Expect(">> ");
        shell.Type("'given ' + 'up'\n");
        shell.Expect(">> ");
        shell.Type("\x03");
        shell.Expect("LVS /");
        shell.Type("'next ' + 'one'\n");
        Assert.DoesNotContain("given up", shell.Expect("next one"), StringComparison.Ordinal);
        Assert.Equal(0, shell.Exit());
    }

    [Fact]
    public void At_a_question_the_command_that_asks_ends_at_once()
    {
        using var shell = new TerminalShell();
        shell.Type(Asking);
        shell.Expect("(default is \"Y\"): ");
        shell.Type("\x03");
        Assert.DoesNotContain("went on", shell.Expect("LVS /"), StringComparison.Ordinal);
        shell.Type("'next ' + 'one'\n");
        Assert.DoesNotContain("did it", shell.Expect("next one"), StringComparison.Ordinal);
        Assert.Equal(0, shell.Exit());
    }

    [Fact]
    public void At_the_prompt_of_a_suspended_question_the_command_stays()
    {
        using var shell = new TerminalShell();
        shell.Type(Asking);
        shell.Expect("(default is \"Y\"): ");
        shell.Type("s\n");
        shell.Expect("LVS>> ");
        shell.Type("'given up'\x03");
        shell.Expect("LVS>> ");
        shell.Type("'looking ' + 'around'\n");
        shell.Expect("looking around");
        shell.Type("exit\n");
        shell.Expect("(default is \"Y\"): ");
        shell.Type("y\n");
        shell.Expect("did it");
        shell.Expect("went on");
        shell.Expect("LVS /");
        Assert.Equal(0, shell.Exit());
    }

    [Fact]
    public void A_command_that_runs_is_stopped()
    {
        using var shell = new TerminalShell();
        shell.Type("'be' + 'gun'; while ($true) { }; 'went' + ' on'\n");
        shell.Expect("begun");
        shell.Type("\x03");
        Assert.DoesNotContain("went on", shell.Expect("LVS /"), StringComparison.Ordinal);
        Assert.Equal(0, shell.Exit());
    }

    [Fact]
    public void A_cmdlet_of_the_module_can_be_suspended_and_given_up()
    {
        using var shell = new TerminalShell("");
        shell.Type("$null = New-LvsSession -Simulated -AsDefault; New-LvsService -Tcp 192.0.2.1:80\n");
        shell.Expect("LVS /");
        shell.Type("Clear-LvsTable -Confirm\n");
        shell.Expect("(default is \"Y\"): ");
        shell.Type("s\n");
        shell.Expect("LVS>> ");
        shell.Type("'serv' + 'ices: ' + @(Get-LvsService).Count\n");
        shell.Expect("services: 1");
        shell.Expect("LVS>> ");
        shell.Type("exit\n");
        shell.Expect("(default is \"Y\"): ");
        shell.Type("\x03");
        shell.Expect("LVS /");
        shell.Type("'serv' + 'ices: ' + @(Get-LvsService).Count\n");
        shell.Expect("services: 1");
        Assert.Equal(0, shell.Exit());
    }
}
