using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>
/// Runs script blocks of checks and actions, each in a runspace that nothing else uses meanwhile, and that no script of another text has
/// used before.
/// </summary>
internal static class ScriptRunspaces
{
    private static readonly TimeSpan s_beginning = TimeSpan.FromMilliseconds(20);

    private static readonly ScriptPool s_pool = new();

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="argument">Its one argument, which it has as $_ and $args[0] too.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="RuntimeException">It failed, or wrote an error.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, and has ended.</exception>
    public static async Task<IReadOnlyList<PSObject>> RunAsync(ScriptText script, object argument, CancellationToken cancellation)
    {
        ScriptRunspace? rented = await s_pool.RentAsync(script.Text, cancellation).ConfigureAwait(false);
        using var shell = PowerShell.Create();
        var output = new PSDataCollection<PSObject>();

        // A thread of the engine's own would keep the process from ending while its runspace is kept, or the script does not end; and one of
        // the pool would be missing where others are waited for.
        Task<ErrorRecord?> run = Task.Factory.StartNew(
            () => Run(shell, rented, script, argument, output, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            ErrorRecord? error = await run.WaitAsync(cancellation).ConfigureAwait(false);
            return error is null ? [.. output] : throw new RuntimeException(error.ToString(), error.Exception, error);
        }
        catch (OperationCanceledException) when (!run.IsCompleted)
        {
            // It may take its time to stop, or never do. As long as it runs, another run of it is not to begin.
            await StopAsync(shell, run).ConfigureAwait(false);
            throw;
        }
    }

    private static ErrorRecord? Run(
        PowerShell shell, ScriptRunspace? rented, ScriptText script, object argument, PSDataCollection<PSObject> output, CancellationToken cancellation)
    {
        ScriptRunspace runspace = rented ?? Open(script.Text);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            shell.Runspace = runspace.Runspace;
            runspace.Runspace.SessionStateProxy.SetVariable("_", argument);
            script.AddTo(shell);
            _ = shell.AddArgument(argument);
            shell.Invoke(null, output);
            return shell.Streams.Error.Count > 0 ? shell.Streams.Error[0] : null;
        }
        finally
        {
            if (shell.InvocationStateInfo.State is PSInvocationState.NotStarted or PSInvocationState.Completed or PSInvocationState.Failed)
            {
                s_pool.Return(runspace);
            }
            else
            {
                runspace.Dispose();
            }
        }
    }

    private static ScriptRunspace Open(string text)
    {
        try
        {
            return ScriptRunspace.Open(text);
        }
        finally
        {
            s_pool.Opened();
        }
    }

    /// <summary>Stops a script, and waits for its end. What does not run yet cannot be stopped, and sees by itself that it is not to.</summary>
    private static async Task StopAsync(PowerShell shell, Task run)
    {
        while (shell.InvocationStateInfo.State == PSInvocationState.NotStarted && !run.IsCompleted)
        {
            _ = await Task.WhenAny(run, Task.Delay(s_beginning)).ConfigureAwait(false);
        }

        if (shell.InvocationStateInfo.State == PSInvocationState.Running)
        {
            _ = shell.BeginStop(null, null);
        }

        await run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
    }
}
