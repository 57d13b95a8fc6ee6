using System.Management.Automation;
using System.Net.Sockets;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsService: the virtual services; ipvsadm -Ln.</summary>
[Cmdlet(VerbsCommon.Get, "LvsService", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsService))]
public sealed class GetLvsServiceCommand : LvsServiceTargetCommand
{
    /// <summary>Only services of these protocols.</summary>
    [Parameter(ParameterSetName = "Service")]
    public LvsProtocol[]? Protocol { get; set; }

    /// <summary>Only services at these addresses, or in these blocks.</summary>
    [Parameter(ParameterSetName = "Service")]
    [Alias("VIP")]
    public string[]? VirtualAddress { get; set; }

    /// <summary>Only services at these ports.</summary>
    [Parameter(ParameterSetName = "Service")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int[]? VirtualPort { get; set; }

    /// <summary>Only services of this address family.</summary>
    [Parameter(ParameterSetName = "Service")]
    [AddressFamilyTransformation]
    public AddressFamily? AddressFamily { get; set; }

    /// <summary>Only services with these schedulers; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Service")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchedulerCompleter))]
    public string[]? Scheduler { get; set; }

    /// <summary>Each service with its real servers.</summary>
    [Parameter]
    [Alias("IncludeRealServers")]
    public SwitchParameter IncludeRealServer { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesAddresses => true;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        Ports.Check(VirtualPort ?? []);
        LvsAddressFilter[]? addresses = LvsAddressFilter.Parse(VirtualAddress);
        bool Fits(LvsService service) =>
            (Protocol is null || (service.Protocol is LvsProtocol protocol && Protocol.Contains(protocol)))
            && (addresses is null || addresses.Any(f => f.Matches(service.VirtualAddress)))
            && (VirtualPort is null || (service.VirtualPort is int port && VirtualPort.Contains(port)))
            && (AddressFamily is null || service.AddressFamily == AddressFamily)
            && (Scheduler is null || Scheduler.Any(s => WildcardPattern.Get(s, WildcardOptions.IgnoreCase).IsMatch(service.Scheduler)));

        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                WriteObject(ReadServices(ClientFor(), IncludeRealServer).Where(Fits), enumerateCollection: true);
            }

            return;
        }

        ForEachService(id =>
        {
            ILvsClient client = ClientFor(id);
            LvsService service = Find(client, id);
            if (Fits(service))
            {
                WriteObject(IncludeRealServer ? service with { RealServers = client.ReadRealServers(id, Cancellation) } : service);
            }
        });
    }
}
