using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Set-LvsRealServer: changes what is named of a real server and keeps the rest.</summary>
[Cmdlet(VerbsCommon.Set, "LvsRealServer", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class SetLvsRealServerCommand : LvsRealServerTargetCommand
{
    /// <summary>How packets reach it.</summary>
    [Parameter]
    [Alias("PacketForwardingMethod")]
    [ForwardingTransformation]
    public LvsForwarding? Forwarding { get; set; }

    /// <summary>Its weight, 0 to 2147483647; at 0 most schedulers send it no new connections.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long? Weight { get; set; }

    /// <summary>Connections at which no new ones are sent; 0 for no limit.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long? UpperThreshold { get; set; }

    /// <summary>Connections below which new ones are sent again.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long? LowerThreshold { get; set; }

    /// <summary>The encapsulation of a tunnel.</summary>
    [Parameter]
    public LvsTunnelType? TunnelType { get; set; }

    /// <summary>The UDP port of a GUE tunnel.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? TunnelPort { get; set; }

    /// <summary>The checksum of a GUE or GRE tunnel.</summary>
    [Parameter]
    public LvsTunnelChecksum? TunnelChecksum { get; set; }

    /// <summary>The real server is emitted as it is then.</summary>
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
        ForEachRealServer((client, find) =>
        {
            LvsRealServer? wanted = null;
            Make(client, () =>
            {
                LvsRealServer before = find();
                LvsRealServer after = settings.ApplyTo(before);
                wanted = after;
                return before.HasSameSettings(after) ? null : new LvsRealServerChange(before, after);
            });
            if (PassThru)
            {
                WriteObject(IsWhatIf ? wanted : find());
            }
        });
    }
}
