using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>A block of addresses as numbers.</summary>
internal readonly struct AddressBlock
{
    private readonly RawAddress _base;
    private readonly UInt128 _mask;

    public AddressBlock(IPNetwork network)
    {
        _base = RawAddress.From(network.BaseAddress);
        int host = (_base.IsIPv6 ? 128 : 32) - network.PrefixLength;
        _mask = host == 128 ? 0 : UInt128.MaxValue << host;
    }

    public bool Contains(in RawAddress address) => address.IsIPv6 == _base.IsIPv6 && (address.Value & _mask) == _base.Value;
}

/// <summary>Real servers that are wanted: by address, by port, by both, or all.</summary>
/// <param name="Addresses">The blocks; null for every address.</param>
/// <param name="Ports">The ports; null for every port.</param>
internal sealed record ServerFilter(AddressBlock[]? Addresses, int[]? Ports)
{
    public bool Matches(in ConnectionEntry entry) =>
        (Ports is null || Array.IndexOf(Ports, entry.ServerPort) >= 0) && (Addresses is null || ConnectionFilter.IsIn(Addresses, entry.Server));
}

/// <summary>Which entries of the connection table are wanted, told from the numbers of a line before an object is made of it.</summary>
internal sealed class ConnectionFilter
{
    private const int FtpPort = 21;

    private readonly Dictionary<Key, List<ServerFilter>> _services = [];
    private readonly HashSet<Key> _others = [];
    private readonly Dictionary<string, bool> _states = new(StringComparer.Ordinal);

    /// <summary>Blocks of clients; null for all.</summary>
    public AddressBlock[]? Clients { get; init; }

    /// <summary>Servers of whatever service; null for all.</summary>
    public ServerFilter? Servers { get; init; }

    /// <summary>Whether a state's name is wanted; null for all.</summary>
    public Func<string, bool>? State { get; init; }

    /// <summary>Only templates (true), none of them (false), or both (null).</summary>
    public bool? Templates { get; init; }

    /// <summary>Only entries of this origin; null for both.</summary>
    public LvsConnectionOrigin? Origin { get; init; }

    /// <summary>Whether a service of all ports is wanted, which <see cref="Except"/> should know the other services for.</summary>
    public bool NeedsOtherServices { get; private set; }

    /// <summary>Whether an address lies in one of the blocks.</summary>
    public static bool IsIn(AddressBlock[] blocks, in RawAddress address)
    {
        foreach (AddressBlock block in blocks)
        {
            if (block.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Wants a service's entries; without a call, those of all services are wanted.</summary>
    /// <param name="service">The service.</param>
    /// <param name="servers">Which of its servers.</param>
    public void Add(LvsServiceId service, ServerFilter servers)
    {
        Key key = Key.Of(service);
        NeedsOtherServices |= key is { Protocol: not 0, Port: 0 };
        if (!_services.TryGetValue(key, out List<ServerFilter>? list))
        {
            _services.Add(key, list = []);
        }

        list.Add(servers);
    }

    /// <summary>Names a service of one port, whose connections a service of all ports of that address does not get.</summary>
    /// <param name="service">The service.</param>
    public void Except(LvsServiceId service) => _others.Add(Key.Of(service));

    /// <summary>Whether an entry is wanted.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True where it is.</returns>
    public bool Matches(in ConnectionEntry entry) =>
        (Templates is null || Templates == entry.IsTemplate)
        && (Origin is null || Origin == entry.Origin)
        && (State is null || StateMatches(entry.State))
        && (Servers is null || Servers.Matches(entry))
        && (Clients is null || IsIn(Clients, entry.Client))
        && (_services.Count == 0 || ServiceMatches(entry));

    private bool StateMatches(string state)
    {
        if (!_states.TryGetValue(state, out bool wanted))
        {
            _states.Add(state, wanted = State!(state));
        }

        return wanted;
    }

    private bool ServiceMatches(in ConnectionEntry entry)
    {
        Key key = Key.Of(entry);
        return AnyMatches(key, entry)
            || (entry.Protocol != 0 && !_others.Contains(key) && AnyMatches(key with { Port = 0 }, entry))

            // The template of a persistent FTP service has no port, so that data connections find it too.
            || (entry is { Protocol: (int)LvsProtocol.Tcp, VirtualPort: 0, IsTemplate: true } && AnyMatches(key with { Port = FtpPort }, entry));
    }

    private bool AnyMatches(in Key key, in ConnectionEntry entry)
    {
        if (_services.TryGetValue(key, out List<ServerFilter>? servers))
        {
            foreach (ServerFilter filter in servers)
            {
                if (filter.Matches(entry))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private readonly record struct Key(int Protocol, RawAddress Address, int Port)
    {
        public static Key Of(LvsServiceId service) => service.FwMark is uint mark
            ? new Key(0, new RawAddress(mark, service.AddressFamily == AddressFamily.InterNetworkV6), 0)
            : new Key((int)service.Protocol!.Value, RawAddress.From(service.VirtualAddress!), service.VirtualPort!.Value);

        public static Key Of(in ConnectionEntry entry) => entry.Protocol == 0
            ? new Key(0, new RawAddress(entry.Mark, entry.Virtual.IsIPv6), 0)
            : new Key(entry.Protocol, entry.Virtual, entry.VirtualPort);
    }
}
