using System.Management.Automation.Language;

namespace LvsPS.Shell.Running;

/// <summary>Standard input as a script's $input, read only for a script that asks for it: otherwise an open pipe would hold up one that does not.</summary>
internal static class StandardInput
{
    /// <summary>The lines of standard input, or null where it is a terminal or the script does not use them.</summary>
    internal static IEnumerable<string>? For(ScriptBlockAst script)
    {
        var wanted = script.ProcessBlock is not null || script.Find(IsInputVariable, searchNestedScriptBlocks: true) is not null;
        return wanted && Console.IsInputRedirected ? ReadLines() : null;
    }

    private static bool IsInputVariable(Ast ast) =>
        ast is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> ReadLines()
    {
        while (Console.In.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
