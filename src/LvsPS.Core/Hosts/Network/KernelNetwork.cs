using System.Net;
using System.Net.NetworkInformation;
using LvsPS.Netlink;
using LvsPS.Netlink.Route;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS;

/// <summary>The network of a namespace of this machine, by rtnetlink. Its sockets are opened when they are used, and kept.</summary>
internal sealed partial class KernelNetwork : IHostNetwork, IDisposable
{
    private const int ReadingAttempts = 5;

    // IFNAMSIZ without the NUL.
    private const int LongestName = 15;

    private readonly string? _namespacePath;
    private readonly IKernelFiles _files;
    private readonly object _gate = new();
    private NetlinkConnection? _route;
    private NetlinkConnection? _fou;
    private bool _isClosed;

    /// <summary>Takes a namespace.</summary>
    /// <param name="namespacePath">Its path; null for the one that the process is in.</param>
    /// <param name="files">Its files.</param>
    public KernelNetwork(string? namespacePath, IKernelFiles files)
    {
        _namespacePath = namespacePath;
        _files = files;
    }

    private NetlinkConnection Route => Opened(ref _route, () => new NetlinkConnection(NetlinkSocket.Open(NetlinkProtocol.Route)));

    public IReadOnlyList<HostLink> Links() => [.. ReadLinks().Select(LinkOf)];

    public IReadOnlyList<HostAddress> Addresses()
    {
        List<AddressMessage> addresses = ReadAll(
            "the addresses",
            (int _, ref AttributeWriter writer) => AddressMessage.WriteAll(ref writer),
            (RouteCommand.NewAddress, AddressMessage.Read));
        Dictionary<int, string> names = ReadLinks().ToDictionary(l => l.Index, l => l.Name);

        // An interface that went in between took its addresses with it.
        return [.. addresses.Where(a => names.ContainsKey(a.InterfaceIndex)).Select(a => AddressOf(a, names[a.InterfaceIndex]))];
    }

    public bool AddAddress(HostAddress address)
    {
        int index = Find(address.Interface).Index;
        AddressMessage message = MessageOf(address, index) with
        {
            Broadcast = address.Broadcast,
            Label = address.Label,
            Flags = address.NoDad ? AddressFlags.NoDad : AddressFlags.None,
        };
        return Change(
            LvsOperation.ChangeAddress,
            address.Address,
            $"Add {address.Address}/{address.PrefixLength} to {address.Interface}",
            Route,
            (int _, ref AttributeWriter writer) => message.WriteNew(ref writer),
            NetlinkFlags.Create | NetlinkFlags.Exclusive,
            Errno.Exists);
    }

    public bool RemoveAddress(HostAddress address)
    {
        AddressMessage message = MessageOf(address, Find(address.Interface).Index);
        return Change(
            LvsOperation.ChangeAddress,
            address.Address,
            $"Remove {address.Address}/{address.PrefixLength} from {address.Interface}",
            Route,
            (int _, ref AttributeWriter writer) => message.WriteDelete(ref writer),
            NetlinkFlags.None,
            Errno.AddressNotAvailable,
            Errno.NoDeviceOrAddress);
    }

    public HostRoute? RouteTo(IPAddress destination)
    {
        RouteMessage? found = null;
        try
        {
            Route.Get(
                (int _, ref AttributeWriter writer) => RouteMessage.WriteLookUp(ref writer, destination),
                (_, payload) => found = RouteMessage.Read(payload));
        }
        catch (NetlinkException e) when (e.Errno == Errno.NetworkUnreachable)
        {
            return null;
        }
        catch (NetlinkException e) when (e.Errno is Errno.HostUnreachable or Errno.AccessDenied or Errno.Invalid)
        {
            // Routes of the kinds unreachable, prohibit and blackhole answer so (fib_props of net/ipv4/fib_semantics.c).
            return new HostRoute(HostRouteKind.Unreachable, destination, destination.GetAddressBytes().Length * 8);
        }
        catch (Exception e) when (Translate(e, destination) is LvsException failure)
        {
            throw failure;
        }

        return found is null ? null : new HostRoute((HostRouteKind)found.Kind, found.Destination ?? destination, found.PrefixLength)
        {
            Interface = found.InterfaceIndex == 0 ? null : NameOf(found.InterfaceIndex),
            Gateway = found.Gateway,
            Source = found.Source,
        };
    }

    public bool HasRoute(HostRoute route)
    {
        RouteMessage wanted = MessageOf(route);
        return ReadAll("the routes", (int _, ref AttributeWriter writer) => wanted.WriteLike(ref writer), (RouteCommand.NewRoute, RouteMessage.Read))
            .Exists(r => r.IsSame(wanted));
    }

    public bool AddRoute(HostRoute route)
    {
        RouteMessage message = MessageOf(route);
        return Change(
            LvsOperation.ChangeRoute,
            route.Destination,
            $"Add the route to {route.Destination}/{route.PrefixLength}",
            Route,
            (int _, ref AttributeWriter writer) => message.WriteNew(ref writer),
            NetlinkFlags.Create | NetlinkFlags.Exclusive,
            Errno.Exists);
    }

    public bool RemoveRoute(HostRoute route)
    {
        RouteMessage message = MessageOf(route);
        return Change(
            LvsOperation.ChangeRoute,
            route.Destination,
            $"Remove the route to {route.Destination}/{route.PrefixLength}",
            Route,
            (int _, ref AttributeWriter writer) => message.WriteDelete(ref writer),
            NetlinkFlags.None,
            Errno.NoSuchProcess);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _route?.Dispose();
            _fou?.Dispose();
        }
    }

    private static AddressMessage MessageOf(HostAddress address, int index) => new(index, address.Address, checked((byte)address.PrefixLength));

    private static HostAddress AddressOf(AddressMessage address, string name) => new(name, address.Address, address.PrefixLength)
    {
        Broadcast = address.Broadcast,
        Label = address.Label,
        NoDad = address.Flags.HasFlag(AddressFlags.NoDad),
        IsTentative = address.Flags.HasFlag(AddressFlags.Tentative),
        IsDuplicate = address.Flags.HasFlag(AddressFlags.DadFailed),
    };

    private static HostLink LinkOf(LinkMessage link) => new(link.Index, link.Name)
    {
        Kind = link.Kind,
        IsUp = link.Flags.HasFlag(LinkFlags.Up),
        HasCarrier = link.Flags.HasFlag(LinkFlags.LowerUp),
        IsLoopback = link.Flags.HasFlag(LinkFlags.Loopback),
        HasNeighbours = (link.Flags & (LinkFlags.NoArp | LinkFlags.Loopback)) == 0,
        Mtu = (int)link.Mtu,
        LinkAddress = link.LinkAddress.IsEmpty ? null : new PhysicalAddress(link.LinkAddress.ToArray()),
        TunnelLocal = link.TunnelLocal,
        TunnelRemote = link.TunnelRemote,
    };

    private static LvsException? Translate(Exception exception, object target) => KernelErrors.Translate(LvsOperation.ReadNetwork, target, exception);

    private RouteMessage MessageOf(HostRoute route) => new((byte)route.Kind, route.Destination, checked((byte)route.PrefixLength))
    {
        InterfaceIndex = route.Interface is string name ? Find(name).Index : 0,
        Gateway = route.Gateway,
        Source = route.Source,
    };

    private List<LinkMessage> ReadLinks() => ReadAll(
        "the interfaces",
        (int _, ref AttributeWriter writer) => LinkMessage.WriteAll(ref writer),
        (RouteCommand.NewLink, LinkMessage.Read));

    private HostLink Find(string name) => FindOrNull(name) ?? throw HostLink.NotFound(name);

    private HostLink? FindOrNull(string name)
    {
        // Other names no interface can have, and the kernel would answer them with another errno.
        return name.Length is > 0 and <= LongestName && name.All(c => c is > ' ' and < '\u0100')
            ? Get(name, (int _, ref AttributeWriter writer) => LinkMessage.WriteGet(ref writer, name))
            : null;
    }

    private string? NameOf(int index) => Get("the interfaces", (int _, ref AttributeWriter writer) => LinkMessage.WriteGet(ref writer, index))?.Name;

    private HostLink? Get(object target, RequestEncoder encode)
    {
        HostLink? found = null;
        try
        {
            Route.Get(encode, (_, payload) => found = LinkOf(LinkMessage.Read(payload)));
        }
        catch (NetlinkException e) when (e.Errno is Errno.NoDevice)
        {
            return null;
        }
        catch (Exception e) when (Translate(e, target) is LvsException failure)
        {
            throw failure;
        }

        return found;
    }

    private List<T> ReadAll<T>(string what, RequestEncoder encode, (RouteCommand Command, Reader<T> Read) item)
        where T : class
    {
        var found = new List<T>();
        try
        {
            for (int attempt = 1; attempt <= ReadingAttempts; attempt++)
            {
                found.Clear();
                bool whole = Route.Dump(encode, (command, payload) =>
                {
                    if (command == (byte)item.Command && item.Read(payload) is T read)
                    {
                        found.Add(read);
                    }
                });
                if (whole)
                {
                    return found;
                }
            }
        }
        catch (Exception e) when (Translate(e, what) is LvsException failure)
        {
            throw failure;
        }

        throw new LvsException(
            LvsErrorId.TableChanging, $"{char.ToUpperInvariant(what[0])}{what[1..]} changed during each of five readings.", what, "Find out what keeps changing them, or try again.");
    }

    /// <summary>Has something done, in words that a person reads where it fails.</summary>
    /// <returns>False where the kernel says that it is so already, which these errnos mean.</returns>
    private static bool Change(
        LvsOperation operation, object target, string what, NetlinkConnection connection, RequestEncoder encode, NetlinkFlags flags, params int[] isSo)
    {
        try
        {
            connection.Do(encode, flags);
            return true;
        }
        catch (NetlinkException e) when (isSo.Contains(e.Errno))
        {
            return false;
        }
        catch (NetlinkException e)
        {
            throw KernelErrors.For(operation, target, what, e.Errno, e.KernelMessage);
        }
        catch (Exception e) when (Translate(e, target) is LvsException failure)
        {
            throw failure;
        }
    }

    private NetlinkConnection Opened(ref NetlinkConnection? connection, Func<NetlinkConnection> open)
    {
        lock (_gate)
        {
            return _isClosed
                ? throw new LvsException(LvsErrorId.SessionClosed, "The session was closed while it was in use.", null, "Open another with New-LvsSession.")
                : connection ??= InNamespace("Open a netlink socket", open);
        }
    }

    private T InNamespace<T>(string what, Func<T> action)
    {
        try
        {
            return _namespacePath is null ? action() : NetworkNamespace.Run(_namespacePath, action);
        }
        catch (NetlinkTransportException e) when (e.Errno is Errno.NoEntry)
        {
            throw NamespaceErrors.Gone(_namespacePath, e);
        }
        catch (NetlinkTransportException e)
        {
            throw KernelErrors.For(LvsOperation.AskNeighbours, _namespacePath ?? "network", what, e.Errno, null);
        }
    }

    private delegate T? Reader<T>(ReadOnlySpan<byte> payload);
}
