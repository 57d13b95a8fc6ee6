namespace LvsPS;

/// <summary>What a change does to its target.</summary>
public enum LvsAction
{
    /// <summary>Something new.</summary>
    Add,

    /// <summary>Something that is there gets other settings.</summary>
    Edit,

    /// <summary>Something that is there goes.</summary>
    Remove,

    /// <summary>Every service goes, with its real servers.</summary>
    Clear,

    /// <summary>Statistics are set to zero.</summary>
    Reset,
}

/// <summary>
/// One change to a table: what it concerns, how that was before and how it is to be. Everything that LvsPS does to a director is a
/// list of these; a netlink message, an ipvsadm line, the sentence of -WhatIf and an undo are forms of it.
/// </summary>
public abstract record LvsChange
{
    /// <summary>What is done.</summary>
    public abstract LvsAction Action { get; }

    /// <summary>What it concerns, as text.</summary>
    public abstract string Target { get; }

    /// <summary>The change as a sentence without its full stop, such as <c>Add service tcp://10.0.0.1:80 (wlc)</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The ipvsadm line that does the same; of a change to the host around the table the line of <c>ip</c>, <c>sysctl</c> or <c>nft</c>.</summary>
    public virtual string Rule => RuleWriter.Write(this);

    /// <summary>Why it is made, as a sentence; null where somebody asked for this very change.</summary>
    public string? Reason { get; init; }

    /// <summary>The changes that take this one back, in order.</summary>
    /// <returns>One change or several: a removed service comes back with its real servers.</returns>
    public abstract IEnumerable<LvsChange> Undo();

    /// <summary>Whether a table already is as this change wants it.</summary>
    /// <param name="table">The table.</param>
    /// <returns>True where nothing is left to do.</returns>
    internal abstract bool IsDone(TableIndex table);

    /// <summary>The change that brings the same about from what a table has now, whatever this one was computed from.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The change; null where there is nothing to do it to.</returns>
    internal abstract LvsChange? From(TableIndex table);

    /// <summary>Whether what it concerns is no longer as it was when it was computed.</summary>
    /// <param name="table">The table.</param>
    /// <returns>True where somebody changed it.</returns>
    internal virtual bool IsStale(TableIndex table) => !Undo().All(c => c.IsDone(table));

    /// <summary>The sentence.</summary>
    /// <returns><see cref="Description"/>.</returns>
    public sealed override string ToString() => Description;
}

/// <summary>A service is added, edited or removed.</summary>
public sealed record LvsServiceChange : LvsChange
{
    /// <summary>A change from one state of a service to another.</summary>
    /// <param name="before">The service as it is; null where it is not there.</param>
    /// <param name="after">The service as it is to be; null where it is to go.</param>
    public LvsServiceChange(LvsService? before, LvsService? after)
    {
        Before = before;
        After = after;
        Service = (after ?? before ?? throw new ArgumentNullException(nameof(after))).Service;
    }

    /// <summary>The service as it is; null where it is not there.</summary>
    public LvsService? Before { get; }

    /// <summary>The service as it is to be; null where it is to go.</summary>
    public LvsService? After { get; }

    /// <summary>Which service.</summary>
    public LvsServiceId Service { get; }

    /// <inheritdoc/>
    public override LvsAction Action => Before is null ? LvsAction.Add : After is null ? LvsAction.Remove : LvsAction.Edit;

    /// <inheritdoc/>
    public override string Target => Service.ToString();

    /// <inheritdoc/>
    public override string Description => Action switch
    {
        LvsAction.Add => $"Add service {Service} ({ChangeText.Settings(After!)})",
        LvsAction.Remove => Before!.RealServers is { Count: > 0 } servers
            ? $"Remove service {Service} with its {ChangeText.Count(servers.Count, "real server")}"
            : $"Remove service {Service}",
        _ when Before!.Scheduler != After!.Scheduler =>
            $"Edit service {Service} ({ChangeText.Differences(Before, After)}; new connections may be refused for a moment)",
        _ => $"Edit service {Service} ({ChangeText.Differences(Before!, After!)})",
    };

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo()
    {
        yield return new LvsServiceChange(After, Before);
        if (After is null)
        {
            foreach (LvsRealServer server in Before!.RealServers ?? [])
            {
                yield return new LvsRealServerChange(null, server);
            }
        }
    }

    internal override bool IsDone(TableIndex table) =>
        After is null ? table.Find(Service) is null : table.Find(Service)?.HasSameSettings(After) == true;

    internal override LvsChange? From(TableIndex table) =>
        table.Find(Service) is null && After is null ? null : new LvsServiceChange(table.Find(Service), After) { Reason = Reason };

    internal override bool IsStale(TableIndex table) =>
        base.IsStale(table) || (After is null && Before!.RealServers is { } servers && table.Find(Service)?.RealServers?.Count != servers.Count);
}

/// <summary>A real server is added, edited or removed.</summary>
public sealed record LvsRealServerChange : LvsChange
{
    /// <summary>A change from one state of a real server to another.</summary>
    /// <param name="before">The server as it is; null where it is not there.</param>
    /// <param name="after">The server as it is to be; null where it is to go.</param>
    public LvsRealServerChange(LvsRealServer? before, LvsRealServer? after)
    {
        Before = before;
        After = after;
        RealServer = after ?? before ?? throw new ArgumentNullException(nameof(after));
    }

    /// <summary>The server as it is; null where it is not there.</summary>
    public LvsRealServer? Before { get; }

    /// <summary>The server as it is to be; null where it is to go.</summary>
    public LvsRealServer? After { get; }

    /// <summary>Which server, in the later of its states.</summary>
    public LvsRealServer RealServer { get; }

    /// <inheritdoc/>
    public override LvsAction Action => Before is null ? LvsAction.Add : After is null ? LvsAction.Remove : LvsAction.Edit;

    /// <inheritdoc/>
    public override string Target => $"{RealServer} of {RealServer.Service}";

    /// <inheritdoc/>
    public override string Description => Action switch
    {
        LvsAction.Add => $"Add real server {RealServer} to {RealServer.Service} ({ChangeText.Settings(After!)})",
        LvsAction.Remove => $"Remove real server {RealServer} from {RealServer.Service}",
        _ => $"Edit real server {RealServer} of {RealServer.Service} ({ChangeText.Differences(Before!, After!)})",
    };

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsRealServerChange(After, Before)];

    internal override bool IsDone(TableIndex table) =>
        After is null ? table.Find(RealServer) is null : table.Find(RealServer)?.HasSameSettings(After) == true;

    internal override LvsChange? From(TableIndex table) =>
        table.Find(RealServer) is null && After is null ? null : new LvsRealServerChange(table.Find(RealServer), After) { Reason = Reason };
}

/// <summary>Every service is removed with its real servers (IPVS_CMD_FLUSH); time-outs, daemons and live connections stay.</summary>
public sealed record LvsClearChange : LvsChange
{
    /// <summary>Clears a table.</summary>
    /// <param name="before">The table as it is.</param>
    public LvsClearChange(LvsTable before) => Before = before;

    /// <summary>The table as it is.</summary>
    public LvsTable Before { get; }

    /// <inheritdoc/>
    public override LvsAction Action => LvsAction.Clear;

    /// <inheritdoc/>
    public override string Target => "table";

    /// <inheritdoc/>
    public override string Description =>
        $"Clear the table ({ChangeText.Count(Before.Services.Count, "service")}, {ChangeText.Count(Before.Services.Sum(s => s.RealServers?.Count ?? 0), "real server")})";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => Before.Services.SelectMany(s => new LvsServiceChange(s, null).Undo());

    internal override bool IsDone(TableIndex table) => table.Count == 0;

    internal override LvsChange? From(TableIndex table) => this;
}

/// <summary>Time-outs are changed.</summary>
public sealed record LvsTimeoutChange : LvsChange
{
    /// <summary>A change of time-outs.</summary>
    /// <param name="before">All three as they are.</param>
    /// <param name="after">Those that are to be changed.</param>
    public LvsTimeoutChange(LvsTimeout before, LvsTimeout after)
    {
        Before = before;
        After = after;
    }

    /// <summary>All three as they are.</summary>
    public LvsTimeout Before { get; }

    /// <summary>Those that are to be changed; the others are null.</summary>
    public LvsTimeout After { get; }

    /// <inheritdoc/>
    public override LvsAction Action => LvsAction.Edit;

    /// <inheritdoc/>
    public override string Target => "timeouts";

    /// <inheritdoc/>
    public override string Description => $"Set timeouts ({ChangeText.Differences(Before, After)})";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsTimeoutChange(After, Before)];

    internal override bool IsDone(TableIndex table) =>
        table.Timeout is LvsTimeout now
        && (After.Tcp is null || After.Tcp == now.Tcp)
        && (After.TcpFin is null || After.TcpFin == now.TcpFin)
        && (After.Udp is null || After.Udp == now.Udp);

    internal override LvsChange? From(TableIndex table) => new LvsTimeoutChange(table.Timeout ?? Before, After) { Reason = Reason };
}

/// <summary>A synchronisation daemon is started or stopped. The kernel cannot edit one: that is a stop and a start.</summary>
public sealed record LvsSyncDaemonChange : LvsChange
{
    /// <summary>A start or a stop.</summary>
    /// <param name="before">The daemon that runs; null for a start.</param>
    /// <param name="after">The daemon that is to run; null for a stop.</param>
    public LvsSyncDaemonChange(LvsSyncDaemon? before, LvsSyncDaemon? after)
    {
        Before = before;
        After = after;
        Daemon = after ?? before ?? throw new ArgumentNullException(nameof(after));
    }

    /// <summary>The daemon that runs; null for a start.</summary>
    public LvsSyncDaemon? Before { get; }

    /// <summary>The daemon that is to run; null for a stop.</summary>
    public LvsSyncDaemon? After { get; }

    /// <summary>Which daemon.</summary>
    public LvsSyncDaemon Daemon { get; }

    /// <summary>Where a daemon is stopped only to be started with other settings, those; null otherwise.</summary>
    public LvsSyncDaemon? Successor { get; init; }

    /// <inheritdoc/>
    public override LvsAction Action => After is null ? LvsAction.Remove : LvsAction.Add;

    /// <inheritdoc/>
    public override string Target => $"{ChangeText.Name(Daemon.Role)} sync daemon";

    /// <inheritdoc/>
    public override string Description => After is null
        ? Successor is null ? $"Stop the {Target}" : $"Stop the {Target}, to start it anew ({ChangeText.Differences(Daemon, Successor)})"
        : $"Start the {Target} on {Daemon.Interface} ({ChangeText.Settings(Daemon)})";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsSyncDaemonChange(After, Before)];

    internal override bool IsDone(TableIndex table) => table.FindDaemon(Daemon.Role) is LvsSyncDaemon running
        ? After is not null && TableDiffer.SameDaemon(running, After)
        : After is null;

    internal override LvsChange? From(TableIndex table) => After is not null ? this
        : table.FindDaemon(Daemon.Role) is LvsSyncDaemon running ? new LvsSyncDaemonChange(running, null) { Successor = Successor, Reason = Reason }
        : null;
}
