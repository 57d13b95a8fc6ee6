using System.Management.Automation.Language;
using System.Reflection;
using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Help;

/// <summary>Runs examples as their reader would: at the prompt, statement by statement, on a fresh simulated director.</summary>
internal static class ExampleRunner
{
    /// <summary>The files that examples write, without their endings, in a folder that is there on every machine.</summary>
    private const string ExampleFile = "/tmp/lvs-example";

    /// <summary>What stands for it, as long a name: another run of the tests on this machine must not take the file away.</summary>
    private static readonly string s_ownFile = $"/tmp/lvs-{Environment.ProcessId % 0xfffffff:x7}";

    /// <summary>What an example prints in the bare engine; a blank line parts what two statements print.</summary>
    public static string Run(HelpExample example)
    {
        using var engine = EngineFixture.WithoutSession();
        DeleteFiles();
        engine.Run("Get-LvsSession | Remove-LvsSession").Succeeded();
        NumberSessionsAnew(engine);
        engine.UseFreshSession();
        var printed = Tidy(string.Join("\n\n", Statements(example.Code).Select(engine.Display).Where(text => text.Length > 0))).Replace(s_ownFile, ExampleFile, StringComparison.Ordinal);
        engine.Run("Get-LvsSession | Remove-LvsSession").Succeeded();
        DeleteFiles();
        return printed;
    }

    /// <summary>What an example prints in pwsh.</summary>
    public static string RunInPwsh(HelpExample example)
    {
        var script = $"""
            Import-Module '{BuiltModule.Manifest}'
            $null = New-LvsSession -Simulated -AsDefault
            {string.Join('\n', Statements(example.Code).Select(statement => $". {{ {statement} }} | Out-Default"))}
            """;
        return Tidy(Pwsh.Run(script)).Replace(s_ownFile, ExampleFile, StringComparison.Ordinal);
    }

    /// <summary>Lines without trailing blanks, tables a single blank line apart.</summary>
    public static string Tidy(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd()).ToList();
        return string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0))).Trim('\n');
    }

    private static void DeleteFiles()
    {
        File.Delete($"{s_ownFile}.rules");
        File.Delete($"{s_ownFile}.yaml");
    }

    private static IEnumerable<string> Statements(string code)
    {
        var script = Parser.ParseInput(code.Replace(ExampleFile, s_ownFile, StringComparison.Ordinal), out _, out var errors);
        Xunit.Assert.Empty(errors);
        return script.EndBlock.Statements.Select(statement => statement.Extent.Text);
    }

    /// <summary>Sessions are numbered through the life of a process, and examples begin with a new one.</summary>
    private static void NumberSessionsAnew(EngineFixture engine)
    {
        var module = (Type)engine.Run("[LvsPS.Commands.GetLvsSessionCommand]").Succeeded().Output.Single().BaseObject;
        module.Assembly.GetType("LvsPS.Commands.SessionTable")!.GetField("s_lastId", BindingFlags.NonPublic | BindingFlags.Static)!.SetValue(null, 0);
    }
}
