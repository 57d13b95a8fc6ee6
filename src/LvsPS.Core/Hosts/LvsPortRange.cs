using System.Globalization;

namespace LvsPS;

/// <summary>A port of a protocol, or several in a row.</summary>
public sealed record LvsPortRange
{
    internal LvsPortRange(LvsProtocol protocol, int first, int last) => (Protocol, First, Last) = (protocol, first, last);

    /// <summary>The protocol.</summary>
    public LvsProtocol Protocol { get; }

    /// <summary>The first port.</summary>
    public int First { get; }

    /// <summary>The last port, which of a single one is the first.</summary>
    public int Last { get; }

    /// <summary>The ports without the protocol, such as 80 or 8000-8100.</summary>
    internal string Numbers => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    /// <summary>The range as text.</summary>
    /// <returns>Such as <c>tcp/80</c> or <c>tcp/8000-8100</c>.</returns>
    public override string ToString() => $"{NameOf(Protocol)}/{Numbers}";

    /// <summary>The protocol as it is called in rules.</summary>
    internal static string NameOf(LvsProtocol protocol) => protocol switch
    {
        LvsProtocol.Tcp => "tcp",
        LvsProtocol.Udp => "udp",
        LvsProtocol.Sctp => "sctp",
        _ => ((int)protocol).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The protocol of a name or number; null where it is none of those with ports.</summary>
    internal static LvsProtocol? ProtocolOf(string? name) => name switch
    {
        "tcp" or "6" => LvsProtocol.Tcp,
        "udp" or "17" => LvsProtocol.Udp,
        "sctp" or "132" => LvsProtocol.Sctp,
        _ => null,
    };
}
