using System.Net;

namespace LvsPS;

/// <summary>Which lines are written.</summary>
public enum LvsRuleDialect
{
    /// <summary>
    /// Everything, thresholds, time-outs and daemons too, in lines that <c>ipvsadm -R</c> reads. What ipvsadm has no words for gets a line
    /// that only LvsPS reads, and a warning.
    /// </summary>
    Lossless,

    /// <summary>
    /// The very lines of <c>ipvsadm -Sn</c>, which leaves out thresholds, time-outs and daemons. They differ from those of ipvsadm 1.31
    /// only where it could not read its own: firewall marks of 2^31 and above, which it writes as negative, and flag-3 of sh and mh, which
    /// it leaves out, so that <c>-b</c> may stand there without a value.
    /// </summary>
    Ipvsadm,
}

/// <summary>A written table.</summary>
/// <param name="Lines">The lines, without line ends.</param>
/// <param name="Warnings">What ipvsadm could not read or would refuse, one sentence each.</param>
public sealed record LvsRuleText(IReadOnlyList<string> Lines, IReadOnlyList<string> Warnings);

/// <summary>Writes ipvsadm lines.</summary>
public static class RuleWriter
{
    /// <summary>The ipvsadm line of a change. It names all settings, since ipvsadm resets those that are not named.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The line, without the word ipvsadm.</returns>
    public static string Write(LvsChange change) => change switch
    {
        LvsServiceChange { After: null } service => $"-D {RuleText.Service(service.Service)}",
        LvsServiceChange { After: LvsService after } service =>
            $"{(service.Before is null ? "-A" : "-E")} {RuleText.Service(after, lossless: true)}",
        LvsRealServerChange { After: null } server => $"-d {RuleText.Server(server.RealServer)}",
        LvsRealServerChange { After: LvsRealServer after } server =>
            $"{(server.Before is null ? "-a" : "-e")} {RuleText.Server(after, lossless: true)}",
        LvsTimeoutChange timeout => RuleText.Timeout(timeout.After),
        LvsSyncDaemonChange { After: LvsSyncDaemon daemon } => RuleText.Daemon(daemon),
        LvsSyncDaemonChange stopped => $"--stop-daemon {ChangeText.Name(stopped.Daemon.Role)}",
        LvsResetChange { Service: LvsServiceId service } => $"-Z {RuleText.Service(service)}",
        LvsResetChange => "-Z",
        _ => "-C",
    };

    /// <summary>
    /// The lines of a table: time-outs, daemons, then each service with its real servers. Services are ordered by family, protocol,
    /// address and port, those of firewall marks after the others of their family, by mark; real servers by family, address and port.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="dialect">Which lines.</param>
    /// <returns>The lines and the warnings.</returns>
    public static LvsRuleText WriteTable(LvsTable table, LvsRuleDialect dialect = LvsRuleDialect.Lossless)
    {
        bool lossless = dialect == LvsRuleDialect.Lossless;
        var lines = new List<string>();
        var warnings = new List<string>();
        if (lossless)
        {
            WriteHost(table, lines, warnings);
        }

        foreach (LvsService service in table.Services.OrderBy(s => s.Service, RuleOrder.Services))
        {
            lines.Add($"-A {RuleText.Service(service, lossless)}");
            warnings.AddRange(Warnings(service));
            foreach (LvsRealServer server in (service.RealServers ?? []).OrderBy(s => (s.Address, s.Port), RuleOrder.Endpoints))
            {
                lines.Add($"-a {RuleText.Server(server, lossless)}");
                warnings.AddRange(Warnings(server, lossless));
            }
        }

        return new LvsRuleText(lines, warnings);
    }

    private static void WriteHost(LvsTable table, List<string> lines, List<string> warnings)
    {
        if (table.Timeout is LvsTimeout timeout && timeout != new LvsTimeout())
        {
            lines.Add(RuleText.Timeout(timeout));
            warnings.AddRange(LvsConstraints.Check(timeout).Select(e => e.Message));
        }

        foreach (LvsSyncDaemon daemon in (table.SyncDaemons ?? []).OrderBy(d => d.Role))
        {
            lines.Add(RuleText.Daemon(daemon));
            warnings.AddRange(LvsConstraints.Check(daemon).Select(e => e.Message));
        }
    }

    /// <summary>A director may have what another tool put there and no rule text takes; it is written as it is.</summary>
    private static IEnumerable<string> Warnings(LvsService service)
    {
        if (service.Protocol is not (null or LvsProtocol.Tcp or LvsProtocol.Udp or LvsProtocol.Sctp))
        {
            yield return $"Service {service.Service}: ipvsadm has no option for its protocol; only LvsPS reads its lines.";
        }

        if (service.PersistenceNetmask.PrefixLength is null)
        {
            yield return $"Service {service.Service}: its persistence netmask {service.PersistenceNetmask} has holes; "
                + "its line is refused when it is read.";
        }

        foreach (LvsInputException error in LvsConstraints.Check(service))
        {
            yield return error.Message;
        }
    }

    private static IEnumerable<string> Warnings(LvsRealServer server, bool lossless)
    {
        if (server.Forwarding == LvsForwarding.Bypass || (lossless && server.Forwarding == LvsForwarding.Local))
        {
            yield return $"Real server {server} of {server.Service}: ipvsadm has no option for its forwarding; only LvsPS reads its line.";
        }

        foreach (LvsInputException error in LvsConstraints.Check(server))
        {
            yield return error.Message;
        }
    }
}
