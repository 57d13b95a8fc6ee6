namespace LvsPS;

/// <summary>A service of a health document: how it stands in the table when all its servers are up, and what is done when they are not.</summary>
public sealed record LvsHealthService
{
    /// <summary>The time between two checks of a server: ten seconds, ldirectord's <c>checkinterval</c>.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    /// <summary>The longest of all times of a service but those of checks: thirty days. Timers of .NET count no more than 49.</summary>
    internal static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    /// <summary>The service and its settings. Its own list of real servers is not looked at.</summary>
    public required LvsService Service { get; init; }

    /// <summary>Its real servers.</summary>
    public required IReadOnlyList<LvsHealthServer> Servers { get; init; }

    /// <summary>The time between the beginnings of two checks of a server.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>The time from the end of a check to the next one while results contradict a server's state; null for <see cref="Interval"/>.</summary>
    public TimeSpan? FastInterval { get; init; }

    /// <summary>How many good results in a row bring a server up.</summary>
    public int Rise { get; init; } = 1;

    /// <summary>How many bad results in a row bring a server down.</summary>
    public int Fall { get; init; } = 1;

    /// <summary>Each check begins up to so much later than its time, by chance.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The first checks of the servers begin within this time, by chance: keepalived's <c>warmup</c>.</summary>
    public TimeSpan StartDelay { get; init; }

    /// <summary>What servers are taken to be before their first check has ended.</summary>
    public LvsInitialState InitialState { get; init; }

    /// <summary>What becomes of a server that is down.</summary>
    public LvsDownAction DownAction { get; init; }

    /// <summary>How the service is left when the monitor is stopped.</summary>
    public LvsStopAction StopAction { get; init; }

    /// <summary>What is done where the table is not as the monitor last wrote it.</summary>
    public LvsForeignChange ForeignChange { get; init; }

    /// <summary>The server that answers alone while the quorum is lost; null for none.</summary>
    public LvsRealServer? Fallback { get; init; }

    /// <summary>The sum of the weights of servers that are up which the service needs.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>
    /// By how much the sum must pass the quorum: a lost quorum is regained at Quorum + Hysteresis, and lost below Quorum - Hysteresis or
    /// at 0, as keepalived has it.
    /// </summary>
    public int Hysteresis { get; init; }

    /// <summary>
    /// How long a server that came up takes to get its whole weight, in ten steps; zero for at once. A share below one is one, so that a
    /// weight of 1 has no steps.
    /// </summary>
    public TimeSpan RampTime { get; init; }

    /// <summary>What is run when a server comes up.</summary>
    public LvsHealthAction? OnUp { get; init; }

    /// <summary>What is run when a server goes down.</summary>
    public LvsHealthAction? OnDown { get; init; }

    /// <summary>What is run when the quorum is lost.</summary>
    public LvsHealthAction? OnQuorumLost { get; init; }

    /// <summary>What is run when the quorum is regained.</summary>
    public LvsHealthAction? OnQuorumGained { get; init; }

    /// <summary>What is run when the fallback begins to answer.</summary>
    public LvsHealthAction? OnFallback { get; init; }

    /// <summary>What is run when the fallback ends.</summary>
    public LvsHealthAction? OnFallbackEnd { get; init; }

    /// <summary>Whether a stop runs <see cref="OnDown"/> for servers that are up and <see cref="OnQuorumLost"/>: keepalived's <c>omega</c>.</summary>
    public bool RunsActionsAtStop { get; init; }

    /// <summary>To whom mail is sent of this service; null for the document's.</summary>
    public LvsHealthMail? Mail { get; init; }

    /// <summary>A file that gets a line for each check; null for none. ldirectord's <c>monitorfile</c>.</summary>
    public string? CheckLogPath { get; init; }

    /// <summary>What the service is called in mails and logs; null for its identity.</summary>
    public string? Name { get; init; }

    /// <summary>The service's identity.</summary>
    /// <returns>Such as <c>tcp://10.0.0.10:80</c>.</returns>
    public override string ToString() => Service.ToString();
}
