using System.Management.Automation;
using LvsPS.Errors;

namespace LvsPS.Commands;

/// <summary>A run of a cmdlet that carries out plans: in one part or in several, which are taken back as one, and reported as one.</summary>
internal sealed class PlanRun
{
    private readonly LvsSessionCommand _cmdlet;
    private readonly string _source;
    private readonly LvsOnError _onError;
    private readonly StateExecutor _executor;

    public PlanRun(LvsSessionCommand cmdlet, LvsSession session, ILvsClient client, string source, LvsOnError onError)
    {
        _cmdlet = cmdlet;
        _source = source;
        _onError = onError;
        _executor = new StateExecutor(session, client, cmdlet.IsTelling ? cmdlet.Tell : null);
    }

    /// <summary>Carries out a plan, or one more part of it.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>What the run did so far.</returns>
    public LvsSyncResult Execute(LvsPlan plan)
    {
        using var progress = new ReadingProgress(_cmdlet, $"Applying {_source}", "changes", plan.Changes.Count);
        return Named(_executor.Execute(plan, _onError, progress, _cmdlet.Ending));
    }

    /// <summary>Ends a run whose next part cannot be begun.</summary>
    /// <returns>What the run did.</returns>
    public LvsSyncResult Abandon() => Named(_executor.Abandon(_onError));

    /// <summary>Reports what a run did. Called when the lock is free again: what comes next in the pipeline may change the table too.</summary>
    /// <param name="result">What it did; null where nothing was to be done.</param>
    public void Report(LvsSyncResult? result)
    {
        if (result is null)
        {
            return;
        }

        if (_cmdlet.Ending.IsCancellationRequested)
        {
            // A stopped cmdlet may write nothing more to its streams, yet what was done must be known.
            _cmdlet.Host.UI?.WriteWarningLine($"Stopped half-way. {result}.");
            throw new PipelineStoppedException();
        }

        foreach (LvsChangeResult failed in result.Results.Where(r => r is { Status: not LvsChangeStatus.NotSent, Error: not null }))
        {
            _cmdlet.WriteError(ErrorRecords.From(Explained(failed.Error!, result)));
        }

        if (result.RolledBack && result.Changed)
        {
            _cmdlet.WriteError(ErrorRecords.From(new LvsException(
                LvsErrorId.RollbackFailed,
                $"{_source}: a change failed, and not all that had been done before could be taken back. This stands: {string.Join(" ", result.Left)}",
                result.Undo,
                "Mend what the errors say, and run the same again; or have the property Undo of the result carried out by Invoke-LvsPlan.")));
        }
        else
        {
            foreach (string left in result.Left)
            {
                _cmdlet.WriteWarning(left);
            }
        }

        _cmdlet.Tell($"{result}.");
    }

    private LvsSyncResult Named(LvsSyncResult result) => result with { Source = _source, Undo = result.Undo with { Source = LvsPlan.UndoOf(_source) } };

    private static LvsException Explained(LvsException failure, LvsSyncResult result) =>
        result is { RolledBack: true, Changed: false } && result.Results.Any(r => r.Status == LvsChangeStatus.Done)
            ? new LvsException(failure.ErrorId, $"{failure.Message} What had been done before it was taken back.", failure.Target, failure.Remedy, failure)
            : failure;
}
