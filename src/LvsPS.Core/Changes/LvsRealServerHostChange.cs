namespace LvsPS;

/// <summary>The host begins to serve a virtual address as a real server, serves it in another way, or no longer.</summary>
public sealed record LvsRealServerHostChange : LvsHostChange
{
    /// <summary>Serving begins, changes or ends.</summary>
    /// <param name="before">How it serves the address; null where it does not.</param>
    /// <param name="after">How it is to serve the address; null where it is not to.</param>
    public LvsRealServerHostChange(LvsDesiredRealServerHost? before, LvsDesiredRealServerHost? after)
    {
        Before = before;
        After = after;
        RealServerHost = after ?? before ?? throw new ArgumentNullException(nameof(after));
    }

    /// <summary>How it serves the address; null where it does not.</summary>
    public LvsDesiredRealServerHost? Before { get; }

    /// <summary>How it is to serve the address; null where it is not to.</summary>
    public LvsDesiredRealServerHost? After { get; }

    /// <summary>Which address, and how.</summary>
    public LvsDesiredRealServerHost RealServerHost { get; }

    /// <inheritdoc/>
    public override LvsAction Action => ActionOf(Before, After);

    /// <inheritdoc/>
    public override string Target => $"real server host of {RealServerHost.VirtualAddress}";

    /// <inheritdoc/>
    public override string Description => After is null
        ? $"No longer serve {RealServerHost.VirtualAddress} as a real server, and put back what was before"
        : $"Serve {RealServerHost.VirtualAddress} as a real server by {Way(After)}{(Before is null || Way(Before) == Way(After) ? string.Empty : $" instead of {Way(Before)}")}";

    /// <inheritdoc/>
    public override string Rule => $"# ip and sysctl: {Description}";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsRealServerHostChange(After, Before)];

    /// <summary>How a host serves an address, in the terms of a document.</summary>
    /// <param name="host">The host.</param>
    /// <returns>The wish that it fulfils.</returns>
    internal static LvsDesiredRealServerHost Of(LvsRealServerHost host) => new()
    {
        VirtualAddress = host.VirtualAddress,
        Mode = host.Mode,
        TunnelType = host.TunnelType,
        Port = host.Port,
        LocalAddress = host.LocalAddress,
        AddRoute = host.AddRoute,
    };

    /// <inheritdoc/>
    internal override bool IsDone(TableIndex table) => table.Host is LiveState host && (After is null
        ? host.RealServerHost(RealServerHost.VirtualAddress) is null
        : host.RealServerHost(After.VirtualAddress) is { IsComplete: true } now
            && SetupOf(Of(now)) is RealServerSetup there && there.IsSameWay(SetupOf(After)) && there.AddRoute == After.AddRoute);

    /// <inheritdoc/>
    internal override LvsChange? From(TableIndex table)
    {
        LvsRealServerHost? now = table.Host?.RealServerHost(RealServerHost.VirtualAddress);
        return now is null && After is null ? null : new LvsRealServerHostChange(now is null ? null : Of(now), After) { Reason = Reason };
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation)
    {
        var hosts = new RealServerHosts(session);

        // What comes to it is added; what is to go goes with all, and the rest comes again.
        bool isOtherWay = Before is not null && After is not null
            && (!SetupOf(Before).IsSameWay(SetupOf(After)) || (Before.AddRoute && !After.AddRoute));
        IReadOnlyList<string> left = After is null || isOtherWay ? hosts.Disable(RealServerHost.VirtualAddress, tell) : [];
        try
        {
            if (After is not null)
            {
                hosts.Enable(hosts.Complete(SetupOf(After)), tell);
            }
        }
        catch (LvsException) when (isOtherWay)
        {
            hosts.Enable(hosts.Complete(SetupOf(Before!)), tell);
            throw;
        }

        return left;
    }

    private static RealServerSetup SetupOf(LvsDesiredRealServerHost host) => new(host.VirtualAddress, host.Mode)
    {
        TunnelType = host.TunnelType ?? LvsTunnelType.Ipip,
        Port = host.Port,
        LocalAddress = host.LocalAddress,
        AddRoute = host.AddRoute,
    };

    private static string Way(LvsDesiredRealServerHost host) =>
        (host.Mode == LvsRealServerMode.DirectRouting
            ? "direct routing"
            : FormattableString.Invariant($"a tunnel ({host.TunnelType ?? LvsTunnelType.Ipip}{(host.Port is int port ? $", port {port}" : string.Empty)})"))
        + (host.AddRoute ? " with a route" : string.Empty);
}
