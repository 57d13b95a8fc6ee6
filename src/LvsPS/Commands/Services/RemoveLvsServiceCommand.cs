using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Remove-LvsService: removes virtual services with their real servers; ipvsadm -D.</summary>
[Cmdlet(VerbsCommon.Remove, "LvsService", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsService))]
public sealed class RemoveLvsServiceCommand : LvsServiceTargetCommand
{
    /// <summary>The removed service is emitted with its real servers, as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        RequireServices();
        ForEachService(id =>
        {
            RequireServiceItself(id, "Remove-LvsRealServer");
            ILvsClient client = ClientFor(id);
            LvsChange? change = Make(client, () => new LvsServiceChange(
                Find(client, id) with { RealServers = client.ReadRealServers(id, Cancellation) }, null));
            if (PassThru && change is LvsServiceChange { Before: LvsService before })
            {
                WriteObject(before);
            }
        });
    }
}
