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
    [ValidateNotNullOrEmpty]
    public uint[]? FwMark { get; set; }

    /// <summary>The marks are those of IPv6 services.</summary>
    [Parameter(ParameterSetName = "FwMark")]
    public SwitchParameter IPv6 { get; set; }

    /// <summary>The services that were named; empty where none was.</summary>
    /// <returns>The identities.</returns>
    /// <exception cref="LvsInputException">One names no service.</exception>
    protected IReadOnlyList<LvsServiceId> NamedServices() => ParameterSetName switch
    {
        "Tcp" => [.. Tcp!.Select(t => ServiceIds.Resolve(LvsProtocol.Tcp, t))],
        "Udp" => [.. Udp!.Select(t => ServiceIds.Resolve(LvsProtocol.Udp, t))],
        "Sctp" => [.. Sctp!.Select(t => ServiceIds.Resolve(LvsProtocol.Sctp, t))],
        "FwMark" => [.. FwMark!.Select(m => ServiceIds.ForMark(m, IPv6))],
        _ => Service ?? [],
    };

    /// <summary>Refuses a call that names no service: a change is never meant for all of them by leaving something out.</summary>
    /// <exception cref="LvsInputException">None was named, and none comes by the pipeline.</exception>
    protected void RequireServices()
    {
        if (NamedServices().Count == 0)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidServiceId, "No service is named.", null, "Give -Tcp, -Udp, -Sctp, -FwMark or -Service, or pipe services in.");
        }
    }

    /// <summary>Handles each service for itself, so that one that fails does not hold up the others.</summary>
    /// <param name="action">What is done with each.</param>
    protected void ForEachService(Action<LvsServiceId> action)
    {
        foreach (LvsServiceId service in NamedServices())
        {
            Try(() => action(service));
        }
    }
}
