using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Remove-LvsRealServer: removes real servers from a virtual service; ipvsadm -d.</summary>
[Cmdlet(VerbsCommon.Remove, "LvsRealServer", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class RemoveLvsRealServerCommand : LvsRealServerTargetCommand
{
    /// <summary>The removed real server is emitted, as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput() => ForEachRealServer((client, find) =>
    {
        LvsChange? change = Make(client, () => new LvsRealServerChange(find(), null));
        if (PassThru && change is LvsRealServerChange { Before: LvsRealServer before })
        {
            WriteObject(before);
        }
    });
}
