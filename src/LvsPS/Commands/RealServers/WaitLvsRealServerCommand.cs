using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Wait-LvsRealServer: waits until real servers have no connections any more.</summary>
[Cmdlet(VerbsLifecycle.Wait, "LvsRealServer", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class WaitLvsRealServerCommand : LvsRealServerTargetCommand
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_most = TimeSpan.FromDays(1);
    private static int s_lastActivity;

    private readonly Dictionary<(LvsSession, LvsRealServer), DrainTarget> _targets = [];
    private readonly int _activity = Interlocked.Increment(ref s_lastActivity);

    /// <summary>How long at most; for ever without it.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Inactive connections are waited for too.</summary>
    [Parameter]
    public SwitchParameter IncludeInactive { get; set; }

    /// <summary>Persistence templates are waited for too.</summary>
    [Parameter]
    public SwitchParameter IncludePersistent { get; set; }

    /// <summary>The time between two readings, 100 ms at least.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Each real server is emitted when it has no connections any more.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput() => ForEachNamed((client, named) =>
    {
        if (Interval < s_least || Interval > s_most)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidDuration, $"An interval of {Interval} cannot be.", Interval, "Give 100ms to 1d.");
        }

        LvsRealServer server = FindServer(client, named);
        if (_targets.TryAdd((SessionFor(named.Service), named), new DrainTarget(client, server)) && server.Weight > 0)
        {
            WriteWarning(FormattableString.Invariant(
                $"{server} of {server.Service} gets new connections, since its weight is {server.Weight}: Suspend-LvsRealServer ends that."));
        }
    });

    /// <inheritdoc/>
    protected override void EndInput()
    {
        var watch = new DrainWatch(_targets.Values, IncludeInactive, IncludePersistent, Timeout, TimeProvider.System);
        try
        {
            Look(watch);
            while (!watch.IsOver)
            {
                ShowProgress(watch);
                if (Cancellation.WaitHandle.WaitOne(watch.Left is TimeSpan left && left < Interval ? left : Interval))
                {
                    throw new OperationCanceledException(Cancellation);
                }

                Look(watch);
            }
        }
        finally
        {
            if (!Cancellation.IsCancellationRequested)
            {
                WriteProgress(new ProgressRecord(_activity, "Waiting", "Done") { RecordType = ProgressRecordType.Completed });
            }
        }

        foreach (LvsRealServer server in watch.Open)
        {
            Fail(new LvsException(
                LvsErrorId.DrainTimeout,
                FormattableString.Invariant($"{server} of {server.Service} still has {watch.Text([server])} after {Timeout!.Value.TotalSeconds:0.###} s."),
                server,
                $"Get-LvsConnection {server.Service} -Address {server.Address} -Port {server.Port} shows them; a longer -Timeout waits on."));
        }
    }

    private void Look(DrainWatch watch)
    {
        foreach (DrainEnd end in watch.Look(Cancellation))
        {
            if (end.IsGone)
            {
                Fail(new LvsException(
                    LvsErrorId.RealServerNotFound,
                    $"{end.Server} of {end.Server.Service} was removed while its connections were waited for.",
                    end.Server,
                    "Find out who removed it; the connections that it had end when they time out."));
            }
            else if (PassThru)
            {
                WriteObject(end.Server);
            }
        }
    }

    private void ShowProgress(DrainWatch watch)
    {
        LvsRealServer[] open = [.. watch.Open];
        WriteProgress(new ProgressRecord(_activity, $"Waiting for {ChangeText.Count(open.Length, "real server")}", watch.Text(open))
        {
            PercentComplete = watch.Percent,
            SecondsRemaining = watch.Left is TimeSpan left ? (int)Math.Min(int.MaxValue, left.TotalSeconds) : -1,
            CurrentOperation = string.Join(", ", open.Take(3)) + (open.Length > 3 ? ", ..." : string.Empty),
        });
    }
}
