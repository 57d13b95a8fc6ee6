using System.Net;
using System.Runtime.InteropServices;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Route;

/// <summary>A route, or the kernel's answer on where packets to an address go: RTM_NEWROUTE with <c>struct rtmsg</c>.</summary>
/// <param name="Kind">What it does with packets (RTN_*).</param>
/// <param name="Destination">The address or network; null for all.</param>
/// <param name="PrefixLength">The length of the network's prefix.</param>
public sealed record RouteMessage(byte Kind, IPAddress? Destination, byte PrefixLength)
{
    // family, two prefix lengths, TOS, table, protocol, scope, type and flags (linux/rtnetlink.h).
    private const int HeaderSize = 12;

    // RTN_LOCAL; RT_TABLE_MAIN and RT_TABLE_LOCAL; RTPROT_BOOT, which 'ip route add' gives too; RTM_F_LOOKUP_TABLE.
    private const byte KindLocal = 2;
    private const byte TableMain = 254;
    private const byte TableLocal = 255;
    private const byte ProtocolBoot = 3;
    private const uint LookUpTable = 0x1000;

    // RT_SCOPE_*: what is ours, what is on the link, and for removals any.
    private const byte ScopeLink = 253;
    private const byte ScopeHost = 254;
    private const byte ScopeNowhere = 255;

    /// <summary>The number of the table that it stands in; 0 before it was read.</summary>
    public uint Table { get; init; }

    /// <summary>The interface's number; 0 for none.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>The next hop; null where the destination is on the link.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The address that packets of our own would come from; null for none.</summary>
    public IPAddress? Source { get; init; }

    private byte OwnTable => Kind == KindLocal ? TableLocal : TableMain;

    /// <summary>Reads a message.</summary>
    /// <param name="payload">What follows the netlink header.</param>
    /// <returns>The route.</returns>
    public static RouteMessage Read(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> header = RoutePolicy.HeaderOf(payload, HeaderSize, "struct rtmsg");
        var route = new RouteMessage(header[7], null, header[1]) { Table = header[4] };
        var reader = new AttributeReader(payload[HeaderSize..], RoutePolicy.Route);
        while (reader.MoveNext())
        {
            route = reader.Type switch
            {
                RoutePolicy.RouteDestination => route with { Destination = new IPAddress(reader.Payload) },
                RoutePolicy.RouteInterface => route with { InterfaceIndex = (int)reader.GetU32() },
                RoutePolicy.RouteGateway => route with { Gateway = new IPAddress(reader.Payload) },
                RoutePolicy.RouteTable => route with { Table = reader.GetU32() },
                RoutePolicy.RouteSource => route with { Source = new IPAddress(reader.Payload) },
                _ => route,
            };
        }

        return route;
    }

    /// <summary>
    /// Asks where packets of our own to an address go. One that the kernel takes for its own, by an address of an interface or by a
    /// local route alone (AnyIP), gets the answer RTN_LOCAL.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="destination">The address.</param>
    /// <returns>RTM_GETROUTE.</returns>
    public static byte WriteLookUp(ref AttributeWriter writer, IPAddress destination)
    {
        Span<byte> header = writer.PutHeader(HeaderSize);
        header[0] = RoutePolicy.FamilyOf(destination);
        RoutePolicy.Put(ref writer, RoutePolicy.RouteDestination, destination);
        header[1] = (byte)((writer.Position - HeaderSize - 4) * 8);
        if (destination.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            // IPv6 tells the table unasked, and refuses the flag where requests are checked strictly (inet6_rtm_valid_getroute_req).
            MemoryMarshal.Write(header[8..], LookUpTable);
        }

        return (byte)RouteCommand.GetRoute;
    }

    /// <summary>Asks for the routes of this one's table, kind and interface; a kernel that cannot filter gives others as well.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_GETROUTE.</returns>
    public byte WriteLike(ref AttributeWriter writer)
    {
        Span<byte> header = writer.PutHeader(HeaderSize);
        header[0] = Destination is null ? (byte)0 : RoutePolicy.FamilyOf(Destination);
        header[4] = OwnTable;
        header[7] = Kind;
        if (InterfaceIndex != 0)
        {
            writer.PutU32(RoutePolicy.RouteInterface, (uint)InterfaceIndex);
        }

        return (byte)RouteCommand.GetRoute;
    }

    /// <summary>Whether a route that was read is the one that <see cref="WriteNew"/> adds.</summary>
    /// <param name="wanted">The one that is added.</param>
    /// <returns>True where table, kind, destination, prefix, interface and next hop are equal.</returns>
    public bool IsSame(RouteMessage wanted) =>
        Table == wanted.OwnTable && Kind == wanted.Kind && PrefixLength == wanted.PrefixLength && Equals(Destination, wanted.Destination)
        && (wanted.InterfaceIndex == 0 || InterfaceIndex == wanted.InterfaceIndex) && Equals(Gateway, wanted.Gateway);

    /// <summary>Has the route added, to the table that <c>ip route add</c> puts it into: local ones to the local table, others to the main one.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_NEWROUTE.</returns>
    public byte WriteNew(ref AttributeWriter writer)
    {
        Span<byte> header = WriteIdentity(ref writer);
        header[5] = ProtocolBoot;
        header[6] = Kind == KindLocal ? ScopeHost : Gateway is null ? ScopeLink : (byte)0;
        if (Source is not null)
        {
            RoutePolicy.Put(ref writer, RoutePolicy.RouteSource, Source);
        }

        return (byte)RouteCommand.NewRoute;
    }

    /// <summary>Has the route removed.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_DELROUTE.</returns>
    public byte WriteDelete(ref AttributeWriter writer)
    {
        WriteIdentity(ref writer)[6] = ScopeNowhere;
        return (byte)RouteCommand.DeleteRoute;
    }

    private Span<byte> WriteIdentity(ref AttributeWriter writer)
    {
        Span<byte> header = writer.PutHeader(HeaderSize);
        if (Destination is not null)
        {
            header[0] = RoutePolicy.FamilyOf(Destination);
            RoutePolicy.Put(ref writer, RoutePolicy.RouteDestination, Destination);
        }

        header[1] = PrefixLength;
        header[4] = OwnTable;
        header[7] = Kind;
        if (Gateway is not null)
        {
            RoutePolicy.Put(ref writer, RoutePolicy.RouteGateway, Gateway);
        }

        if (InterfaceIndex != 0)
        {
            writer.PutU32(RoutePolicy.RouteInterface, (uint)InterfaceIndex);
        }

        return header;
    }
}
