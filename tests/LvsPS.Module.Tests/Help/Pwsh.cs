using System.Diagnostics;

namespace LvsPS.Module.Tests.Help;

/// <summary>A real pwsh, where one is on the path.</summary>
internal static class Pwsh
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Where it is; null where it is not.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .Select(folder => System.IO.Path.Combine(folder, "pwsh"))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a script and returns what it prints, without colours.</summary>
    public static string Run(string script)
    {
        var start = new ProcessStartInfo(Path!, ["-NoProfile", "-NonInteractive", "-Command", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1", ["LVSPS_SESSION"] = "simulated" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"pwsh has not ended after {s_patience}.");
        }

        Xunit.Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, $"pwsh ended with {process.ExitCode}: {errors.Result}");
        return output.Result;
    }
}
