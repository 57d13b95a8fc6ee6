using System.Management.Automation;
using Microsoft.Win32.SafeHandles;

namespace LvsPS.Shell.Hosting;

/// <summary>Lines of standard input, read so that Ctrl+C ends the waiting at once.</summary>
/// <remarks>
/// A terminal is read as it is, in canonical mode, where the kernel edits the line and throws it away on Ctrl+C (termios(3), ISIG
/// without NOFLSH). Console.ReadLine edits the line by itself instead and keeps it: what was given up would still run.
/// </remarks>
internal sealed class LineInput
{
    private readonly Lock _changing = new();
    private readonly Lazy<TextReader> _source = new(Open);
    private Task<string?>? _reading;
    private TaskCompletionSource? _interrupted;
    private bool _isStatement;

    /// <summary>Reads a line of a statement; false when Ctrl+C gave it up. The line is null where the input ends.</summary>
    /// <param name="ask">Shows the prompt. Whoever sees it may press Ctrl+C at once, and it is this line that is given up then.</param>
    /// <param name="line">The line.</param>
    internal bool TryReadStatement(Action ask, out string? line) => TryRead(ask, out line);

    /// <summary>Reads the answer to a question of a running command, or null where the input ends.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C came instead of an answer: the command is to end here.</exception>
    internal string? ReadAnswer() => TryRead(null, out var line) ? line : throw new PipelineStoppedException();

    /// <summary>Ends the waiting for a line of a statement; false when nobody waits for one.</summary>
    internal bool InterruptStatement()
    {
        lock (_changing)
        {
            return _isStatement && InterruptWaiting();
        }
    }

    /// <summary>Ends the waiting for a line, whoever waits.</summary>
    internal void Interrupt()
    {
        lock (_changing)
        {
            InterruptWaiting();
        }
    }

    private bool InterruptWaiting() => _interrupted?.TrySetResult() ?? false;

    private bool TryRead(Action? ask, out string? line)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> reading;
        lock (_changing)
        {
            _interrupted = interrupted;
            _isStatement = ask is not null;
        }

        ask?.Invoke();
        lock (_changing)
        {
            // A read that is under way cannot be taken back, so the next one to ask gets its line.
            reading = _reading ??= Task.Run(_source.Value.ReadLine);
        }

        Task.WaitAny(reading, interrupted.Task);
        lock (_changing)
        {
            _interrupted = null;
            _isStatement = false;
            if (reading.IsCompleted)
            {
                _reading = null;
            }
        }

        // A line that came together with Ctrl+C is given up like one that was not finished.
        line = interrupted.Task.IsCompleted ? null : reading.GetAwaiter().GetResult();
        return !interrupted.Task.IsCompleted;
    }

    // The console's own stream of a terminal goes through Console.ReadLine.
    private static TextReader Open() => Console.IsInputRedirected
        ? Console.In
        : new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0), Console.InputEncoding);
}
