using System.Text;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;
using LvsPS.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>A simulated director with traffic by the test's word, and a clock of its own.</summary>
internal sealed class TrafficDirector : IDisposable
{
    private readonly SimulatedKernel _kernel;
    private readonly StringBuilder _list = new();

    public TrafficDirector(params string[] services)
    {
        (Session, object kernel) = LvsSessionFactory.Simulated(1, "director", null);
        _kernel = (SimulatedKernel)kernel;
        Client = new CountingClient(Session.Client);
        foreach (string service in services)
        {
            AddService(service);
        }
    }

    public LvsSession Session { get; }

    public CountingClient Client { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private SimulatedFiles Files => (SimulatedFiles)Session.Files;

    public TrafficSampler Sampler(params string[] services) =>
        new(Session, Client, services.Length == 0 ? null : [.. services.Select(s => new LvsServiceId(s))], Time);

    /// <summary>Makes a service with servers 10.9.0.1 and 10.9.0.2 at its port; an IPv6 one has none.</summary>
    public void AddService(string name)
    {
        var id = new LvsServiceId(name);
        var changes = new List<LvsChange> { new LvsServiceChange(null, LvsService.Default(id)) };
        string[] servers = id.IsIPv6 ? [] : ["10.9.0.1", "10.9.0.2"];
        changes.AddRange(servers.Select(address => new LvsRealServerChange(null, Server(id, address))));
        Assert(Session.Client.Apply(changes));
    }

    public void RemoveService(string name) => Assert(Session.Client.Apply([new LvsServiceChange(LvsService.Default(new LvsServiceId(name)), null)]));

    public void RemoveServer(string name, string address) =>
        Assert(Session.Client.Apply([new LvsRealServerChange(Server(new LvsServiceId(name), address), null)]));

    /// <summary>Counts connections of ten packets in and five out, of 100 bytes each, to a server.</summary>
    public void Count(string service, string address, ulong connections, uint active = 0, uint inactive = 0)
    {
        var id = new LvsServiceId(service);
        var statistics = new IpvsStatistics
        {
            Connections = connections,
            IncomingPackets = 10 * connections,
            OutgoingPackets = 5 * connections,
            IncomingBytes = 1000 * connections,
            OutgoingBytes = 500 * connections,
        };
        if (!_kernel.AddTraffic(
            WireMapping.ToWire(id), WireMapping.ToWireKey(Server(id, address)), statistics, active, inactive))
        {
            throw new InvalidOperationException($"{service} has no server {address}.");
        }
    }

    /// <summary>Gives the kernel a file of all services, as a real one has it; without it, everything is asked for by netlink.</summary>
    public void ShowList(string lines)
    {
        _list.Clear().Append("IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n").Append(lines);
        Files.Net["ip_vs"] = () => new ChangingText(() => _list.ToString());
    }

    /// <summary>Makes the namespace's live totals.</summary>
    public void ShowTotal(Func<int> connections) => Files.Net["ip_vs_stats_percpu"] = () => new ChangingText(() =>
        $"       Total Incoming Outgoing         Incoming         Outgoing\nCPU    Conns  Packets  Packets            Bytes            Bytes\n  0 {connections():X} 0 0 0 0\n  ~ 0 0 0 0 0\n");

    public void Dispose() => Session.Dispose();

    private static LvsRealServer Server(LvsServiceId id, string address) => new()
    {
        Service = id,
        Address = System.Net.IPAddress.Parse(address),
        Port = id.VirtualPort ?? 0,
        Forwarding = LvsForwarding.Masquerade,
    };

    private static void Assert(IReadOnlyList<LvsChangeResult> results) => Xunit.Assert.All(results, r => Xunit.Assert.Null(r.Error));

    /// <summary>A file whose text is made anew whenever it is read from its beginning, as the kernel's are.</summary>
    private sealed class ChangingText(Func<string> text) : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            if (Position == 0)
            {
                byte[] bytes = Encoding.ASCII.GetBytes(text());
                SetLength(0);
                Write(bytes);
                Position = 0;
            }

            return base.Read(buffer);
        }
    }
}
