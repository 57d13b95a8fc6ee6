namespace LvsPS;

/// <summary>
/// Brings about in the kernel what <see cref="HealthPolicy"/> wants, a round at a time: the table is read, what others did is noted,
/// and all that is to be changed goes to the kernel in one batch, under the lock of the table.
/// </summary>
internal sealed class TableKeeper
{
    private const string Table = "the table";
    private const string Suspensions = "the suspensions";
    private const string Holds = "what is held";
    private readonly ILvsClient _client;
    private readonly SuspensionWatch _suspensions;
    private readonly HoldStore _holds;
    private readonly TimeProvider _time;
    private readonly Action<LvsHealthEvent, LvsHealthAction?> _report;
    private readonly OpenFailures _failures;

    public TableKeeper(
        ILvsClient client, SuspensionStore suspensions, HoldStore holds, TimeProvider time, Action<LvsHealthEvent, LvsHealthAction?> report)
    {
        _client = client;
        _suspensions = new SuspensionWatch(suspensions, time);
        _holds = holds;
        _time = time;
        _report = report;
        _failures = new OpenFailures(time, Report);
    }

    /// <summary>Whether the last round could not read the table or send changes at all; single changes that the kernel refused do not count.</summary>
    public bool IsFailing => _failures.Contains(Table);

    /// <summary>Makes one round. What cannot be done is reported, and is tried again by the next one.</summary>
    /// <param name="services">The services.</param>
    /// <param name="leaving">Services that are to be cleaned away; those that are, are taken from the list.</param>
    /// <param name="now">The monitor's time.</param>
    /// <param name="cancellation">Ends the round.</param>
    public void Round(IReadOnlyList<WatchedService> services, List<WatchedService> leaving, TimeSpan now, CancellationToken cancellation)
    {
        try
        {
            using IDisposable held = _client.Lock(cancellation);
            ReadSuspensions(services);
            var current = new List<LvsService>(services.Count);
            var wanted = new List<LvsService>(services.Count);
            List<HealthHold> before = [.. services.SelectMany(s => s.Holds)];
            foreach (WatchedService service in services)
            {
                LvsService? found = Look(service, cancellation);
                Decide(service, found, now, current, wanted);
            }

            Clean(leaving, current, wanted, cancellation);
            LvsPlan plan = TableDiffer.Diff(
                LvsTable.Empty with { Services = current }, LvsTable.Empty with { Services = wanted }, LvsDiffMode.Replace);
            if (!plan.IsEmpty)
            {
                // Who reads without the lock finds what changes now held, whether he finds it in the table or not.
                Hold(before.Concat(services.SelectMany(s => s.Holds)).DistinctBy(h => (h.Service, h.Server.Address, h.Server.Port)), services);
                Execute(plan, [.. services, .. leaving], cancellation);
            }

            Hold(services.SelectMany(s => s.Holds), services);
            _failures.End(Table);
            _failures.EndAllBut([Suspensions, Holds, .. plan.Changes.Select(c => c.Target)]);
        }
        catch (LvsException e)
        {
            _failures.Tell(Table, e);
        }
    }

    /// <summary>Holds nothing any more.</summary>
    /// <param name="services">Those whose places in the table stay as they are, for the next monitor.</param>
    public void End(IEnumerable<WatchedService> services)
    {
        if (_holds.IsEmpty)
        {
            return;
        }

        try
        {
            using IDisposable held = _client.Lock(CancellationToken.None);
            _holds.Leave([.. services.Select(s => s.Service.Service.Service)]);
        }
        catch (LvsException e)
        {
            _failures.Tell(Holds, e);
        }
    }

    private static string Text(LvsChange change, bool isBefore) => change switch
    {
        LvsRealServerChange server => (isBefore ? server.Before : server.After) is LvsRealServer row ? ChangeText.Settings(row) : "absent",
        LvsServiceChange service => (isBefore ? service.Before : service.After) is LvsService row ? ChangeText.Settings(row) : "absent",
        _ => change.Description,
    };

    private void ReadSuspensions(IReadOnlyList<WatchedService> services)
    {
        try
        {
            foreach (LvsHealthEvent happened in _suspensions.Read(services))
            {
                Report(happened);
            }

            _failures.End(Suspensions);
        }
        catch (LvsException e)
        {
            // Those that were known go on.
            _failures.Tell(Suspensions, e);
        }
    }

    /// <summary>Says what is held; servers that are down leave the table all the same where it cannot be said.</summary>
    private void Hold(IEnumerable<HealthHold> holds, IEnumerable<WatchedService> services)
    {
        try
        {
            _holds.Write(holds, services.Select(s => s.Service.Service.Service));
            _failures.End(Holds);
        }
        catch (LvsException e)
        {
            _failures.Tell(Holds, e);
        }
    }

    private LvsService? Look(WatchedService service, CancellationToken cancellation)
    {
        LvsService? found = Read(service.Service.Service.Service, cancellation);

        // The kernel's lists may leave out what stands in them while others change them: what is missing is looked for twice.
        found = service.Misses(found) ? Read(service.Service.Service.Service, cancellation) : found;
        foreach ((LvsRealServer? server, string from, string to) in service.Look(found, _suspensions.Of))
        {
            Report(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.ForeignChange)
            {
                Service = service.Service.Service.Service,
                Server = server,
                From = from,
                To = to,
                Reason = service.Service.ForeignChange == LvsForeignChange.Respect ? "another changed it; respected" : "another changed it; taken back",
            });
        }

        return found;
    }

    private LvsService? Read(LvsServiceId id, CancellationToken cancellation) =>
        _client.FindService(id, cancellation) is LvsService found
            ? found with { RealServers = _client.ReadRealServers(id, cancellation) }
            : null;

    private void Decide(WatchedService service, LvsService? found, TimeSpan now, List<LvsService> current, List<LvsService> wanted)
    {
        bool? quorum = service.HasQuorum;
        bool fallback = service.IsFallback;
        LvsService? decided = service.Decide(found, now);
        if (found is not null)
        {
            current.Add(found);
        }

        if (decided is not null)
        {
            wanted.Add(decided);
        }

        // A fallback that is there in the beginning is no news, and neither is why.
        bool wasThere = quorum is null && service.Fallback?.Known is not null;
        ReportQuorum(service, quorum, wasThere, now);
        if (service.IsFallback != fallback && !wasThere)
        {
            Report(service, service.IsFallback ? LvsHealthEventKind.Fallback : LvsHealthEventKind.FallbackEnd, service.Fallback?.Configured, null);
        }
    }

    private void ReportQuorum(WatchedService service, bool? before, bool wasThere, TimeSpan now)
    {
        if (service.HasQuorum is not bool held || held == before)
        {
            return;
        }

        // A service that begins with its quorum has not regained it.
        if (before is not null || (!held && !wasThere))
        {
            Report(service, held ? LvsHealthEventKind.QuorumGained : LvsHealthEventKind.QuorumLost, null, now - service.QuorumSince);
        }

        service.QuorumSince = now;
    }

    private void Report(WatchedService service, LvsHealthEventKind kind, LvsRealServer? server, TimeSpan? lasted)
    {
        LvsHealthService health = service.Service;
        _report(
            new LvsHealthEvent(_time.GetUtcNow(), kind)
            {
                Service = health.Service.Service,
                Server = server,
                Reason = FormattableString.Invariant($"weight {service.WeightUp} is up, the quorum is {health.Quorum}"),
                Duration = lasted,
            },
            kind switch
            {
                LvsHealthEventKind.QuorumLost => health.OnQuorumLost,
                LvsHealthEventKind.QuorumGained => health.OnQuorumGained,
                LvsHealthEventKind.Fallback => health.OnFallback,
                _ => health.OnFallbackEnd,
            });
    }

    private void Clean(List<WatchedService> leaving, List<LvsService> current, List<LvsService> wanted, CancellationToken cancellation)
    {
        foreach (WatchedService service in leaving.ToArray())
        {
            LvsService? found = Read(service.Service.Service.Service, cancellation);
            LvsService? rest = found is null ? null : service.Clean(found);
            if (found is null || rest?.RealServers!.Count == found.RealServers!.Count)
            {
                _ = leaving.Remove(service);
                continue;
            }

            current.Add(found);
            if (rest is not null)
            {
                wanted.Add(rest);
            }
        }
    }

    private void Execute(LvsPlan plan, IReadOnlyList<WatchedService> services, CancellationToken cancellation)
    {
        var byId = services.ToDictionary(s => s.Service.Service.Service);
        IReadOnlyList<LvsChangeResult> results;
        try
        {
            results = new PlanExecutor(_client).Execute(plan, null, cancellation);
        }
        catch (Exception e) when (e is LvsException or OperationCanceledException)
        {
            foreach (LvsChange change in plan.Changes)
            {
                Note(byId, new LvsChangeResult(change, LvsChangeStatus.Unknown, null));
            }

            throw;
        }

        foreach (LvsChangeResult result in results)
        {
            Note(byId, result);
        }
    }

    private void Note(Dictionary<LvsServiceId, WatchedService> services, LvsChangeResult result)
    {
        (LvsServiceId id, LvsRealServer? server) = result.Change is LvsRealServerChange c
            ? (c.RealServer.Service, c.RealServer)
            : (((LvsServiceChange)result.Change).Service, null);
        WatchedService service = services[id];
        switch (result)
        {
            case { Status: LvsChangeStatus.Done, Change: LvsRealServerChange change }:
                service.Find(change.RealServer)?.Settle(change.After);
                break;
            case { Status: LvsChangeStatus.Done, Change: LvsServiceChange change }:
                service.Settle(change.After);
                break;
            case { Status: LvsChangeStatus.Unknown, Change: LvsRealServerChange change }:
                service.Find(change.RealServer)?.MayBe(change.After);
                break;
            case { Status: LvsChangeStatus.Unknown }:
                service.Forget();
                break;
        }

        if (result.Status == LvsChangeStatus.Done)
        {
            _failures.End(result.Change.Target, id, server);
            Report(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.Changed)
            {
                Service = id,
                Server = server,
                From = Text(result.Change, isBefore: true),
                To = Text(result.Change, isBefore: false),
                Reason = result.Change.Description,
                Change = result.Change,
            });
        }
        else if (result.Error is LvsException error && error.ErrorId != LvsErrorId.DependencyFailed)
        {
            _failures.Tell(result.Change.Target, error, id, server);
        }
    }

    private void Report(LvsHealthEvent happened) => _report(happened, null);
}
