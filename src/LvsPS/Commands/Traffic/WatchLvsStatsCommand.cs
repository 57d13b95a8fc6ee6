using System.Management.Automation;
using System.Management.Automation.Host;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Watch-LvsStats: a live table of connections, rates and totals; watch -n.1 'ipvsadm -Ln --rate'.</summary>
[Cmdlet("Watch", "LvsStats", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsTrafficSample))]
public sealed class WatchLvsStatsCommand : LvsSamplingCommand
{
    /// <summary>The column that services, and the servers of each, are sorted by.</summary>
    [Parameter]
    public LvsTrafficColumn SortBy { get; set; }

    /// <summary>The greatest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Only so many services, the first in the order.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? Top { get; set; }

    /// <summary>Ends after so many readings; without it, Ctrl+C does.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? Count { get; set; }

    /// <summary>Objects instead of a table.</summary>
    [Parameter]
    public SwitchParameter AsObject { get; set; }

    /// <summary>Whether somebody looks at a terminal that can be drawn on: not where the output goes on, to a file or to a cmdlet.</summary>
    private bool IsTableShown =>
        !AsObject && Host.UI.SupportsVirtualTerminal && !Console.IsOutputRedirected && MyInvocation.PipelinePosition == MyInvocation.PipelineLength;

    /// <inheritdoc/>
    protected override void EndInput()
    {
        using TrafficSampler? sampler = OpenSampler(out LvsSession session);
        if (sampler is null)
        {
            return;
        }

        bool isFrozen = WarnWhereFrozen(session);
        var order = new TrafficOrder(SortBy, Descending, Top);
        if (IsTableShown)
        {
            Draw(sampler, new TrafficTableOptions(session.Name, Interval, order, isFrozen ? Estimation.Frozen : null));
        }
        else
        {
            ForEachReading(sampler, focus: null, reading =>
            {
                foreach (TrafficRow row in order.Rows(reading))
                {
                    WriteObject(LvsTrafficSample.Of(row, reading));
                }
            });
        }
    }

    private void Draw(TrafficSampler sampler, TrafficTableOptions options)
    {
        PSHostUserInterface terminal = Host.UI;
        var table = new TrafficTable(options, Clock);
        IReadOnlyList<string> last = [];
        using (var screen = new LiveScreen(terminal.Write))
        {
            ForEachReading(sampler, table.Shown, reading =>
            {
                Size size = terminal.RawUI.WindowSize;
                last = table.Render(reading, size.Width, size.Height, colour: true);
                screen.Show(last, size.Width, size.Height);
            });
        }

        // The last picture stays behind where the watch had an end of its own.
        foreach (string line in last)
        {
            terminal.WriteLine(line);
        }
    }

    private void ForEachReading(TrafficSampler sampler, IReadOnlyCollection<ServiceRows>? focus, Action<TrafficReading> show)
    {
        long started = Clock.GetTimestamp();
        for (int i = 1; ; i++)
        {
            show(sampler.Read(focus, Cancellation));
            if (i == Count)
            {
                return;
            }

            WaitForNext(started);
        }
    }
}
