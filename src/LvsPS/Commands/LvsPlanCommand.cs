using System.Management.Automation;
using LvsPS.Errors;

namespace LvsPS.Commands;

/// <summary>What the cmdlets that bring a whole table about share: the plan is computed by difference, shown or asked for, and carried out.</summary>
public abstract class LvsPlanCommand : LvsSessionCommand
{
    /// <summary>What was done is emitted, in numbers.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes a director's table as wanted. What fails is reported, and the rest proceeds.</summary>
    /// <param name="client">The director.</param>
    /// <param name="wanted">The table.</param>
    /// <param name="mode">What happens to what the wanted table does not speak of.</param>
    /// <param name="source">Where the table comes from, for messages.</param>
    /// <param name="place">Adds to the error of a change where it comes from.</param>
    /// <param name="keep">Adds to the wanted table what is to be kept of the one that is there.</param>
    /// <param name="skipped">How many lines of the source were left out.</param>
    private protected void Apply(
        ILvsClient client,
        LvsTable wanted,
        LvsDiffMode mode,
        string source,
        Func<LvsChange, LvsException, LvsException> place,
        Func<LvsTable, LvsTable>? keep = null,
        int skipped = 0)
    {
        LvsPlan plan;
        IReadOnlyList<LvsChangeResult> results = [];
        TimeSpan kernelTime = default;
        bool isApplied = true;
        if (IsAsking)
        {
            // The question is asked without the lock: nobody else is to wait for its answer.
            isApplied = MayApply(source, PlanFor(client, wanted, mode, place, keep));
        }

        using (IsWhatIf || !isApplied ? null : client.Lock(Cancellation))
        {
            plan = PlanFor(client, wanted, mode, place, keep);
            isApplied = isApplied && (IsAsking || MayApply(source, plan));
            if (isApplied)
            {
                long started = TimeProvider.System.GetTimestamp();
                results = Execute(client, source, plan);
                kernelTime = TimeProvider.System.GetElapsedTime(started);
            }
        }

        if (isApplied && Cancellation.IsCancellationRequested)
        {
            // A stopped cmdlet may write nothing more to its streams, yet what was done must be known.
            Host.UI?.WriteWarningLine($"Stopped half-way. {LvsImportResult.Of(source, wanted, plan, results, kernelTime)}. Run the same again for the rest.");
        }

        // Written when the lock is free again: what comes next in the pipeline may change the table too.
        foreach (LvsChangeResult failed in results.Where(r => r.Error is not null))
        {
            WriteError(ErrorRecords.From(place(failed.Change, failed.Error!)));
        }

        LvsImportResult result = LvsImportResult.Of(source, wanted, plan, results, kernelTime) with { Skipped = skipped };
        if (isApplied)
        {
            Tell(result.ToString());
        }

        if (PassThru && (isApplied || IsWhatIf))
        {
            WriteObject(result);
        }
    }

    private IReadOnlyList<LvsChangeResult> Execute(ILvsClient client, string source, LvsPlan plan)
    {
        if (IsTelling)
        {
            foreach (LvsChange change in plan.Changes)
            {
                Tell($"{change.Description}.");
                Tell($"ipvsadm {change.Rule}");
            }
        }

        using var progress = new ReadingProgress(this, $"Applying {source}", "changes", plan.Changes.Count);
        return new PlanExecutor(client).Execute(plan, progress, Cancellation);
    }

    /// <summary>The plan; what the kernel would refuse of it is found before anything is sent.</summary>
    private LvsPlan PlanFor(
        ILvsClient client, LvsTable wanted, LvsDiffMode mode, Func<LvsChange, LvsException, LvsException> place, Func<LvsTable, LvsTable>? keep)
    {
        LvsTable current = ReadTable(client);
        LvsPlan plan = TableDiffer.Diff(current, keep?.Invoke(current) ?? wanted, mode);
        return PlanCheck.Find(current, plan) is (LvsChange change, LvsInputException finding) ? throw place(change, finding) : plan;
    }
}
