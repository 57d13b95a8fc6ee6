using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>The synchronisation daemons: start_sync_thread() and stop_sync_thread() of <c>ip_vs_sync.c</c>, with no thread behind them.</summary>
internal sealed class SyncDaemons
{
    private const uint Master = 1;
    private const uint Backup = 2;
    private const uint DefaultGroup = 0xe0000051;
    private const ushort DefaultPort = 8848;
    private const int HeadersOfIPv4 = 20 + 8;
    private const int HeadersOfIPv6 = 40 + 8;

    private readonly SortedDictionary<uint, IpvsDaemonMessage> _byState = [];

    public bool AreRunning => _byState.Count > 0;

    public IEnumerable<ReplyWriter> Running() => _byState.Values.Select<IpvsDaemonMessage, ReplyWriter>(daemon => (ref AttributeWriter writer) =>
    {
        daemon.Write(ref writer);
        return (byte)IpvsCommand.NewDaemon;
    });

    public int Start(ReadOnlySpan<byte> attributes, SimulatedKernel kernel, ref string? text)
    {
        if (!TryRead(attributes, out IpvsDaemonMessage daemon, ref text)
            || !daemon.Has(IpvsDaemonAttribute.State) || !daemon.Has(IpvsDaemonAttribute.Interface) || !daemon.Has(IpvsDaemonAttribute.SyncId)
            || !TrySetGroup(ref daemon) || kernel.Services.MixedDestinations > 0)
        {
            return Errno.Invalid;
        }

        daemon.Port = daemon.Port != 0 ? daemon.Port : DefaultPort;
        daemon.Ttl = Math.Max((byte)1, daemon.Ttl);
        if (!kernel.Interfaces.TryGetValue(daemon.Interface!, out int mtu))
        {
            return Errno.NoDevice;
        }

        bool isBackup = daemon.State == Backup;
        int headers = daemon.Has(IpvsDaemonAttribute.Group6) ? HeadersOfIPv6 : HeadersOfIPv4;
        daemon.MaxLength = (ushort)(daemon.MaxLength != 0
            ? Math.Clamp(daemon.MaxLength, isBackup ? 1024 : 1, ushort.MaxValue - headers)
            : (isBackup ? Math.Clamp(mtu, 1500, ushort.MaxValue) : 1500) - headers);
        return daemon.State is not (Master or Backup) ? Errno.Invalid
            : _byState.TryAdd(daemon.State, daemon) ? Errno.None
            : Errno.Exists;
    }

    public int Stop(ReadOnlySpan<byte> attributes, ref string? text) =>
        !TryRead(attributes, out IpvsDaemonMessage daemon, ref text) || daemon.State is not (Master or Backup) ? Errno.Invalid
        : _byState.Remove(daemon.State) ? Errno.None
        : Errno.NoSuchProcess;

    private static bool TryRead(ReadOnlySpan<byte> attributes, out IpvsDaemonMessage daemon, ref string? text)
    {
        bool isRead = RequestReader.TryRead(attributes, IpvsCommandAttribute.Daemon, IpvsDaemonMessage.Read, out daemon);
        text = isRead || !IpvsNests.TryFind(attributes, IpvsCommandAttribute.Daemon, out _, request: true) ? text : RequestHandler.PolicyText;
        return isRead;
    }

    /// <summary>Takes the IPv4 group before the IPv6 one, or the default.</summary>
    private static bool TrySetGroup(ref IpvsDaemonMessage daemon)
    {
        if (daemon.Has(IpvsDaemonAttribute.Group) || !daemon.Has(IpvsDaemonAttribute.Group6))
        {
            daemon.Group = daemon.Has(IpvsDaemonAttribute.Group) ? daemon.Group : DefaultGroup;
            daemon.Present = daemon.Present.Without((ushort)IpvsDaemonAttribute.Group6);
            return daemon.Group >> 28 == 0xe;
        }

        return daemon.Group6.ToIPAddress(ipv6: true).IsIPv6Multicast;
    }
}
