using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What all cmdlets that name services share: by identity, or in ipvsadm's way by endpoint or mark.</summary>
public abstract class LvsServiceTargetCommand : LvsSessionCommand
{
    /// <summary>The services: text such as tcp://10.0.0.10:80 or fwmark://7, or what another cmdlet gave.</summary>
    [Parameter(Position = 0, ParameterSetName = "Service", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ServiceIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public LvsServiceId[]? Service { get; set; }

    /// <summary>TCP services, as ADDRESS:PORT.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Tcp")]
    [Alias("TcpService")]
    [ValidateNotNullOrEmpty]
    public string[]? Tcp { get; set; }

    /// <summary>UDP services, as ADDRESS:PORT.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Udp")]
    [Alias("UdpService")]
    [ValidateNotNullOrEmpty]
    public string[]? Udp { get; set; }

    /// <summary>SCTP services, as ADDRESS:PORT.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Sctp")]
    [Alias("SctpService")]
    [ValidateNotNullOrEmpty]
    public string[]? Sctp { get; set; }

    /// <summary>Firewall-mark services, by their marks.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FwMark")]
    [Alias("FwMarkService")]
    [WholeNumberTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public uint[]? FwMark { get; set; }

    /// <summary>The marks are those of IPv6 services.</summary>
    [Parameter(ParameterSetName = "FwMark")]
    public SwitchParameter IPv6 { get; set; }

    /// <summary>Whether virtual addresses stand for the services that listen there.</summary>
    private protected virtual bool TakesAddresses => false;

    /// <summary>Whether a service was named.</summary>
    private protected bool IsServiceNamed => ParameterSetName != "Service" || Service is { Length: > 0 };

    /// <summary>Refuses a call that names no service: a change is never meant for all of them by leaving something out.</summary>
    /// <exception cref="LvsInputException">None was named, and none comes by the pipeline.</exception>
    private protected void RequireServices()
    {
        if (!IsServiceNamed)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidServiceId, "No service is named.", null, "Give -Tcp, -Udp, -Sctp, -FwMark or -Service, or pipe services in.");
        }
    }

    /// <summary>Handles each service for itself, so that one that fails, or names none, does not hold up the others.</summary>
    /// <param name="action">What is done with each.</param>
    private protected void ForEachService(Action<LvsServiceId> action)
    {
        foreach (Func<LvsServiceId> service in Named())
        {
            Try(() => action(service()));
        }
    }

    /// <summary>Refuses what names a service only by belonging to it.</summary>
    /// <param name="id">The service.</param>
    /// <param name="instead">The cmdlet that does the same to real servers.</param>
    /// <exception cref="LvsInputException">A real server or statistics were given.</exception>
    private protected static void RequireServiceItself(LvsServiceId id, string instead)
    {
        if (id.Via is string what)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidServiceId,
                $"What was given is {what} of {id}, not the service itself. Nothing was done to the service.",
                id,
                $"{instead} does it to real servers; for the service, pipe in what Get-LvsService gives, or name it with -Service {id}.");
        }
    }

    private IEnumerable<Func<LvsServiceId>> Named() => ParameterSetName switch
    {
        "Tcp" => Resolved(LvsProtocol.Tcp, Tcp!),
        "Udp" => Resolved(LvsProtocol.Udp, Udp!),
        "Sctp" => Resolved(LvsProtocol.Sctp, Sctp!),
        "FwMark" => FwMark!.Select(mark => (Func<LvsServiceId>)(() => ServiceIds.ForMark(mark, IPv6))),
        _ => Service!.Where(id => !TakesAddresses || id.Fault != ServiceIdTransformationAttribute.NoServices)
            .Select(id => (Func<LvsServiceId>)(() => id.Fault is LvsInputException fault ? throw fault : IsMeant(id) ? id : throw NotAnAddress(id))),
    };

    private bool IsMeant(LvsServiceId id) => TakesAddresses || id.Via != ServiceIdTransformationAttribute.VirtualAddress;

    private static LvsInputException NotAnAddress(LvsServiceId id) => new(
        LvsErrorId.InvalidServiceId,
        $"What was given is a virtual address, and not the service {id} that listens there. Nothing was done to it.",
        id,
        "Put Get-LvsService between the two: it gives the services of an address.");

    private static IEnumerable<Func<LvsServiceId>> Resolved(LvsProtocol protocol, string[] endpoints) =>
        endpoints.Select(text => (Func<LvsServiceId>)(() => ServiceIds.Resolve(protocol, text)));
}
