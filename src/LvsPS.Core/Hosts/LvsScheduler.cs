namespace LvsPS;

/// <summary>A scheduler of the kernel (<c>net/netfilter/ipvs/ip_vs_NAME.c</c>).</summary>
public sealed record LvsScheduler
{
    private const string Prefix = "ip_vs_";

    private static readonly (string Name, string Description)[] s_known =
    [
        ("rr", "Round robin: each server in turn."),
        ("wrr", "Weighted round robin: each server in turn, by its weight."),
        ("lc", "Least connections: active * 256 + inactive."),
        ("wlc", "Weighted least connections, (active*256 + inactive) / weight."),
        ("sh", "Source hash; for servers with weight 0 see sh-fallback."),
        ("mh", "Maglev hash: as sh, with few moves when servers change."),
        ("dh", "Destination hash, for caches."),
        ("sed", "Shortest expected delay: (active + 1) / weight."),
        ("nq", "Never queue: an idle server first, else as sed."),
        ("fo", "Fail-over: the server with the highest weight."),
        ("ovf", "Overflow: fills the highest weight, then the next."),
        ("lblc", "Locality-based least connections, for caches."),
        ("lblcr", "Locality-based least connections with replication."),
        ("twos", "The less loaded of two random servers."),
    ];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether it is in the kernel now, as a module that is loaded or built in; null where the kernel does not tell. The kernel
    /// loads a scheduler by itself when a service asks for it.
    /// </summary>
    public bool? IsLoaded { get; init; }

    /// <summary>The names of its flags.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>How it chooses; null for one that LvsPS does not know.</summary>
    public string? Description { get; init; }

    /// <summary>The names of the known schedulers with what they do.</summary>
    internal static IReadOnlyList<(string Name, string Description)> Known => s_known;

    /// <summary>The scheduler's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>The known schedulers, others whose modules are loaded, and others that services use.</summary>
    /// <param name="files">The kernel's files.</param>
    /// <param name="used">The schedulers of the services that there are; those are loaded, whatever the files say.</param>
    /// <returns>The schedulers, known ones first.</returns>
    internal static IReadOnlyList<LvsScheduler> ReadAll(IKernelFiles files, IEnumerable<string> used)
    {
        IReadOnlyCollection<string>? modules = files.Modules();

        // ip_vs_ftp and the persistence engines are modules of IPVS too, and no schedulers; none is a service without one.
        HashSet<string> loaded = [.. (modules ?? [])
            .Where(m => m.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(m => m[Prefix.Length..])
            .Where(n => n != "ftp" && !n.StartsWith("pe_", StringComparison.Ordinal))
            .Concat(used)
            .Where(n => n != "none")];
        return
        [
            .. s_known.Select(k => new LvsScheduler
            {
                Name = k.Name,
                IsLoaded = loaded.Contains(k.Name) ? true : modules is null ? null : false,
                Flags = LvsSchedulerFlagNames.OwnOf(k.Name),
                Description = k.Description,
            }),
            .. loaded.Where(n => s_known.All(k => k.Name != n)).Order(StringComparer.Ordinal).Select(n => new LvsScheduler { Name = n, IsLoaded = true }),
        ];
    }
}
