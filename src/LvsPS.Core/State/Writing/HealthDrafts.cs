namespace LvsPS;

/// <summary>Takes health documents apart, so that they can be written. What is as without a word is left out.</summary>
internal static class HealthDrafts
{
    /// <summary>Takes apart what concerns the monitor as a whole.</summary>
    public static MonitorDraft? Monitor(LvsHealthDocument? document) =>
        document is null or { Mail: null, LogPath: null, AutoReload: false, OnFileChange: null, MaintenanceFolder: null } ? null : new MonitorDraft
        {
            Mail = CheckDrafts.Of(document.Mail),
            LogPath = document.LogPath,
            AutoReload = document.AutoReload ? true : null,
            OnFileChange = CheckDrafts.Of(document.OnFileChange),
            MaintenanceFolder = document.MaintenanceFolder,
        };

    /// <summary>Takes apart how a service is checked.</summary>
    /// <param name="service">The service.</param>
    /// <param name="common">The check that is written at the service, since most of its servers have it; null for none.</param>
    public static ServiceHealthDraft Service(LvsHealthService service, LvsHealthCheck? common)
    {
        var usual = new LvsHealthService { Service = service.Service, Servers = [] };
        return new ServiceHealthDraft
        {
            Check = common is null ? null : CheckDrafts.Of(common),
            Interval = Unless(service.Interval, usual.Interval),
            FastInterval = service.FastInterval,
            Rise = Unless(service.Rise, usual.Rise),
            Fall = Unless(service.Fall, usual.Fall),
            Jitter = Unless(service.Jitter, usual.Jitter),
            StartDelay = Unless(service.StartDelay, usual.StartDelay),
            InitialState = Unless(service.InitialState, usual.InitialState),
            DownAction = Unless(service.DownAction, usual.DownAction),
            StopAction = Unless(service.StopAction, usual.StopAction),
            ForeignChange = Unless(service.ForeignChange, usual.ForeignChange),
            Fallback = service.Fallback is LvsRealServer fallback ? StateDrafts.Server(fallback, keepWeight: false) : null,
            Quorum = Unless(service.Quorum, usual.Quorum),
            Hysteresis = Unless(service.Hysteresis, usual.Hysteresis),
            RampTime = Unless(service.RampTime, usual.RampTime),
            OnUp = CheckDrafts.Of(service.OnUp),
            OnDown = CheckDrafts.Of(service.OnDown),
            OnQuorumLost = CheckDrafts.Of(service.OnQuorumLost),
            OnQuorumGained = CheckDrafts.Of(service.OnQuorumGained),
            OnFallback = CheckDrafts.Of(service.OnFallback),
            OnFallbackEnd = CheckDrafts.Of(service.OnFallbackEnd),
            RunActionsAtStop = service.RunsActionsAtStop ? true : null,
            Mail = CheckDrafts.Of(service.Mail),
            CheckLogPath = service.CheckLogPath,
            Name = service.Name,
        };
    }

    /// <summary>Takes apart how a server is checked; null where it is as the others.</summary>
    public static ServerHealthDraft? Server(LvsHealthServer server, LvsHealthCheck? common)
    {
        var draft = new ServerHealthDraft
        {
            Check = server.Check.Equals(common) ? null : CheckDrafts.Of(server.Check),
            Interval = server.Interval,
            FastInterval = server.FastInterval,
            Rise = server.Rise,
            Fall = server.Fall,
            InitialState = server.InitialState,
            DownAction = server.DownAction,
            OnUp = CheckDrafts.Of(server.OnUp),
            OnDown = CheckDrafts.Of(server.OnDown),
            Names = server.Names.Count == 0 ? null : server.Names,
        };
        return HealthShapes.Server.Keys.Any(key => key.Write(draft) is not null) ? draft : null;
    }

    /// <summary>The check that most servers of a service have.</summary>
    public static LvsHealthCheck? CommonCheck(LvsHealthService service) =>
        service.Servers.GroupBy(s => s.Check).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    private static T? Unless<T>(T value, T usual)
        where T : struct => value.Equals(usual) ? null : value;
}
