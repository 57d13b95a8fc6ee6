using System.Collections;
using System.ComponentModel;
using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>
/// A health monitor as a job: it runs beside the prompt until it is stopped, and what can be received of it are its events. Removing
/// it while it runs stops it first; where the process ends, the table stays as it is.
/// </summary>
public sealed class LvsHealthJob : Job2
{
    /// <summary>How many events are kept for whoever receives them: the newest.</summary>
    public const int KeptEvents = 10_000;

    private readonly HealthMonitor _monitor;
    private readonly HealthLog _log;
    private readonly HealthMailer _mailer;
    private readonly HealthFileWatch? _files;
    private readonly string _location;
    private int _stage;

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
        : base("Start-LvsHealthMonitor", name)
    {
        PSJobTypeName = nameof(LvsHealthJob);
        _location = session.Name;
        _log = new HealthLog(Name, ChangeJournal.For(session), LogFailed);
        _monitor = HealthMonitor.Of(document, session, Emit, isChecked: Checked);
        _mailer = new HealthMailer(() => _monitor.Document, AlertMail.SendAsync, Told);
        _files = file is null ? null : new HealthFileWatch(file, _monitor, complete ?? (d => d), Warn);
    }

    /// <summary>Whether events wait to be received.</summary>
    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0 || Warning.Count > 0;

    /// <summary>The name of the director's session.</summary>
    public override string Location => _location;

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

    /// <inheritdoc/>
    public override void StartJob()
    {
        if (Interlocked.CompareExchange(ref _stage, 1, 0) == 0)
        {
            HealthJobs.Add(this);
            SetJobState(JobState.Running);
            _monitor.Start();
            _files?.Start();
            _ = Task.Run(WatchAsync);
        }
    }

    /// <inheritdoc/>
    public override void StartJobAsync()
    {
        StartJob();
        OnStartJobCompleted(new AsyncCompletedEventArgs(null, false, null));
    }

    /// <summary>Ends the monitor, and leaves the table as its stop actions say.</summary>
    public override void StopJob()
    {
        switch (Interlocked.Exchange(ref _stage, 2))
        {
            case 0:
                _ = _files?.DisposeAsync().AsTask();
                _ = _mailer.DisposeAsync().AsTask();
                _ = _log.CloseAsync();
                SetJobState(JobState.Stopped);
                return;
            case 1:
                SetJobState(JobState.Stopping);
                _ = _monitor.StopAsync();
                break;
        }

        _ = Finished.WaitOne();
    }

    /// <inheritdoc/>
    public override void StopJob(bool force, string reason) => StopJob();

    /// <inheritdoc/>
    public override void StopJobAsync() => _ = Task.Run(() =>
    {
        StopJob();
        OnStopJobCompleted(new AsyncCompletedEventArgs(null, false, null));
    });

    /// <inheritdoc/>
    public override void StopJobAsync(bool force, string reason) => StopJobAsync();

    /// <inheritdoc/>
    public override void SuspendJob() => throw NotPossible();

    /// <inheritdoc/>
    public override void SuspendJob(bool force, string reason) => throw NotPossible();

    /// <inheritdoc/>
    public override void SuspendJobAsync() => throw NotPossible();

    /// <inheritdoc/>
    public override void SuspendJobAsync(bool force, string reason) => throw NotPossible();

    /// <inheritdoc/>
    public override void ResumeJob() => throw NotPossible();

    /// <inheritdoc/>
    public override void ResumeJobAsync() => throw NotPossible();

    /// <inheritdoc/>
    public override void UnblockJob() => throw NotPossible();

    /// <inheritdoc/>
    public override void UnblockJobAsync() => throw NotPossible();

    /// <summary>Takes the file over as it is now; nothing where there is none.</summary>
    internal void Reload() => _files?.Reload();

    /// <summary>What is known of each server.</summary>
    /// <returns>The servers in the order of the document.</returns>
    internal IReadOnlyList<LvsHealthStatus> GetStatus() => _monitor.GetStatus();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _stage, 2) == 1)
        {
            // Thrown away while it runs, which Remove-Job does not do: as if the process were killed.
            _ = _monitor.DisposeAsync().AsTask();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException NotPossible() =>
        new("A health monitor cannot be suspended as a whole. Stop-Job ends it.");

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
            SetJobState(JobState.Stopped);
        }
        else
        {
            Failure = failure;
            Keep(Failed(failure.Message) with { Error = failure as LvsException });
            SetJobState(JobState.Failed);
        }
    }

    private static LvsHealthEvent Failed(string reason) => new(TimeProvider.System.GetUtcNow(), LvsHealthEventKind.Failed) { Reason = reason };

    private void LogFailed(string reason) => Keep(Failed(reason));

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

        Output.Add(PSObject.AsPSObject(happened));
        Happened?.Invoke(happened);
    }
}
