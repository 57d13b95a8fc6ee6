using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LvsPS;

/// <summary>Runs an executable by no shell, and ends it with all that it started where it takes too long.</summary>
internal static class ProcessRun
{
    // As much of what it says as a message can use.
    private const int Kept = 4096;

    // What an executable left behind may hold its output open after its end.
    private static readonly TimeSpan s_afterwards = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs an executable.</summary>
    /// <param name="executable">Its path, or its name where it is in PATH.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="environment">What it finds in its environment beside what this process has.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>Its exit code, and the beginning of what it wrote to its output and its error output.</returns>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    /// <exception cref="Win32Exception">It cannot be run.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string executable,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(executable)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var reading = new CancellationTokenSource();
        Task<string> output = ReadAsync(process.StandardOutput, reading.Token);
        Task<string> error = ReadAsync(process.StandardError, reading.Token);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            await reading.CancelAsync().ConfigureAwait(false);
            throw;
        }

        reading.CancelAfter(s_afterwards);
        return (process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>Reads all, so that the executable is not held up, and keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        char[] buffer = new char[1024];
        try
        {
            for (int count = 1; count > 0;)
            {
                count = await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false);
                _ = text.Append(buffer, 0, Math.Min(count, Kept - text.Length));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What came until then is what there is.
        }

        return text.ToString();
    }
}
