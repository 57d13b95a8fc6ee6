using System.Net;

namespace LvsPS;

/// <summary>
/// The real servers that somebody has in hand for a while: a monitor by its checks, an administrator by a suspension. A document of the
/// wanted state leaves their presence and weight alone: neither is brought back by it, and both come back without it.
/// </summary>
internal sealed class ServersInHand
{
    private readonly TableIndex _index;
    private readonly Dictionary<(LvsServiceId, IPAddress, int), HealthHoldKind> _holds = [];
    private readonly ILookup<LvsServiceId, HealthHold> _fallbacks;
    private readonly HashSet<(LvsServiceId, IPAddress, int)> _suspended;
    private readonly List<string> _notes = [];

    /// <summary>Those of a director.</summary>
    /// <param name="current">How it is.</param>
    /// <param name="index">Its table.</param>
    public ServersInHand(LiveState current, TableIndex index)
    {
        _index = index;
        _suspended = [.. current.Suspensions.Select(s => (s.Service, s.Address, s.Port))];
        _fallbacks = current.Holds.Where(h => h.Kind == HealthHoldKind.Fallback).ToLookup(h => h.Service);
        foreach (HealthHold hold in current.Holds)
        {
            _holds[(hold.Service, hold.Server.Address, hold.Server.Port)] = hold.Kind;
        }
    }

    /// <summary>What was left alone that is otherwise than a document says: a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The real servers of a service as they are to be now.</summary>
    /// <param name="service">The service as a document wants it.</param>
    /// <returns>Its servers, without those that are held out of the table, and with the fallback that answers; null where they are not managed.</returns>
    public IReadOnlyList<LvsRealServer>? Wanted(LvsDesiredService service)
    {
        if (service.RealServers is null)
        {
            return null;
        }

        List<LvsRealServer> wanted = [.. service.RealServers.Select(Wanted).OfType<LvsRealServer>()];
        foreach (HealthHold fallback in _fallbacks[service.Service.Service])
        {
            if (!service.RealServers.Any(r => r.Server.IsSameServer(fallback.Server)) && _index.Find(fallback.Server) is LvsRealServer answering)
            {
                wanted.Add(answering);
                _notes.Add($"Real server {answering} of {answering.Service} stays: a health monitor has it answer as the fallback.");
            }
        }

        return wanted;
    }

    private LvsRealServer? Wanted(LvsDesiredRealServer wanted)
    {
        LvsRealServer server = wanted.Server;
        (LvsServiceId, IPAddress, int) key = (server.Service, server.Address, server.Port);
        bool isHeld = _holds.Count > 0 && _holds.ContainsKey(key);
        bool isSuspended = _suspended.Count > 0 && _suspended.Contains(key);
        if (!isHeld && !isSuspended && !wanted.KeepWeight)
        {
            return server;
        }

        // Who gave a suspended server a weight has it answer again, and a document says with which.
        LvsRealServer? found = _index.Find(server);
        isSuspended &= found is null or { Weight: 0 };
        if (!isHeld && !isSuspended)
        {
            return found is null || !wanted.KeepWeight ? server : server with { Weight = found.Weight };
        }

        if (found is null && isHeld)
        {
            _notes.Add($"Real server {server} of {server.Service} is not added: a health monitor holds it out of the table.");
            return null;
        }

        int weight = found?.Weight ?? 0;
        if (weight != server.Weight && (found is null || !wanted.KeepWeight))
        {
            string why = isSuspended ? "it is suspended" : "a health monitor gave it that";
            _notes.Add(FormattableString.Invariant($"Real server {server} of {server.Service} has weight {weight}, which stays: {why}."));
        }

        return server with { Weight = weight };
    }
}
