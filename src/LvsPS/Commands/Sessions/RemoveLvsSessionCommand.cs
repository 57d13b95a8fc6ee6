using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Remove-LvsSession: closes sessions. The tables that they worked on stay as they are.</summary>
[Cmdlet(VerbsCommon.Remove, "LvsSession", SupportsShouldProcess = true)]
public sealed class RemoveLvsSessionCommand : LvsCommand
{
    /// <summary>The sessions, or their names or numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public LvsSession[] Session { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (LvsException fault in Session.Select(s => s.Fault).OfType<LvsException>())
        {
            Fail(fault);
        }

        foreach (LvsSession session in Session.Where(s => s.Fault is null && ShouldProcess($"Close session {s.Name}.", $"Close session {s.Name}?", "LvsPS")))
        {
            SessionTable.Remove(session);
        }
    }
}
