namespace LvsPS;

/// <summary>Splits a plan where real servers leave: first they get no new connections, then, when they have none any more, they go.</summary>
internal static class DrainPlan
{
    /// <summary>The real servers that leave and get connections until then.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The servers, with those of services that leave.</returns>
    public static IEnumerable<LvsRealServer> Leaving(LvsPlan plan) => plan.Changes.SelectMany(c => c switch
    {
        LvsRealServerChange { After: null } server => [server.Before!],
        LvsServiceChange { After: null } service => service.Before!.RealServers ?? [],
        _ => [],
    }).Where(s => s.Weight > 0 || s.ActiveConnections > 0);

    /// <summary>Both parts.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>A plan to be shown.</returns>
    public static LvsPlan Whole(LvsPlan plan)
    {
        LvsPlan before = Before(plan);
        return plan with { Changes = [.. before.Changes, .. plan.Changes.Except(before.Changes)] };
    }

    /// <summary>The first part: everything but what ends something, and daemons that are stopped and started, with the weights of what leaves at 0.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The part.</returns>
    public static LvsPlan Before(LvsPlan plan) => plan with
    {
        Owned = plan.Owned is LvsOwnedTargets owned ? owned with { IsWhole = false } : null,
        Changes =
        [
            .. plan.Changes.Where(c => c.Action != LvsAction.Remove && c is not LvsSyncDaemonChange),
            .. Leaving(plan).Where(s => s.Weight > 0).Select(s => new LvsRealServerChange(s, s with { Weight = 0 }) { Reason = "It leaves, and is drained first." }),
        ],
    };
}
