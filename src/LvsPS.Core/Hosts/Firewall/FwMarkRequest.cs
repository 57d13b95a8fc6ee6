using System.Net;

namespace LvsPS;

/// <summary>What packets are to get a mark.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Addresses">Packets to these.</param>
/// <param name="Ports">At these ports.</param>
/// <param name="IncludeLocal">Whether packets that are made on this host too.</param>
internal sealed record FwMarkRequest(uint Mark, IReadOnlyList<IPNetwork> Addresses, IReadOnlyList<LvsPortRange> Ports, bool IncludeLocal)
{
    /// <summary>The rules that do it, of each family and protocol one.</summary>
    /// <returns>The rules; chains for local packets have the same.</returns>
    public IReadOnlyList<FwMarkRule> Rules() =>
    [
        .. from family in AddressBlocks.Of(Addresses).GroupBy(a => a.BaseAddress.AddressFamily)
           from protocol in PortSet.Of(Ports).GroupBy(p => p.Protocol)
           select new FwMarkRule(Mark, family.Key, [.. family], [.. protocol]),
    ];

    /// <summary>The packets in words.</summary>
    /// <returns>Such as <c>packets to 192.168.1.200 tcp/80,443</c>.</returns>
    public string Words() => Words(AddressBlocks.Of(Addresses).Select(AddressBlocks.TextOf), PortSet.Of(Ports), IncludeLocal);

    /// <summary>Packets in words.</summary>
    public static string Words(IEnumerable<string> addresses, IEnumerable<LvsPortRange> ports, bool includeLocal) =>
        $"packets to {string.Join(", ", addresses)} {PortSet.Words(ports)}{(includeLocal ? ", local ones too" : string.Empty)}";
}
