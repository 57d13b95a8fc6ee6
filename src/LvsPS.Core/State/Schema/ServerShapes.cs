namespace LvsPS;

/// <summary>The settings of real servers, which fallbacks have too.</summary>
internal static class ServerShapes
{
    private static readonly WordShape<LvsForwarding> s_forwarding = new(
        ("masquerade", LvsForwarding.Masquerade),
        ("gateway", LvsForwarding.Gateway),
        ("tunnel", LvsForwarding.Tunnel),
        ("local", LvsForwarding.Local),
        ("bypass", LvsForwarding.Bypass));

    private static readonly WordShape<LvsTunnelChecksum> s_checksum = new(
        ("none", LvsTunnelChecksum.None), ("checksum", LvsTunnelChecksum.Checksum), ("remoteChecksum", LvsTunnelChecksum.RemoteChecksum));

    private static readonly NumberShape<uint> s_threshold = new(0, uint.MaxValue);

    /// <summary>Adds the settings that real servers have.</summary>
    public static MapShape<RealServerDraft> WithServerSettings(MapShape<RealServerDraft> map, Shape<int> weight) => map
        .Value("port", new NumberShape<int>(0, ushort.MaxValue), d => d.Port, (d, v) => d.Port = v, "Its port; the service's without it.")
        .Value("forwarding", s_forwarding, d => d.Forwarding, (d, v) => d.Forwarding = v, "How packets reach it; gateway (direct routing) without it.")
        .Value("weight", weight, d => d.Weight, (d, v) => d.Weight = v, "Its share; 1 without it. keep leaves the one that it has.")
        .Value("upperThreshold", s_threshold, d => d.UpperThreshold, (d, v) => d.UpperThreshold = v, "Connections at which no new ones are sent to it; 0 for no limit.")
        .Value("lowerThreshold", s_threshold, d => d.LowerThreshold, (d, v) => d.LowerThreshold = v, "Connections below which new ones are sent again.")
        .Value("tunnelType", CommonShapes.TunnelType, d => d.TunnelType, (d, v) => d.TunnelType = v, "The encapsulation of a tunnel; ipip without it.")
        .Value("tunnelPort", new NumberShape<int>(0, ushort.MaxValue), d => d.TunnelPort, (d, v) => d.TunnelPort = v, "The UDP port of a gue tunnel.")
        .Value("tunnelChecksum", s_checksum, d => d.TunnelChecksum, (d, v) => d.TunnelChecksum = v, "The checksum of a gue or gre tunnel; none without it.");
}
