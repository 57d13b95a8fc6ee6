namespace LvsPS.Netlink.Ipvs;

/// <summary>Which attributes a message has: a bit for each number.</summary>
/// <param name="Bits">The bits; bit n stands for attribute n.</param>
public readonly record struct AttributeSet(uint Bits)
{
    /// <summary>Whether an attribute is there.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>True where it is.</returns>
    public bool Has(ushort id) => (Bits & (1u << id)) != 0;

    /// <summary>The set with one attribute more.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The larger set.</returns>
    public AttributeSet With(ushort id) => new(Bits | (1u << id));

    /// <summary>The set with one attribute less.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The smaller set.</returns>
    public AttributeSet Without(ushort id) => new(Bits & ~(1u << id));
}
