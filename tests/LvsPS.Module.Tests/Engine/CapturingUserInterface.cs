using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace LvsPS.Module.Tests.Engine;

/// <summary>Keeps lines as they would stand on a terminal without colours; an error line begins as the engine's view of it does.</summary>
internal sealed class CapturingUserInterface : PSHostUserInterface
{
    private string _begun = "";

    public override PSHostRawUserInterface RawUI { get; } = new FixedSizeRawUserInterface();

    internal List<string> Lines { get; } = [];

    internal Queue<int> Answers { get; } = new();

    public override void Write(string value) => _begun += value;

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value)
    {
        Lines.AddRange(new StringDecorated(_begun + value).ToString(OutputRendering.PlainText).Split('\n'));
        _begun = "";
    }

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // Progress leaves nothing on a terminal.
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Lines.Add($"{caption}: {message}");
        return Answers.TryDequeue(out var answer) ? answer : throw new HostException($"Nobody is here to answer: {message}");
    }

    public override string ReadLine() => throw NobodyAnswers();

    public override SecureString ReadLineAsSecureString() => throw NobodyAnswers();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NobodyAnswers();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NobodyAnswers();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NobodyAnswers();

    private static HostException NobodyAnswers() => new("Nobody is here to answer.");
}
