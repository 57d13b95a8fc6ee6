using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Stop-LvsSyncDaemon: stops a synchronisation daemon; ipvsadm --stop-daemon.</summary>
[Cmdlet(VerbsLifecycle.Stop, "LvsSyncDaemon", SupportsShouldProcess = true)]
[OutputType(typeof(LvsSyncDaemon))]
public sealed class StopLvsSyncDaemonCommand : LvsSessionCommand
{
    /// <summary>The daemon's role.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public LvsSyncRole[] Role { get; set; } = [];

    /// <summary>A daemon of Get-LvsSyncDaemon: without -Session it is stopped where it was read.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsSyncDaemon? InputObject { get; set; }

    /// <summary>The stopped daemon is emitted, as it ran.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        ILvsClient client = ClientOf(InputObject?.Origin.Session);
        foreach (LvsSyncRole role in Role)
        {
            Try(() =>
            {
                LvsChange? change = Make(client, () => new LvsSyncDaemonChange(Running(client, role), null));
                if (PassThru && change is LvsSyncDaemonChange { Before: LvsSyncDaemon before })
                {
                    WriteObject(before);
                }
            });
        }
    }

    private LvsSyncDaemon Running(ILvsClient client, LvsSyncRole role) =>
        client.ReadSyncDaemons(Cancellation).FirstOrDefault(d => d.Role == role)
        ?? throw new LvsException(LvsErrorId.SyncDaemonNotRunning, $"No {ChangeText.Name(role)} sync daemon runs.", role, "Get-LvsSyncDaemon lists those that run.");
}
