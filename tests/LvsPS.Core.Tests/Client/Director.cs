using System.Net;
using LvsPS.Simulator;

namespace LvsPS.Core.Tests.Client;

/// <summary>A simulated kernel, a client of it on a socket that can fail, and another tool that changes the same table.</summary>
internal sealed class Director : IDisposable
{
    private readonly LvsClient _other;

    public Director(int receiveCapacity = 8 << 20)
    {
        Transport = new FaultyTransport(Kernel.Connect(receiveCapacity: receiveCapacity));
        Client = new LvsClient(Transport);
        _other = new LvsClient(Kernel.Connect());
    }

    public SimulatedKernel Kernel { get; } = new();

    public FaultyTransport Transport { get; }

    public LvsClient Client { get; }

    /// <summary>The commands that changed something, which are those that were asked for and not refused.</summary>
    public IEnumerable<string> Made => Kernel.Writes.Where(w => w.Errno == 0).Select(w => w.ToString());

    public static LvsServiceId Id(int number) => LvsServiceId.ForAddress(LvsProtocol.Tcp, new IPAddress([10, 0, (byte)(number >> 8), (byte)number]), 80);

    public static LvsService Service(int number, string scheduler = "wlc") => LvsService.Default(Id(number)) with { Scheduler = scheduler };

    public static LvsRealServer Server(int service, int number, int weight = 1) => new()
    {
        Service = Id(service),
        Address = new IPAddress([10, 9, (byte)(number >> 8), (byte)number]),
        Port = 80,
        Forwarding = LvsForwarding.Masquerade,
        Weight = weight,
    };

    public static LvsChange Add(LvsService service) => new LvsServiceChange(null, service);

    public static LvsChange Add(LvsRealServer server) => new LvsRealServerChange(null, server);

    /// <summary>Services 1 to a number, each with one server.</summary>
    public static LvsPlan ManyServices(int count) =>
        new([.. Enumerable.Range(1, count).SelectMany(i => new[] { Add(Service(i)), Add(Server(i, 1)) })]);

    /// <summary>What another tool does meanwhile.</summary>
    public void Meanwhile(params LvsChange[] changes) => _other.Apply(changes);

    public IReadOnlyList<LvsChangeResult> Execute(LvsPlan plan, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        new PlanExecutor(Client).Execute(plan, progress, cancellation);

    public void Dispose()
    {
        Client.Dispose();
        _other.Dispose();
    }
}
