using System.ComponentModel;
using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>What the module's jobs share: they begin once and end once, in a process of a director's, and cannot be suspended.</summary>
public abstract class LvsJob : Job2
{
    private const int New = 0;
    private const int Begun = 1;
    private const int Ended = 2;

    private readonly string _location;
    private int _stage = New;

    /// <summary>Makes a job that has not begun.</summary>
    /// <param name="command">The cmdlet that makes it.</param>
    /// <param name="session">The director.</param>
    /// <param name="name">The job's name; null for one by its number.</param>
    private protected LvsJob(string command, LvsSession session, string? name)
        : base(command, name)
    {
        PSJobTypeName = GetType().Name;
        _location = session.Name;
    }

    /// <summary>Whether objects wait to be received.</summary>
    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0 || Warning.Count > 0;

    /// <summary>The name of the director's session.</summary>
    public override string Location => _location;

    /// <inheritdoc/>
    public override void StartJob()
    {
        if (Interlocked.CompareExchange(ref _stage, Begun, New) == New)
        {
            SetJobState(JobState.Running);
            Begin();
        }
    }

    /// <inheritdoc/>
    public override void StartJobAsync()
    {
        StartJob();
        OnStartJobCompleted(new AsyncCompletedEventArgs(null, false, null));
    }

    /// <summary>Ends the job, and waits until it has ended.</summary>
    public override void StopJob()
    {
        switch (Interlocked.Exchange(ref _stage, Ended))
        {
            case New:
                Discard();
                SetJobState(JobState.Stopped);
                return;
            case Begun:
                SetJobState(JobState.Stopping);
                End();
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

    /// <summary>Says that what the job does has ended.</summary>
    /// <param name="state">How.</param>
    private protected void Finish(JobState state)
    {
        _ = Interlocked.Exchange(ref _stage, Ended);
        SetJobState(state);
    }

    /// <summary>Begins what the job does, which calls <see cref="Finish"/> when it has ended.</summary>
    private protected abstract void Begin();

    /// <summary>Asks what the job does to end.</summary>
    private protected abstract void End();

    /// <summary>Ends it without another word: the job is thrown away while it runs, which Remove-Job does not do.</summary>
    private protected virtual void Abandon() => End();

    /// <summary>Gives back what a job holds that never began.</summary>
    private protected virtual void Discard()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _stage, Ended) == Begun)
        {
            Abandon();
        }

        base.Dispose(disposing);
    }

    private NotSupportedException NotPossible() => new($"A job of {Command} cannot be suspended as a whole. Stop-Job ends it.");
}
