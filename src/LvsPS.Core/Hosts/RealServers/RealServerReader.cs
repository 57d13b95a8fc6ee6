using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Finds out what a host serves as a real server: from the record, and from addresses where only such ones are.</summary>
internal sealed class RealServerReader(LvsSession session, HostRecord record)
{
    private const string Claimant = "realserver ";

    /// <summary>All of it.</summary>
    /// <returns>The setups: recorded ones first, each address once.</returns>
    public IReadOnlyList<RealServerSetup> All() =>
        [.. record.Claimants.Select(FromRecord).OfType<RealServerSetup>().Concat(FromHost()).DistinctBy(s => s.VirtualAddress)];

    /// <summary>What was recorded for one address.</summary>
    /// <param name="virtualAddress">The address.</param>
    /// <returns>The setup; null for nothing.</returns>
    public RealServerSetup? Recorded(IPAddress virtualAddress) =>
        record.Claimants.Contains(RealServerSetup.ClaimantOf(virtualAddress)) ? FromRecord(RealServerSetup.ClaimantOf(virtualAddress)) : null;

    private RealServerSetup? FromRecord(string claimant)
    {
        if (!claimant.StartsWith(Claimant, StringComparison.Ordinal) || !IPAddress.TryParse(claimant[Claimant.Length..], out IPAddress? address))
        {
            return null;
        }

        List<HostClaim> claims = [.. record.Claims.Where(c => c.Claimants.Contains(claimant))];
        HostClaim? device = claims.Find(c => c.Kind == HostCellKind.Device);
        HostClaim? port = claims.Find(c => c.Kind == HostCellKind.GuePort);
        RealServerSetup setup = device is null
            ? new RealServerSetup(address, LvsRealServerMode.DirectRouting)
            : new RealServerSetup(address, LvsRealServerMode.Tunnel)
            {
                TunnelType = port is not null ? LvsTunnelType.Gue : TypeOf(device.Given[^1].Split(' ')[0]),
                Port = port is null ? null : GuePortCell.Parse(port.Name).Port,
                LocalAddress = IPAddress.Parse(device.Given[^1].Split(' ')[^1]),
            };
        return setup with { AddRoute = claims.Exists(c => c.Kind == HostCellKind.Route) };
    }

    private List<RealServerSetup> FromHost()
    {
        var found = new List<RealServerSetup>();
        IReadOnlyList<HostLink> links = session.Host.Network.Links();
        foreach (HostAddress address in session.Host.Network.Addresses().Where(IsVirtual))
        {
            HostLink? link = links.FirstOrDefault(l => l.Name == address.Interface);
            if (link?.IsLoopback == true)
            {
                found.Add(new RealServerSetup(address.Address, LvsRealServerMode.DirectRouting));
            }
            else if (link is { TunnelLocal: not null, Kind: string kind } && TunnelDevice.IsOurs(link.Name))
            {
                found.Add(new RealServerSetup(address.Address, LvsRealServerMode.Tunnel) { TunnelType = TypeOf(kind), LocalAddress = link.TunnelLocal });
            }
        }

        return found;
    }

    /// <summary>An address that stands for itself alone, and is not one that every loopback has.</summary>
    private static bool IsVirtual(HostAddress address) =>
        address.PrefixLength == (address.Address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) && !IPAddress.IsLoopback(address.Address)
        && !address.Address.IsIPv6LinkLocal;

    private static LvsTunnelType TypeOf(string kind) => kind is "gre" or "ip6gre" ? LvsTunnelType.Gre : LvsTunnelType.Ipip;
}
