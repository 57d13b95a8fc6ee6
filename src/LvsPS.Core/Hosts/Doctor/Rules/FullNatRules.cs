namespace LvsPS;

/// <summary>Full NAT and the connection tracking that it needs.</summary>
internal static class FullNatRules
{
    private const string Setting = "net.ipv4.vs.conntrack";

    /// <summary>Full NAT has its rule, but IPVS leaves no connections for it.</summary>
    public static IEnumerable<LvsHostFinding> ConntrackOff(HostPicture picture)
    {
        if (picture.Firewall.FullNats.Count > 0 && picture.OfIpvs("conntrack") == 0)
        {
            yield return new LvsHostFinding
            {
                Id = nameof(ConntrackOff),
                Severity = LvsFindingSeverity.Error,
                Subject = Setting,
                Message = "IPVS keeps its connections from the firewall: conntrack is 0.",
                Reason = "The rule of full NAT never sees a packet, so real servers see the client's own address and reply past the director, or not at all.",
                Services = picture.Firewall.FullNats,
                Remedy = picture.Set("conntrack", 1),
            };
        }
    }

    /// <summary>Connections are tracked twice for nobody: there is no full NAT, and no other firewall.</summary>
    public static IEnumerable<LvsHostFinding> ConntrackOn(HostPicture picture)
    {
        if (picture is { Services.Count: > 0, RecordedFullNats.Count: 0, Firewall: { Fault: null, FullNats.Count: 0, HasForeignRules: false, LegacyFamilies.Count: 0 } }
            && picture.OfIpvs("conntrack") == 1)
        {
            yield return new LvsHostFinding
            {
                Id = nameof(ConntrackOn),
                Severity = LvsFindingSeverity.Information,
                Subject = Setting,
                Message = "The firewall tracks each connection of IPVS too: conntrack is 1.",
                Reason = "No service has full NAT, and there is no other firewall that could need it. Each packet costs more, and the firewall's table can become full.",
                Services = [.. picture.Services.Select(s => s.Service)],
                Remedy = picture.Set("conntrack", 0),
            };
        }
    }

    /// <summary>Full NAT was switched on and its rule is gone, as after the reload of a firewall that begins with flush ruleset.</summary>
    public static IEnumerable<LvsHostFinding> FullNatRuleMissing(HostPicture picture) => picture.Firewall.Fault is not null ? [] :
        picture.RecordedFullNats.Where(id => !picture.Firewall.FullNats.Contains(id) && picture.Services.Any(s => s.Service == id)).Select(id => new LvsHostFinding
        {
            Id = nameof(FullNatRuleMissing),
            Severity = LvsFindingSeverity.Error,
            Subject = id.ToString(),
            Message = $"Full NAT of {id} was switched on, and its rule is gone from the table inet lvsps.",
            Reason = "Real servers see the client's own address, and reply past the director or not at all. A reload of the firewall may have flushed all rules.",
            Services = [id],
            Remedy = picture.RestoreOr(id.ToString(), $"Enable-LvsFullNat {id}"),
        });
}
