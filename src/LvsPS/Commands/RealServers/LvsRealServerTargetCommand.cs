using System.Management.Automation;
using System.Net;
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
    public int? Port { get; set; }

    /// <summary>Handles each real server that was named.</summary>
    /// <param name="action">What is done with the director and with a function that reads the server as it is.</param>
    private protected void ForEachRealServer(Action<ILvsClient, Func<LvsRealServer>> action)
    {
        RequireServices();
        Ports.Check(Port is int port ? [port] : []);
        ForEachService(id =>
        {
            foreach (string name in Address)
            {
                Try(() =>
                {
                    IPAddress address = HostNames.ResolveAddress(name, id.AddressFamily);
                    ILvsClient client = ClientFor(id);
                    action(client, () => FindServer(client, id, address));
                });
            }
        });
    }

    private LvsRealServer FindServer(ILvsClient client, LvsServiceId id, IPAddress address)
    {
        int port = Port ?? id.VirtualPort ?? 0;
        return client.ReadRealServers(id, Cancellation).FirstOrDefault(s => s.Port == port && s.Address.Equals(address))
            ?? throw (client.FindService(id, Cancellation) is null
                ? NotFound(id)
                : new LvsException(
                    LvsErrorId.RealServerNotFound,
                    $"The service {id} has no real server {new LvsEndpoint(address, port)}.",
                    new LvsRealServer { Service = id, Address = address, Port = port },
                    "Get-LvsRealServer lists its servers; Add-LvsRealServer adds one."));
    }
}
