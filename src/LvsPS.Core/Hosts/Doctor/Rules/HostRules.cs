namespace LvsPS;

/// <summary>A rule: looks at a picture, and says what is wrong. It reads nothing else and keeps nothing.</summary>
/// <param name="picture">The host.</param>
/// <returns>What was found; nothing where all is well.</returns>
internal delegate IEnumerable<LvsHostFinding> HostRule(HostPicture picture);

/// <summary>All rules.</summary>
internal static class HostRules
{
    /// <summary>The rules; each stands for itself.</summary>
    public static IReadOnlyList<HostRule> All { get; } =
    [
        KernelRules.IpvsMissing,
        KernelRules.PermissionDenied,
        KernelRules.EstimationOff,
        KernelRules.OtherManager,
        AddressRules.VirtualAddressMissing,
        AddressRules.ServedAddressMissing,
        ForwardingRules.ForwardingOff,
        ForwardingRules.ForwardingIPv6Off,
        ForwardingRules.RedirectsSent,
        ForwardingRules.ReversePathOfTunnel,
        ForwardingRules.ReversePathOfClients,
        ConnectionRules.ExpireNodestConnOff,
        ConnectionRules.ExpireQuiescentTemplateOff,
        ConnectionRules.ConnReuseModeOff,
        FullNatRules.ConntrackOff,
        FullNatRules.ConntrackOn,
        FullNatRules.FullNatRuleMissing,
        MarkRules.NftablesMissing,
        MarkRules.MarkNotFed,
        MarkRules.MarkClash,
        ArpRules.ArpIgnoreOff,
        ArpRules.ArpAnnounceOff,
        TunnelRules.TunnelDeviceMissing,
        TunnelRules.TunnelDeviceDown,
        TunnelRules.GuePortMissing,
        TunnelRules.TunnelMtuSmall,
        TunnelRules.LargeReceiveOffloadOn,
    ];

    /// <summary>The words that findings have.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. All.Select(r => r.Method.Name)
            .Select(n => n switch
            {
                nameof(AddressRules.ServedAddressMissing) => nameof(AddressRules.VirtualAddressMissing),
                nameof(ForwardingRules.ForwardingIPv6Off) => nameof(ForwardingRules.ForwardingOff),
                nameof(ForwardingRules.ReversePathOfTunnel) or nameof(ForwardingRules.ReversePathOfClients) => ForwardingRules.ReversePathStrict,
                _ => n,
            })
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Examines a host.</summary>
    /// <param name="picture">The host.</param>
    /// <returns>What was found, the worst first.</returns>
    public static IReadOnlyList<LvsHostFinding> Examine(HostPicture picture) =>
    [
        .. All.SelectMany(rule => rule(picture))
            .OrderBy(f => f.Severity).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Subject, StringComparer.Ordinal),
    ];
}
