using System.Collections.Frozen;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace LvsPS.Shell.Missing;

/// <summary>
/// The engine alone lacks the commands of pwsh's own modules. A script that asks for one is told which module it is from
/// and what the fix is, under the same error id as any command that is not found.
/// </summary>
internal static class MissingCommands
{
    private static readonly Lazy<FrozenDictionary<string, string>> s_moduleByCommand = new(Load);

    /// <summary>Begins to answer for the commands that this process does not find.</summary>
    /// <remarks>
    /// The engine's own hook for commands that are not found can only stand in for them (which would make Get-Command believe
    /// that they exist), so the error is completed where it is thrown: then a catch block sees the advice as well.
    /// </remarks>
    internal static void Install() => AppDomain.CurrentDomain.FirstChanceException += OnThrown;

    /// <summary>The module of pwsh that has the command, or null where it is not one of pwsh's own.</summary>
    internal static string? ModuleOf(string command) => s_moduleByCommand.Value.GetValueOrDefault(command);

    private static void OnThrown(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (e.Exception is not CommandNotFoundException { CommandName: { } name } exception || exception.ErrorRecord is not { ErrorDetails: null } record)
        {
            return;
        }

        if (ModuleOf(name) is { } module)
        {
            record.ErrorDetails = new ErrorDetails(
                $"'{name}' is a command of pwsh's module {module}. LvsPS.Shell holds the PowerShell engine and LvsPS alone.")
            {
                RecommendedAction = "Install PowerShell 7.4 or later (https://aka.ms/powershell) and run this in pwsh, after Import-Module LvsPS.",
            };
        }
    }

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(MissingCommands).Assembly.GetManifestResourceStream("PwshCommands.txt")!;
        using var reader = new StreamReader(stream);
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split(':', 2) is not [var module, var names])
            {
                continue;
            }

            foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                map.TryAdd(name, module);
            }
        }

        return map.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
