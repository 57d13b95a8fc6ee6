namespace LvsPS.Shell;

/// <summary>The command line, read with pwsh's names and rules (about_Pwsh), as far as they make sense without its modules.</summary>
internal sealed class ShellOptions
{
    internal const string Usage = """
        LvsPS.Shell: a PowerShell console with the module LvsPS loaded, for machines without pwsh.

        LvsPS.Shell [[-File] SCRIPT [ARGUMENTS]]
                    [-Command { - | TEXT }]
                    [-Module PATH] [-NoModule] [-NonInteractive] [-NoProfile] [-NoLogo]
        LvsPS.Shell -Version | -Help

            -File             Runs a script file; what follows are its parameters (-Name value, -Switch). This is the
                              default for a first argument without a dash. Exits with the script's own exit code, or 1
                              when an error ended it.
            -Command          Runs the text; exits with 1 when its last statement failed. '-' reads standard input.
            -Module           The module folder or manifest to import instead of the one that was built
                              (also: the environment variable LVSPS_MODULE).
            -NoModule         Imports nothing.
            -NonInteractive   Never asks: what would ask fails instead.
            -NoProfile, -NoLogo   Accepted, as scripts pass them; there is no profile here.

        Without arguments: a prompt, or, when standard input is no terminal, the statements that it holds.
        """;

    internal ShellMode Mode { get; private set; } = ShellMode.Prompt;

    /// <summary>The text of -Command.</summary>
    internal string CommandText { get; private set; } = "";

    /// <summary>The script of -File, as it was given.</summary>
    internal string ScriptPath { get; private set; } = "";

    /// <summary>The arguments of the script, as they were given.</summary>
    internal IReadOnlyList<string> ScriptArguments { get; private set; } = [];

    internal string? ModulePath { get; private set; }

    internal bool NoModule { get; private set; }

    internal bool NonInteractive { get; private set; }

    internal bool NoLogo { get; private set; }

    internal static ShellOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ShellOptions();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                options.TakeScript(args, i);
                return options;
            }

            switch (args[i].TrimStart('-').ToUpperInvariant())
            {
                case "COMMAND" or "C":
                    options.TakeCommand(args, i + 1);
                    return options;
                case "FILE" or "F":
                    options.TakeScript(args, i + 1);
                    return options;
                case "VERSION" or "V":
                    options.Mode = ShellMode.Version;
                    return options;
                case "HELP" or "H" or "?":
                    options.Mode = ShellMode.Help;
                    return options;
                case "MODULE":
                    options.ModulePath = i + 1 < args.Count ? args[++i] : throw new ShellUsageException("-Module needs a path: the folder or the manifest of the module.");
                    break;
                case "NOMODULE":
                    options.NoModule = true;
                    break;
                case "NONINTERACTIVE" or "NONI":
                    options.NonInteractive = true;
                    break;
                case "NOLOGO":
                    options.NoLogo = true;
                    break;
                case "NOPROFILE" or "NOP" or "INTERACTIVE" or "I":
                    break;
                default:
                    throw new ShellUsageException($"The option '{args[i]}' is not known.{Environment.NewLine}{Environment.NewLine}{Usage}");
            }
        }

        return options;
    }

    private void TakeCommand(IReadOnlyList<string> args, int start)
    {
        if (start >= args.Count)
        {
            throw new ShellUsageException("-Command needs the text of a command, or '-' for standard input.");
        }

        if (args.Count == start + 1 && args[start] == "-")
        {
            NoLogo = true;
            return;
        }

        // As in pwsh, everything that follows is the command.
        Mode = ShellMode.Command;
        CommandText = string.Join(' ', args.Skip(start));
    }

    private void TakeScript(IReadOnlyList<string> args, int start)
    {
        if (start >= args.Count)
        {
            throw new ShellUsageException("-File needs the path of a script.");
        }

        Mode = ShellMode.File;
        ScriptPath = args[start];
        ScriptArguments = [.. args.Skip(start + 1)];
    }
}
