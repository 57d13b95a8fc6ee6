using System.Globalization;

namespace LvsPS.Binding;

/// <summary>Reads ports and ranges of ports as they are typed: 80, '8000-8100', '8000:8100', '80,443', 'https'.</summary>
internal static class PortRanges
{
    /// <summary>Reads the ports of a protocol.</summary>
    /// <param name="protocol">The protocol, which is also the name of the parameter.</param>
    /// <param name="texts">What was given; null for nothing.</param>
    /// <returns>The ranges.</returns>
    /// <exception cref="LvsInputException">There is none among them, or one is none.</exception>
    public static IEnumerable<LvsPortRange> Parse(LvsProtocol protocol, string[]? texts)
    {
        if (texts is null)
        {
            return [];
        }

        if (texts.Length > PortSet.Most)
        {
            throw Invalid($"{texts.Length} ports are more than there are.", texts.Length, "Write ports in a row as a range, such as '1-65535'.");
        }

        List<LvsPortRange> ranges = [.. texts.SelectMany(t => t.Split(',')).Select(t => t.Trim()).Where(t => t.Length > 0).Select(t => One(protocol, t))];
        return ranges.Count > 0 ? ranges : throw Invalid($"-{protocol} names no port.", null, "Name ports or ranges such as 80, '8000-8100'; '1-65535' are all.");
    }

    /// <summary>The error where no protocol has ports.</summary>
    /// <returns>The error.</returns>
    public static LvsInputException None() => Invalid("No port is named.", null, "Give -Tcp, -Udp or -Sctp with ports or ranges, such as -Tcp 80, 443.");

    private static LvsPortRange One(LvsProtocol protocol, string text)
    {
        if (char.IsAsciiLetter(text[0]))
        {
            int named = HostNames.ResolvePort(text, protocol, text);
            return new LvsPortRange(protocol, named, named);
        }

        string[] ends = text.Split('-', ':');
        int first = Port(ends[0], text);
        int last = ends.Length switch
        {
            1 => first,
            2 => Port(ends[1], text),
            _ => throw NoPort(text),
        };
        return first <= last
            ? new LvsPortRange(protocol, first, last)
            : throw Invalid($"The range '{text}' is reversed.", text, string.Create(CultureInfo.InvariantCulture, $"Write '{last}-{first}'."));
    }

    private static int Port(string text, string whole) =>
        ushort.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : throw NoPort(whole);

    private static LvsInputException NoPort(string text) => Invalid(
        $"'{text}' is no port from 1 to 65535 and no range of these.", text, "Name ports or ranges such as 80, '8000-8100'; '1-65535' are all.");

    private static LvsInputException Invalid(string message, object? target, string remedy) => new(LvsErrorId.InvalidPortRange, message, target, remedy);
}
