using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Checkpoint-LvsTable: a snapshot of a director's table, time-outs and daemons, which Restore-LvsTable brings back.</summary>
[Cmdlet(VerbsData.Checkpoint, "LvsTable")]
[OutputType(typeof(LvsTableSnapshot))]
public sealed class CheckpointLvsTableCommand : LvsSessionCommand
{
    /// <inheritdoc/>
    protected override void EndInput()
    {
        LvsSession session = CurrentSession;
        WriteObject(new LvsTableSnapshot(ReadTable(ClientFor()), DateTimeOffset.Now) { Origin = session });
    }
}
