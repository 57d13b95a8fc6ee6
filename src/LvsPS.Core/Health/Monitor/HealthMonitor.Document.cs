namespace LvsPS;

/// <content>The document, and what of the state outlives another.</content>
internal sealed partial class HealthMonitor
{
    private void Configure(LvsHealthDocument document)
    {
        TimeSpan now = Now;
        var before = _services.ToDictionary(s => s.Service.Service.Service);
        var after = new List<WatchedService>(document.Services.Count);
        var fresh = new List<WatchedServer>();
        foreach (LvsHealthService service in document.Services)
        {
            _ = before.Remove(service.Service.Service, out WatchedService? watched);
            watched ??= new WatchedService(service);
            var servers = watched.Servers.ToDictionary(s => (s.Server.RealServer.Address, s.Server.RealServer.Port));
            WatchedServer[] kept = [.. service.Servers.Select(server => Keep(servers, service, server, fresh))];
            foreach (WatchedServer gone in servers.Values)
            {
                gone.Dispose();
            }

            watched.Configure(service, kept);
            after.Add(watched);
        }

        foreach (WatchedService gone in before.Values)
        {
            Leave(gone);
        }

        _ = _leaving.RemoveAll(l => after.Any(s => s.Service.Service.Service == l.Service.Service.Service));
        _document = document;
        _services = [.. after];
        TimeSpan shortest = document.Services.SelectMany(s => s.Servers.Select(r => r.Interval ?? s.Interval)).DefaultIfEmpty(s_longestRound).Min();
        _roundInterval = TimeSpan.FromTicks(Math.Clamp(shortest.Ticks, s_shortestRound.Ticks, s_longestRound.Ticks));
        _step = TimeSpan.FromTicks(Math.Clamp(shortest.Ticks / Steps, s_tick.Ticks, s_longestStep.Ticks));
        Spread(fresh, now);
    }

    private WatchedServer Keep(
        Dictionary<(System.Net.IPAddress, int), WatchedServer> known, LvsHealthService service, LvsHealthServer server, List<WatchedServer> fresh)
    {
        if (!known.Remove((server.RealServer.Address, server.RealServer.Port), out WatchedServer? watched))
        {
            watched = new WatchedServer(service, server, Now, _time.GetUtcNow());
            fresh.Add(watched);
        }
        else if (watched.Configure(service, server))
        {
            fresh.Add(watched);
        }

        return watched;
    }

    /// <summary>A service that the document no longer has is left as its stop action says.</summary>
    private void Leave(WatchedService service)
    {
        foreach (WatchedServer server in service.Servers)
        {
            server.Dispose();
        }

        if (service.Service.StopAction == LvsStopAction.Clean)
        {
            _leaving.Add(service);
        }
    }

    /// <summary>A hundred checks begin at once; of more, a thousand in a second, so that they do not all fall due together ever after.</summary>
    private void Spread(List<WatchedServer> fresh, TimeSpan now)
    {
        DateTimeOffset time = _time.GetUtcNow();
        for (int i = 0; i < fresh.Count; i++)
        {
            WatchedServer server = fresh[i];
            TimeSpan even = server.Interval * i / fresh.Count;
            TimeSpan paced = TimeSpan.FromMilliseconds(Math.Max(0, i - 100));
            server.Due = now + (paced < even ? paced : even) + (server.Service.StartDelay * Chance());
            Put(server, server.Due, now, time);
        }
    }
}
