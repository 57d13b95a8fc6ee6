using System.Diagnostics;

namespace LvsPS.Shell.Tests;

/// <summary>Runs the built shell as a child process, as somebody would.</summary>
internal static class ShellProcess
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    internal static string Root { get; } = FindRoot();

    internal static string Assembly { get; } = Path.Combine(Root, "src/LvsPS.Shell/bin/Release/net10.0/LvsPS.Shell.dll");

    /// <summary>Runs the shell with these arguments and nothing on standard input.</summary>
    internal static ShellRun Run(params string[] arguments) => RunWith(input: "", [], arguments);

    /// <summary>Runs a text of commands.</summary>
    internal static ShellRun Command(string text) => Run("-NoModule", "-Command", text);

    /// <summary>Writes a script to a file of its own and runs it.</summary>
    internal static ShellRun Script(string text, params string[] arguments)
    {
        using var script = new TemporaryScript(text);
        return Run(["-NoModule", script.Path, .. arguments]);
    }

    internal static ShellRun RunWith(string input, Dictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start("dotnet", variables, [Assembly, .. arguments]);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Finish(process);
    }

    internal static Process Start(string program, Dictionary<string, string> variables, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Remove("LVSPS_MODULE");
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    internal static ShellRun Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The shell did not end.\n{output.Result}\n{error.Result}");
        }

        return new ShellRun(process.ExitCode, output.Result, error.Result);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LvsPS.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds LvsPS.sln.");
    }
}
