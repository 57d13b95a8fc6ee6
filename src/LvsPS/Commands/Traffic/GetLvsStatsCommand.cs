using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Get-LvsStats: totals and rates of services and their real servers; ipvsadm -Ln --stats --exact and --rate.</summary>
[Cmdlet(VerbsCommon.Get, "LvsStats", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsStats), typeof(LvsTotalStats))]
public sealed class GetLvsStatsCommand : LvsStatisticsCommand
{
    private const string RateView = "#Rate";

    /// <summary>The table shows rates instead of totals; the objects have both in any case.</summary>
    [Parameter]
    public SwitchParameter Rate { get; set; }

    /// <summary>The totals of the whole network namespace instead of those of services.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Total")]
    public SwitchParameter Total { get; set; }

    /// <summary>Behind the totals those of each processor.</summary>
    [Parameter(ParameterSetName = "Total")]
    public SwitchParameter PerProcessor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (ParameterSetName == "Total")
        {
            WriteTotals(CurrentSession);
            return;
        }

        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                WarnWhereFrozen(CurrentSession);
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
            LvsService service = Find(client, id);
            WarnWhereFrozen(SessionFor(id));
            WriteRows(service, client.ReadRealServers(id, Cancellation));
        });
    }

    private void WriteTotals(LvsSession session)
    {
        using var lines = new LineReader(NetFile.Open(session, TotalsReader.File), NetFile.PathOf(TotalsReader.File));
        LvsTotalStats totals = TotalsReader.Read(lines);
        WarnWhereFrozen(session);
        WriteRow(totals);
        if (PerProcessor)
        {
            using var processors = new LineReader(NetFile.Open(session, TotalsReader.ProcessorFile), NetFile.PathOf(TotalsReader.ProcessorFile));
            TotalsReader.ReadProcessors(processors, WriteRow);
        }
    }

    private void WriteRows(LvsService service, IReadOnlyList<LvsRealServer> servers)
    {
        WriteRow(LvsStats.Of(service));
        foreach (LvsRealServer server in servers)
        {
            WriteRow(LvsStats.Of(server));
        }
    }

    private void WriteRow(object row)
    {
        var shown = PSObject.AsPSObject(row);
        if (Rate)
        {
            shown.TypeNames.Insert(0, row.GetType().FullName + RateView);
        }

        WriteObject(shown);
    }
}
