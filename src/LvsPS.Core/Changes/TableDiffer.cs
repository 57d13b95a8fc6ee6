namespace LvsPS;

/// <summary>What happens to what a wanted table does not speak of.</summary>
public enum LvsDiffMode
{
    /// <summary>It stays.</summary>
    Merge,

    /// <summary>It goes: services, and real servers of services.</summary>
    Replace,
}

/// <summary>
/// Computes the changes from one table to another. Pure: nothing is read, nothing is done. Its laws: a table differs from itself in
/// nothing; the changes applied to the first give the second; applied twice they give the same as once.
/// </summary>
public static class TableDiffer
{
    /// <summary>
    /// Computes the changes, in an order that is safe for traffic: what is new comes first, then what is edited, weights that rise before
    /// those that sink, and what goes goes last.
    /// </summary>
    /// <param name="current">The table as it is.</param>
    /// <param name="wanted">The table as it is to be.</param>
    /// <param name="mode">What happens to what the wanted table does not speak of.</param>
    /// <returns>The plan.</returns>
    public static LvsPlan Diff(LvsTable current, LvsTable wanted, LvsDiffMode mode)
    {
        var before = new TableIndex(current);
        var added = new List<LvsChange>();
        var edited = new List<LvsChange>();
        var lowered = new List<LvsChange>();
        var removed = new List<LvsChange>();
        foreach (LvsService service in wanted.Services)
        {
            LvsService? known = before.Find(service.Service);
            if (known is null)
            {
                // Its servers are changes of their own; to take it back once they are gone is to remove it alone.
                added.Add(new LvsServiceChange(null, service with { RealServers = null }));
                added.AddRange((service.RealServers ?? []).Select(s => new LvsRealServerChange(null, s)));
                continue;
            }

            if (!known.HasSameSettings(service))
            {
                edited.Add(new LvsServiceChange(known, service));
            }

            DiffServers(before, known, service, mode, edited, lowered, removed);
        }

        if (mode == LvsDiffMode.Replace)
        {
            var after = new TableIndex(wanted);
            removed.AddRange(current.Services.Where(s => after.Find(s.Service) is null).Select(s => new LvsServiceChange(s, null)));
        }

        DiffTimeout(current, wanted, edited);
        (List<LvsChange> stops, List<LvsChange> starts) = DiffDaemons(current, wanted, mode);
        // The kernel takes no server of another family than its service's while a daemon runs; else a daemon that changes is not stopped for
        // longer than it takes, and stays as it is where a change before it fails.
        bool areInTheWay = added.Concat(edited).Any(c => c is LvsRealServerChange { After.HasOtherFamily: true });
        return areInTheWay
            ? new LvsPlan([.. stops, .. added, .. edited, .. lowered, .. removed, .. starts])
            : new LvsPlan([.. added, .. edited, .. lowered, .. removed, .. stops, .. starts]);
    }

    private static void DiffServers(
        TableIndex before,
        LvsService known,
        LvsService wanted,
        LvsDiffMode mode,
        List<LvsChange> edited,
        List<LvsChange> lowered,
        List<LvsChange> removed)
    {
        foreach (LvsRealServer server in wanted.RealServers ?? [])
        {
            LvsRealServer? old = before.Find(server);
            if (old is null || !old.HasSameSettings(server))
            {
                (old?.Weight > server.Weight ? lowered : edited).Add(new LvsRealServerChange(old, server));
            }
        }

        if (mode == LvsDiffMode.Replace && wanted.RealServers is not null)
        {
            var kept = new ServerIndex(wanted.RealServers);
            foreach (LvsRealServer server in known.RealServers ?? [])
            {
                if (kept.Find(server) is null)
                {
                    removed.Add(new LvsRealServerChange(server, null));
                }
            }
        }
    }

    private static void DiffTimeout(LvsTable current, LvsTable wanted, List<LvsChange> edited)
    {
        if (wanted.Timeout is LvsTimeout after)
        {
            LvsTimeout before = current.Timeout ?? new LvsTimeout();
            var changed = new LvsTimeout
            {
                Tcp = after.Tcp == before.Tcp ? null : after.Tcp,
                TcpFin = after.TcpFin == before.TcpFin ? null : after.TcpFin,
                Udp = after.Udp == before.Udp ? null : after.Udp,
            };
            if (changed != new LvsTimeout())
            {
                edited.Add(new LvsTimeoutChange(before, changed));
            }
        }
    }

    private static (List<LvsChange> Stops, List<LvsChange> Starts) DiffDaemons(LvsTable current, LvsTable wanted, LvsDiffMode mode)
    {
        var stops = new List<LvsChange>();
        var starts = new List<LvsChange>();
        foreach (LvsSyncDaemon daemon in wanted.SyncDaemons ?? [])
        {
            LvsSyncDaemon? known = current.SyncDaemons?.FirstOrDefault(d => d.Role == daemon.Role);
            if (known is not null && !SameDaemon(known, daemon))
            {
                stops.Add(new LvsSyncDaemonChange(known, null) { Successor = daemon });
            }

            if (known is null || !SameDaemon(known, daemon))
            {
                starts.Add(new LvsSyncDaemonChange(null, daemon));
            }
        }

        if (mode == LvsDiffMode.Replace && wanted.SyncDaemons is IReadOnlyList<LvsSyncDaemon> all)
        {
            stops.AddRange((current.SyncDaemons ?? [])
                .Where(d => all.All(w => w.Role != d.Role))
                .Select(d => new LvsSyncDaemonChange(d, null)));
        }

        return (stops, starts);
    }

    /// <summary>Whether a daemon runs as it is wanted; a setting that is left to the kernel is not compared.</summary>
    /// <param name="known">The daemon as it runs.</param>
    /// <param name="wanted">The daemon as it is wanted.</param>
    /// <returns>Whether it runs as it is wanted.</returns>
    internal static bool SameDaemon(LvsSyncDaemon known, LvsSyncDaemon wanted) =>
        known.Interface == wanted.Interface
        && known.SyncId == wanted.SyncId
        && (wanted.MaxLength == 0 || wanted.MaxLength == known.MaxLength)
        && (wanted.Group is null || wanted.Group.Equals(known.Group))
        && (wanted.Port == 0 || wanted.Port == known.Port)
        && (wanted.Ttl == 0 || wanted.Ttl == known.Ttl);
}
