using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Compare-LvsState: the plan that would make a director as a document says.</summary>
[Cmdlet(VerbsData.Compare, "LvsState", DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsPlan))]
public sealed class CompareLvsStateCommand : LvsStateCommand
{
    /// <inheritdoc/>
    private protected override void Handle(LvsDesiredState wanted) => WriteObject(PlanFor(CurrentSession, ClientOf(null), wanted));
}
