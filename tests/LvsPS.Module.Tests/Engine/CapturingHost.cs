using System.Globalization;
using System.Management.Automation.Host;

namespace LvsPS.Module.Tests.Engine;

/// <summary>A host that keeps what is written to it, and answers confirmations from a list.</summary>
internal sealed class CapturingHost : PSHost
{
    private readonly CapturingUserInterface _ui = new();

    public override string Name => "LvsPS.Module.Tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.GetCultureInfo("en-US");

    internal List<string> Lines => _ui.Lines;

    internal Queue<int> Answers => _ui.Answers;

    public override void SetShouldExit(int exitCode)
    {
        // A test's process is not the script's to end.
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
        // Native commands are none of this host's business.
    }

    public override void NotifyEndApplication()
    {
        // Native commands are none of this host's business.
    }
}
