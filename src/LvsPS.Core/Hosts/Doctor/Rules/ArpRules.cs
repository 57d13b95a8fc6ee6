using System.Net.Sockets;

namespace LvsPS;

/// <summary>A real server must not answer for a virtual address that the director answers for (IPv4; neighbour discovery never does).</summary>
internal static class ArpRules
{
    // arp_ignore() of net/ipv4/arp.c: 1 and 2 answer for addresses of the interface only, 8 for none; 3 still answers for an address
    // on lo whose scope is not host, and the rest are not defined.
    private static readonly int[] s_silent = [1, 2, 8];

    /// <summary>Requests for the virtual address are answered.</summary>
    public static IEnumerable<LvsHostFinding> ArpIgnoreOff(HostPicture picture) =>
        Finding(
            picture,
            nameof(ArpIgnoreOff),
            "arp_ignore",
            value => s_silent.Contains(value),
            1,
            "This real server answers ARP for",
            "Clients and routers may learn this host's link address for it, and reach it past the director, or not at all when it stops.");

    /// <summary>The virtual address is told as the sender of requests.</summary>
    public static IEnumerable<LvsHostFinding> ArpAnnounceOff(HostPicture picture) =>
        Finding(
            picture,
            nameof(ArpAnnounceOff),
            "arp_announce",
            value => value >= 2,
            2,
            "This real server asks by ARP in the name of",
            "Whom it asks for the way back takes that for an announcement, and sends what is for the director to this host.");

    private static IEnumerable<LvsHostFinding> Finding(HostPicture picture, string id, string setting, Predicate<int> isRight, int value, string message, string reason)
    {
        // An address that is not here is neither answered for nor told; and the line that sets it up sets these too, and knows them
        // as they were before.
        string[] served = [.. picture.Served.Where(s => s.Address.AddressFamily == AddressFamily.InterNetwork && picture.IsLocal(s.Address)).Select(s => s.Address.ToString()).Distinct()];
        string[] links = [.. picture.Links.Where(l => l is { HasNeighbours: true, IsLoopback: false } && !isRight(picture.Greatest(l.Name, setting))).Select(l => l.Name)];
        if (served.Length > 0 && links.Length > 0)
        {
            // The larger counts, so that all mends whatever is smaller.
            string[] wrong =
            [
                .. isRight(picture.OfLink("all", setting)) ? Array.Empty<string>() : ["all"],
                .. links.Where(l => picture.OfLink(l, setting) > value),
            ];
            yield return new LvsHostFinding
            {
                Id = id,
                Severity = LvsFindingSeverity.Error,
                Subject = HostPicture.NameOf(wrong[0], setting),
                Message = $"{message} {string.Join(", ", served)} on {string.Join(", ", links)}.",
                Reason = reason,
                Remedy = string.Join("; ", wrong.Select(l => picture.Set(HostPicture.NameOf(l, setting), value))),
            };
        }
    }
}
