using LvsPS.Netlink;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS;

/// <summary>The verbs over generic netlink.</summary>
internal sealed class LvsClient : ILvsClient
{
    private const int ReadingAttempts = 5;

    // The kernel lists services by its hash and servers from the newest; readers want to find things again.
    private static readonly Comparison<LvsService> s_byIdentity = (x, y) => RuleOrder.Services.Compare(x.Service, y.Service);

    private static readonly Comparison<LvsRealServer> s_byEndpoint =
        (x, y) => RuleOrder.Endpoints.Compare((x.Address, x.Port), (y.Address, y.Port));

    private readonly NetlinkConnection _connection;
    private readonly LvsSession? _origin;
    private readonly TableLock? _lock;

    // A session may be used by several threads at once; each sees the messages of its own requests only. It is left to its
    // finaliser: a cmdlet takes its trace back also after another closed the session.
    private readonly ThreadLocal<Action<string>?> _trace = new();

    public LvsClient(INetlinkTransport transport, LvsSession? origin = null, TableLock? tableLock = null, TimeProvider? time = null)
    {
        _connection = new NetlinkConnection(transport, IpvsConstants.FamilyName, IpvsConstants.FamilyVersion, time);
        _origin = origin;
        _lock = tableLock;
        _connection.Trace = (outgoing, datagram) =>
        {
            if (_trace.Value is Action<string> trace)
            {
                foreach (string line in IpvsMessageFormatter.Format(outgoing, datagram))
                {
                    trace(line);
                }
            }
        };
    }

    private delegate void NestHandler(ReadOnlySpan<byte> nest);

    public Action<string>? Trace
    {
        get => _trace.Value;
        set => _trace.Value = value;
    }

    public TimeSpan Timeout
    {
        get => _connection.Timeout;
        set => _connection.Timeout = value;
    }

    public LvsInfo GetInfo(CancellationToken cancellation = default)
    {
        IpvsInfoMessage info = default;
        Guard(LvsOperation.Read, "the kernel's IPVS", () => _connection.Get(
            (int _, ref AttributeWriter _) => (byte)IpvsCommand.GetInfo,
            (_, attributes) => info = IpvsInfoMessage.Read(attributes),
            cancellation));
        return new LvsInfo(
            new Version((int)(info.Version >> 16) & 255, (int)(info.Version >> 8) & 255, (int)info.Version & 255),
            (int)info.ConnectionTableSize);
    }

    public LvsReading ReadServices(
        bool withRealServers, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        var services = new List<LvsService>();
        var again = new List<ServiceKey>();
        bool isConsistent = false;
        for (int attempt = 1; attempt <= ReadingAttempts && !isConsistent; attempt++)
        {
            services.Clear();
            again.Clear();
            var keys = new List<ServiceKey>();
            bool whole = DumpServices(
                message =>
                {
                    keys.Add(ServiceKey.Of(message));
                    services.Add(WireMapping.FromWire(message, _origin));
                },
                cancellation);
            for (int i = 0; withRealServers && i < services.Count; i++)
            {
                services[i] = services[i] with { RealServers = ReadRealServers(services[i].Service, ref whole, cancellation) };
                if (progress is not null && i % 512 == 0)
                {
                    progress.Report((i, services.Count));
                }
            }

            // The kernel has no mark of a changed table: only a second list that equals the first shows that none was left out.
            whole &= DumpServices(message => again.Add(ServiceKey.Of(message)), cancellation);
            isConsistent = whole && keys.SequenceEqual(again);
        }

        services.Sort(s_byIdentity);
        return new LvsReading(services, isConsistent);
    }

    public IReadOnlyList<LvsService> SampleServices(CancellationToken cancellation = default)
    {
        var services = new List<LvsService>();
        _ = DumpServices(message => services.Add(WireMapping.FromWire(message, _origin)), cancellation);
        return services;
    }

    public LvsService? FindService(LvsServiceId service, CancellationToken cancellation = default)
    {
        LvsService? found = null;
        try
        {
            Guard(LvsOperation.ReadService, service, () => _connection.Get(
                (int _, ref AttributeWriter writer) =>
                {
                    WireMapping.ToWire(service).Write(ref writer);
                    return (byte)IpvsCommand.GetService;
                },
                (_, attributes) =>
                {
                    if (IpvsNests.TryFind(attributes, IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest))
                    {
                        found = WireMapping.FromWire(IpvsServiceMessage.Read(nest), _origin);
                    }
                },
                cancellation));
        }
        catch (LvsException e) when (e.ErrorId == LvsErrorId.ServiceNotFound)
        {
            return null;
        }

        return found;
    }

    public IReadOnlyList<LvsRealServer> ReadRealServers(LvsServiceId service, CancellationToken cancellation = default)
    {
        bool whole = true;
        return ReadRealServers(service, ref whole, cancellation);
    }

    public LvsTimeout ReadTimeout(CancellationToken cancellation = default)
    {
        LvsTimeout result = new();
        Guard(LvsOperation.Read, "the timeouts", () => _connection.Get(
            (int _, ref AttributeWriter _) => (byte)IpvsCommand.GetConfig,
            (_, attributes) => result = WireMapping.FromWire(IpvsConfigMessage.Read(attributes), _origin),
            cancellation));
        return result;
    }

    public IReadOnlyList<LvsSyncDaemon> ReadSyncDaemons(CancellationToken cancellation = default)
    {
        var daemons = new List<LvsSyncDaemon>(2);
        Dump(
            IpvsCommand.GetDaemon,
            null,
            IpvsCommandAttribute.Daemon,
            nest => daemons.Add(WireMapping.FromWire(IpvsDaemonMessage.Read(nest), _origin)),
            cancellation);
        return daemons;
    }

    public IReadOnlyList<LvsChangeResult> Apply(
        IReadOnlyList<LvsChange> changes, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        RequestSetResult answer = null!;
        Guard(LvsOperation.Read, "the table", () => answer = _connection.Execute(
            changes.Count,
            (int index, ref AttributeWriter writer) => ChangeEncoder.Encode(changes[index], ref writer),
            progress,
            cancellation));
        var results = new LvsChangeResult[changes.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = KernelErrors.Outcome(changes[i], answer, i, Timeout);
        }

        return results;
    }

    public IDisposable Lock(CancellationToken cancellation = default)
    {
        try
        {
            return _lock?.Take(Timeout, cancellation) ?? TableLock.None;
        }
        catch (LvsException e) when (e.ErrorId is LvsErrorId.PermissionDenied or LvsErrorId.FileAccess)
        {
            // Who may not even read has another thing to mend than the lock's folder, and the kernel says so.
            _ = GetInfo(cancellation);
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    private static void Guard(LvsOperation operation, object target, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (KernelErrors.Translate(operation, target, e) is LvsException translated)
        {
            throw translated;
        }
    }

    private List<LvsRealServer> ReadRealServers(LvsServiceId service, ref bool whole, CancellationToken cancellation)
    {
        LvsServiceId owner = service.Origin == _origin ? service : service.From(_origin);
        var servers = new List<LvsRealServer>(4);
        for (int attempt = 1; attempt <= ReadingAttempts; attempt++)
        {
            servers.Clear();
            if (Dump(
                IpvsCommand.GetDestination,
                service,
                IpvsCommandAttribute.Destination,
                nest => servers.Add(WireMapping.FromWire(IpvsDestinationMessage.Read(nest), owner)),
                cancellation))
            {
                return InOrder(servers);
            }
        }

        whole = false;
        return InOrder(servers);
    }

    /// <summary>A list goes on by ordinal number, so that one stands twice where another was added before it meanwhile.</summary>
    private static List<LvsRealServer> InOrder(List<LvsRealServer> servers)
    {
        servers.Sort(s_byEndpoint);
        for (int i = servers.Count - 1; i > 0; i--)
        {
            if (s_byEndpoint(servers[i - 1], servers[i]) == 0)
            {
                servers.RemoveAt(i);
            }
        }

        return servers;
    }

    private bool DumpServices(Action<IpvsServiceMessage> take, CancellationToken cancellation) => Dump(
        IpvsCommand.GetService, null, IpvsCommandAttribute.Service, nest => take(IpvsServiceMessage.Read(nest)), cancellation);

    private bool Dump(
        IpvsCommand command, LvsServiceId? service, IpvsCommandAttribute which, NestHandler take, CancellationToken cancellation)
    {
        bool whole = false;
        Guard(LvsOperation.Read, (object?)service ?? "the table", () => whole = _connection.Dump(
            (int _, ref AttributeWriter writer) =>
            {
                if (service is not null)
                {
                    WireMapping.ToWire(service).Write(ref writer);
                }

                return (byte)command;
            },
            (_, attributes) =>
            {
                if (IpvsNests.TryFind(attributes, which, out ReadOnlySpan<byte> nest))
                {
                    take(nest);
                }
            },
            cancellation));
        return whole;
    }

    private readonly record struct ServiceKey(ushort Family, ushort Protocol, WireAddress Address, ushort Port, uint Mark)
    {
        public static ServiceKey Of(in IpvsServiceMessage message) =>
            new(message.AddressFamily, message.Protocol, message.Address, message.Port, message.FirewallMark);
    }
}
