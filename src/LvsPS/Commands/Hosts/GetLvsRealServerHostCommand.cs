using System.Management.Automation;
using System.Net;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsRealServerHost: the virtual addresses that this host serves as a real server, and what of that is in place.</summary>
[Cmdlet(VerbsCommon.Get, "LvsRealServerHost")]
[OutputType(typeof(LvsRealServerHost))]
public sealed class GetLvsRealServerHostCommand : LvsSessionCommand
{
    /// <summary>
    /// Virtual addresses; without them, all that this host serves. Of one that it does not serve, everything is shown that direct
    /// routing would take.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [VirtualAddressTransformation]
    [ArgumentCompleter(typeof(RealServerHostCompleter))]
    public string[]? VirtualAddress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var hosts = new RealServerHosts(CurrentSession);
        if (VirtualAddress is null && !MyInvocation.ExpectingInput)
        {
            WriteObject(hosts.Read(), enumerateCollection: true);
            return;
        }

        foreach (string? text in VirtualAddress ?? [null!])
        {
            Try(() =>
            {
                IPAddress address = VirtualAddresses.Parse(text);
                WriteObject(hosts.Read().FirstOrDefault(h => h.VirtualAddress.Equals(address))
                    ?? hosts.Show(new RealServerSetup(address, LvsRealServerMode.DirectRouting)));
            });
        }
    }
}
