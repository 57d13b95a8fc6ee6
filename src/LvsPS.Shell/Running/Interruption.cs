using System.Runtime.InteropServices;
using LvsPS.Shell.Hosting;

namespace LvsPS.Shell.Running;

/// <summary>
/// Ctrl+C and SIGTERM stop the running pipeline, so that its clean-up runs, and the process then ends with the shell's
/// customary 128 plus the signal's number. At the prompt Ctrl+C gives up what was typed and nothing more.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly LineInput _input;
    private readonly Func<bool> _stop;

    internal Interruption(LineInput input, Func<bool> stop)
    {
        _input = input;
        _stop = stop;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);
    }

    /// <summary>The exit code that the last signal calls for, or null where none came.</summary>
    internal int? ExitCode { get; private set; }

    /// <summary>SIGTERM came: nothing more is to be started.</summary>
    internal bool IsTerminating { get; private set; }

    /// <summary>Forgets a Ctrl+C, which at a prompt ended one command and not the session.</summary>
    internal void Forget()
    {
        if (!IsTerminating)
        {
            ExitCode = null;
        }
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        ExitCode = 130;
        if (!_input.InterruptStatement())
        {
            // A question that the command asks does not hear of the stop.
            _stop();
            _input.Interrupt();
        }
    }

    private void OnTerminate(PosixSignalContext context)
    {
        // With nothing to stop, the default action may end the process.
        IsTerminating = true;
        ExitCode = 143;
        context.Cancel = _stop();
        _input.Interrupt();
    }
}
