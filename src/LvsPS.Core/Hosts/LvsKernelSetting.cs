namespace LvsPS;

/// <summary>
/// A setting of the kernel in one network namespace: one of its IPVS (<c>net.ipv4.vs.NAME</c>), or one of the network around it.
/// </summary>
public sealed record LvsKernelSetting
{
    /// <summary>Its name; that of a setting outside of <c>net.ipv4.vs</c> is the full one, such as <c>net.ipv4.ip_forward</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its value, as the kernel writes it; a pair has a blank between its numbers.</summary>
    public required string Value { get; init; }

    /// <summary>Its value after loading ip_vs; null where that depends on the machine or is not known.</summary>
    public string? Default { get; init; }

    /// <summary>How its value is written; null for a setting that LvsPS does not know.</summary>
    public LvsSettingKind? Kind { get; init; }

    /// <summary>The values that it takes, such as <c>0..3</c>; null where that is not known.</summary>
    public string? Range { get; init; }

    /// <summary>What it does; null for a setting that LvsPS does not know.</summary>
    public string? Description { get; init; }

    /// <summary>Its name as <c>sysctl</c> has it.</summary>
    internal string FullName => Name.StartsWith("net.", StringComparison.Ordinal) ? Name : $"net.ipv4.vs.{Name}";

    /// <summary>Where it was read.</summary>
    internal ReadFrom Origin { get; init; }

    /// <summary>The setting's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
