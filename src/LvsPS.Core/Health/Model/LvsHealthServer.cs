namespace LvsPS;

/// <summary>A real server of a health document: how it stands in the table when it is up, and how that is found out.</summary>
public sealed record LvsHealthServer
{
    /// <summary>The server, with the weight that it has when it is up.</summary>
    public required LvsRealServer RealServer { get; init; }

    /// <summary>How it is found out whether it can serve.</summary>
    public required LvsHealthCheck Check { get; init; }

    /// <summary>The time between two checks; null for the service's.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The time between two checks while results contradict the state; null for the service's.</summary>
    public TimeSpan? FastInterval { get; init; }

    /// <summary>How many good results in a row bring it up; null for the service's.</summary>
    public int? Rise { get; init; }

    /// <summary>How many bad results in a row bring it down; null for the service's.</summary>
    public int? Fall { get; init; }

    /// <summary>What it is taken to be at first; null for the service's.</summary>
    public LvsInitialState? InitialState { get; init; }

    /// <summary>What becomes of it when it is down; null for the service's.</summary>
    public LvsDownAction? DownAction { get; init; }

    /// <summary>What is run when it comes up; null for the service's.</summary>
    public LvsHealthAction? OnUp { get; init; }

    /// <summary>What is run when it goes down; null for the service's.</summary>
    public LvsHealthAction? OnDown { get; init; }

    /// <summary>Other names of the machine, by which a file in the maintenance folder may name it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The server's name.</summary>
    /// <returns>Such as <c>10.0.0.1:80 (Http)</c>.</returns>
    public override string ToString() => $"{RealServer} ({Check.Kind})";
}
