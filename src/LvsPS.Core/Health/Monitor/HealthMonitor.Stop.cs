namespace LvsPS;

/// <content>The end.</content>
internal sealed partial class HealthMonitor
{
    /// <summary>
    /// How long a stop waits for actions, those of the end and those that ran before, together: with the rest of a stop it is below the 90 s
    /// that systemd waits before it kills a service (systemd-system.conf(5), DefaultTimeoutStopSec).
    /// </summary>
    internal static readonly TimeSpan LastActions = TimeSpan.FromSeconds(60);

    private async Task EndAsync(bool isStop)
    {
        _stopping = true;
        _ = _messages.Writer.TryComplete();
        await _timer.DisposeAsync().ConfigureAwait(false);
        foreach (WatchedServer server in _services.SelectMany(s => s.Servers))
        {
            server.Dispose();
        }

        if (Running > 0)
        {
            await _idle.Task.WaitAsync(s_patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (isStop)
        {
            foreach (WatchedService service in _services.Where(s => s.Service.StopAction == LvsStopAction.Clean))
            {
                _leaving.Add(service);
            }

            if (_leaving.Count > 0)
            {
                _keeper.Round([], _leaving, Now, CancellationToken.None);
            }
        }

        _keeper.End(_services.Where(s => !isStop || s.Service.StopAction == LvsStopAction.Keep));
        if (isStop)
        {
            RunLastActions();
            await _actions.DrainAsync(LastActions, _time).ConfigureAwait(false);
            Report(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.Stopped), null);
        }
    }

    private void RunLastActions()
    {
        foreach (WatchedService service in _services.Where(s => s.Service.RunsActionsAtStop))
        {
            foreach (WatchedServer server in service.Servers.Where(s => s.State == LvsHealthState.Up))
            {
                Act(server.Server.OnDown ?? service.Service.OnDown, Last(LvsHealthEventKind.Down, service, server.Server.RealServer));
            }

            Act(service.Service.OnQuorumLost, Last(LvsHealthEventKind.QuorumLost, service, null));
        }
    }

    private LvsHealthEvent Last(LvsHealthEventKind kind, WatchedService service, LvsRealServer? server) =>
        new(_time.GetUtcNow(), kind) { Service = service.Service.Service.Service, Server = server, Reason = "the monitor ends" };
}
