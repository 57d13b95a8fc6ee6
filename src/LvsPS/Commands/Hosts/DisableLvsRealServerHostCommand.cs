using System.Management.Automation;
using System.Net;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Disable-LvsRealServerHost: puts back how this host was before it served virtual addresses as a real server.</summary>
[Cmdlet(VerbsLifecycle.Disable, "LvsRealServerHost", SupportsShouldProcess = true)]
[OutputType(typeof(LvsRealServerHost))]
public sealed class DisableLvsRealServerHostCommand : LvsSessionCommand
{
    /// <summary>The virtual addresses. What others of them still need stays until the last one goes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [VirtualAddressTransformation]
    [ArgumentCompleter(typeof(RealServerHostCompleter))]
    public string[]? VirtualAddress { get; set; }

    /// <summary>What Get-LvsRealServerHost gave: without -Session it is ended where it was read.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsRealServerHost? InputObject { get; set; }

    /// <summary>What is still in place then is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (string? text in VirtualAddress ?? [null!])
        {
            Try(() => Disable(VirtualAddresses.Parse(text)));
        }
    }

    private void Disable(IPAddress address)
    {
        LvsSession session = Session ?? InputObject?.Origin.Session ?? CurrentSession;
        var hosts = new RealServerHosts(session);
        LvsRealServerHost? before = hosts.Read().FirstOrDefault(h => h.VirtualAddress.Equals(address));
        if (before is not null && !before.IsRecorded)
        {
            WriteWarning(Left(before));
        }

        var kept = HostDocumentChange.Drop(session, $"{address}", d => d.WithoutRealServer(address));
        IReadOnlyList<HostStep> steps = [.. hosts.StepsToDisable(address), .. kept.Steps()];
        if ((steps.Count > 0 || hosts.IsRecorded(address)) && MayDo(steps) && !IsWhatIf)
        {
            using (session.Client.Lock(Cancellation))
            {
                foreach (string left in hosts.Disable(address, Tell, kept.Do))
                {
                    WriteWarning(left);
                }
            }
        }

        if (PassThru && hosts.Read().FirstOrDefault(h => h.VirtualAddress.Equals(address)) is LvsRealServerHost after)
        {
            WriteObject(after);
        }
    }

    private static string Left(LvsRealServerHost host) =>
        $"It is not recorded how this host was before it served {host.VirtualAddress}, so nothing was changed. Left are: "
        + $"{string.Join(", ", host.Settings.Where(s => s.IsAsWanted).Select(s => s.ToString()))}.";
}
