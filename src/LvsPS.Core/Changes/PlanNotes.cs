namespace LvsPS;

/// <summary>What changes do that no plan can take back, and what is felt meanwhile.</summary>
internal static class PlanNotes
{
    /// <summary>Finds it.</summary>
    /// <param name="changes">The changes.</param>
    /// <returns>A sentence each.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<LvsChange> changes)
    {
        List<LvsServiceChange> services = [.. changes.OfType<LvsServiceChange>().Where(c => c.After is null)];
        List<LvsRealServer> servers =
        [
            .. services.SelectMany(c => c.Before!.RealServers ?? []),
            .. changes.OfType<LvsRealServerChange>().Where(c => c.After is null).Select(c => c.Before!),
            .. changes.OfType<LvsClearChange>().SelectMany(c => c.Before.Services).SelectMany(s => s.RealServers ?? []),
        ];
        long connections = servers.Sum(s => (long)s.ActiveConnections + s.InactiveConnections);
        var notes = new List<string>();
        if (servers.Count > 0 || services.Count > 0)
        {
            notes.Add(FormattableString.Invariant($"Connections of real servers that are removed{Now(connections)}, and what was counted of them and of removed services, do not come back."));
        }

        foreach (LvsSyncDaemonChange stop in changes.OfType<LvsSyncDaemonChange>().Where(c => c.After is null))
        {
            notes.Add(stop.Successor is null
                ? $"While the {stop.Target} is stopped, no connections are synchronised; those that others made meanwhile are not known here."
                : $"The {stop.Target} is stopped and started: connections of the moment between are not synchronised, and taking it back stops and starts it again.");
        }

        foreach (LvsVirtualAddressChange anew in changes.OfType<LvsVirtualAddressChange>().Where(c => c.Action == LvsAction.Edit))
        {
            notes.Add($"The {anew.Target} is taken off and put back: packets of the moment between are lost.");
        }

        if (changes.Any(c => c is LvsResetChange))
        {
            notes.Add("Statistics that are reset do not come back.");
        }

        return notes;
    }

    private static string Now(long connections) => connections == 0 ? string.Empty : FormattableString.Invariant($" ({connections} now)");
}
