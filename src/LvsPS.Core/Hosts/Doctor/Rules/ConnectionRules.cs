namespace LvsPS;

/// <summary>Settings of IPVS against what the services of the table need.</summary>
internal static class ConnectionRules
{
    /// <summary>
    /// UDP has no end of a connection: a client that keeps sending keeps its entry, also where its server is gone. The kernel then drops each
    /// packet (ip_vs_in_hook()). A TCP client would notice and begin anew.
    /// </summary>
    public static IEnumerable<LvsHostFinding> ExpireNodestConnOff(HostPicture picture) => Finding(
        picture,
        picture.OfIpvs("expire_nodest_conn") == 0 ? picture.Services.Where(s => !s.OnePacket && IsUdp(picture, s) && s.RealServers is { Count: > 0 }) : [],
        nameof(ExpireNodestConnOff),
        "expire_nodest_conn",
        1,
        "Connections to real servers that were removed do not end: expire_nodest_conn is 0.",
        "A UDP client that keeps sending stays with a real server that is gone, and gets no answer; a name server's clients do so.");

    /// <summary>A persistent client's next connection goes to its server whatever weight that has, unless templates expire (expire_quiescent_template() of ip_vs_conn.c).</summary>
    public static IEnumerable<LvsHostFinding> ExpireQuiescentTemplateOff(HostPicture picture) => Finding(
        picture,
        picture.OfIpvs("expire_quiescent_template") == 0
            ? picture.Services.Where(s => s.PersistenceTimeout is not null && (s.RealServers ?? []).Any(r => r.Weight == 0))
            : [],
        nameof(ExpireQuiescentTemplateOff),
        "expire_quiescent_template",
        1,
        "Persistent clients stay with real servers whose weight is 0: expire_quiescent_template is 0.",
        "A real server that was taken out with weight 0 still gets new connections of clients that it had, for as long as they come back in time.");

    /// <summary>
    /// With 0 a client's port that is used again goes to the old server, whatever has become of it; with expire_nodest_conn not to one whose
    /// weight is 0 (ip_vs_in_hook()).
    /// </summary>
    public static IEnumerable<LvsHostFinding> ConnReuseModeOff(HostPicture picture) => Finding(
        picture,
        picture.OfIpvs("conn_reuse_mode") == 0 && picture.OfIpvs("expire_nodest_conn") == 0 ? picture.Services.Where(s => s.Protocol is not LvsProtocol.Udp) : [],
        nameof(ConnReuseModeOff),
        "conn_reuse_mode",
        1,
        "New connections from a port that was used before are not scheduled: conn_reuse_mode is 0.",
        "They go to the real server of the old connection, though its weight be 0: one that is being drained never becomes idle.");

    private static bool IsUdp(HostPicture picture, LvsService service) => service.FwMark is uint mark
        ? picture.Firewall.Marks.Any(m => m.Mark == mark && m.Family == service.AddressFamily && m.Protocols.Contains(LvsProtocol.Udp))
        : service.Protocol == LvsProtocol.Udp;

    private static IEnumerable<LvsHostFinding> Finding(
        HostPicture picture, IEnumerable<LvsService> services, string id, string setting, int value, string message, string reason)
    {
        LvsServiceId[] suffering = [.. services.Select(s => s.Service)];
        if (suffering.Length > 0)
        {
            yield return new LvsHostFinding
            {
                Id = id,
                Severity = LvsFindingSeverity.Warning,
                Subject = $"net.ipv4.vs.{setting}",
                Message = message,
                Reason = reason,
                Services = suffering,
                Remedy = picture.Set(setting, value),
            };
        }
    }
}
