using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Restore-LvsHost: puts back what -Persist kept: addresses, real servers, marks and full NAT. Only what is missing is changed.</summary>
[Cmdlet(VerbsData.Restore, "LvsHost", SupportsShouldProcess = true)]
[OutputType(typeof(LvsRealServerHost), typeof(LvsFwMark), typeof(LvsFullNat), typeof(LvsVirtualAddress))]
public sealed class RestoreLvsHostCommand : LvsSessionCommand
{
    /// <summary>Everything that was kept is emitted, as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        LvsSession session = CurrentSession;
        foreach (Func<IRestorable> make in HostRestore.Of(session))
        {
            Try(() => Restore(session, make()));
        }
    }

    /// <summary>Addresses come back without nftables, and marks where /proc/sys is read-only.</summary>
    private protected override bool EndsPipeline(LvsException failure) =>
        failure.ErrorId is not (LvsErrorId.NftablesNotAvailable or LvsErrorId.PermissionDenied) && base.EndsPipeline(failure);

    private void Restore(LvsSession session, IRestorable kept)
    {
        // Also where no step is to be done: who claims what is there is recorded for this boot.
        if (MayDo(kept.Steps()) && !IsWhatIf)
        {
            using (session.Client.Lock(Cancellation))
            {
                kept.Do(Tell, Cancellation);
            }
        }

        if (PassThru)
        {
            WriteObject(kept.Read(), enumerateCollection: true);
        }
    }
}
