namespace LvsPS.Netlink.Wire;

/// <summary>How the payload of an attribute is to be read.</summary>
public enum AttributeKind
{
    /// <summary>One byte.</summary>
    U8,

    /// <summary>Two bytes in host order.</summary>
    U16,

    /// <summary>Four bytes in host order.</summary>
    U32,

    /// <summary>Eight bytes in host order.</summary>
    U64,

    /// <summary>Two bytes in network order.</summary>
    U16BigEndian,

    /// <summary>Four bytes in network order.</summary>
    U32BigEndian,

    /// <summary>Four bytes whose order depends on the address family: a mask in network order, or a prefix length in host order.</summary>
    Netmask,

    /// <summary>Characters and a NUL.</summary>
    Text,

    /// <summary>An address: 4 or 16 bytes in network order.</summary>
    Address,

    /// <summary>An IPv6 address: 16 bytes in network order.</summary>
    Address6,

    /// <summary>Flags and the mask of those that are meant: twice four bytes in host order.</summary>
    FlagsAndMask,

    /// <summary>Attributes.</summary>
    Nest,

    /// <summary>Bytes of any length, such as a link address.</summary>
    Bytes,

    /// <summary>Nothing: padding that aligns the next attribute to eight bytes.</summary>
    Padding,
}

/// <summary>What is known of one attribute, as a line of the kernel's <c>struct nla_policy</c> says it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name in the kernel's header, without the prefix that all of its set share.</param>
/// <param name="Kind">How its payload is read.</param>
/// <param name="MaxLength">The most bytes of text (the NUL not counted) or of an address; 0 for kinds of one fixed length.</param>
/// <param name="Nested">The attributes inside of a nest.</param>
public sealed record AttributePolicy(ushort Id, string Name, AttributeKind Kind, int MaxLength = 0, AttributePolicySet? Nested = null)
{
    /// <summary>Whether the kernel's table has no line for it, so that it looks at none in a request.</summary>
    public bool ReplyOnly { get; init; }

    /// <summary>Whether a payload of this length can be read.</summary>
    /// <param name="length">Bytes of payload.</param>
    /// <returns>True where the length fits the kind.</returns>
    public bool Accepts(int length) => Kind switch
    {
        AttributeKind.U8 => length == 1,
        AttributeKind.U16 or AttributeKind.U16BigEndian => length == 2,
        AttributeKind.U32 or AttributeKind.U32BigEndian or AttributeKind.Netmask => length == 4,
        AttributeKind.U64 or AttributeKind.FlagsAndMask => length == 8,
        AttributeKind.Text => length <= MaxLength + 1,
        AttributeKind.Address => length is 4 or 16,
        AttributeKind.Address6 => length == 16,
        _ => true,
    };

    /// <summary>
    /// Whether the kernel takes this payload in a request of a family as old as IPVS (<c>validate_nla()</c> in <c>lib/nlattr.c</c>,
    /// without NL_VALIDATE_STRICT): a number may be too long but not too short, bytes may be too short but not too long.
    /// </summary>
    /// <param name="payload">The payload.</param>
    /// <returns>True where the kernel takes it.</returns>
    public bool AcceptsRequest(ReadOnlySpan<byte> payload) => ReplyOnly || Kind switch
    {
        AttributeKind.U8 => payload.Length >= 1,
        AttributeKind.U16 or AttributeKind.U16BigEndian => payload.Length >= 2,
        AttributeKind.U32 or AttributeKind.U32BigEndian or AttributeKind.Netmask => payload.Length >= 4,
        AttributeKind.U64 => payload.Length >= 8,
        AttributeKind.Text => payload[..Math.Min(payload.Length, MaxLength + 1)].Contains((byte)0)
            && payload.Length - (payload[^1] == 0 ? 1 : 0) <= MaxLength,
        AttributeKind.Address => payload.Length <= 16,
        AttributeKind.Address6 => payload.Length >= 16,
        AttributeKind.FlagsAndMask => payload.Length <= 8,
        AttributeKind.Nest => payload.Length is 0 or >= 4,
        _ => true,
    };
}

/// <summary>The attributes of one enumeration of the kernel's header.</summary>
public sealed class AttributePolicySet
{
    private readonly AttributePolicy?[] _byId;

    /// <summary>Collects the attributes of a set.</summary>
    /// <param name="name">The set's name for messages, such as <c>SVC</c>.</param>
    /// <param name="attributes">Its attributes.</param>
    public AttributePolicySet(string name, params AttributePolicy[] attributes)
    {
        Name = name;
        _byId = new AttributePolicy?[attributes.Max(a => a.Id) + 1];
        foreach (AttributePolicy attribute in attributes)
        {
            _byId[attribute.Id] = attribute;
        }
    }

    /// <summary>The set's name for messages.</summary>
    public string Name { get; }

    /// <summary>The known attributes.</summary>
    public IEnumerable<AttributePolicy> Attributes => _byId.OfType<AttributePolicy>();

    /// <summary>Finds an attribute.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The attribute, or null where it is unknown (a newer kernel's).</returns>
    public AttributePolicy? Find(ushort id) => id < _byId.Length ? _byId[id] : null;
}
