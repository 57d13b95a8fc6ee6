using System.Net;

namespace LvsPS;

/// <summary>
/// How a director and its host are: what a document of the wanted state is compared with. Only what the document speaks of is read;
/// the rest is empty.
/// </summary>
internal sealed record LiveState
{
    /// <summary>The table.</summary>
    public LvsTable Table { get; init; } = LvsTable.Empty;

    /// <summary>The settings of the kernel that were asked for, by their own names.</summary>
    public IReadOnlyList<LvsDesiredKernelSetting> KernelSettings { get; init; } = [];

    /// <summary>The addresses of all interfaces.</summary>
    public IReadOnlyList<LvsDesiredVirtualAddress> VirtualAddresses { get; init; } = [];

    /// <summary>The firewall marks that LvsPS gives.</summary>
    public IReadOnlyList<LvsFwMark> FwMarks { get; init; } = [];

    /// <summary>The services with full NAT.</summary>
    public IReadOnlyList<LvsFullNat> FullNats { get; init; } = [];

    /// <summary>What the host serves as a real server.</summary>
    public IReadOnlyList<LvsRealServerHost> RealServerHosts { get; init; } = [];

    /// <summary>The suspensions of real servers.</summary>
    public IReadOnlyList<LvsSuspension> Suspensions { get; init; } = [];

    /// <summary>What running health monitors keep otherwise than their documents have it.</summary>
    public IReadOnlyList<HealthHold> Holds { get; init; } = [];

    /// <summary>Finds a setting.</summary>
    public LvsDesiredKernelSetting? Setting(string name) => KernelSettings.FirstOrDefault(s => s.Name == name);

    /// <summary>Finds an address with its prefix, on an interface or on any.</summary>
    public LvsDesiredVirtualAddress? Address(IPAddress address, int prefixLength, string? interfaceName = null) => VirtualAddresses.FirstOrDefault(a =>
        a.Address.Equals(address) && a.PrefixLength == prefixLength && (interfaceName is null || a.Interface == interfaceName));

    /// <summary>Finds a mark; its families are one.</summary>
    public LvsDesiredFwMark? Mark(uint mark)
    {
        List<LvsFwMark> rows = [.. FwMarks.Where(m => m.FwMark == mark)];
        return rows.Count == 0 ? null : new LvsDesiredFwMark
        {
            FwMark = mark,
            Addresses = [.. rows.SelectMany(r => r.Addresses)],
            Ports = PortSet.Of(rows.SelectMany(r => r.Ports)),
            IncludeLocal = rows.TrueForAll(r => r.IncludeLocal),
        };
    }

    /// <summary>Finds the full NAT of a service; where connections are not tracked, it has none that works.</summary>
    public LvsDesiredFullNat? FullNat(LvsServiceId service) => FullNats.FirstOrDefault(f => f.Service == service) is LvsFullNat nat
        ? new LvsDesiredFullNat { Enabled = nat.Conntrack, SourceAddress = nat.SourceAddress }
        : null;

    /// <summary>Finds what the host serves.</summary>
    public LvsRealServerHost? RealServerHost(IPAddress virtualAddress) => RealServerHosts.FirstOrDefault(h => h.VirtualAddress.Equals(virtualAddress));
}
