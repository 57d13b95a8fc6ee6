namespace LvsPS;

/// <summary>
/// What a service's table does not show of its real servers: what a monitor that has ended or was killed had otherwise for a while, and
/// the weights of those that are suspended. A monitor that begins with the table as it finds it goes on from there.
/// </summary>
internal sealed class LeftBehind
{
    private readonly IReadOnlyList<HealthHold> _holds;
    private readonly IReadOnlyList<LvsSuspension> _suspensions;
    private readonly List<string> _notes = [];

    /// <summary>That of a service.</summary>
    /// <param name="session">The director.</param>
    /// <param name="service">The service.</param>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public LeftBehind(LvsSession session, LvsServiceId service)
    {
        _holds = [.. HoldStore.ReadLeft(session.Host.Holds).Where(h => h.Service == service)];
        _suspensions = new SuspensionStore(session.Host.Suspensions).Read();
    }

    /// <summary>The fallback that answers still; null for none.</summary>
    public LvsRealServer? Fallback => _holds.LastOrDefault(h => h.Kind == HealthHoldKind.Fallback)?.Server;

    /// <summary>What was taken from there: a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The real servers as they are to be when all are up.</summary>
    /// <param name="found">Those in the table.</param>
    /// <param name="fallback">The fallback, which is none of them; null for none.</param>
    /// <returns>The servers: those in the table, then those that were held out of it.</returns>
    public IReadOnlyList<LvsRealServer> Complete(IReadOnlyList<LvsRealServer> found, LvsRealServer? fallback)
    {
        bool answers = _holds.Any(h => h.Kind == HealthHoldKind.Fallback && fallback?.IsSameServer(h.Server) == true);
        List<LvsRealServer> servers = [.. found.Where(s => !answers || !s.IsSameServer(fallback!)).Select(Whole)];
        foreach (LvsRealServer server in _holds.Where(h => h.Kind == HealthHoldKind.Out).Select(h => h.Server))
        {
            if (!servers.Exists(s => s.IsSameServer(server)))
            {
                servers.Add(server);
                _notes.Add($"Real server {server} of {server.Service}, which a monitor before had taken out, is checked again.");
            }
        }

        return servers;
    }

    private LvsRealServer Whole(LvsRealServer server)
    {
        if (_suspensions.FirstOrDefault(s => s.IsOf(server)) is LvsSuspension suspension)
        {
            return server with { Weight = suspension.WeightBefore };
        }

        if (_holds.LastOrDefault(h => h.Kind == HealthHoldKind.Weight && h.Server.IsSameServer(server)) is not HealthHold hold || hold.Server.Weight == server.Weight)
        {
            return server;
        }

        _notes.Add(FormattableString.Invariant($"Real server {server} of {server.Service} has weight {server.Weight} by a monitor before; it gets {hold.Server.Weight} when it is up."));
        return server with { Weight = hold.Server.Weight };
    }
}
