using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Start-LvsSyncDaemon: starts sending connections to other directors, or taking theirs; ipvsadm --start-daemon.</summary>
[Cmdlet(VerbsLifecycle.Start, "LvsSyncDaemon", SupportsShouldProcess = true)]
[OutputType(typeof(LvsSyncDaemon))]
public sealed class StartLvsSyncDaemonCommand : LvsSessionCommand
{
    /// <summary>Master sends, Backup takes. Both may run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public LvsSyncRole Role { get; set; }

    /// <summary>The multicast interface.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("McastInterface")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string Interface { get; set; } = string.Empty;

    /// <summary>0 to 255: messages of another id are not taken; a backup with 0 takes those of any.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int SyncId { get; set; }

    /// <summary>The most bytes of a message, of a backup 1024 at least; by the interface's MTU without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SyncMaxLen")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? MaxLength { get; set; }

    /// <summary>The multicast group; 224.0.0.81 without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("McastGroup")]
    public string? Group { get; set; }

    /// <summary>The UDP port; 8848 without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("McastPort")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int? Port { get; set; }

    /// <summary>The time to live, 1 to 255; 1 without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("McastTtl")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? Ttl { get; set; }

    /// <summary>A daemon of Get-LvsSyncDaemon: without -Session it is started where it was read.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsSyncDaemon? InputObject { get; set; }

    /// <summary>The daemon is emitted as it runs then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var daemon = new LvsSyncDaemon
        {
            Role = Role,
            Interface = Interface,
            SyncId = SyncId,
            MaxLength = MaxLength ?? 0,
            Group = string.IsNullOrEmpty(Group) ? null : HostNames.ResolveAddress(Group),
            Port = Port ?? 0,
            Ttl = Ttl ?? 0,
        };
        if (LvsConstraints.Check(daemon).FirstOrDefault() is LvsInputException wrong)
        {
            throw wrong;
        }

        ILvsClient client = ClientOf(InputObject?.Origin.Session);
        LvsChange? change = Make(client, () =>
        {
            var change = new LvsSyncDaemonChange(null, daemon);
            LvsTable table = ReadTable(client);
            return IsWhatIf && table.SyncDaemons!.Any(d => d.Role == Role) ? throw KernelErrors.IsThere(change)
                : PlanCheck.Find(table, LvsPlan.Of(change)) is { } finding ? throw finding.Error
                : change;
        });
        if (PassThru && change is not null)
        {
            WriteObject(client.ReadSyncDaemons(Cancellation).Where(d => d.Role == Role), enumerateCollection: true);
        }
        else if (PassThru && IsWhatIf)
        {
            WriteObject(daemon);
        }
    }
}
