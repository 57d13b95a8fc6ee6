using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Get-LvsStats: totals and rates of services and their real servers; ipvsadm -Ln --stats --exact and --rate.</summary>
[Cmdlet(VerbsCommon.Get, "LvsStats", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsStats))]
public sealed class GetLvsStatsCommand : LvsServiceTargetCommand
{
    /// <summary>The table shows rates instead of totals; the objects have both in any case.</summary>
    [Parameter]
    public SwitchParameter Rate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                foreach (LvsService service in ReadServices(ClientFor(), withRealServers: true))
                {
                    WriteRows(service, service.RealServers!);
                }
            }

            return;
        }

        ForEachService(id =>
        {
            ILvsClient client = ClientFor(id);
            WriteRows(Find(client, id), client.ReadRealServers(id, Cancellation));
        });
    }

    private void WriteRows(LvsService service, IReadOnlyList<LvsRealServer> servers)
    {
        WriteRow(LvsStats.Of(service));
        foreach (LvsRealServer server in servers)
        {
            WriteRow(LvsStats.Of(server));
        }
    }

    private void WriteRow(LvsStats row)
    {
        var shown = PSObject.AsPSObject(row);
        if (Rate)
        {
            shown.TypeNames.Insert(0, "LvsPS.LvsStats#Rate");
        }

        WriteObject(shown);
    }
}
