using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Set-LvsTimeout: changes those time-outs that are named and keeps the others; ipvsadm --set.</summary>
[Cmdlet(VerbsCommon.Set, "LvsTimeout", SupportsShouldProcess = true)]
[OutputType(typeof(LvsTimeout))]
public sealed class SetLvsTimeoutCommand : LvsSessionCommand
{
    /// <summary>An established TCP connection without traffic.</summary>
    [Parameter(Position = 0)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? Tcp { get; set; }

    /// <summary>A TCP connection after a FIN.</summary>
    [Parameter(Position = 1)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? TcpFin { get; set; }

    /// <summary>A UDP flow without traffic.</summary>
    [Parameter(Position = 2)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? Udp { get; set; }

    /// <summary>Time-outs of Get-LvsTimeout, also of another session; what is named beside them comes first.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsTimeout? InputObject { get; set; }

    /// <summary>The time-outs are emitted as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var wanted = new LvsTimeout { Tcp = Tcp ?? InputObject?.Tcp, TcpFin = TcpFin ?? InputObject?.TcpFin, Udp = Udp ?? InputObject?.Udp };
        if (wanted == new LvsTimeout())
        {
            throw new LvsInputException(LvsErrorId.InvalidTimeout, "No timeout is named.", null, "Give -Tcp, -TcpFin or -Udp, or pipe time-outs in.");
        }

        if (LvsConstraints.Check(wanted).FirstOrDefault() is LvsInputException wrong)
        {
            throw wrong;
        }

        ILvsClient client = ClientOf(InputObject?.Origin.Session);
        Make(client, () =>
        {
            LvsPlan plan = TableDiffer.Diff(
                new LvsTable { Timeout = client.ReadTimeout(Cancellation) }, new LvsTable { Timeout = wanted }, LvsDiffMode.Merge);
            return plan.IsEmpty ? null : plan.Changes[0];
        });
        if (PassThru)
        {
            WriteObject(client.ReadTimeout(Cancellation));
        }
    }
}
