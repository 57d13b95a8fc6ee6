using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <content>Time-outs and synchronisation daemons.</content>
public static partial class LvsConstraints
{
    /// <summary>IFNAMSIZ without its NUL.</summary>
    private const int LongestInterface = 15;

    /// <summary>What fits into a UDP datagram over IPv4.</summary>
    private const int LongestMessage = 65507;

    /// <summary>What fits into one over IPv6, whose header is longer; start_sync_thread() cuts a longer one in silence.</summary>
    private const int LongestMessageIPv6 = 65487;

    /// <summary>What start_sync_thread() makes of less for a backup, in silence.</summary>
    private const int ShortestMessageOfBackup = 1024;

    /// <summary>Checks time-outs.</summary>
    /// <param name="timeout">The time-outs.</param>
    /// <returns>One error (InvalidTimeout) for each thing that is wrong; none where they are right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsTimeout timeout)
    {
        foreach ((string name, TimeSpan? value) in new[] { ("tcp", timeout.Tcp), ("tcpfin", timeout.TcpFin), ("udp", timeout.Udp) })
        {
            if (value is TimeSpan time && TimeoutFault(time) is string fault)
            {
                yield return new LvsInputException(
                    LvsErrorId.InvalidTimeout,
                    $"The {name} time-out of {Seconds(time)} cannot be right: it {fault}.",
                    timeout,
                    "Write whole seconds from 1 to 2678400, which is 31 days.");
            }
        }
    }

    /// <summary>Checks a synchronisation daemon's settings.</summary>
    /// <param name="daemon">The daemon.</param>
    /// <returns>One error (InvalidSyncDaemon) for each thing that is wrong; none where it is right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsSyncDaemon daemon) => Violations(daemon).Select(v => v.Error);

    /// <summary>The same, each with the name of the property that it is about.</summary>
    internal static IEnumerable<ConstraintViolation> Violations(LvsSyncDaemon daemon)
    {
        if (NameFault(daemon.Interface, LongestInterface) is string fault)
        {
            yield return Wrong(
                daemon,
                nameof(LvsSyncDaemon.Interface),
                $"the interface name '{RuleFindings.Shown(daemon.Interface)}' {fault}",
                "Write the name of a network interface, at most 15 characters, such as eth0.");
        }

        if (daemon.SyncId is < 0 or > 255)
        {
            // Sync messages carry one byte of it; the kernel keeps the rest and compares only that byte.
            yield return Wrong(
                daemon,
                nameof(LvsSyncDaemon.SyncId),
                $"the sync id {daemon.SyncId} does not fit into a byte",
                "Write a sync id from 0 to 255.");
        }

        int longest = daemon.Group?.AddressFamily == AddressFamily.InterNetworkV6 ? LongestMessageIPv6 : LongestMessage;
        if (daemon.MaxLength < 0 || daemon.MaxLength > longest)
        {
            yield return Wrong(
                daemon,
                nameof(LvsSyncDaemon.MaxLength),
                $"messages of {daemon.MaxLength} bytes do not fit into a datagram",
                $"Write a length from 1 to {longest}, or none to let the kernel choose.");
        }
        else if (daemon is { Role: LvsSyncRole.Backup, MaxLength: > 0 and < ShortestMessageOfBackup })
        {
            yield return Wrong(
                daemon,
                nameof(LvsSyncDaemon.MaxLength),
                $"messages of {daemon.MaxLength} bytes are too short for a backup, which must take what any master sends",
                $"Write a length from {ShortestMessageOfBackup} to {longest}, or none to let the kernel choose.");
        }

        if (daemon.Group is IPAddress group && !IsMulticast(group))
        {
            yield return Wrong(
                daemon,
                nameof(LvsSyncDaemon.Group),
                $"{group} is no multicast address",
                "Write a multicast address, such as 224.0.0.81 or ff02::81.");
        }

        if (daemon.Port is < 0 or > ushort.MaxValue)
        {
            yield return Wrong(daemon, nameof(LvsSyncDaemon.Port), $"{daemon.Port} is no port", "Write a port from 1 to 65535.");
        }

        if (daemon.Ttl is < 0 or > 255)
        {
            yield return Wrong(
                daemon, nameof(LvsSyncDaemon.Ttl), $"{daemon.Ttl} is no time to live", "Write a time to live from 1 to 255.");
        }
    }

    private static bool IsMulticast(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address is { IsIPv6Multicast: true, ScopeId: 0 }
        : address.GetAddressBytes()[0] is >= 224 and <= 239;

    private static ConstraintViolation Wrong(LvsSyncDaemon daemon, string setting, string reason, string remedy) => new(
        setting,
        new LvsInputException(
            LvsErrorId.InvalidSyncDaemon, $"The {ChangeText.Name(daemon.Role)} sync daemon cannot be right: {reason}.", daemon, remedy));
}
