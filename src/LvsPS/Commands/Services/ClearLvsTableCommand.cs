using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Clear-LvsTable: removes every virtual service with its real servers; ipvsadm -C.</summary>
[Cmdlet(VerbsCommon.Clear, "LvsTable", SupportsShouldProcess = true)]
public sealed class ClearLvsTableCommand : LvsSessionCommand
{
    /// <inheritdoc/>
    protected override void EndInput()
    {
        ILvsClient client = ClientFor();
        Make(client, () =>
        {
            IReadOnlyList<LvsService> services = client.ReadServices(withRealServers: true, null, Cancellation).Services;
            return services.Count == 0 ? null : new LvsClearChange(new LvsTable { Services = services });
        });
    }
}
