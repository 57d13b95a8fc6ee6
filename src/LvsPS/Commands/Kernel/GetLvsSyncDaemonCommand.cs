using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Get-LvsSyncDaemon: the running synchronisation daemons; ipvsadm -L --daemon.</summary>
[Cmdlet(VerbsCommon.Get, "LvsSyncDaemon")]
[OutputType(typeof(LvsSyncDaemon))]
public sealed class GetLvsSyncDaemonCommand : LvsSessionCommand
{
    /// <summary>Only the daemon of this role.</summary>
    [Parameter(Position = 0)]
    public LvsSyncRole? Role { get; set; }

    /// <inheritdoc/>
    protected override void EndInput() =>
        WriteObject(ClientFor().ReadSyncDaemons(Cancellation).Where(d => Role is null || d.Role == Role), enumerateCollection: true);
}
