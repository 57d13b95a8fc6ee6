using System.Net;

namespace LvsPS;

/// <summary>Whether virtual addresses are where packets to them are taken.</summary>
internal static class AddressRules
{
    /// <summary>A virtual address of the table is not this host's.</summary>
    public static IEnumerable<LvsHostFinding> VirtualAddressMissing(HostPicture picture) =>
        from service in picture.Services
        from address in picture.AddressesOf(service)
        where picture.Routes.ContainsKey(address) && !picture.IsLocal(address)
        group service.Service by address into missing
        select Finding(
            missing.Key,
            $"The virtual address {missing.Key} is not on this host.",
            "IPVS sees only packets to addresses of the host itself: clients get no answer, or another host's.",
            [.. missing],
            picture.RestoreOr(missing.Key.ToString(), $"Add-LvsVirtualAddress {missing.Key} -Interface {LinkFor(picture, missing.Key)}"));

    /// <summary>A real server has not the address that it is to serve.</summary>
    public static IEnumerable<LvsHostFinding> ServedAddressMissing(HostPicture picture) =>
        from served in picture.Served
        where !picture.IsLocal(served.Address) && (!served.IsTunnel || HasDevice(picture, served))
        select Finding(
            served.Address,
            $"The virtual address {served.Address} is not on this real server.",
            "Packets that the director sends on still have it as their destination, and are dropped.",
            [],
            picture.Cmdlets(RealServerLines.Enable(served)));

    // Without the device, or while it is down, the address cannot be there: one finding is enough.
    private static bool HasDevice(HostPicture picture, ServedAddress served) =>
        TunnelRules.DevicesFor(picture, served).Any(l => l.IsUp);

    private static LvsHostFinding Finding(IPAddress address, string message, string reason, IReadOnlyList<LvsServiceId> services, string remedy) => new()
    {
        Id = nameof(VirtualAddressMissing),
        Severity = LvsFindingSeverity.Error,
        Subject = address.ToString(),
        Message = message,
        Reason = reason,
        Services = services,
        Remedy = remedy,
    };

    /// <summary>The interface in whose network the address lies, else that of the way outside, else any.</summary>
    private static string LinkFor(HostPicture picture, IPAddress address) =>
        new[] { picture.RouteTo(address)?.Interface, picture.RouteTo(HostPicture.Outside)?.Interface }
            .FirstOrDefault(name => picture.Link(name) is { IsLoopback: false })
        ?? picture.Links.FirstOrDefault(l => l is { IsUp: true, IsLoopback: false, HasNeighbours: true })?.Name
        ?? "lo";
}
