using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Invoke-LvsPlan: carries out a plan of Compare-LvsState, or the one that takes a run back.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "LvsPlan", SupportsShouldProcess = true)]
[OutputType(typeof(LvsSyncResult))]
public sealed class InvokeLvsPlanCommand : LvsSessionCommand
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [PlanTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsPlan? Plan { get; set; }

    /// <summary>What happens to what was done when a change fails.</summary>
    [Parameter]
    public LvsOnError OnError { get; set; }

    /// <summary>A plan that the director has overtaken is carried out all the same, from what is there now.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What was done is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (Plan!.Fault is LvsInputException fault)
        {
            throw fault;
        }

        string source = Plan.Source ?? "the plan";
        LvsSession session = Session ?? Plan.Origin.Session ?? CurrentSession;
        ILvsClient client = ClientOf(session);
        var run = new PlanRun(this, session, client, source, OnError);
        bool mayApply = !IsAsking || MayApply(source, Fitted(session, client));
        LvsPlan plan;
        LvsSyncResult? result = null;
        using (IsWhatIf || !mayApply ? null : client.Lock(Cancellation))
        {
            plan = Fitted(session, client);
            mayApply = mayApply && (IsAsking || MayApply(source, plan));
            if (mayApply && !IsWhatIf)
            {
                result = run.Execute(plan);
            }
        }

        run.Report(result);
        if (PassThru && (result is not null || IsWhatIf))
        {
            WriteObject(result ?? new LvsSyncResult { Plan = plan, Changed = !plan.IsEmpty, NotUndone = plan.Notes, Source = source });
        }
    }

    /// <summary>The plan where it still fits what is there; with -Force, one that leads to the same from there.</summary>
    private LvsPlan Fitted(LvsSession session, ILvsClient client)
    {
        using var progress = new ReadingProgress(this, "Reading services", "services");
        LiveState current = new StateReader(session, client).Read(Plan!, progress, Cancellation);
        var index = new TableIndex(current);
        if (!Force && Plan!.FirstStale(index) is LvsChange stale)
        {
            throw new LvsException(
                LvsErrorId.PlanStale,
                $"The director has overtaken the plan: {stale.Target} is no longer as it was when the plan was made. Nothing was done.",
                Plan,
                "Make a new plan, such as by Compare-LvsState, or use -Force to come to the same from what is there now.");
        }

        OwnerRecord owners = Plan!.Owned is null ? OwnerRecord.Empty : OwnerRecord.Of(session);
        if (!Force && Plan.Owned is LvsOwnedTargets owned && owned.IsStale(owners))
        {
            throw new LvsException(
                LvsErrorId.PlanStale,
                $"Another document has overtaken the plan: what {owned.Owner} manages is no longer what it was when the plan was made. Nothing was done.",
                Plan,
                "Make a new plan, such as by Compare-LvsState, or use -Force to go on from what is managed now.");
        }

        LvsPlan plan = Force ? Plan.From(index) with { Owned = Plan.Owned?.From(owners, Plan.Changes.Select(c => c.Target)) } : Plan;
        return PlanCheck.Find(current.Table, plan) is { } finding ? throw finding.Error : plan;
    }
}
