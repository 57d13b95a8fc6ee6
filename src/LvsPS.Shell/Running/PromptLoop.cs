using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using LvsPS.Shell.Hosting;

namespace LvsPS.Shell.Running;

/// <summary>
/// Reads statements and runs each as soon as it is complete: at a terminal with a prompt, from a pipe without. Lines are
/// gathered until the parser says that nothing is missing; an empty line runs what there is, so that a typing error shows.
/// </summary>
internal sealed class PromptLoop(PipelineRunner runner, ShellHost host, LineInput input, Interruption interruption, Func<string> prompt)
{
    private const string ContinuationPrompt = ">> ";
    private bool _leaving;

    /// <summary>True when the last statement that ran succeeded.</summary>
    internal bool LastSucceeded { get; private set; } = true;

    /// <summary>Runs until the input ends, a statement asks to exit, or the nested prompt is left.</summary>
    internal void Run()
    {
        _leaving = false;
        while (!_leaving && host.ExitCode is null && !interruption.IsTerminating && ReadStatement() is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            LastSucceeded = runner.Run(new Command(text, isScript: true, useLocalScope: false)) && runner.LastStatementSucceeded();
            interruption.Forget();
        }
    }

    /// <summary>Ends the loop after the statement that runs now.</summary>
    internal void Leave() => _leaving = true;

    private string? ReadStatement()
    {
        var shown = !Console.IsInputRedirected;
        string? text = null;
        while (true)
        {
            var asking = !shown ? null : text is null ? prompt() : ContinuationPrompt;
            if (!input.TryReadStatement(() => host.UI.Write(asking ?? string.Empty), out var line))
            {
                if (!shown || interruption.IsTerminating)
                {
                    return null;
                }

                interruption.Forget();
                host.UI.WriteLine();
                text = null;
                continue;
            }

            if (line is null)
            {
                if (shown)
                {
                    host.UI.WriteLine();
                }

                return text;
            }

            text = text is null ? line : text + '\n' + line;
            if ((shown && line.Length == 0) || !IsIncomplete(text))
            {
                return text;
            }
        }
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return Array.Exists(errors, error => error.IncompleteInput);
    }
}
