namespace LvsPS;

/// <content>The checks: when they begin, and what becomes of their results.</content>
internal sealed partial class HealthMonitor
{
    private readonly List<(HealthRun Run, LvsHealthServer Server, CancellationToken Cancellation)> _beginning = [];

    private void Due(WatchedServer server, TimeSpan now, DateTimeOffset time)
    {
        if (server.Run is HealthRun running)
        {
            // It has ignored its cancellation. Another is not begun beside it; that it hangs counts as a failure at each interval.
            running.IsOverdue = true;
            Take(server, LvsCheckResult.Down("the check does not end"), isForced: false, now, time);
            _schedule.Put(server, now + server.Interval);
            return;
        }

        if (MaintenanceOf(server) is string file)
        {
            Take(server, LvsCheckResult.Down($"maintenance: {file}"), isForced: true, now, time);
            ScheduleNext(server, now, time);
            return;
        }

        Begin(server, now);
    }

    private void Begin(WatchedServer server, TimeSpan now)
    {
        var run = new HealthRun(server);
        server.Run = run;
        server.Schedule(null);
        _schedule.Put(server, now + server.Server.Check.Timeout + s_grace);
        _ = Interlocked.Increment(ref _activity);
        _ = Interlocked.Increment(ref _running);
        CancellationToken cancellation = server.Cancellation;
        LvsHealthServer checkedServer = server.Server;
        if (checkedServer.Check.WaitsAtOnce)
        {
            _beginning.Add((run, checkedServer, cancellation));
        }
        else
        {
            _ = Task.Run(() => RunAsync(run, checkedServer, cancellation), CancellationToken.None);
        }
    }

    /// <summary>Begins, one after the other, the checks that do nothing before they wait for the network.</summary>
    private void BeginAll()
    {
        if (_beginning.Count == 0)
        {
            return;
        }

        (HealthRun Run, LvsHealthServer Server, CancellationToken Cancellation)[] all = [.. _beginning];
        _beginning.Clear();
        _ = Task.Run(
            () =>
            {
                foreach ((HealthRun run, LvsHealthServer server, CancellationToken cancellation) in all)
                {
                    _ = RunAsync(run, server, cancellation);
                }
            },
            CancellationToken.None);
    }

    private async Task RunAsync(HealthRun run, LvsHealthServer server, CancellationToken cancellation)
    {
        LvsCheckResult? result = null;
        try
        {
            result = await CheckRun.RunAsync(server.Check, server.RealServer, _time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nothing is known.
        }
#pragma warning disable CA1031 // Whatever a run dies of, it has ended: a server that nobody asks any more must not stay as it is in silence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = LvsCheckResult.Down(e.Message);
        }

        Post(new Message(MessageKind.Result, run, result));
        _ = Interlocked.Decrement(ref _activity);
        if (Interlocked.Decrement(ref _running) == 0 && _stopping)
        {
            _ = _idle.TrySetResult();
        }
    }

    private void Ended(HealthRun run, LvsCheckResult? result, TimeSpan now, DateTimeOffset time)
    {
        WatchedServer server = run.Server;
        if (server.Run != run)
        {
            return;
        }

        server.Run = null;
        if (result is not null && !run.IsOverdue)
        {
            Take(server, result, isForced: false, now, time);
        }

        ScheduleNext(server, now, time);
    }

    private void Take(WatchedServer server, LvsCheckResult result, bool isForced, TimeSpan now, DateTimeOffset time)
    {
        (LvsHealthState before, TimeSpan lasted, bool isToWrite) = server.Take(result, isForced, now, time);
        if (isToWrite)
        {
            WantRound();
        }

        Checked?.Invoke(server.Service, server.Server, result);
        if (server.State == before)
        {
            return;
        }

        bool isUp = server.State == LvsHealthState.Up;
        Report(
            new LvsHealthEvent(time, isUp ? LvsHealthEventKind.Up : LvsHealthEventKind.Down)
            {
                Service = server.Service.Service.Service,
                Server = server.Server.RealServer,
                From = before.ToString(),
                To = server.State.ToString(),
                Reason = result.Reason,
                Duration = lasted,
            },
            isUp ? server.Server.OnUp ?? server.Service.OnUp : server.Server.OnDown ?? server.Service.OnDown);
    }

    private void ScheduleNext(WatchedServer server, TimeSpan now, DateTimeOffset time)
    {
        TimeSpan interval = server.Interval;
        server.Due += interval;
        if (server.Due <= now)
        {
            // Checks that were due meanwhile are left out: the next one comes at its regular time.
            server.Due += interval * Math.Floor((now - server.Due) / interval + 1);
        }

        TimeSpan due = server.Due;
        if (server.Haste is TimeSpan haste && now + haste < due)
        {
            server.Due -= interval;
            due = now + haste;
        }

        Put(server, due + (server.Service.Jitter * Chance()), now, time);
    }

    private void Put(WatchedServer server, TimeSpan due, TimeSpan now, DateTimeOffset time)
    {
        _schedule.Put(server, due);
        server.Schedule(time + (due - now));
    }

#pragma warning disable CA5394 // Nobody gains by foreseeing when a check begins.
    private static double Chance() => Random.Shared.NextDouble();
#pragma warning restore CA5394

    private string? MaintenanceOf(WatchedServer server)
    {
        if (_document.MaintenanceFolder is not string folder)
        {
            return null;
        }

        LvsRealServer row = server.Server.RealServer;
        return server.Server.Names.SelectMany(n => new[] { FormattableString.Invariant($"{n}:{row.Port}"), n })
            .Prepend(row.Address.ToString()).Prepend(row.ToString())
            .FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));
    }
}
