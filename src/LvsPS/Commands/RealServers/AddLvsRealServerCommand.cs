using System.Management.Automation;
using System.Net;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Add-LvsRealServer: adds real servers to a virtual service; ipvsadm -a.</summary>
[Cmdlet(VerbsCommon.Add, "LvsRealServer", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class AddLvsRealServerCommand : LvsServiceTargetCommand
{
    /// <summary>The addresses of the real servers, or their host names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RealServer", "RIP")]
    [ValidateNotNullOrEmpty]
    public string[] Address { get; set; } = [];

    /// <summary>Their port; the service's without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int? Port { get; set; }

    /// <summary>How packets reach them; Gateway (direct routing) without it, as for ipvsadm.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PacketForwardingMethod")]
    [ForwardingTransformation]
    public LvsForwarding? Forwarding { get; set; }

    /// <summary>Their weight, 0 to 2147483647; 1 without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long? Weight { get; set; }

    /// <summary>Connections at which no new ones are sent; 0 for no limit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long? UpperThreshold { get; set; }

    /// <summary>Connections below which new ones are sent again.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long? LowerThreshold { get; set; }

    /// <summary>The encapsulation of a tunnel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    public LvsTunnelType? TunnelType { get; set; }

    /// <summary>The UDP port of a GUE tunnel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? TunnelPort { get; set; }

    /// <summary>The checksum of a GUE or GRE tunnel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    public LvsTunnelChecksum? TunnelChecksum { get; set; }

    /// <summary>The new real servers are emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var settings = new RealServerSettings
        {
            Forwarding = Forwarding,
            Weight = Weight,
            UpperThreshold = UpperThreshold,
            LowerThreshold = LowerThreshold,
            TunnelType = TunnelType,
            TunnelPort = TunnelPort,
            TunnelChecksum = TunnelChecksum,
        };
        RequireServices();
        ForEachService(id =>
        {
            foreach (string address in Address)
            {
                Try(() => Add(id, HostNames.ResolveAddress(address, id.AddressFamily), settings));
            }
        });
    }

    private void Add(LvsServiceId id, IPAddress address, RealServerSettings settings)
    {
        ILvsClient client = ClientFor(id);
        LvsRealServer server = settings.ApplyTo(new LvsRealServer { Service = id, Address = address, Port = Port ?? id.VirtualPort ?? 0 });
        LvsChange? change = Make(client, () =>
        {
            var change = new LvsRealServerChange(null, server);
            RefuseBesideSync(client, change);
            return Foreseen(client, change);
        });
        if (PassThru && change is not null)
        {
            WriteObject(client.ReadRealServers(id, Cancellation).Where(s => s.IsSameServer(server)), enumerateCollection: true);
        }
        else if (PassThru && IsWhatIf)
        {
            WriteObject(server);
        }
    }

    private void RefuseBesideSync(ILvsClient client, LvsRealServerChange change)
    {
        if (change.RealServer.HasOtherFamily
            && client.ReadSyncDaemons(Cancellation) is { Count: > 0 } daemons
            && PlanCheck.Find(new LvsTable { Services = [Find(client, change.RealServer.Service)], SyncDaemons = daemons }, LvsPlan.Of(change)) is { } finding)
        {
            throw finding.Error;
        }
    }
}
