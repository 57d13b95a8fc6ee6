namespace LvsPS;

/// <summary>What a plan would lead to that the kernel refuses with no more than EINVAL, found before anything is sent.</summary>
internal static class PlanCheck
{
    /// <summary>
    /// A real server of another family than its service's and a synchronisation daemon exclude each other (ip_vs_add_dest() and
    /// start_sync_thread(): messages have no place for two families). Plans stop daemons before such servers are added and start them last, so only what
    /// remains in the end counts.
    /// </summary>
    /// <param name="current">The table as it is, with its daemons.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>The change that it comes from, and the finding; null where there is none.</returns>
    public static (LvsChange Change, LvsInputException Error)? Find(LvsTable current, LvsPlan plan)
    {
        bool isConcerned = plan.Changes.Any(c => c is LvsRealServerChange { After.HasOtherFamily: true } or LvsSyncDaemonChange { After: not null });
        if (!isConcerned)
        {
            return null;
        }

        LvsTable after = plan.ApplyTo(current);
        if (after.SyncDaemons is not [LvsSyncDaemon daemon, ..]
            || after.Services.SelectMany(s => s.RealServers ?? []).FirstOrDefault(s => s.HasOtherFamily) is not LvsRealServer server)
        {
            return null;
        }

        LvsChange change = plan.Changes.FirstOrDefault(c => c is LvsRealServerChange { After: LvsRealServer added } && added.HasOtherFamily)
            ?? plan.Changes.First(c => c is LvsSyncDaemonChange { After: not null });
        return (change, new LvsInputException(
            LvsErrorId.MixedFamiliesWithSync,
            $"The real server {server} of {server.Service} is of another address family than its service, and the kernel does not take such a one while the {ChangeText.Name(daemon.Role)} sync daemon runs.",
            server,
            "Do without one of them: Stop-LvsSyncDaemon, or Remove-LvsRealServer."));
    }
}
