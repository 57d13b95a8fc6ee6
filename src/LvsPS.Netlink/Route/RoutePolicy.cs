using System.Net;
using System.Net.Sockets;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Route;

/// <summary>
/// The attributes of rtnetlink that matter here, as <c>linux/if_link.h</c>, <c>linux/if_tunnel.h</c>, <c>linux/if_addr.h</c> and
/// <c>linux/rtnetlink.h</c> number them.
/// </summary>
internal static class RoutePolicy
{
    public const ushort LinkAddress = 1;
    public const ushort LinkName = 3;
    public const ushort LinkMtu = 4;
    public const ushort LinkInfo = 18;

    public const ushort InfoKind = 1;
    public const ushort InfoData = 2;

    // IFLA_IPTUN_LOCAL and IFLA_GRE_LOCAL, each with the remote end behind it.
    public const ushort TunnelLocal = 2;
    public const ushort GreLocal = 6;

    public const ushort AddressAddress = 1;
    public const ushort AddressLocal = 2;
    public const ushort AddressLabel = 3;
    public const ushort AddressBroadcast = 4;
    public const ushort AddressFlags = 8;

    public const ushort RouteDestination = 1;
    public const ushort RouteInterface = 4;
    public const ushort RouteGateway = 5;
    public const ushort RouteSource = 7;
    public const ushort RouteTable = 15;

    // IFNAMSIZ without the NUL; a label is no longer.
    private const int NameLength = 15;

    // AF_INET and AF_INET6 (linux/socket.h).
    private const byte InterNetwork = 2;
    private const byte InterNetworkV6 = 10;

    public static AttributePolicySet Link { get; } = new(
        "IFLA",
        new AttributePolicy(LinkAddress, "ADDRESS", AttributeKind.Bytes),
        new AttributePolicy(LinkName, "IFNAME", AttributeKind.Text, NameLength),
        new AttributePolicy(LinkMtu, "MTU", AttributeKind.U32),
        new AttributePolicy(LinkInfo, "LINKINFO", AttributeKind.Nest));

    public static AttributePolicySet Info { get; } = new(
        "IFLA_INFO",
        new AttributePolicy(InfoKind, "KIND", AttributeKind.Text, byte.MaxValue),
        new AttributePolicy(InfoData, "DATA", AttributeKind.Nest));

    /// <summary>Devices of kind ipip, sit and ip6tnl (IFLA_IPTUN_*).</summary>
    public static AttributePolicySet Tunnel { get; } = EndsAt("IFLA_IPTUN", TunnelLocal);

    /// <summary>Devices of kind gre and ip6gre (IFLA_GRE_*).</summary>
    public static AttributePolicySet Gre { get; } = EndsAt("IFLA_GRE", GreLocal);

    public static AttributePolicySet Address { get; } = new(
        "IFA",
        new AttributePolicy(AddressAddress, "ADDRESS", AttributeKind.Address),
        new AttributePolicy(AddressLocal, "LOCAL", AttributeKind.Address),
        new AttributePolicy(AddressLabel, "LABEL", AttributeKind.Text, NameLength),
        new AttributePolicy(AddressBroadcast, "BROADCAST", AttributeKind.Address),
        new AttributePolicy(AddressFlags, "FLAGS", AttributeKind.U32));

    public static AttributePolicySet Route { get; } = new(
        "RTA",
        new AttributePolicy(RouteDestination, "DST", AttributeKind.Address),
        new AttributePolicy(RouteInterface, "OIF", AttributeKind.U32),
        new AttributePolicy(RouteGateway, "GATEWAY", AttributeKind.Address),
        new AttributePolicy(RouteSource, "PREFSRC", AttributeKind.Address),
        new AttributePolicy(RouteTable, "TABLE", AttributeKind.U32));

    /// <summary>The number of an address's family.</summary>
    public static byte FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? InterNetworkV6 : InterNetwork;

    /// <summary>Writes an address in the length of its family.</summary>
    public static void Put(ref AttributeWriter writer, ushort type, IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[WireAddress.Size];
        _ = address.TryWriteBytes(bytes, out int length);
        writer.PutBytes(type, bytes[..length]);
    }

    /// <summary>The header of a message, which stands before its attributes.</summary>
    /// <exception cref="NetlinkProtocolException">The message is shorter.</exception>
    public static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> payload, int size, string name) => payload.Length >= size
        ? payload[..size]
        : throw new NetlinkProtocolException($"a message with {name} has {payload.Length} bytes, not {size}");

    private static AttributePolicySet EndsAt(string name, ushort local) => new(
        name,
        new AttributePolicy(local, "LOCAL", AttributeKind.Address),
        new AttributePolicy((ushort)(local + 1), "REMOTE", AttributeKind.Address));
}
