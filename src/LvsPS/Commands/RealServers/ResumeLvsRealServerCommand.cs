using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Resume-LvsRealServer: puts suspended real servers back into service, with the weights that they had.</summary>
[Cmdlet(VerbsLifecycle.Resume, "LvsRealServer", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class ResumeLvsRealServerCommand : LvsSuspensionCommand
{
    /// <inheritdoc/>
    private protected override SuspensionStep? Look(ILvsClient client, SuspensionStore store, LvsRealServer named)
    {
        LvsSuspension? known = store.Of(named);
        LvsRealServer? found = known is null
            ? FindServer(client, named)
            : client.ReadRealServers(named.Service, Cancellation).FirstOrDefault(named.IsSameServer);
        return SuspensionStep.Resume(named, found, known);
    }

    /// <inheritdoc/>
    private protected override void Advise(LvsSession session, ILvsClient client, IReadOnlyList<SuspensionStep> steps)
    {
        if (IsWhatIf)
        {
            return;
        }

        foreach (LvsRealServer server in steps.Select(s => s.Server))
        {
            if (!client.ReadRealServers(server.Service, Cancellation).Any(server.IsSameServer))
            {
                WriteWarning(
                    $"{server} of {server.Service} is suspended no more, but is not in the table. A monitor puts it back there; without one, Add-LvsRealServer does.");
            }
        }
    }
}
