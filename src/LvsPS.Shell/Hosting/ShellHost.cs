using System.Globalization;
using System.Management.Automation.Host;

namespace LvsPS.Shell.Hosting;

/// <summary>The engine's view of this program: its name, its culture, its streams, and the exit code that a script asks for.</summary>
internal sealed class ShellHost(ShellUserInterface ui, Action enterNestedPrompt, Func<bool> leaveNestedPrompt) : PSHost
{
    /// <summary>
    /// The name that pwsh's own console has. Scripts ask for it to learn whether somebody may be reading, and the engine to
    /// learn whether a native command may write to the terminal by itself.
    /// </summary>
    public override string Name => "ConsoleHost";

    /// <inheritdoc/>
    public override Version Version => ShellVersion.Product;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => ui;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>The exit code that <c>exit</c> or <c>$Host.SetShouldExit</c> asked for; null while nobody has.</summary>
    internal int? ExitCode { get; private set; }

    /// <summary>Takes the exit code; at a prompt inside a command, <c>exit</c> leaves that prompt and no more.</summary>
    public override void SetShouldExit(int exitCode)
    {
        if (!leaveNestedPrompt())
        {
            ExitCode ??= exitCode;
        }
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => enterNestedPrompt();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => leaveNestedPrompt();

    /// <inheritdoc/>
    public override void NotifyBeginApplication() => ui.EraseProgress();

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
        // A native command has left the terminal as it likes; there is nothing of ours to put back.
    }
}
