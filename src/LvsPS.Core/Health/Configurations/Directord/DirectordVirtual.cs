using System.Globalization;

namespace LvsPS;

/// <summary>A virtual of ldirectord.cf as it is written.</summary>
internal sealed class DirectordVirtual
{
    private DirectordVirtual(ConfigPlace place, bool isIPv6)
    {
        Place = place;
        IsIPv6 = isIPv6;
    }

    /// <summary>Where its address stands.</summary>
    public ConfigPlace Place { get; }

    /// <summary>Whether it is a <c>virtual6</c>.</summary>
    public bool IsIPv6 { get; }

    /// <summary>Its firewall mark; null for an address, or where it cannot be read.</summary>
    public uint? Mark { get; private set; }

    /// <summary>Whether it was to be a firewall mark.</summary>
    public bool IsMark { get; private set; }

    /// <summary>Its address or the name of it; null for a mark, or where it cannot be read.</summary>
    public string? Host { get; private set; }

    /// <summary>Its port or the name of it.</summary>
    public string Port { get; private set; } = "0";

    /// <summary>Where the port stands.</summary>
    public ConfigPlace PortPlace { get; private set; }

    /// <summary>Its directives.</summary>
    public DirectordSettings Settings { get; } = new();

    /// <summary>Reads the line of a virtual.</summary>
    /// <param name="directive">The line.</param>
    /// <param name="values">Reads values.</param>
    /// <param name="findings">Where faults are reported.</param>
    /// <returns>The virtual, without an address where that cannot be read: its other lines are read all the same.</returns>
    public static DirectordVirtual Read(DirectordDirective directive, DirectordValues values, ConfigFindings findings)
    {
        bool isIPv6 = directive.Name == "virtual6";
        string expected = isIPv6
            ? "[IPV6-ADDRESS]:PORT, HOST:PORT or a firewall mark"
            : "ADDRESS:PORT, HOST:PORT or a firewall mark";
        var result = new DirectordVirtual(directive.ValuePlace, isIPv6);
        if (values.Word(directive, expected) is not string word)
        {
            return result;
        }

        if (word.All(char.IsAsciiDigit))
        {
            result.IsMark = true;
            if (uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint mark) && mark > 0)
            {
                result.Mark = mark;
            }
            else
            {
                findings.Error(directive.ValuePlace, word, "a firewall mark from 1 to 4294967295", "This is no firewall mark.");
            }

            return result;
        }

        int colon = word.LastIndexOf(':');
        bool isBracketed = word.StartsWith('[');
        string? fault = isBracketed && !isIPv6 ? "An IPv6 address belongs to a virtual6."
            : isBracketed && (colon < 1 || word[colon - 1] != ']') ? "There is no port behind the bracket."
            : colon < 0 ? "There is no port."
            : !isBracketed && word.IndexOf(':', StringComparison.Ordinal) != colon ? "An IPv6 address needs brackets."
            : colon == 0 || colon == word.Length - 1 ? "The address or the port is missing."
            : null;
        if (fault is not null)
        {
            findings.Error(directive.ValuePlace, word, expected, fault);
            return result;
        }

        result.Host = word[..colon];
        result.Port = word[(colon + 1)..];
        result.PortPlace = directive.ValuePlace.At(directive.ValuePlace.Column + colon + 1);
        return result;
    }
}
