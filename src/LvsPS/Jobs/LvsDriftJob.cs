using System.ComponentModel;
using System.Management.Automation;
using LvsPS.Errors;

namespace LvsPS.Jobs;

/// <summary>A watch over a director as a job: it emits an object when the director leaves a document, and one when it is back. It changes nothing.</summary>
public sealed class LvsDriftJob : Job2
{
    private readonly DriftWatch _watch;
    private readonly TimeSpan _interval;
    private readonly string _location;
    private readonly CancellationTokenSource _end = new();
    private int _stage;

    /// <summary>Makes a job; nothing is read before it is started.</summary>
    /// <param name="watch">What compares.</param>
    /// <param name="interval">The time between two comparisons.</param>
    /// <param name="session">The director.</param>
    /// <param name="name">The job's name; null for one by its number.</param>
    internal LvsDriftJob(DriftWatch watch, TimeSpan interval, LvsSession session, string? name)
        : base("Compare-LvsState", name)
    {
        PSJobTypeName = nameof(LvsDriftJob);
        _watch = watch;
        _interval = interval;
        _location = session.Name;
    }

    /// <summary>Whether objects wait to be received.</summary>
    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0;

    /// <summary>The name of the director's session.</summary>
    public override string Location => _location;

    /// <summary>Nothing.</summary>
    public override string StatusMessage => string.Empty;

    /// <inheritdoc/>
    public override void StartJob()
    {
        if (Interlocked.CompareExchange(ref _stage, 1, 0) == 0)
        {
            SetJobState(JobState.Running);
            _ = Task.Run(RunAsync);
        }
    }

    /// <inheritdoc/>
    public override void StartJobAsync()
    {
        StartJob();
        OnStartJobCompleted(new AsyncCompletedEventArgs(null, false, null));
    }

    /// <inheritdoc/>
    public override void StopJob()
    {
        switch (Interlocked.Exchange(ref _stage, 2))
        {
            case 0:
                SetJobState(JobState.Stopped);
                return;
            case 1:
                SetJobState(JobState.Stopping);
                _end.Cancel();
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _stage, 2) == 1)
        {
            _end.Cancel();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException NotPossible() => new("A watch over a director cannot be suspended. Stop-Job ends it.");

    private async Task RunAsync()
    {
        try
        {
            await _watch.RunAsync(
                _interval, drift => Output.Add(PSObject.AsPSObject(drift)), failure => Error.Add(ErrorRecords.From(failure)), _end.Token).ConfigureAwait(false);
            SetJobState(JobState.Stopped);
        }
#pragma warning disable CA1031 // Whatever ended the watch is what the job says last.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Error.Add(new ErrorRecord(e, "LvsDriftJob", ErrorCategory.NotSpecified, _location));
            SetJobState(JobState.Failed);
        }
        finally
        {
            _end.Dispose();
        }
    }
}
