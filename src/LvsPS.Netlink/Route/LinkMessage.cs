using System.Net;
using System.Runtime.InteropServices;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Route;

/// <summary>What an interface is and does (<c>linux/if.h</c>, IFF_*); those that matter here.</summary>
[Flags]
public enum LinkFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IFF_UP: it is switched on.</summary>
    Up = 0x1,

    /// <summary>IFF_LOOPBACK.</summary>
    Loopback = 0x8,

    /// <summary>IFF_NOARP: addresses on it are not resolved to link addresses.</summary>
    NoArp = 0x80,

    /// <summary>IFF_LOWER_UP: it can carry packets.</summary>
    LowerUp = 0x10000,
}

/// <summary>An interface: RTM_NEWLINK with <c>struct ifinfomsg</c>.</summary>
public sealed record LinkMessage
{
    // family, padding, type, index, flags and mask of flags (linux/rtnetlink.h).
    private const int HeaderSize = 16;

    /// <summary>Its number.</summary>
    public int Index { get; init; }

    /// <summary>Its flags.</summary>
    public LinkFlags Flags { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The largest packet.</summary>
    public uint Mtu { get; init; }

    /// <summary>Its link address: six bytes of an Ethernet interface, none of one that has no link address.</summary>
    public ReadOnlyMemory<byte> LinkAddress { get; init; }

    /// <summary>What made it; null for a plain device.</summary>
    public string? Kind { get; init; }

    /// <summary>The local end of a tunnel; null where any address serves, and for other kinds.</summary>
    public IPAddress? TunnelLocal { get; init; }

    /// <summary>The remote end of a tunnel; null where any may send, and for other kinds.</summary>
    public IPAddress? TunnelRemote { get; init; }

    /// <summary>Reads a message.</summary>
    /// <param name="payload">What follows the netlink header.</param>
    /// <returns>The interface.</returns>
    public static LinkMessage Read(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> header = RoutePolicy.HeaderOf(payload, HeaderSize, "struct ifinfomsg");
        var link = new LinkMessage
        {
            Index = MemoryMarshal.Read<int>(header[4..]),
            Flags = (LinkFlags)MemoryMarshal.Read<uint>(header[8..]),
        };
        var reader = new AttributeReader(payload[HeaderSize..], RoutePolicy.Link);
        while (reader.MoveNext())
        {
            link = reader.Type switch
            {
                RoutePolicy.LinkName => link with { Name = reader.GetText() },
                RoutePolicy.LinkMtu => link with { Mtu = reader.GetU32() },
                RoutePolicy.LinkAddress => link with { LinkAddress = reader.Payload.ToArray() },
                RoutePolicy.LinkInfo => link.WithInfo(reader.Payload),
                _ => link,
            };
        }

        return link;
    }

    /// <summary>Asks for all interfaces.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_GETLINK.</returns>
    public static byte WriteAll(ref AttributeWriter writer)
    {
        _ = writer.PutHeader(HeaderSize);
        return (byte)RouteCommand.GetLink;
    }

    /// <summary>Asks for the interface of a name.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <returns>RTM_GETLINK.</returns>
    public static byte WriteGet(ref AttributeWriter writer, string name)
    {
        _ = writer.PutHeader(HeaderSize);
        writer.PutText(RoutePolicy.LinkName, name);
        return (byte)RouteCommand.GetLink;
    }

    /// <summary>Asks for the interface of a number.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">Its number.</param>
    /// <returns>RTM_GETLINK.</returns>
    public static byte WriteGet(ref AttributeWriter writer, int index)
    {
        WriteIndex(ref writer, index);
        return (byte)RouteCommand.GetLink;
    }

    /// <summary>Has an interface removed.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">Its number.</param>
    /// <returns>RTM_DELLINK.</returns>
    public static byte WriteDelete(ref AttributeWriter writer, int index)
    {
        WriteIndex(ref writer, index);
        return (byte)RouteCommand.DeleteLink;
    }

    /// <summary>Has an interface switched on or off.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">Its number.</param>
    /// <param name="isUp">Which.</param>
    /// <returns>RTM_NEWLINK.</returns>
    public static byte WriteUp(ref AttributeWriter writer, int index, bool isUp)
    {
        Span<byte> header = WriteIndex(ref writer, index);
        MemoryMarshal.Write(header[8..], (uint)(isUp ? LinkFlags.Up : LinkFlags.None));
        MemoryMarshal.Write(header[12..], (uint)LinkFlags.Up);
        return (byte)RouteCommand.NewLink;
    }

    /// <summary>
    /// Has a tunnel device made, down, which takes packets from any sender. Kinds ipip and sit are of IPv4 outside, ip6tnl of IPv6;
    /// gre and ip6gre likewise.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="local">The address that packets come to.</param>
    /// <returns>RTM_NEWLINK.</returns>
    public static byte WriteTunnel(ref AttributeWriter writer, string name, string kind, IPAddress local)
    {
        _ = writer.PutHeader(HeaderSize);
        writer.PutText(RoutePolicy.LinkName, name);
        int info = writer.BeginNest(RoutePolicy.LinkInfo);
        writer.PutText(RoutePolicy.InfoKind, kind);
        int data = writer.BeginNest(RoutePolicy.InfoData);
        RoutePolicy.Put(ref writer, IsGre(kind) ? RoutePolicy.GreLocal : RoutePolicy.TunnelLocal, local);
        writer.EndNest(data);
        writer.EndNest(info);
        return (byte)RouteCommand.NewLink;
    }

    private static Span<byte> WriteIndex(ref AttributeWriter writer, int index)
    {
        Span<byte> header = writer.PutHeader(HeaderSize);
        MemoryMarshal.Write(header[4..], index);
        return header;
    }

    private static bool IsGre(string kind) => kind is "gre" or "gretap" or "ip6gre" or "ip6gretap";

    private LinkMessage WithInfo(ReadOnlySpan<byte> info)
    {
        string? kind = null;
        ReadOnlySpan<byte> data = default;
        var reader = new AttributeReader(info, RoutePolicy.Info);
        while (reader.MoveNext())
        {
            if (reader.Type == RoutePolicy.InfoKind)
            {
                kind = reader.GetText();
            }
            else
            {
                data = reader.Payload;
            }
        }

        LinkMessage link = this with { Kind = kind };
        bool gre = kind is not null && IsGre(kind);
        if (!gre && kind is not ("ipip" or "sit" or "ip6tnl"))
        {
            return link;
        }

        ushort local = gre ? RoutePolicy.GreLocal : RoutePolicy.TunnelLocal;
        var ends = new AttributeReader(data, gre ? RoutePolicy.Gre : RoutePolicy.Tunnel);
        while (ends.MoveNext())
        {
            // All zeroes stand for any.
            IPAddress? end = ends.Payload.IndexOfAnyExcept((byte)0) < 0 ? null : new IPAddress(ends.Payload);
            link = ends.Type == local ? link with { TunnelLocal = end } : link with { TunnelRemote = end };
        }

        return link;
    }
}
