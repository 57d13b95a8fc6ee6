using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Get-LvsFullNat: the services whose real servers see the director as their client.</summary>
[Cmdlet(VerbsCommon.Get, "LvsFullNat", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsFullNat))]
public sealed class GetLvsFullNatCommand : LvsServiceTargetCommand
{
    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                WriteObject(Read(CurrentSession), enumerateCollection: true);
            }

            return;
        }

        ForEachService(id => WriteObject(Read(SessionFor(id)).FirstOrDefault(f => f.Service == id) ?? throw new LvsException(
            LvsErrorId.FullNatNotFound, $"The service {id} has no full NAT.", id, "Get-LvsFullNat lists those that have; Enable-LvsFullNat gives it.")));
    }

    private IReadOnlyList<LvsFullNat> Read(LvsSession session)
    {
        (IReadOnlyList<LvsFullNat> fullNats, IReadOnlyList<string> warnings) = new FullNats(session).Read();
        foreach (string warning in warnings)
        {
            WriteWarning(warning);
        }

        return fullNats;
    }
}
