using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsRealServer: the real servers of virtual services.</summary>
[Cmdlet(VerbsCommon.Get, "LvsRealServer", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class GetLvsRealServerCommand : LvsServiceTargetCommand
{
    private bool _isTold;

    /// <summary>Only servers at these addresses, or in these blocks.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RealServer", "RIP")]
    [ArgumentCompleter(typeof(RealServerCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Only servers at these ports.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? Port { get; set; }

    /// <summary>Only servers with these forwarding methods.</summary>
    [Parameter]
    [Alias("PacketForwardingMethod")]
    [ForwardingTransformation]
    public LvsForwarding[]? Forwarding { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        Ports.Check(Port ?? []);
        LvsAddressFilter[]? addresses = LvsAddressFilter.Parse(Address);
        bool Fits(LvsRealServer server) =>
            (addresses is null || addresses.Any(f => f.Matches(server.Address)))
            && (Port is null || Port.Contains(server.Port))
            && (Forwarding is null || Forwarding.Contains(server.Forwarding));

        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                LvsRealServer[] fitting = [.. ReadServices(ClientFor(), withRealServers: true).SelectMany(s => s.RealServers!).Where(Fits)];
                WriteObject(WithSuspensions(CurrentSession, fitting), enumerateCollection: true);
            }

            return;
        }

        ForEachService(id =>
        {
            ILvsClient client = ClientFor(id);
            IReadOnlyList<LvsRealServer> all = client.ReadRealServers(id, Cancellation);
            if (all.Count == 0)
            {
                // The kernel answers a service that is not there as one without servers.
                Find(client, id);
            }

            List<LvsRealServer> found = [.. all.Where(Fits)];
            if (found.Count == 0 && addresses is [{ IsSingle: true } only] && Port is [int port])
            {
                throw new LvsException(
                    LvsErrorId.RealServerNotFound,
                    $"The service {id} has no real server {only} port {port}.",
                    id,
                    "Leave -Address or -Port out to see its servers.");
            }

            WriteObject(WithSuspensions(SessionFor(id), found), enumerateCollection: true);
        });
    }

    private IEnumerable<LvsRealServer> WithSuspensions(LvsSession session, IReadOnlyList<LvsRealServer> servers)
    {
        try
        {
            return new SuspensionStore(session.Host.Suspensions).AddTo(servers);
        }
        catch (LvsException e)
        {
            // What the kernel says is to be seen all the same.
            if (!_isTold)
            {
                _isTold = true;
                WriteWarning($"{e.Message} {e.Remedy}");
            }

            return servers;
        }
    }
}
