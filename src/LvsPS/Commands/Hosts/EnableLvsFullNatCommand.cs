using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Enable-LvsFullNat: the real servers of a service see the director as their client, and need no route back to the clients.</summary>
[Cmdlet(VerbsLifecycle.Enable, "LvsFullNat", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsFullNat))]
public sealed class EnableLvsFullNatCommand : LvsServiceTargetCommand
{
    /// <summary>The addresses that real servers see; without it that of the interface by which a packet leaves.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? SourceAddress { get; set; }

    /// <summary>It is put back after a reboot, by Restore-LvsHost.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <summary>The full NAT is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        RequireServices();
        ForEachService(id =>
        {
            RequireServiceItself(id, "Nothing");
            var rule = new FullNatRule(id, AddressPools.Sources(SourceAddress, id));
            LvsSession session = SessionFor(id);
            ILvsClient client = ClientFor(id);
            LvsService service = Find(client, id);
            var fullNats = new FullNats(session);
            var kept = HostDocumentChange.Keep(session, Persist, $"the full NAT of {id}", d => d.With(KeptFullNat.Of(rule)));
            IReadOnlyList<HostStep> steps = [.. fullNats.StepsToEnable(rule), .. kept.Steps()];
            if (!MayDo(steps) || IsWhatIf)
            {
                WriteObject(PassThru && IsWhatIf ? new[] { fullNats.Planned(rule) } : [], enumerateCollection: true);
                return;
            }

            // Also where there is nothing to do: the service's claim on connection tracking is recorded.
            using (client.Lock(Cancellation))
            {
                fullNats.Enable(rule, Tell, kept.Do);
            }

            Advise(kept);
            Warn(client, service, rule);
            WriteObject(PassThru ? fullNats.Read().FullNats.Where(f => f.Service == id) : [], enumerateCollection: true);
        });
    }

    private void Warn(ILvsClient client, LvsService service, FullNatRule rule)
    {
        if (client.ReadRealServers(service.Service, Cancellation).FirstOrDefault(s => s.Forwarding != LvsForwarding.Masquerade) is LvsRealServer server)
        {
            WriteWarning(
                $"The real server {server} of {service} is not reached by masquerading: answers that do not come back through the director cannot be given their addresses back. Set-LvsRealServer -Forwarding Masquerade changes it.");
        }

        IHostNetwork network = SessionFor(service.Service).Host.Network;
        foreach (AddressRange source in rule.Sources)
        {
            foreach (System.Net.IPAddress end in new[] { source.First, source.Last }.Distinct())
            {
                if (network.RouteTo(end)?.Kind != HostRouteKind.Local)
                {
                    WriteWarning($"{end} is no address of this host, so that answers to it do not come here. Add-LvsVirtualAddress adds it.");
                }
            }
        }
    }
}
