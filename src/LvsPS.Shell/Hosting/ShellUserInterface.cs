using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace LvsPS.Shell.Hosting;

/// <summary>
/// Where the engine writes: output to standard output; errors, warnings, verbose and debug text to standard error, each kept
/// free of escape sequences when it is no terminal; progress to a terminal only.
/// </summary>
internal sealed partial class ShellUserInterface : PSHostUserInterface
{
    private readonly Lock _writing = new();
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly ProgressLine _progress;
    private readonly LineInput _input;
    private readonly bool _mayAsk;
    private bool _reporting;

    internal ShellUserInterface(LineInput input, bool mayAsk)
    {
        _input = input;
        _mayAsk = mayAsk;
        _progress = new ProgressLine(_error);
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => Terminal.OutputTakesEscapes;

    /// <inheritdoc/>
    public override void Write(string value) => PutOutput(value, endLine: false);

    /// <inheritdoc/>
    public override void WriteLine(string value) => PutOutput(value, endLine: true);

    /// <inheritdoc/>
    public override void WriteLine() => PutOutput("", endLine: true);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (!Terminal.OutputTakesEscapes)
        {
            Write(value);
            return;
        }

        // Black is the default background here: painting it would show as bars on terminals of another colour.
        var background = backgroundColor == ConsoleColor.Black ? "" : PSStyle.MapBackgroundColorToEscapeSequence(backgroundColor);
        Write(background + PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) + value + PSStyle.Instance.Reset);
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => PutError(PSStyle.Instance.Formatting.Error, value);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => PutError(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => PutError(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => PutError(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_writing)
        {
            _progress.Show(sourceId, record);
        }
    }

    /// <summary>
    /// Does something whose output is the report of an error, and so goes to standard error: the engine formats an error that
    /// ended a command as if it were output.
    /// </summary>
    internal void Report(Action write)
    {
        _reporting = true;
        try
        {
            write();
        }
        finally
        {
            _reporting = false;
        }
    }

    /// <summary>Takes the progress line off the terminal, for another program to write there.</summary>
    internal void EraseProgress()
    {
        lock (_writing)
        {
            _progress.Erase();
        }
    }

    private void PutOutput(string text, bool endLine) =>
        Put(_reporting ? _error : _output, _reporting ? Terminal.ErrorTakesEscapes : Terminal.OutputTakesEscapes, text, endLine);

    private void PutError(string style, string text) =>
        Put(_error, Terminal.ErrorTakesEscapes, Terminal.ErrorTakesEscapes && !text.Contains('\e', StringComparison.Ordinal) ? style + text + PSStyle.Instance.Reset : text, endLine: true);

    private void Put(TextWriter writer, bool takesEscapes, string text, bool endLine)
    {
        if (!takesEscapes && text.Contains('\e', StringComparison.Ordinal))
        {
            text = new StringDecorated(text).ToString(OutputRendering.PlainText);
        }

        lock (_writing)
        {
            _progress.Erase();
            if (endLine)
            {
                writer.WriteLine(text);
            }
            else
            {
                writer.Write(text);
            }
        }
    }
}
