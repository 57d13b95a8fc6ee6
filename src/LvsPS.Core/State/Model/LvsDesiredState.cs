namespace LvsPS;

/// <summary>
/// How a director, and its host, are to be: what a document of the wanted state says. What it does not speak of is not managed, and
/// stays as it is. Two are equal where they want the same; the file they come from does not count.
/// </summary>
public sealed record LvsDesiredState
{
    private readonly IReadOnlyList<LvsDesiredService> _services = ValueList<LvsDesiredService>.Of([]);
    private readonly IReadOnlyList<LvsSyncDaemon>? _syncDaemons;
    private readonly IReadOnlyList<LvsDesiredKernelSetting>? _kernelSettings;
    private readonly IReadOnlyList<LvsDesiredVirtualAddress>? _virtualAddresses;
    private readonly IReadOnlyList<LvsDesiredFwMark>? _fwMarks;
    private readonly IReadOnlyList<LvsDesiredRealServerHost>? _realServerHosts;

    /// <summary>Under which name it is remembered what this document manages; null for none.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// Whether services that the document does not name are removed: with an <see cref="Owner"/>, those that its document named when it
    /// was applied before; without one, all others.
    /// </summary>
    public bool Prune { get; init; }

    /// <summary>The services; others are touched only where <see cref="Prune"/> says so.</summary>
    public IReadOnlyList<LvsDesiredService> Services
    {
        get => _services;
        init => _services = ValueList<LvsDesiredService>.Of(value);
    }

    /// <summary>The time-outs; null, or one that is null, is not managed.</summary>
    public LvsTimeout? Timeout { get; init; }

    /// <summary>All synchronisation daemons; empty for none at all, null where they are not managed.</summary>
    public IReadOnlyList<LvsSyncDaemon>? SyncDaemons
    {
        get => _syncDaemons;
        init => _syncDaemons = ListOf(value);
    }

    /// <summary>Settings of the kernel; those that are not named are not managed. Null for none.</summary>
    public IReadOnlyList<LvsDesiredKernelSetting>? KernelSettings
    {
        get => _kernelSettings;
        init => _kernelSettings = ListOf(value);
    }

    /// <summary>Virtual addresses that the host has; those that are not named are not managed. Null for none.</summary>
    public IReadOnlyList<LvsDesiredVirtualAddress>? VirtualAddresses
    {
        get => _virtualAddresses;
        init => _virtualAddresses = ListOf(value);
    }

    /// <summary>Which packets get firewall marks; marks that are not named are not managed. Null for none.</summary>
    public IReadOnlyList<LvsDesiredFwMark>? FwMarks
    {
        get => _fwMarks;
        init => _fwMarks = ListOf(value);
    }

    /// <summary>Virtual addresses that this host serves as a real server; those that are not named are not managed. Null for none.</summary>
    public IReadOnlyList<LvsDesiredRealServerHost>? RealServerHosts
    {
        get => _realServerHosts;
        init => _realServerHosts = ListOf(value);
    }

    /// <summary>How it is found out which real servers can serve: what Start-LvsHealthMonitor takes. Null where nothing is said of it.</summary>
    public LvsHealthDocument? Health { get; init; }

    /// <summary>The file that it was read from; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>Why what was to be a document is none; null for a document. What binds it reports it with its own id.</summary>
    internal LvsInputException? Fault { get; init; }

    /// <summary>
    /// The plan that removes what this document names, whoever else names it too: services, their full NAT, sync daemons, marks, real-server
    /// settings and virtual addresses. Settings and time-outs always have some value, and stay. It is made from the document alone, so
    /// that <c>Invoke-LvsPlan -Force</c> is what carries it out: from what is there, and without what has gone already.
    /// </summary>
    /// <returns>The plan.</returns>
    public LvsPlan Removal() => new(
    [
        .. Services.Select(s => new LvsServiceChange(s.Service, null)),
        .. (SyncDaemons ?? []).Select(d => new LvsSyncDaemonChange(d, null)),
        .. Services.Where(s => s.FullNat is { Enabled: true }).Select(s => new LvsFullNatChange(s.Service.Service, s.FullNat, null)),
        .. (FwMarks ?? []).Select(m => new LvsFwMarkChange(m, null)),
        .. (RealServerHosts ?? []).Select(h => new LvsRealServerHostChange(h, null)),
        .. (VirtualAddresses ?? []).Select(a => new LvsVirtualAddressChange(a, null)),
    ]);

    /// <inheritdoc/>
    public bool Equals(LvsDesiredState? other) => other is not null
        && Owner == other.Owner
        && Prune == other.Prune
        && Services.Equals(other.Services)
        && Equals(Timeout, other.Timeout)
        && Equals(SyncDaemons, other.SyncDaemons)
        && Equals(KernelSettings, other.KernelSettings)
        && Equals(VirtualAddresses, other.VirtualAddresses)
        && Equals(FwMarks, other.FwMarks)
        && Equals(RealServerHosts, other.RealServerHosts)
        && HealthEquality.Same(Health, other.Health);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Owner, Prune, Services, Timeout, SyncDaemons, VirtualAddresses, FwMarks);

    /// <summary>The document in a few words.</summary>
    /// <returns>The file, or the owner, and the number of services.</returns>
    public override string ToString() => FormattableString.Invariant($"{Path ?? Owner ?? "desired state"} ({Services.Count} services)");

    private static ValueList<T>? ListOf<T>(IReadOnlyList<T>? items) => items is null ? null : ValueList<T>.Of(items);
}
