using System.Globalization;
using System.Net;

namespace LvsPS;

/// <summary>Values that occur in several places.</summary>
internal static class CommonShapes
{
    /// <summary>An IPv4 address as a regular expression.</summary>
    public const string IPv4 = @"(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}";
    private const string IPv6 = @"[0-9A-Fa-f]*:[0-9A-Fa-f:.]*";
    private const string Port1 = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    /// <summary>An address.</summary>
    public static readonly FormShape<IPAddress> Address = new(
        "address", "an address such as 10.0.0.1 or 2001:db8::1", $"^({IPv4}|{IPv6})$", LvsEndpoint.TryAddress, a => a.ToString());

    /// <summary>An address, or a block of them.</summary>
    public static readonly FormShape<string> AddressBlock = new(
        "addressBlock", "an address or a block such as 10.0.0.0/28", $"^({IPv4}|{IPv6})(/[0-9]{{1,3}})?$", Block, b => b);

    /// <summary>An address, a range of them, or a block.</summary>
    public static readonly FormShape<string> AddressPool = new(
        "addressPool",
        "an address, a range such as 10.0.0.1-10.0.0.9 or a block such as 10.0.0.0/28",
        $"^({IPv4}|{IPv6})(-({IPv4}|{IPv6})|/[0-9]{{1,3}})?$",
        Pool,
        p => p);

    /// <summary>The identity of a service.</summary>
    public static readonly FormShape<LvsServiceId> Service = new(
        "serviceId",
        "a service such as tcp://10.0.0.10:80, udp://[2001:db8::1]:53, sctp://10.0.0.10:80, fwmark://7 or fwmark6://7",
        $@"^((tcp|udp|sctp|ip(0|[1-9][0-9]{{0,4}}))://({IPv4}|\[{IPv6}\])(:(0|{Port1}))?|fwmark6?://[1-9][0-9]{{0,9}})$",
        t => OctalPart(t) is string part ? throw Octal(t, part) : LvsServiceId.Parse(t),
        s => s.ToString());

    /// <summary>A port, or several in a row.</summary>
    public static readonly FormShape<string> PortRange = new("portRange", "a port from 1 to 65535, or a range such as 8000-8100", $"^{Port1}(-{Port1})?$", Range, r => r)
    {
        Numbers = (1, ushort.MaxValue),
    };

    /// <summary>A port.</summary>
    public static readonly NumberShape<int> Port = new(1, ushort.MaxValue);

    /// <summary>A number of times.</summary>
    public static readonly NumberShape<int> Count = new(1, int.MaxValue);

    /// <summary>A whole number, below nothing too.</summary>
    public static readonly NumberShape<int> Whole = new(-int.MaxValue, int.MaxValue);

    /// <summary>A number from nothing.</summary>
    public static readonly NumberShape<int> Natural = new(0, int.MaxValue);

    /// <summary>A text.</summary>
    public static readonly TextShape Text = new();

    /// <summary>A text that may be empty.</summary>
    public static readonly TextShape AnyText = new(mayBeEmpty: true);

    /// <summary>The path of a file or a folder.</summary>
    public static readonly TextShape Path = new("a path");

    /// <summary>The name of a network interface.</summary>
    public static readonly TextShape Interface = new("the name of an interface");

    /// <summary>The encapsulation of a tunnel.</summary>
    public static readonly WordShape<LvsTunnelType> TunnelType = new(("ipip", LvsTunnelType.Ipip), ("gue", LvsTunnelType.Gue), ("gre", LvsTunnelType.Gre));

    /// <summary>Who a document belongs to: a word that files, lines and terminals all take.</summary>
    public static readonly FormShape<string> Owner = new(
        "owner", "a name of letters, digits and . _ - @ /, such as web", "^[A-Za-z0-9][A-Za-z0-9._@/-]{0,63}$", IsOwner, o => o);

    /// <summary>The names of settings as sysctl takes them: parts between points or slashes, and among them the names of interfaces.</summary>
    public static readonly NameForm SettingName = new(
        "setting's name",
        "a name of letters, digits and _ . / - :, such as conntrack or net.ipv4.ip_forward",
        @"^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./:-]*$",
        IsSettingName);

    /// <summary>Texts on one line.</summary>
    public static readonly ListShape<string> Texts = new(() => AnyText, isFlow: true);

    private static string? IsOwner(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || "._@/-".Contains(c, StringComparison.Ordinal)) ? text : null;

    private static bool IsSettingName(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_') && !text.Contains("..", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "_./:-".Contains(c, StringComparison.Ordinal));

    /// <summary>Which number of a service's identity begins with 0; null for none. Those of its address are looked at with the address.</summary>
    private static string? OctalPart(string text)
    {
        int colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0)
        {
            return null;
        }

        string scheme = text[..colon];
        string rest = text[(colon + 3)..];
        return scheme.StartsWith("fwmark", StringComparison.OrdinalIgnoreCase) ? Scalars.LooksOctal(rest) ? "mark" : null
            : scheme.StartsWith("ip", StringComparison.OrdinalIgnoreCase) && Scalars.LooksOctal(scheme[2..]) ? "protocol"
            : !text.EndsWith(']') && Scalars.LooksOctal(rest[(rest.LastIndexOf(':') + 1)..]) && rest.Contains(':', StringComparison.Ordinal) ? "port"
            : null;
    }

    private static LvsInputException Octal(string text, string part) => new(
        LvsErrorId.InvalidEndpoint, $"The {part} of '{text}' begins with 0, and some readers take it for an octal number.", text, "Write the number without zeros before it.");

    private static string? Block(string text)
    {
        string[] parts = text.Split('/');
        return LvsEndpoint.TryAddress(parts[0]) is not IPAddress address ? null
            : parts.Length == 1 ? AddressBlocks.TextOf(AddressBlocks.Single(address))
            : parts.Length == 2 && IPNetwork.TryParse(text, out IPNetwork block) && block.BaseAddress.Equals(address) ? AddressBlocks.TextOf(block)
            : null;
    }

    private static string? Pool(string text)
    {
        if (text.Contains('/'))
        {
            return Block(text) is string && IPNetwork.TryParse(text, out IPNetwork block)
                ? new AddressRange(block.BaseAddress, AddressBlocks.LastOf(block)).ToString()
                : null;
        }

        string[] ends = text.Split('-');
        return ends.Length <= 2 && LvsEndpoint.TryAddress(ends[0]) is IPAddress first && LvsEndpoint.TryAddress(ends[^1]) is IPAddress last
            && first.AddressFamily == last.AddressFamily && AddressBlocks.Number(first) <= AddressBlocks.Number(last)
            ? new AddressRange(first, last).ToString()
            : null;
    }

    private static string? Range(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length <= 2
            && ushort.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort first)
            && ushort.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort last)
            && first > 0 && first <= last && !ends.Any(Scalars.LooksOctal)
            ? text
            : null;
    }
}
