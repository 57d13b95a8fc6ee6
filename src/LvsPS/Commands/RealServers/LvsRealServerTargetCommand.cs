using System.Globalization;
using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets that change or remove real servers share: which ones are meant.</summary>
public abstract class LvsRealServerTargetCommand : LvsServiceTargetCommand
{
    /// <summary>The addresses of the real servers, or their host names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RealServer", "RIP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RealServerCompleter))]
    public string[] Address { get; set; } = [];

    /// <summary>Their port; the service's without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int? Port { get; set; }

    /// <summary>Handles each real server that was named.</summary>
    /// <param name="action">What is done with the director and with a function that reads the server as it is.</param>
    private protected void ForEachRealServer(Action<ILvsClient, Func<LvsRealServer>> action) =>
        ForEachNamed((client, named) => action(client, () => FindServer(client, named)));

    /// <summary>Handles each real server that was named, whether it is there or not.</summary>
    /// <param name="action">What is done with the director and with the server's identity.</param>
    private protected void ForEachNamed(Action<ILvsClient, LvsRealServer> action)
    {
        RequireServices();
        Ports.Check(Port is int port ? [port] : []);
        ForEachService(id =>
        {
            foreach (string name in Address)
            {
                Try(() => action(ClientFor(id), new LvsRealServer
                {
                    Service = id,
                    Address = HostNames.ResolveAddress(name, id.AddressFamily),
                    Port = Port ?? id.VirtualPort ?? 0,
                }));
            }
        });
    }

    /// <summary>Reads a real server as it is.</summary>
    /// <param name="client">The director.</param>
    /// <param name="named">The server's identity.</param>
    /// <returns>The server.</returns>
    /// <exception cref="LvsException">There is none.</exception>
    private protected LvsRealServer FindServer(ILvsClient client, LvsRealServer named)
    {
        IReadOnlyList<LvsRealServer> servers = client.ReadRealServers(named.Service, Cancellation);
        return servers.FirstOrDefault(named.IsSameServer)
            ?? throw (client.FindService(named.Service, Cancellation) is null
                ? NotFound(named.Service)
                : new LvsException(
                    LvsErrorId.RealServerNotFound,
                    $"The service {named.Service} has no real server {named}.",
                    named,
                    servers.Where(s => s.Address.Equals(named.Address)).Select(s => s.Port).ToList() is { Count: > 0 } ports
                        ? string.Create(CultureInfo.InvariantCulture, $"It has {named.Address} at port {string.Join(", ", ports)}: write -Port {ports[0]}.")
                        : "Get-LvsRealServer lists its servers; Add-LvsRealServer adds one."));
    }
}
