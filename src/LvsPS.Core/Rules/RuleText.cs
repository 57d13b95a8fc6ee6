using System.Globalization;
using System.Text;

namespace LvsPS;

/// <summary>The parts of an ipvsadm line, in the order in which <c>ipvsadm -Sn</c> has them.</summary>
internal static class RuleText
{
    /// <summary>The options that name a service.</summary>
    public static string Service(LvsServiceId service) => service switch
    {
        { FwMark: uint mark } => string.Create(CultureInfo.InvariantCulture, $"-f {mark}{(service.IsIPv6 ? " -6" : string.Empty)}"),
        { Protocol: LvsProtocol.Tcp } => $"-t {Endpoint(service)}",
        { Protocol: LvsProtocol.Udp } => $"-u {Endpoint(service)}",
        { Protocol: LvsProtocol.Sctp } => $"--sctp-service {Endpoint(service)}",
        _ => $"--service ip{((int)service.Protocol!.Value).ToString(CultureInfo.InvariantCulture)}://{Endpoint(service)}",
    };

    /// <summary>A service and its settings, for -A and -E alike.</summary>
    public static string Service(LvsService service, bool lossless)
    {
        var text = new StringBuilder(Service(service.Service)).Append(" -s ").Append(service.Scheduler);
        if (service.PersistenceTimeout is TimeSpan timeout)
        {
            text.Append(CultureInfo.InvariantCulture, $" -p {Seconds(timeout)}");
        }

        // Without persistence the mask means nothing, and ipvsadm does not save it; the kernel keeps it all the same.
        if (!service.PersistenceNetmask.IsFull && (lossless || service.PersistenceTimeout is not null))
        {
            text.Append(" -M ").Append(service.PersistenceNetmask);
        }

        if (service.PersistenceEngine is string engine)
        {
            text.Append(" --pe ").Append(engine);
        }

        text.Append(service.OnePacket ? " -o" : string.Empty);
        return service.SchedulerFlags == 0 ? text.ToString()
            : text.Append(" -b ").Append(LvsSchedulerFlagNames.Format(service.SchedulerFlags, service.Scheduler)).ToString();
    }

    /// <summary>The options that name a real server.</summary>
    public static string Server(LvsRealServer server) =>
        $"{Service(server.Service)} -r {RuleAddress.Endpoint(server.Address, server.Port)}";

    /// <summary>A real server and its settings, for -a and -e alike.</summary>
    public static string Server(LvsRealServer server, bool lossless)
    {
        var text = new StringBuilder(Server(server));
        text.Append(' ').Append(Forwarding(server.Forwarding, lossless));
        text.Append(CultureInfo.InvariantCulture, $" -w {server.Weight}");
        if (lossless && server.UpperThreshold != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" -x {server.UpperThreshold}");
        }

        if (lossless && server.LowerThreshold != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" -y {server.LowerThreshold}");
        }

        return server.Forwarding == LvsForwarding.Tunnel ? text.Append(Tunnel(server)).ToString() : text.ToString();
    }

    public static string Timeout(LvsTimeout timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"--set {Seconds(timeout.Tcp)} {Seconds(timeout.TcpFin)} {Seconds(timeout.Udp)}");

    public static string Daemon(LvsSyncDaemon daemon)
    {
        var text = new StringBuilder("--start-daemon ");
        text.Append(
            CultureInfo.InvariantCulture, $"{ChangeText.Name(daemon.Role)} --mcast-interface {daemon.Interface} --syncid {daemon.SyncId}");
        Append(text, "--sync-maxlen", daemon.MaxLength);
        text.Append(daemon.Group is null ? string.Empty : $" --mcast-group {daemon.Group}");
        Append(text, "--mcast-port", daemon.Port);
        Append(text, "--mcast-ttl", daemon.Ttl);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string option, int value)
    {
        if (value != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {option} {value}");
        }
    }

    private static string Endpoint(LvsServiceId service) => RuleAddress.Endpoint(service.VirtualAddress!, service.VirtualPort!.Value);

    private static string Forwarding(LvsForwarding forwarding, bool lossless) => forwarding switch
    {
        LvsForwarding.Masquerade => "-m",
        LvsForwarding.Tunnel => "-i",
        LvsForwarding.Gateway => "-g",
        LvsForwarding.Local => lossless ? "--forwarding local" : "-g",
        LvsForwarding.Bypass => "--forwarding bypass",
        _ => string.Create(CultureInfo.InvariantCulture, $"--forwarding {(int)forwarding}"),
    };

    private static string Tunnel(LvsRealServer server)
    {
        string checksum = server.TunnelChecksum switch
        {
            LvsTunnelChecksum.None => "--tun-nocsum",
            LvsTunnelChecksum.Checksum => "--tun-csum",
            _ => "--tun-remcsum",
        };
        return server.TunnelType switch
        {
            LvsTunnelType.Ipip => " --tun-type ipip",
            LvsTunnelType.Gue => string.Create(CultureInfo.InvariantCulture, $" --tun-type gue --tun-port {server.TunnelPort} {checksum}"),
            LvsTunnelType.Gre => $" --tun-type gre {checksum}",
            _ => string.Create(CultureInfo.InvariantCulture, $" --tun-type {(int)server.TunnelType}"),
        };
    }

    /// <summary>Whole seconds; 0 for none, which --set reads as "leave it".</summary>
    private static long Seconds(TimeSpan? time) => (long)(time?.TotalSeconds ?? 0);
}
