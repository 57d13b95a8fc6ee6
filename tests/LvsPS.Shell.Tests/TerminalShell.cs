using System.Diagnostics;
using System.Text;

namespace LvsPS.Shell.Tests;

/// <summary>The shell on a pseudo-terminal made by script(1), typed to line by line as somebody would who reads the answers.</summary>
internal sealed class TerminalShell : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _unread = new();

    internal TerminalShell(string options = "-NoModule")
    {
        _process = ShellProcess.Start("script", new() { ["TERM"] = "dumb" }, "-qec", $"exec dotnet '{ShellProcess.Assembly}' {options}", "/dev/null");
        Expect("LVS /");
    }

    /// <summary>Types text as it is: a line ends with \n, and \x03 is Ctrl+C.</summary>
    internal void Type(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until the terminal shows this text, and returns what it showed before it since the last call.</summary>
    internal string Expect(string text)
    {
        using var deadline = new CancellationTokenSource(s_limit);
        var buffer = new char[1024];
        while (true)
        {
            var shown = _unread.ToString();
            if (shown.IndexOf(text, StringComparison.Ordinal) is >= 0 and var at)
            {
                _unread.Remove(0, at + text.Length);
                return shown[..at];
            }

            try
            {
                var count = _process.StandardOutput.ReadAsync(buffer, deadline.Token).AsTask().GetAwaiter().GetResult();
                _unread.Append(buffer, 0, count > 0 ? count : throw new InvalidOperationException($"The shell ended before it showed '{text}': {shown}"));
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The shell did not show '{text}': {shown}");
            }
        }
    }

    /// <summary>Leaves the shell and returns its exit code.</summary>
    internal int Exit()
    {
        Type("exit\n");
        return ShellProcess.Finish(_process).ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
