namespace LvsPS;

/// <summary>A setting of the kernel's IPVS (<c>net.ipv4.vs.NAME</c>) in one network namespace.</summary>
public sealed record LvsKernelSetting
{
    /// <summary>Its name.</summary>
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

    /// <summary>Where it was read.</summary>
    internal ReadFrom Origin { get; init; }

    /// <summary>The setting's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
