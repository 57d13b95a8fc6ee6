using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LvsPS.Jobs;

/// <summary>
/// Runs script blocks of checks and actions, each in a runspace that nothing else uses meanwhile. A few runspaces are kept for the next
/// ones, emptied of what the last one left in them.
/// </summary>
internal static class ScriptRunspaces
{
    // As many as are worth their memory while nothing runs.
    private const int Kept = 16;

    private static readonly ConcurrentBag<Runspace> s_idle = [];

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="argument">Its one argument, which it has as $_ and $args[0] too.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="RuntimeException">It failed, or wrote an error.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, and has ended.</exception>
    public static async Task<IReadOnlyList<PSObject>> RunAsync(ScriptText script, object argument, CancellationToken cancellation)
    {
        Runspace runspace = s_idle.TryTake(out Runspace? idle) ? idle : Open();
        var shell = PowerShell.Create();
        shell.Runspace = runspace;
        runspace.SessionStateProxy.SetVariable("_", argument);
        script.AddTo(shell);
        _ = shell.AddArgument(argument);
        var output = new PSDataCollection<PSObject>();

        // A thread of the engine's own would keep the process from ending while its runspace is kept, or the script does not end.
        Task<ErrorRecord?> run = Task.Factory.StartNew(
            () =>
            {
                shell.Invoke(null, output);
                return shell.Streams.Error.Count > 0 ? shell.Streams.Error[0] : null;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Task ended = run.ContinueWith(_ => GiveBack(shell, runspace), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        ErrorRecord? error;
        try
        {
            error = await run.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It may take its time to stop, or never do. As long as it runs, another run of it is not to begin.
            Stop(shell);
            await ended.ConfigureAwait(false);
            throw;
        }

        await ended.ConfigureAwait(false);
        return error is null ? [.. output] : throw new RuntimeException(error.ToString(), error.Exception, error);
    }

    private static void Stop(PowerShell shell)
    {
        try
        {
            _ = shell.BeginStop(null, null);
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    private static Runspace Open()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(Path.GetDirectoryName(typeof(ScriptRunspaces).Assembly.Location)!, "LvsPS.psd1")]);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return runspace;
    }

    private static void GiveBack(PowerShell shell, Runspace runspace)
    {
        bool isWhole = shell.InvocationStateInfo.State is PSInvocationState.Completed or PSInvocationState.Failed;
        shell.Streams.ClearStreams();
        shell.Dispose();
        if (isWhole && s_idle.Count < Kept && runspace.RunspaceStateInfo.State == RunspaceState.Opened)
        {
            runspace.ResetRunspaceState();
            s_idle.Add(runspace);
        }
        else
        {
            runspace.Dispose();
        }
    }
}
