using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Reset-LvsStats: sets totals and rates to zero, of named services with their real servers or of all; ipvsadm -Z.</summary>
[Cmdlet(VerbsCommon.Reset, "LvsStats", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
public sealed class ResetLvsStatsCommand : LvsStatisticsCommand
{
    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                WarnWhereFrozen(CurrentSession);
                Make(ClientFor(), () => new LvsResetChange(null));
            }

            return;
        }

        ForEachService(id =>
        {
            ILvsClient client = ClientFor(id);
            WarnWhereFrozen(SessionFor(id));
            Make(client, () => new LvsResetChange(IsWhatIf ? Find(client, id).Service : id));
        });
    }
}
