using System.Management.Automation;
using System.Net;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Enable-LvsRealServerHost: makes this host a real server for virtual addresses: ARP settings, the address, a tunnel.</summary>
[Cmdlet(VerbsLifecycle.Enable, "LvsRealServerHost", SupportsShouldProcess = true)]
[OutputType(typeof(LvsRealServerHost))]
public sealed class EnableLvsRealServerHostCommand : LvsSessionCommand
{
    /// <summary>The virtual addresses, or services that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [VirtualAddressTransformation]
    public string[]? VirtualAddress { get; set; }

    /// <summary>How packets reach this host: as the director's table has it for this real server.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [RealServerModeTransformation]
    public LvsRealServerMode Mode { get; set; }

    /// <summary>The encapsulation of a tunnel; without it, IPIP.</summary>
    [Parameter]
    public LvsTunnelType TunnelType { get; set; }

    /// <summary>The UDP port of a GUE tunnel.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Port { get; set; }

    /// <summary>The address of this host that the director's table has; without it, the one that this host uses towards the virtual address.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(HostAddressCompleter))]
    public IPAddress? LocalAddress { get; set; }

    /// <summary>Adds a route to the virtual address, as scripts do; the kernel does without.</summary>
    [Parameter]
    public SwitchParameter AddRoute { get; set; }

    /// <summary>It is put back after a reboot, by Restore-LvsHost.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <summary>What is in place then is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (string? text in VirtualAddress ?? [null!])
        {
            Try(() => Enable(SetupFor(VirtualAddresses.Parse(text))));
        }
    }

    private void Enable(RealServerSetup given)
    {
        LvsSession session = CurrentSession;
        var hosts = new RealServerHosts(session);
        RealServerSetup setup = hosts.Complete(given);
        var kept = HostDocumentChange.Keep(session, Persist, $"{setup.VirtualAddress} {setup.Mode}", d => d.With(KeptRealServer.Of(given)));
        IReadOnlyList<HostStep> steps = [.. hosts.StepsToEnable(setup), .. kept.Steps()];
        if ((steps.Count > 0 || !hosts.IsRecorded(setup.VirtualAddress)) && MayDo(steps) && !IsWhatIf)
        {
            using (session.Client.Lock(Cancellation))
            {
                hosts.Enable(hosts.Complete(given), Tell, kept.Do);
            }
        }

        Advise(kept);
        LvsRealServerHost host = hosts.Show(setup);
        if (host.Mtu is int mtu)
        {
            Tell($"The tunnel ends at {host.LocalAddress}. Packets longer than {mtu} bytes do not fit into it: "
                + $"let routes to clients announce at most {host.AdvisedMss} (ip route ... advmss {host.AdvisedMss}).");
        }

        if (PassThru)
        {
            WriteObject(host);
        }
    }

    private RealServerSetup SetupFor(IPAddress address)
    {
        bool isTunnel = Mode == LvsRealServerMode.Tunnel;
        bool isGue = isTunnel && TunnelType == LvsTunnelType.Gue;
        string? wrong = !isTunnel ? new[] { nameof(TunnelType), nameof(Port), nameof(LocalAddress) }.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) : null;
        return wrong is not null ? throw Invalid(address, $"-{wrong} is for a tunnel, and the mode is {Mode}.", "Write -Mode Tunnel, or leave it out.")
            : isGue && Port == 0 ? throw Invalid(address, "A GUE tunnel needs a port.", "Give with -Port the one that the director's table has, such as 6080.")
            : Port != 0 && !isGue ? throw Invalid(address, $"-Port is for GUE, and the tunnel is {TunnelType}.", "Write -TunnelType Gue, or leave it out.")
            : new RealServerSetup(address, Mode)
            {
                TunnelType = TunnelType,
                Port = isGue ? Port : null,
                LocalAddress = LocalAddress,
                AddRoute = AddRoute,
            };
    }

    private static LvsInputException Invalid(IPAddress address, string message, string remedy) =>
        new(LvsErrorId.InvalidRealServerHost, message, address, remedy);
}
