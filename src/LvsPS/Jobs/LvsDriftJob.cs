using System.Management.Automation;
using LvsPS.Errors;

namespace LvsPS.Jobs;

/// <summary>A watch over a director as a job: it emits an object when the director leaves a document, and one when it is back. It changes nothing.</summary>
public sealed class LvsDriftJob : LvsJob
{
    private readonly DriftWatch _watch;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _end = new();

    /// <summary>Makes a job; nothing is read before it is started.</summary>
    /// <param name="watch">What compares.</param>
    /// <param name="interval">The time between two comparisons.</param>
    /// <param name="session">The director.</param>
    /// <param name="name">The job's name; null for one by its number.</param>
    internal LvsDriftJob(DriftWatch watch, TimeSpan interval, LvsSession session, string? name)
        : base("Compare-LvsState", session, name)
    {
        _watch = watch;
        _interval = interval;
    }

    /// <summary>Nothing.</summary>
    public override string StatusMessage => string.Empty;

    /// <inheritdoc/>
    private protected override void Begin() => _ = Task.Run(RunAsync);

    /// <inheritdoc/>
    private protected override void End() => _end.Cancel();

    private async Task RunAsync()
    {
        try
        {
            await _watch.RunAsync(
                _interval,
                drift => Output.Add(PSObject.AsPSObject(drift)),
                failure => Error.Add(ErrorRecords.From(failure)),
                warning => Warning.Add(new WarningRecord(warning)),
                _end.Token).ConfigureAwait(false);
            Finish(JobState.Stopped);
        }
#pragma warning disable CA1031 // Whatever ended the watch is what the job says last.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Error.Add(new ErrorRecord(e, "LvsDriftJob", ErrorCategory.NotSpecified, Location));
            Finish(JobState.Failed);
        }
        finally
        {
            _end.Dispose();
        }
    }
}
