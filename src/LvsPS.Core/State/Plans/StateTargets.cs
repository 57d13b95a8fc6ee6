using System.Net;

namespace LvsPS;

/// <summary>The names by which it is remembered what a document manages: those that changes have for their targets.</summary>
internal static class StateTargets
{
    /// <summary>How names of virtual addresses begin.</summary>
    public const string Addresses = "virtual address ";

    /// <summary>How names of marks begin.</summary>
    public const string Marks = "mark ";

    /// <summary>How names of full NATs begin.</summary>
    public const string FullNats = "full NAT of ";

    /// <summary>How names of real servers' hosts begin.</summary>
    public const string RealServerHosts = "real server host of ";

    /// <summary>All that a document manages and that could go. Settings and time-outs always have some value, and daemons are named all or not at all.</summary>
    /// <param name="wanted">The document, complete.</param>
    /// <returns>The names.</returns>
    public static HashSet<string> Of(LvsDesiredState wanted) => new(
        [
            .. wanted.Services.Select(s => Name(s.Service.Service)),
            .. wanted.Services.Where(s => s.FullNat is { Enabled: true }).Select(s => FullNat(s.Service.Service)),
            .. (wanted.VirtualAddresses ?? []).Select(Name),
            .. (wanted.FwMarks ?? []).Select(m => Mark(m.FwMark)),
            .. (wanted.RealServerHosts ?? []).Select(h => RealServerHost(h.VirtualAddress)),
        ],
        StringComparer.Ordinal);

    /// <summary>The name of a service.</summary>
    public static string Name(LvsServiceId service) => new LvsServiceChange(null, LvsService.Default(service)).Target;

    /// <summary>The name of a virtual address.</summary>
    public static string Name(LvsDesiredVirtualAddress address) => new LvsVirtualAddressChange(null, address).Target;

    /// <summary>The name of a mark.</summary>
    public static string Mark(uint mark) => FormattableString.Invariant($"{Marks}{mark}");

    /// <summary>The name of a service's full NAT.</summary>
    public static string FullNat(LvsServiceId service) => $"{FullNats}{service}";

    /// <summary>The name of what the host serves as a real server.</summary>
    public static string RealServerHost(IPAddress virtualAddress) => $"{RealServerHosts}{virtualAddress}";
}
