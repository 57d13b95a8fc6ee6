using System.Net;
using System.Net.Sockets;
using CsCheck;

namespace LvsPS.Core.Tests;

/// <summary>
/// Generates whole tables over every feature that a rule text can say. Addresses and ports come from small pools, so that two tables have
/// services and servers in common. A failing test prints its seed; CsCheck_Seed=SEED in the environment repeats it.
/// </summary>
public static class TableGen
{
    private static readonly string[] s_schedulers =
        ["rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "twos", "of_somebody_15"];

    private static readonly IPAddress[] s_ipv4 = [.. new[] { "10.0.0.1", "10.0.0.2", "192.0.2.200", "203.0.113.9" }.Select(IPAddress.Parse)];

    private static readonly IPAddress[] s_ipv6 = [.. new[] { "2001:db8::1", "2001:db8::5efe:a00:1", "fd00::a", "2001:db8:1:2:3:4:5:6" }.Select(IPAddress.Parse)];

    private static readonly Gen<LvsServiceId> s_addressId =
        from ipv6 in Gen.Bool
        from protocol in Gen.OneOf(LvsProtocol.Tcp, LvsProtocol.Udp, LvsProtocol.Sctp)
        from address in Address(ipv6)
        from port in Gen.OneOf(0, 1, 53, 80, 443, 65535)
        select LvsServiceId.ForAddress(protocol, address, port);

    private static readonly Gen<LvsServiceId> s_markId =
        from ipv6 in Gen.Bool
        from mark in Gen.OneOf(1u, 2u, 7u, 2147483648u, uint.MaxValue)
        select LvsServiceId.ForMark(mark, ipv6);

    private static readonly Gen<TimeSpan> s_seconds = Gen.OneOf(Gen.Int[1, 900], Gen.Int[1, 2678400]).Select(s => TimeSpan.FromSeconds(s));

    private static readonly Gen<LvsSyncDaemon> s_daemon =
        from role in Gen.OneOf(LvsSyncRole.Master, LvsSyncRole.Backup)
        from name in Gen.OneOf("eth0", "ens3.100", "bond-of-15-char")
        from id in Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[1, 255]))
        from length in Gen.OneOf(1024, 1400, 65487)
        from groupOf in Gen.OneOf("224.0.0.81", "239.1.2.3", "ff02::81")
        from port in Gen.OneOf(1, 8848, 65535)
        from ttl in Gen.Int[1, 255]
        select new LvsSyncDaemon { Role = role, Interface = name, SyncId = id, MaxLength = length, Group = IPAddress.Parse(groupOf), Port = port, Ttl = ttl };

    /// <summary>Identities of services.</summary>
    public static Gen<LvsServiceId> ServiceId { get; } = Gen.Frequency((3, s_addressId), (1, s_markId));

    /// <summary>Tables as a director has them: with all time-outs, and with daemons or none.</summary>
    public static Gen<LvsTable> Live { get; } =
        from services in Services
        from tcp in s_seconds
        from fin in s_seconds
        from udp in s_seconds
        from daemons in Daemons
        select new LvsTable { Services = services, Timeout = new LvsTimeout { Tcp = tcp, TcpFin = fin, Udp = udp }, SyncDaemons = daemons };

    /// <summary>Tables as files have them: each time-out or none of them, daemons or nothing of them.</summary>
    public static Gen<LvsTable> Wanted { get; } =
        from table in Live
        from keep in Gen.Int[0, 15]
        select table with
        {
            Timeout = (keep & 7) == 0 ? null : new LvsTimeout
            {
                Tcp = (keep & 1) != 0 ? table.Timeout!.Tcp : null,
                TcpFin = (keep & 2) != 0 ? table.Timeout!.TcpFin : null,
                Udp = (keep & 4) != 0 ? table.Timeout!.Udp : null,
            },
            SyncDaemons = (keep & 8) == 0 || table.SyncDaemons!.Count == 0 ? null : table.SyncDaemons,
        };

    private static Gen<IReadOnlyList<LvsSyncDaemon>> Daemons =>
        s_daemon.Array[0, 2].Select(all => (IReadOnlyList<LvsSyncDaemon>)[.. all.DistinctBy(d => d.Role).OrderBy(d => d.Role)]);

    private static Gen<IReadOnlyList<LvsService>> Services =>
        ServiceId.Array[0, 6].SelectMany(ids => Each([.. ids.Distinct()], Service));

    /// <summary>A service of an identity, with its real servers.</summary>
    public static Gen<LvsService> Service(LvsServiceId id) =>
        from scheduler in Gen.OneOf(s_schedulers)
        from flags in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[0, 7]))
        from persistence in Gen.Frequency((1, Gen.Const((TimeSpan?)null)), (1, s_seconds.Select(s => (TimeSpan?)s)))
        from otherwise in s_seconds
        from length in Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[1, id.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32]))
        from engine in Gen.Bool
        from onePacket in Gen.Bool
        from servers in Servers(id)
        let anyUdp = id.Protocol is null or LvsProtocol.Udp
        select new LvsService
        {
            Service = id,
            Scheduler = scheduler,
            SchedulerFlags = (LvsSchedulerFlags)(flags << 3),
            PersistenceTimeout = id.VirtualPort == 0 ? persistence ?? otherwise : persistence,
            PersistenceNetmask = length == 0 ? LvsNetmask.Full(id.AddressFamily) : LvsNetmask.FromPrefixLength(length, id.AddressFamily),
            PersistenceEngine = engine && anyUdp ? "sip" : null,
            OnePacket = onePacket && anyUdp,
            RealServers = servers,
        };

    /// <summary>What a table says, in an order of its own, so that two can be compared whatever order they are in.</summary>
    public static string Describe(LvsTable table) => string.Join('\n',
        table.Services.SelectMany(s => (s.RealServers ?? []).Select(Describe).Prepend(Describe(s))).Order(StringComparer.Ordinal)
            .Append($"timeout {table.Timeout}")
            .Append($"daemons {(table.SyncDaemons is null ? "unsaid" : string.Join(", ", table.SyncDaemons.OrderBy(d => d.Role)))}"));

    private static string Describe(LvsService s) =>
        $"{s.Service} {s.Scheduler} {s.SchedulerFlags} {s.PersistenceTimeout} {s.PersistenceNetmask} {s.PersistenceEngine} {s.OnePacket}";

    private static string Describe(LvsRealServer s) =>
        $"{s.Service} {s.Address} {s.Port} {s.Forwarding} {s.Weight} {s.UpperThreshold} {s.LowerThreshold} {s.TunnelType} {s.TunnelPort} {s.TunnelChecksum}";

    private static Gen<IReadOnlyList<LvsRealServer>> Servers(LvsServiceId id) =>
        Server(id).Array[0, 4].Select(all => (IReadOnlyList<LvsRealServer>)[.. all.DistinctBy(s => (s.Address, s.Port))]);

    private static Gen<LvsRealServer> Server(LvsServiceId id) =>
        from forwarding in Gen.OneOf(LvsForwarding.Masquerade, LvsForwarding.Gateway, LvsForwarding.Tunnel, LvsForwarding.Tunnel)
        from other in Gen.Int[0, 3]
        from address in Address(id.AddressFamily == AddressFamily.InterNetworkV6 != (other == 0 && forwarding == LvsForwarding.Tunnel))
        from port in Gen.OneOf(0, 80, 8080, 65535)
        from weight in Gen.OneOf(0, 1, 2, 65535, 65536, int.MaxValue)
        from upper in Gen.OneOf(0u, 1u, 1000u, 2147483647u)
        from lower in Gen.UInt[0, upper]
        from type in Gen.OneOf(LvsTunnelType.Ipip, LvsTunnelType.Gue, LvsTunnelType.Gre)
        from tunnelPort in Gen.OneOf(1, 6080, 65535)
        from checksum in Gen.Int[0, type == LvsTunnelType.Gue ? 2 : type == LvsTunnelType.Gre ? 1 : 0]
        let isTunnel = forwarding == LvsForwarding.Tunnel
        select new LvsRealServer
        {
            Service = id,
            Address = address,
            Port = forwarding == LvsForwarding.Masquerade ? port : id.VirtualPort ?? port,
            Forwarding = forwarding,
            Weight = weight,
            UpperThreshold = upper,
            LowerThreshold = lower,
            TunnelType = isTunnel ? type : LvsTunnelType.Ipip,
            TunnelPort = isTunnel && type == LvsTunnelType.Gue ? tunnelPort : 0,
            TunnelChecksum = isTunnel ? (LvsTunnelChecksum)checksum : LvsTunnelChecksum.None,
        };

    private static Gen<IPAddress> Address(bool ipv6) => Gen.OneOf(ipv6 ? s_ipv6 : s_ipv4);

    private static Gen<IReadOnlyList<TResult>> Each<T, TResult>(IReadOnlyList<T> items, Func<T, Gen<TResult>> gen) => items.Aggregate(
        Gen.Const((IReadOnlyList<TResult>)[]),
        (all, item) => all.SelectMany(list => gen(item).Select(next => (IReadOnlyList<TResult>)[.. list, next])));
}
