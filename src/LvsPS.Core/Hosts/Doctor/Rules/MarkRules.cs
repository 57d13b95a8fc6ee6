using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Firewall marks: who gives them, and whether anybody does.</summary>
internal static class MarkRules
{
    /// <summary>Marks or full NAT are used, and libnftables or nf_tables is not there.</summary>
    public static IEnumerable<LvsHostFinding> NftablesMissing(HostPicture picture)
    {
        LvsServiceId[] needing = [.. picture.Services.Select(s => s.Service).Where(s => s.FwMark is not null || picture.RecordedFullNats.Contains(s))];
        bool hasNoLibrary = picture.Firewall.Fault == LvsErrorId.NftablesNotAvailable;
        if (needing.Length > 0 && (hasNoLibrary || picture.Firewall.Fault == LvsErrorId.NotSupportedByKernel))
        {
            yield return new LvsHostFinding
            {
                Id = nameof(NftablesMissing),
                Severity = LvsFindingSeverity.Warning,
                Subject = hasNoLibrary ? "libnftables.so.1" : "nf_tables",
                Message = hasNoLibrary ? "The library libnftables.so.1 is not on this machine." : "The kernel has no nf_tables with the family inet.",
                Reason = "Firewall marks and full NAT can be neither read nor set: whether packets get the services' marks is not known.",
                Services = needing,
                Remedy = hasNoLibrary ? "apt-get install -y libnftables1" : "modprobe nf_tables",
            };
        }
    }

    /// <summary>No rule gives the mark of a service, as far as rules can be read; where they cannot, nothing is claimed.</summary>
    public static IEnumerable<LvsHostFinding> MarkNotFed(HostPicture picture) => picture.Firewall is not { Fault: null, HasHiddenMarks: false } firewall ? [] :
        from service in picture.Services
        where service.FwMark is not null && !firewall.LegacyFamilies.Contains(service.AddressFamily)
            && !firewall.Marks.Any(m => m.Mark == service.FwMark && m.Family == service.AddressFamily)
            && !firewall.ForeignMarks.Any(m => m.Mark == service.FwMark)
        select new LvsHostFinding
        {
            Id = nameof(MarkNotFed),
            Severity = LvsFindingSeverity.Error,
            Subject = service.Service.ToString(),
            Message = string.Create(CultureInfo.InvariantCulture, $"No rule of the firewall gives packets the mark {service.FwMark}."),
            Reason = picture.Kept.Contains(service.ToString())
                ? "The service gets no packet. A reload of the firewall may have flushed all rules."
                : "The service gets no packet. The addresses and ports of the remedy are guessed from this host and the real servers: set those that are meant.",
            Services = [service.Service],
            Remedy = picture.RestoreOr(service.ToString(), string.Create(
                CultureInfo.InvariantCulture, $"Set-LvsFwMark {service.FwMark} -Address {GuessAddress(picture, service.AddressFamily)} -Tcp {GuessPorts(service)}")),
        };

    /// <summary>A rule of another owner gives a mark that LvsPS gives too.</summary>
    public static IEnumerable<LvsHostFinding> MarkClash(HostPicture picture) =>
        from foreign in picture.Firewall.ForeignMarks
        where picture.Firewall.Marks.Any(m => m.Mark == foreign.Mark)
        select new LvsHostFinding
        {
            Id = nameof(MarkClash),
            Severity = LvsFindingSeverity.Warning,
            Subject = foreign.Table,
            Message = string.Create(CultureInfo.InvariantCulture, $"The table {foreign.Table} gives the mark {foreign.Mark} too, which LvsPS gives."),
            Reason = "Packets that are meant for something else reach the mark's service, or its packets lose their mark.",
            Services = [.. picture.Services.Where(s => s.FwMark == foreign.Mark).Select(s => s.Service)],
            Remedy = picture.Command(foreign.Place is null ? $"nft -a list table {foreign.Table}" : $"nft delete rule {foreign.Place}"),
        };

    /// <summary>An address that looks like a virtual one, since it is alone in its network; else any but the loopback's.</summary>
    private static IPAddress GuessAddress(HostPicture picture, AddressFamily family)
    {
        int width = family == AddressFamily.InterNetwork ? 32 : 128;
        HostAddress[] own =
        [
            .. picture.Addresses.Where(a => a.Address.AddressFamily == family && !IPAddress.IsLoopback(a.Address) && !a.Address.IsIPv6LinkLocal)
                .OrderByDescending(a => a.PrefixLength == width),
        ];
        return own.Length > 0 ? own[0].Address : family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
    }

    private static string GuessPorts(LvsService service)
    {
        string ports = string.Join(", ", (service.RealServers ?? []).Select(r => r.Port).Where(p => p > 0).Distinct().Order());
        return ports.Length > 0 ? ports : "80, 443";
    }
}
