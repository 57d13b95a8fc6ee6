using System.Net;
using System.Net.Sockets;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS;

/// <summary>The model in the words of the wire, and back.</summary>
internal static class WireMapping
{
    private const uint KnownFlags = IpvsConstants.ServicePersistent | IpvsConstants.ServiceOnePacket | IpvsConstants.ServiceSchedulerFlags;

    public static ushort FamilyOf(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? IpvsConstants.InterNetworkV6 : IpvsConstants.InterNetwork;

    /// <summary>The attributes that name a service: the kernel wants the family, and the mark or the other three.</summary>
    public static IpvsServiceMessage ToWire(LvsServiceId service)
    {
        IpvsServiceMessage message = new() { AddressFamily = FamilyOf(service.AddressFamily) };
        if (service.FwMark is uint mark)
        {
            message.FirewallMark = mark;
        }
        else
        {
            message.Protocol = (ushort)service.Protocol!.Value;
            message.Address = WireAddress.From(service.VirtualAddress!);
            message.Port = (ushort)service.VirtualPort!.Value;
        }

        return message;
    }

    /// <summary>A whole service. Of the flags only those are meant that differ from what was before, so that others' are left alone.</summary>
    public static IpvsServiceMessage ToWire(LvsService service, LvsService? before)
    {
        uint flags = FlagsOf(service);
        IpvsServiceMessage message = ToWire(service.Service);
        message.SchedulerName = service.Scheduler;
        message.Flags = (flags, before is null ? KnownFlags : FlagsOf(before) ^ flags);
        message.Timeout = (uint)(service.PersistenceTimeout?.TotalSeconds ?? 0);
        message.Netmask = service.PersistenceNetmask.WireValue;
        if (service.PersistenceEngine is string engine)
        {
            message.PersistenceEngine = engine;
        }

        return message;
    }

    public static IpvsDestinationMessage ToWireKey(LvsRealServer server) => new()
    {
        Address = WireAddress.From(server.Address),
        Port = (ushort)server.Port,
        AddressFamily = FamilyOf(server.AddressFamily),
    };

    public static IpvsDestinationMessage ToWire(LvsRealServer server)
    {
        IpvsDestinationMessage message = ToWireKey(server);
        message.ForwardingMethod = (uint)server.Forwarding;
        message.Weight = (uint)server.Weight;
        message.UpperThreshold = server.UpperThreshold;
        message.LowerThreshold = server.LowerThreshold;
        if (server.Forwarding == LvsForwarding.Tunnel)
        {
            message.TunnelType = (byte)server.TunnelType;
            message.TunnelPort = (ushort)server.TunnelPort;
            message.TunnelFlags = (ushort)server.TunnelChecksum;
        }

        return message;
    }

    public static IpvsDaemonMessage ToWire(LvsSyncDaemon daemon)
    {
        IpvsDaemonMessage message = new() { State = (uint)daemon.Role, Interface = daemon.Interface, SyncId = (uint)daemon.SyncId };
        if (daemon.MaxLength != 0)
        {
            message.MaxLength = (ushort)daemon.MaxLength;
        }

        if (daemon.Group is { AddressFamily: AddressFamily.InterNetworkV6 } group6)
        {
            message.Group6 = WireAddress.From(group6);
        }
        else if (daemon.Group is IPAddress group)
        {
            message.Group = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(group.GetAddressBytes());
        }

        if (daemon.Port != 0)
        {
            message.Port = (ushort)daemon.Port;
        }

        if (daemon.Ttl != 0)
        {
            message.Ttl = (byte)daemon.Ttl;
        }

        return message;
    }

    public static IpvsConfigMessage ToWire(LvsTimeout timeout) => new(
        (uint?)timeout.Tcp?.TotalSeconds, (uint?)timeout.TcpFin?.TotalSeconds, (uint?)timeout.Udp?.TotalSeconds);

    public static LvsServiceId IdOf(in IpvsServiceMessage message, LvsSession? origin)
    {
        bool ipv6 = message.AddressFamily == IpvsConstants.InterNetworkV6;
        LvsServiceId id = message.Has(IpvsServiceAttribute.FirewallMark)
            ? LvsServiceId.ForMark(message.FirewallMark, ipv6)
            : LvsServiceId.ForAddress((LvsProtocol)message.Protocol, message.Address.ToIPAddress(ipv6), message.Port);
        return id.From(origin);
    }

    public static LvsService FromWire(in IpvsServiceMessage message, LvsSession? origin)
    {
        bool persistent = (message.Flags.Flags & IpvsConstants.ServicePersistent) != 0;
        return new LvsService
        {
            Service = IdOf(message, origin),
            Scheduler = message.SchedulerName ?? "none",
            SchedulerFlags = (LvsSchedulerFlags)(message.Flags.Flags & IpvsConstants.ServiceSchedulerFlags),
            PersistenceTimeout = persistent ? TimeSpan.FromSeconds(message.Timeout) : null,
            PersistenceNetmask = LvsNetmask.FromWire(message.Netmask, message.AddressFamily == IpvsConstants.InterNetworkV6),
            PersistenceEngine = string.IsNullOrEmpty(message.PersistenceEngine) ? null : message.PersistenceEngine,
            OnePacket = (message.Flags.Flags & IpvsConstants.ServiceOnePacket) != 0,
            Counters = FromWire(message.Statistics),
        };
    }

    public static LvsRealServer FromWire(in IpvsDestinationMessage message, LvsServiceId service)
    {
        // Kernels before 3.18 do not send the family: it is the service's.
        bool ipv6 = message.Has(IpvsDestinationAttribute.AddressFamily)
            ? message.AddressFamily == IpvsConstants.InterNetworkV6
            : service.IsIPv6;
        return new LvsRealServer
        {
            Service = service,
            Address = message.Address.ToIPAddress(ipv6),
            Port = message.Port,
            Forwarding = (LvsForwarding)(message.ForwardingMethod & IpvsConstants.ForwardingMask),
            Weight = (int)message.Weight,
            UpperThreshold = message.UpperThreshold,
            LowerThreshold = message.LowerThreshold,
            TunnelType = (LvsTunnelType)message.TunnelType,
            TunnelPort = message.TunnelPort,
            TunnelChecksum = (LvsTunnelChecksum)message.TunnelFlags,
            ActiveConnections = message.ActiveConnections,
            InactiveConnections = message.InactiveConnections,
            PersistentConnections = message.PersistentConnections,
            Counters = FromWire(message.Statistics),
        };
    }

    public static LvsSyncDaemon FromWire(in IpvsDaemonMessage message, LvsSession? origin) => new()
    {
        Role = (LvsSyncRole)message.State,
        Interface = message.Interface ?? string.Empty,
        SyncId = (int)message.SyncId,
        MaxLength = message.MaxLength,
        Group = message.Has(IpvsDaemonAttribute.Group6) ? message.Group6.ToIPAddress(ipv6: true)
            : message.Has(IpvsDaemonAttribute.Group) ? new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)message.Group)))
            : null,
        Port = message.Port,
        Ttl = message.Ttl,
        Origin = new ReadFrom(origin),
    };

    public static LvsTimeout FromWire(in IpvsConfigMessage message, LvsSession? origin) => new()
    {
        Tcp = Seconds(message.Tcp),
        TcpFin = Seconds(message.TcpFin),
        Udp = Seconds(message.Udp),
        Origin = new ReadFrom(origin),
    };

    private static TimeSpan? Seconds(uint? value) => value is uint seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static uint FlagsOf(LvsService service) =>
        (service.PersistenceTimeout is null ? 0 : IpvsConstants.ServicePersistent)
        | (service.OnePacket ? IpvsConstants.ServiceOnePacket : 0)
        | (uint)service.SchedulerFlags;

    private static LvsCounters FromWire(in IpvsStatistics statistics) => statistics == default ? LvsCounters.Zero : new LvsCounters
    {
        Connections = statistics.Connections,
        IncomingPackets = statistics.IncomingPackets,
        OutgoingPackets = statistics.OutgoingPackets,
        IncomingBytes = statistics.IncomingBytes,
        OutgoingBytes = statistics.OutgoingBytes,
        ConnectionsPerSecond = statistics.ConnectionRate,
        IncomingPacketsPerSecond = statistics.IncomingPacketRate,
        OutgoingPacketsPerSecond = statistics.OutgoingPacketRate,
        IncomingBytesPerSecond = statistics.IncomingByteRate,
        OutgoingBytesPerSecond = statistics.OutgoingByteRate,
    };
}
