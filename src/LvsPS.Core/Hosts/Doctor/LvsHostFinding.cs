namespace LvsPS;

/// <summary>How much a finding hinders.</summary>
public enum LvsFindingSeverity
{
    /// <summary>Packets do not arrive, or the host cannot be worked on.</summary>
    Error,

    /// <summary>Packets arrive, but some will not at times that can be foreseen, or go where they should not.</summary>
    Warning,

    /// <summary>Something that costs, or that stands on others.</summary>
    Information,
}

/// <summary>What a host is to IPVS.</summary>
public enum LvsHostRole
{
    /// <summary>It has the table.</summary>
    Director,

    /// <summary>It serves what a director sends it by direct routing or a tunnel.</summary>
    RealServer,
}

/// <summary>Something on a host that keeps its services from working as they should, and what mends it.</summary>
public sealed record LvsHostFinding
{
    /// <summary>The word for what was found, such as <c>ForwardingOff</c>; it never changes.</summary>
    public required string Id { get; init; }

    /// <summary>How much it hinders.</summary>
    public required LvsFindingSeverity Severity { get; init; }

    /// <summary>What it was found at: a setting, an address, an interface, a service or a process.</summary>
    public required string Subject { get; init; }

    /// <summary>What was found.</summary>
    public required string Message { get; init; }

    /// <summary>Why it matters.</summary>
    public required string Reason { get; init; }

    /// <summary>The services that suffer from it; none where it is the host.</summary>
    public IReadOnlyList<LvsServiceId> Services { get; init; } = [];

    /// <summary>The line that mends it: cmdlets, or where there is none for it, a command.</summary>
    public required string Remedy { get; init; }

    /// <summary>The finding in one line.</summary>
    /// <returns>Its word and what was found.</returns>
    public override string ToString() => $"{Id}: {Message}";
}
