using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Disable-LvsFullNat: the real servers of a service see its clients again.</summary>
[Cmdlet(VerbsLifecycle.Disable, "LvsFullNat", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsFullNat))]
public sealed class DisableLvsFullNatCommand : LvsServiceTargetCommand
{
    /// <summary>The full NAT is emitted as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        RequireServices();
        ForEachService(id =>
        {
            RequireServiceItself(id, "Nothing");
            LvsSession session = SessionFor(id);
            var fullNats = new FullNats(session);
            var kept = HostDocumentChange.Drop(session, $"the full NAT of {id}", d => d.WithoutFullNat(id));
            if (!MayDo([.. fullNats.StepsToDisable(id), .. kept.Steps()]) || IsWhatIf)
            {
                return;
            }

            IEnumerable<LvsFullNat> before = PassThru ? fullNats.Read().FullNats.Where(f => f.Service == id) : [];
            using (session.Client.Lock(Cancellation))
            {
                foreach (string left in fullNats.Disable(id, Tell, kept.Do))
                {
                    WriteWarning(left);
                }
            }

            WriteObject(before, enumerateCollection: true);
        });
    }
}
