namespace LvsPS;

/// <summary>What kind of thing on a host is claimed.</summary>
internal enum HostCellKind
{
    /// <summary>A setting below /proc/sys; its state is its value.</summary>
    Setting,

    /// <summary>Whether an interface is up; its state is <c>up</c> or <c>down</c>.</summary>
    LinkState,

    /// <summary>A device; its state is what it is, or none.</summary>
    Device,

    /// <summary>A UDP port whose packets are unpacked; its state is <c>present</c>, or none.</summary>
    GuePort,

    /// <summary>An address on an interface; its state is <c>present</c>, or none.</summary>
    Address,

    /// <summary>A route; its state is <c>present</c>, or none.</summary>
    Route,
}

/// <summary>A thing on a host that is changed for as long as somebody claims it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name among its kind, from which it can be found again.</param>
internal sealed record HostClaim(HostCellKind Kind, string Name)
{
    /// <summary>Its state before the first claim; null where it was not there.</summary>
    public string? Previous { get; init; }

    /// <summary>The states that it was given: of these it is ours to put back.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>Who claims it, such as <c>realserver 192.168.1.205</c>.</summary>
    public IReadOnlyList<string> Claimants { get; init; } = [];

    /// <summary>Whether this is the claim on a thing.</summary>
    /// <param name="cell">The thing.</param>
    /// <returns>True where kind and name are equal.</returns>
    public bool IsOn(IHostCell cell) => Kind == cell.Kind && Name == cell.Name;
}
