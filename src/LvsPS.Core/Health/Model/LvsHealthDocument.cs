namespace LvsPS;

/// <summary>
/// Which table is wanted when all servers are up, and how it is found out which are. A monitor makes of it the table
/// that is wanted now.
/// </summary>
public sealed record LvsHealthDocument
{
    /// <summary>The services.</summary>
    public required IReadOnlyList<LvsHealthService> Services { get; init; }

    /// <summary>To whom mail is sent of services that have no such of their own; null for nobody.</summary>
    public LvsHealthMail? Mail { get; init; }

    /// <summary>A file that gets a line for each event; null for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Whether a changed file is taken over.</summary>
    public bool AutoReload { get; init; }

    /// <summary>What is run when the file was changed, whether it is taken over or not: ldirectord's <c>callback</c>.</summary>
    public LvsHealthAction? OnFileChange { get; init; }

    /// <summary>
    /// A folder in which a file that is named as a server, <c>ADDRESS:PORT</c>, <c>ADDRESS</c> or one of its names, takes that server down
    /// without a check; null for none. ldirectord's <c>maintenancedir</c>.
    /// </summary>
    public string? MaintenanceFolder { get; init; }

    /// <summary>Where the document was read; null where it was not.</summary>
    public string? Path { get; init; }

    /// <summary>Why what was to be a document is none; null for a document. What binds it reports it with its own id.</summary>
    internal LvsInputException? Fault { get; init; }

    /// <summary>Whether it is one service of a document, to be monitored together with others that come with it.</summary>
    internal bool IsPart { get; init; }

    /// <summary>Looks for everything that is wrong, before anything is checked or changed.</summary>
    /// <returns>All findings; none where nothing is wrong.</returns>
    public IReadOnlyList<LvsHealthFinding> Validate() => Fault is null
        ? [.. HealthValidation.Check(this)]
        : [new LvsHealthFinding(LvsHealthSeverity.Error, nameof(Services), Fault)];

    /// <summary>The document in a few words.</summary>
    /// <returns>The file, and the number of services.</returns>
    public override string ToString() => FormattableString.Invariant($"{Path ?? "health document"} ({Services.Count} services)");
}
