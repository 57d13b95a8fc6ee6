using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Restore-LvsTable: brings a snapshot back by difference: what is so already is not touched, and nothing is flushed.</summary>
[Cmdlet(VerbsData.Restore, "LvsTable", SupportsShouldProcess = true)]
[OutputType(typeof(LvsImportResult))]
public sealed class RestoreLvsTableCommand : LvsPlanCommand
{
    /// <summary>The snapshot of Checkpoint-LvsTable. Without -Session it goes back to where it was taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [SnapshotTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsTableSnapshot? Snapshot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput() =>
        Apply(ClientOf(Snapshot!.Origin), Snapshot.Table, LvsDiffMode.Replace, $"the snapshot of {Snapshot.Time:yyyy-MM-dd HH:mm:ss}", (_, error) => error);
}
