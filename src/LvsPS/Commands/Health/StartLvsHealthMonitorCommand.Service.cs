using System.Management.Automation;
using System.Runtime.InteropServices;
using LvsPS.Jobs;

namespace LvsPS.Commands;

/// <content>The monitor as a service of systemd: in the foreground, until it is told to end.</content>
public sealed partial class StartLvsHealthMonitorCommand
{
    /// <summary>Runs in the foreground until SIGTERM or Ctrl+C, takes the file over at SIGHUP, and tells systemd how it is.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = "Document")]
    public SwitchParameter AsService { get; set; }

    /// <summary>
    /// A service that the table has already is one that a monitor before this one left behind: what stands in it is what that one knew,
    /// and nothing is changed before the first checks.
    /// </summary>
    private static LvsHealthService Adopted(ILvsClient client, LvsHealthService service)
    {
        try
        {
            return client.FindService(service.Service.Service) is null ? service : service with
            {
                InitialState = LvsInitialState.AsFound,
                Servers = [.. service.Servers.Select(s => s with { InitialState = null })],
            };
        }
        catch (LvsException)
        {
            // The monitor finds that out too, tells it, and tries again.
            return service;
        }
    }

    private void Serve(LvsHealthDocument document, LvsSession session, HealthConfigurationFile? file, Func<LvsHealthDocument, LvsHealthDocument> complete)
    {
        using ServiceNotifier notifier = ServiceNotifier.Take();
        var told = new LossyQueue<object>();
        using var job = new LvsHealthJob(document, session, Name, file, complete)
        {
            Happened = told.Add,
            Doubted = told.Add,
        };
        job.StateChanged += (_, change) =>
        {
            if (change.JobStateInfo.State is JobState.Stopped or JobState.Failed)
            {
                told.Close();
            }
        };
        job.StartJob();
        var supervision = new HealthSupervision(job.Monitor, notifier, job.Reload);
        try
        {
            supervision.Start();
            using PosixSignalRegistration end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, supervision));
            using PosixSignalRegistration reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Reload(signal, supervision));
            using CancellationTokenRegistration stopped = Cancellation.Register(() => _ = supervision.StopAsync());
            Tell(told);
        }
        finally
        {
            // Also where the pipeline was stopped, the table is left as it is to be.
            _ = supervision.StopAsync();
            _ = job.Finished.WaitOne();
            supervision.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        if (job.Failure is Exception failure)
        {
            throw failure as LvsException ?? new LvsException(
                LvsErrorId.HealthMonitorFailed, $"The monitor ended by a fault of its own: {failure.Message}", document, "Start it again; it adopts the table as it finds it.", failure);
        }
    }

    private static void Stop(PosixSignalContext signal, HealthSupervision supervision)
    {
        signal.Cancel = true;
        _ = supervision.StopAsync();
    }

    private static void Reload(PosixSignalContext signal, HealthSupervision supervision)
    {
        signal.Cancel = true;
        _ = Task.Run(supervision.ReloadAsync);
    }

    /// <summary>Gives what the monitor tells, until it has ended. Whoever takes it may hold it up, the monitor goes on meanwhile.</summary>
    private void Tell(LossyQueue<object> told)
    {
        while (told.WaitAsync().AsTask().GetAwaiter().GetResult())
        {
            (IReadOnlyList<object> waited, int lost) = told.Take();
            foreach (object one in waited)
            {
                if (one is string doubt)
                {
                    WriteWarning(doubt);
                }
                else
                {
                    WriteObject(one);
                }
            }

            if (lost > 0)
            {
                WriteWarning(FormattableString.Invariant($"The monitor's output was held up: {lost} {(lost == 1 ? "event was" : "events were")} lost."));
            }
        }
    }
}
