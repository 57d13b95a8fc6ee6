using System.Net;

namespace LvsPS;

/// <summary>A whole document.</summary>
internal sealed class StateDraft : Draft
{
    public string? Owner { get; set; }

    public bool? Prune { get; set; }

    public DefaultsDraft? Defaults { get; set; }

    public IReadOnlyList<ServiceDraft>? Services { get; set; }

    public TimeoutsDraft? Timeouts { get; set; }

    public IReadOnlyList<SyncDaemonDraft>? SyncDaemons { get; set; }

    public IReadOnlyList<LvsDesiredKernelSetting>? KernelSettings { get; set; }

    public IReadOnlyList<VirtualAddressDraft>? VirtualAddresses { get; set; }

    public IReadOnlyList<FwMarkDraft>? FwMarks { get; set; }

    public IReadOnlyList<RealServerHostDraft>? RealServerHosts { get; set; }

    public MonitorDraft? Health { get; set; }
}

/// <summary>The settings of services.</summary>
internal abstract class ServiceSettingsDraft : Draft
{
    public string? Scheduler { get; set; }

    public IReadOnlyList<string>? SchedulerFlags { get; set; }

    public TimeSpan? PersistenceTimeout { get; set; }

    public string? PersistenceNetmask { get; set; }

    public string? PersistenceEngine { get; set; }

    public bool? OnePacket { get; set; }

    public ServiceHealthDraft? Health { get; set; }
}

/// <summary>What holds for all services that say nothing else.</summary>
internal sealed class DefaultsDraft : ServiceSettingsDraft
{
    public RealServerDraft? RealServer { get; set; }
}

/// <summary>A service.</summary>
internal sealed class ServiceDraft : ServiceSettingsDraft
{
    public LvsServiceId? Service { get; set; }

    public LvsDesiredFullNat? FullNat { get; set; }

    public IReadOnlyList<RealServerDraft>? RealServers { get; set; }
}

/// <summary>A real server, or what holds for all that say nothing else.</summary>
internal sealed class RealServerDraft : Draft
{
    /// <summary>The weight that stands for the one that a server has.</summary>
    public const int Keep = -1;

    public IPAddress? Address { get; set; }

    public int? Port { get; set; }

    public LvsForwarding? Forwarding { get; set; }

    public int? Weight { get; set; }

    public uint? UpperThreshold { get; set; }

    public uint? LowerThreshold { get; set; }

    public LvsTunnelType? TunnelType { get; set; }

    public int? TunnelPort { get; set; }

    public LvsTunnelChecksum? TunnelChecksum { get; set; }

    public ServerHealthDraft? Health { get; set; }
}

/// <summary>The time-outs.</summary>
internal sealed class TimeoutsDraft : Draft
{
    public TimeSpan? Tcp { get; set; }

    public TimeSpan? TcpFin { get; set; }

    public TimeSpan? Udp { get; set; }
}

/// <summary>A synchronisation daemon.</summary>
internal sealed class SyncDaemonDraft : Draft
{
    public LvsSyncRole? Role { get; set; }

    public string? Interface { get; set; }

    public int? SyncId { get; set; }

    public int? MaxLength { get; set; }

    public IPAddress? Group { get; set; }

    public int? Port { get; set; }

    public int? Ttl { get; set; }
}

/// <summary>A virtual address of the host.</summary>
internal sealed class VirtualAddressDraft : Draft
{
    public IPAddress? Address { get; set; }

    public int? PrefixLength { get; set; }

    public string? Interface { get; set; }

    public IPAddress? Broadcast { get; set; }

    public string? Label { get; set; }

    public bool? Announce { get; set; }
}

/// <summary>A firewall mark.</summary>
internal sealed class FwMarkDraft : Draft
{
    public uint? FwMark { get; set; }

    public IReadOnlyList<string>? Addresses { get; set; }

    public IReadOnlyList<string>? Tcp { get; set; }

    public IReadOnlyList<string>? Udp { get; set; }

    public IReadOnlyList<string>? Sctp { get; set; }

    public bool? IncludeLocal { get; set; }
}

/// <summary>A virtual address that the host serves as a real server.</summary>
internal sealed class RealServerHostDraft : Draft
{
    public IPAddress? VirtualAddress { get; set; }

    public LvsRealServerMode? Mode { get; set; }

    public LvsTunnelType? TunnelType { get; set; }

    public int? Port { get; set; }

    public IPAddress? LocalAddress { get; set; }

    public bool? AddRoute { get; set; }
}
