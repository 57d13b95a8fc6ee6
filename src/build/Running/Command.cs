using System.Diagnostics;

namespace LvsPS.Build.Running;

/// <summary>A program to run, in the root of the tree.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    /// <summary>Variables to set for it, besides this process's own.</summary>
    internal Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>How long it may take; then it is ended with all that it started.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Runs it on this process's own terminal and returns its exit code.</summary>
    internal async Task<int> RunVisiblyAsync()
    {
        using var process = Start(quiet: false);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Runs it and keeps what it prints.</summary>
    internal async Task<CommandResult> RunQuietlyAsync()
    {
        var output = new List<string>();
        using var process = Start(quiet: true);
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Keep($"{Program} was ended after {Limit.TotalMinutes:0.#} minutes.");
            return new CommandResult(CommandResult.TimedOut, Lines());
        }

        return new CommandResult(process.ExitCode, Lines());

        void Keep(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Add(line);
                }
            }
        }

        List<string> Lines()
        {
            lock (output)
            {
                return [.. output];
            }
        }
    }

    /// <summary>Runs it, and fails with what it printed when it fails.</summary>
    internal async Task<CommandResult> RequireAsync(string step)
    {
        var result = await RunQuietlyAsync();
        return result.ExitCode == 0
            ? result
            : throw new BuildException($"{step} failed (exit code {result.ExitCode}): {Program} {string.Join(' ', Arguments)}\n{string.Join('\n', result.Lines.TakeLast(60))}");
    }

    private Process Start(bool quiet)
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = quiet,
            RedirectStandardOutput = quiet,
            RedirectStandardError = quiet,
        };
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        // A build server that outlives the step would keep this process's pipes open, and files of the tree mapped.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["DOTNET_NOLOGO"] = "1";
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BuildException($"{Program} cannot be started: {e.Message}");
        }
    }
}
