using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LvsPS.Shell.Hosting;

namespace LvsPS.Shell.Running;

/// <summary>Runs one command at a time in the session's runspace, with its output formatted to the host, and can stop it.</summary>
internal sealed class PipelineRunner(Runspace runspace, ShellUserInterface ui)
{
    private readonly Lock _changing = new();
    private readonly Stack<Pipeline> _running = new();

    /// <summary>True once <see cref="Stop"/> has stopped a command, until the next one starts.</summary>
    internal bool WasStopped { get; private set; }

    /// <summary>Runs the command and formats what it returns. False when an error ended it; that error has then been printed.</summary>
    internal bool Run(Command command, IEnumerable<string>? input = null)
    {
        // Only a command that enters the history leaves its $? behind (LocalPipeline puts the old value back after others).
        using var pipeline = Create(command.CommandText);
        pipeline.Commands.Clear();
        pipeline.Commands.Add(command);

        // Errors take the same road as output, so that both come out in the order in which they happened.
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true)
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        });
        try
        {
            Invoke(pipeline, input);
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException e)
        {
            Report(e);
            return false;
        }
    }

    /// <summary>The value of <c>$?</c>: whether the last statement succeeded. Reading it by a script would set it.</summary>
    /// <remarks>While a command runs, as it does around a nested prompt, nobody outside of it can know.</remarks>
    internal bool LastStatementSucceeded()
    {
        lock (_changing)
        {
            return _running.Count > 0 || runspace.SessionStateProxy.GetVariable("?") is true;
        }
    }

    /// <summary>Stops the command that runs now; false when there is none.</summary>
    internal bool Stop()
    {
        lock (_changing)
        {
            if (!_running.TryPeek(out var pipeline))
            {
                return false;
            }

            WasStopped = true;
            pipeline.StopAsync();
            return true;
        }
    }

    /// <summary>Prints the error that ended a command as the engine formats errors.</summary>
    private void Report(RuntimeException exception)
    {
        using var pipeline = _running.Count == 0 ? runspace.CreatePipeline() : runspace.CreateNestedPipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Input.Write(exception.ErrorRecord);
        pipeline.Input.Close();
        ui.Report(() => pipeline.Invoke());
    }

    private void Invoke(Pipeline pipeline, IEnumerable<string>? input)
    {
        lock (_changing)
        {
            WasStopped = false;
            _running.Push(pipeline);
        }

        try
        {
            if (input is null)
            {
                pipeline.Input.Close();
                pipeline.Invoke();
            }
            else
            {
                pipeline.Invoke(input);
            }
        }
        finally
        {
            lock (_changing)
            {
                _running.Pop();
            }
        }
    }

    private Pipeline Create(string historyText)
    {
        lock (_changing)
        {
            return _running.Count == 0 ? runspace.CreatePipeline(historyText, addToHistory: true) : runspace.CreateNestedPipeline(historyText, addToHistory: true);
        }
    }
}
