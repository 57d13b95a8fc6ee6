namespace LvsPS;

/// <summary>Which options say a setting, and the settings that are said by several options.</summary>
internal static class RuleSettings
{
    private static readonly RuleOptionId[] s_service =
        [RuleOptionId.Tcp, RuleOptionId.Udp, RuleOptionId.Sctp, RuleOptionId.FwMark, RuleOptionId.Service];

    private static readonly RuleOptionId[] s_tunnel =
    [
        RuleOptionId.TunnelType, RuleOptionId.TunnelPort, RuleOptionId.TunnelNoChecksum, RuleOptionId.TunnelChecksum,
        RuleOptionId.TunnelRemoteChecksum,
    ];

    /// <summary>The options where a service's property is said.</summary>
    public static RuleOptionId[] OfService(string setting) => setting switch
    {
        nameof(LvsService.Scheduler) => [RuleOptionId.Scheduler],
        nameof(LvsService.SchedulerFlags) => [RuleOptionId.SchedulerFlags],
        nameof(LvsService.PersistenceTimeout) => [RuleOptionId.Persistent],
        nameof(LvsService.PersistenceNetmask) => [RuleOptionId.Netmask],
        nameof(LvsService.PersistenceEngine) => [RuleOptionId.Engine],
        nameof(LvsService.OnePacket) => [RuleOptionId.OnePacket],
        _ => s_service,
    };

    /// <summary>The options where a real server's property is said.</summary>
    public static RuleOptionId[] OfServer(string setting) => setting switch
    {
        nameof(LvsRealServer.Weight) => [RuleOptionId.Weight],
        nameof(LvsRealServer.UpperThreshold) => [RuleOptionId.UpperThreshold],
        nameof(LvsRealServer.LowerThreshold) => [RuleOptionId.LowerThreshold],
        nameof(LvsRealServer.TunnelPort) => [RuleOptionId.TunnelPort, RuleOptionId.TunnelType],
        nameof(LvsRealServer.TunnelType) => [RuleOptionId.TunnelType],
        nameof(LvsRealServer.TunnelChecksum) => [RuleOptionId.TunnelChecksum, RuleOptionId.TunnelRemoteChecksum],
        _ => [RuleOptionId.RealServer],
    };

    /// <summary>The options where a daemon's property is said.</summary>
    public static RuleOptionId[] OfDaemon(string setting) => setting switch
    {
        nameof(LvsSyncDaemon.SyncId) => [RuleOptionId.SyncId],
        nameof(LvsSyncDaemon.MaxLength) => [RuleOptionId.MaxLength],
        nameof(LvsSyncDaemon.Group) => [RuleOptionId.Group],
        nameof(LvsSyncDaemon.Port) => [RuleOptionId.Port],
        nameof(LvsSyncDaemon.Ttl) => [RuleOptionId.Ttl],
        _ => [RuleOptionId.Interface],
    };

    public static LvsForwarding Forwarding(RuleStatement statement)
    {
        if (statement[RuleOptionId.Forwarding]?.Value is RuleToken word)
        {
            switch (word.Text)
            {
                case "local":
                    return LvsForwarding.Local;
                case "bypass":
                    return LvsForwarding.Bypass;
                default:
                    statement.Error(word, "local or bypass", "It is no way of forwarding that has no option of its own.");
                    break;
            }
        }

        return statement.Has(RuleOptionId.Masquerade) ? LvsForwarding.Masquerade
            : statement.Has(RuleOptionId.Tunnel) ? LvsForwarding.Tunnel
            : LvsForwarding.Gateway;
    }

    /// <summary>The type of the tunnel. Whether there is one at all is said here, since ipip is also what holds without a tunnel.</summary>
    public static LvsTunnelType TunnelType(RuleStatement statement, LvsForwarding forwarding)
    {
        if (forwarding != LvsForwarding.Tunnel)
        {
            foreach (RuleUse use in statement.Uses)
            {
                if (Array.IndexOf(s_tunnel, use.Option.Id!.Value) >= 0)
                {
                    statement.Error(use.Word, "tunnel options only with -i", $"{use.Option.Spelling} has no meaning without a tunnel.");
                }
            }

            return LvsTunnelType.Ipip;
        }

        LvsTunnelType type = LvsTunnelType.Ipip;
        if (statement[RuleOptionId.TunnelType]?.Value is RuleToken word)
        {
            LvsTunnelType? known = word.Text switch
            {
                "ipip" => LvsTunnelType.Ipip,
                "gue" => LvsTunnelType.Gue,
                "gre" => LvsTunnelType.Gre,
                _ => null,
            };
            if (known is null)
            {
                statement.Error(word, "ipip, gue or gre", "There is no such type of tunnel.");
            }

            type = known ?? LvsTunnelType.Ipip;
        }

        if (type == LvsTunnelType.Ipip && statement[RuleOptionId.TunnelNoChecksum] is RuleUse useless)
        {
            statement.Error(
                useless.Word, "--tun-nocsum only with the tunnel types gue and gre", "An ipip tunnel has no checksum to leave out.");
        }

        return type;
    }

    public static LvsTunnelChecksum TunnelChecksum(RuleStatement statement) =>
        statement.Has(RuleOptionId.TunnelRemoteChecksum) ? LvsTunnelChecksum.RemoteChecksum
        : statement.Has(RuleOptionId.TunnelChecksum) ? LvsTunnelChecksum.Checksum
        : LvsTunnelChecksum.None;
}
