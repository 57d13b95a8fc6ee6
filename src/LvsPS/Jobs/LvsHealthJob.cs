using System.Collections;
using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>
/// A health monitor as a job: it runs beside the prompt until it is stopped, and what can be received of it are its events. Removing
/// it while it runs stops it first; where the process ends, the table stays as it is.
/// </summary>
public sealed class LvsHealthJob : LvsJob
{
    /// <summary>How many events are kept for whoever receives them: the newest.</summary>
    public const int KeptEvents = 10_000;

    private readonly HealthMonitor _monitor;
    private readonly HealthLog _log;
    private readonly HealthMailer _mailer;
    private readonly HealthFileWatch? _files;

    /// <summary>Makes a job; nothing is checked or changed before it is started.</summary>
    /// <param name="document">What is to be monitored, without errors.</param>
    /// <param name="session">The director.</param>
    /// <param name="name">The job's name; null for one by its number.</param>
    /// <param name="file">The file that the document was read from, which is looked at for changes; null for none.</param>
    /// <param name="complete">Adds to a document what is not of the file.</param>
    internal LvsHealthJob(
        LvsHealthDocument document,
        LvsSession session,
        string? name,
        HealthConfigurationFile? file = null,
        Func<LvsHealthDocument, LvsHealthDocument>? complete = null)
        : base("Start-LvsHealthMonitor", session, name)
    {
        _log = new HealthLog(Name, ChangeJournal.For(session), OfLog);
        _monitor = HealthMonitor.Of(document, session, Emit, isChecked: Checked);
        _mailer = new HealthMailer(() => _monitor.Document, AlertMail.SendAsync, Told);
        _files = file is null ? null : new HealthFileWatch(file, _monitor, complete ?? (d => d), Warn);
    }

    /// <summary>How many real servers are up, and of how many.</summary>
    public override string StatusMessage
    {
        get
        {
            IReadOnlyList<LvsHealthStatus> all = GetStatus();
            return FormattableString.Invariant($"{all.Count(s => s.State == LvsHealthState.Up)} of {all.Count} up");
        }
    }

    /// <summary>What is monitored.</summary>
    public LvsHealthDocument Document => _monitor.Document;

    /// <summary>The monitor.</summary>
    internal HealthMonitor Monitor => _monitor;

    /// <summary>Is told of events beside whoever receives them, on the monitor's threads: it must not block.</summary>
    internal Action<LvsHealthEvent>? Happened { get; init; }

    /// <summary>Is told of what is doubtful in a file that is taken over, on other threads than the caller's.</summary>
    internal Action<string>? Doubted { get; init; }

    /// <summary>Why the monitor failed; null where it did not.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Takes the file over as it is now; nothing where there is none.</summary>
    internal void Reload() => _files?.Reload();

    /// <summary>What is known of each server.</summary>
    /// <returns>The servers in the order of the document.</returns>
    internal IReadOnlyList<LvsHealthStatus> GetStatus() => _monitor.GetStatus();

    /// <inheritdoc/>
    private protected override void Begin()
    {
        HealthJobs.Add(this);
        _monitor.Start();
        _files?.Start();
        _ = Task.Run(WatchAsync);
    }

    /// <summary>The monitor leaves the table as its stop actions say.</summary>
    private protected override void End() => _ = _monitor.StopAsync();

    /// <summary>As if the process were killed: the table stays as it is.</summary>
    private protected override void Abandon() => _ = _monitor.DisposeAsync().AsTask();

    /// <inheritdoc/>
    private protected override void Discard()
    {
        _ = _files?.DisposeAsync().AsTask();
        _ = _mailer.DisposeAsync().AsTask();
        _ = _log.CloseAsync();
    }

    private async Task WatchAsync()
    {
        Exception? failure = null;
        Func<Task>[] ends =
        [
            () => _monitor.Completion,
            () => _files?.DisposeAsync().AsTask() ?? Task.CompletedTask,
            () => _monitor.DisposeAsync().AsTask(),
            () => _mailer.DisposeAsync().AsTask(),
            _log.CloseAsync,
        ];
        foreach (Func<Task> end in ends)
        {
            try
            {
                await end().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever failed first is what the job says last; the job ends in any case.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure ??= e;
            }
        }

        HealthJobs.Remove(this);
        if (failure is null)
        {
            Finish(JobState.Stopped);
        }
        else
        {
            Failure = failure;
            Keep(Failed(failure.Message) with { Error = failure as LvsException });
            Finish(JobState.Failed);
        }
    }

    private static LvsHealthEvent Failed(string reason) => OfMonitor(LvsHealthEventKind.Failed, reason);

    private static LvsHealthEvent OfMonitor(LvsHealthEventKind kind, string reason) => new(TimeProvider.System.GetUtcNow(), kind) { Reason = reason };

    /// <summary>What is wrong with a log is not for logs.</summary>
    private void OfLog(LvsHealthEventKind kind, string reason) => Keep(OfMonitor(kind, reason));

    private void Emit(LvsHealthEvent happened)
    {
        _mailer.Add(happened);
        Told(happened);
    }

    private void Told(LvsHealthEvent happened)
    {
        _log.Add(_monitor.Document.LogPath, happened);
        Keep(happened);
    }

    private void Checked(LvsHealthService service, LvsHealthServer server, LvsCheckResult result)
    {
        if (service.CheckLogPath is string path)
        {
            _log.Add(path, server.RealServer, result);
        }
    }

    private void Warn(LvsHealthDiagnostic finding)
    {
        if (Doubted is Action<string> doubted)
        {
            doubted(finding.PlaceAndText);
        }
        else if (Warning.Count < KeptEvents)
        {
            Warning.Add(new WarningRecord(finding.PlaceAndText));
        }
    }

    /// <summary>A monitor that nobody listens to must not fill the memory.</summary>
    private void Keep(LvsHealthEvent happened)
    {
        lock (((ICollection)Output).SyncRoot)
        {
            while (Output.Count >= KeptEvents)
            {
                Output.RemoveAt(0);
            }
        }

        try
        {
            Output.Add(PSObject.AsPSObject(happened));
        }
#pragma warning disable CA1031 // Whoever listens to the output and fails at it must not end the monitor.
        catch (Exception)
#pragma warning restore CA1031
        {
            // It was told, as far as anybody wanted to hear it.
        }

        Happened?.Invoke(happened);
    }
}
