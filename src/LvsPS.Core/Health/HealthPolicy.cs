namespace LvsPS;

/// <summary>What is known of a place in the table, for <see cref="HealthPolicy"/>.</summary>
/// <param name="Configured">The server as the document wants it.</param>
/// <param name="Found">The server as it stands in the table; null where it does not.</param>
internal sealed record PolicyRow(LvsRealServer Configured, LvsRealServer? Found)
{
    /// <summary>The weight that another gave it, which is respected; null for none.</summary>
    public int? ForeignWeight { get; init; }

    /// <summary>The settings beside its weight that another gave it, which are respected; null for none.</summary>
    public LvsRealServer? ForeignSettings { get; init; }

    /// <summary>Whether another removed it, which is respected.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether it is suspended.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The server with a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>The server with the settings that it is to have.</returns>
    public LvsRealServer With(int weight) => (ForeignSettings ?? Configured) with { Weight = weight };
}

/// <summary>What is known of a server, for <see cref="HealthPolicy"/>.</summary>
/// <param name="Row">Its place in the table.</param>
/// <param name="State">What it is taken to be.</param>
internal sealed record PolicyServer(PolicyRow Row, LvsHealthState State)
{
    /// <summary>What becomes of it when it is down.</summary>
    public LvsDownAction DownAction { get; init; }

    /// <summary>The weight that its check wants; null where that does not say.</summary>
    public int? CheckWeight { get; init; }

    /// <summary>The tenths of its weight that it gets, since it came up a short while ago.</summary>
    public int Tenths { get; init; } = 10;

    /// <summary>Whether it is suspended.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether it stays as it was found, since no check has ended yet.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether its first check has yet to say whether it can serve.</summary>
    public bool IsOpen => State == LvsHealthState.Unknown || (IsHeld && State == LvsHealthState.Down);

    /// <summary>The weight that counts for the quorum.</summary>
    public int Share => State != LvsHealthState.Up || IsSuspended || Row.IsRemoved ? 0 : WholeWeight;

    /// <summary>The weight that it has when it is up.</summary>
    public int Weight => Row.ForeignWeight is null && WholeWeight > 0 ? (int)Math.Max(1, ((long)WholeWeight * Tenths + 9) / 10) : WholeWeight;

    private int WholeWeight => Row.ForeignWeight ?? CheckWeight ?? Row.Configured.Weight;
}

/// <summary>Which real servers of a service are wanted now.</summary>
/// <param name="Wanted">The servers, the fallback among them.</param>
/// <param name="HasQuorum">Whether the quorum is held; null while too little is known.</param>
/// <param name="IsFallback">Whether the fallback answers.</param>
/// <param name="WeightUp">The sum of the weights of servers that are up.</param>
internal sealed record PolicyOutcome(IReadOnlyList<LvsRealServer> Wanted, bool? HasQuorum, bool IsFallback, long WeightUp);

/// <summary>Makes of what is known the table that is wanted now. Pure.</summary>
internal static class HealthPolicy
{
    /// <summary>Decides for one service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="servers">Its servers.</param>
    /// <param name="fallback">The place of its fallback; null for none.</param>
    /// <param name="before">Whether its quorum was held before; null where that is not known.</param>
    /// <returns>What is wanted.</returns>
    public static PolicyOutcome Decide(LvsHealthService service, IReadOnlyList<PolicyServer> servers, PolicyRow? fallback, bool? before)
    {
        long up = servers.Sum(s => (long)s.Share);
        bool? quorum = Quorum(service, up, servers, before);
        bool isFallback = quorum == false && fallback is not null;
        var wanted = new List<LvsRealServer>(servers.Count + 1);
        foreach (PolicyServer server in servers)
        {
            if (Place(server, isFallback) is LvsRealServer row)
            {
                wanted.Add(row);
            }
        }

        if (isFallback && fallback!.IsSuspended)
        {
            wanted.AddRange(fallback.Found is null ? [] : [fallback.With(0)]);
        }
        else if (isFallback && !fallback!.IsRemoved)
        {
            wanted.Add(fallback.With(fallback.ForeignWeight ?? fallback.Configured.Weight));
        }
        else if (quorum is null && fallback?.Found is LvsRealServer found)
        {
            wanted.Add(found);
        }

        return new PolicyOutcome(wanted, quorum, isFallback, up);
    }

    /// <summary>Decides for one server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="isFallback">Whether the fallback answers.</param>
    /// <returns>How it is to stand in the table; null where it is not to.</returns>
    public static LvsRealServer? Place(PolicyServer server, bool isFallback)
    {
        if (server.IsSuspended)
        {
            // A drain goes on whatever else happens; only a server that is down has nothing left to drain.
            bool goes = server.State == LvsHealthState.Down && !server.IsHeld && server.DownAction == LvsDownAction.Remove;
            return server.Row.Found is null || goes ? null : server.Row.With(0);
        }

        if (server.Row.IsRemoved)
        {
            return null;
        }

        bool isOut = isFallback || server.State == LvsHealthState.Down;
        if (server.State == LvsHealthState.Unknown || (server.IsHeld && !isFallback))
        {
            return server.Row.Found;
        }

        return !isOut ? server.Row.With(server.Weight)
            : server.DownAction == LvsDownAction.Quiesce ? server.Row.With(0)
            : null;
    }

    /// <summary>
    /// keepalived's rule (<c>update_quorum_state</c>): gained at quorum + hysteresis, lost below quorum - hysteresis or with nobody left.
    /// In the beginning the quorum alone decides; it is not lost for want of servers whose first check has not ended.
    /// </summary>
    private static bool? Quorum(LvsHealthService service, long up, IReadOnlyList<PolicyServer> servers, bool? before) => before switch
    {
        true => (up > 0 && up >= (long)service.Quorum - service.Hysteresis) || servers.Any(s => s.IsOpen),
        false => up >= (long)service.Quorum + service.Hysteresis,
        null when up >= service.Quorum => true,
        null => servers.Any(s => s.IsOpen) ? null : false,
    };
}
