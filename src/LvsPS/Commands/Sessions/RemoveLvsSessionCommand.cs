using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Remove-LvsSession: closes sessions. The tables that they worked on stay as they are.</summary>
[Cmdlet(VerbsCommon.Remove, "LvsSession", SupportsShouldProcess = true)]
public sealed class RemoveLvsSessionCommand : LvsCommand
{
    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public LvsSession[] Session { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (LvsSession session in Session.Where(s => ShouldProcess($"Close session {s.Name}.", $"Close session {s.Name}?", "LvsPS")))
        {
            SessionTable.Remove(session);
        }
    }
}
