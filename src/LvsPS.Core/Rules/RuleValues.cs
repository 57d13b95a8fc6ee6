using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Reads the values of options. Each method gives null where it reported an error.</summary>
internal static class RuleValues
{
    /// <summary>Reads a whole number in decimal.</summary>
    public static long? Number(RuleStatement statement, RuleToken value, long least, long most, string what)
    {
        if (long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= least && number <= most)
        {
            return number;
        }

        string range = string.Create(CultureInfo.InvariantCulture, $"{what} from {least} to {most}");
        statement.Error(value, $"a {range}", $"The value is no {range}.");
        return null;
    }

    /// <summary>Reads the number of an option, or takes what holds without it.</summary>
    public static long? Number(RuleStatement statement, RuleOptionId option, long least, long most, string what, long otherwise) =>
        statement[option] is not RuleUse use ? otherwise
        : use.Value is RuleToken value ? Number(statement, value, least, most, what)
        : null;

    /// <summary>Reads a firewall mark. ipvsadm 1.31 saves those of 2^31 and above as negative numbers.</summary>
    public static uint? Mark(RuleStatement statement, RuleToken value)
    {
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int negative) && negative < 0)
        {
            statement.Error(
                value,
                unchecked((uint)negative).ToString(CultureInfo.InvariantCulture),
                "A firewall mark is not negative, but ipvsadm 1.31 saves those of 2147483648 and above as if they were.");
            return null;
        }

        return (uint?)Number(statement, value, 1, uint.MaxValue, "firewall mark");
    }

    /// <summary>Reads host or address, and port where there is one. The port comes back as null where there is none.</summary>
    public static LvsEndpoint? Endpoint(
        RuleStatement statement, RuleToken value, RuleNames names, LvsProtocol protocol, AddressFamily preferred)
    {
        string host;
        string? portText;
        try
        {
            (host, portText) = NameInBrackets(value.Text) ?? LvsEndpoint.Split(value.Text);
        }
        catch (LvsInputException e)
        {
            statement.Error(value, e);
            return null;
        }

        int? port = null;
        if (portText is not null)
        {
            port = Port(statement, value.From(value.Text.Length - portText.Length), names, protocol);
            if (port is null)
            {
                return null;
            }
        }

        bool inBrackets = value.Text.StartsWith('[');
        IPAddress? address = Host(
            statement, value with { Text = host }, names, inBrackets ? AddressFamily.InterNetworkV6 : preferred);
        if (inBrackets && address is { AddressFamily: AddressFamily.InterNetwork })
        {
            statement.Error(value, "the name of an IPv6 address in brackets", "The host name stands for no IPv6 address.");
            return null;
        }

        return address is null ? null : new LvsEndpoint(address, port);
    }

    /// <summary>Reads a netmask: dotted for IPv4, a prefix length for IPv6, as ipvsadm means them.</summary>
    public static LvsNetmask? Netmask(RuleStatement statement, RuleToken value, AddressFamily family)
    {
        if (family == AddressFamily.InterNetwork
            && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            string mask = length is >= 1 and <= 32
                ? LvsNetmask.FromPrefixLength(length, family).ToString()
                : "a mask such as 255.255.255.0";
            statement.Error(value, mask, $"ipvsadm takes {value.Text} for the mask {Inet(length)}, not for a prefix length.");
            return null;
        }

        try
        {
            return LvsNetmask.Parse(value.Text, family);
        }
        catch (LvsInputException e)
        {
            statement.Error(value, e);
            return null;
        }
    }

    /// <summary>Reads names of scheduler flags with commas between them.</summary>
    public static LvsSchedulerFlags? SchedulerFlags(RuleStatement statement, RuleToken value, string scheduler)
    {
        LvsSchedulerFlags flags = LvsSchedulerFlags.None;
        int at = 0;
        foreach (string name in value.Text.Split(','))
        {
            RuleToken token = new(name, value.Column + at);
            at += name.Length + 1;
            if (LvsSchedulerFlagNames.Parse(name, scheduler) is LvsSchedulerFlags flag)
            {
                flags |= flag;
                continue;
            }

            statement.Error(
                token,
                $"one of {string.Join(", ", LvsSchedulerFlagNames.For(scheduler))}",
                LvsSchedulerFlagNames.Parse(name, null) is null
                    ? "There is no such scheduler flag."
                    : $"The flag is of another scheduler than {scheduler}.");
        }

        return statement.IsBroken ? null : flags;
    }

    /// <summary>
    /// <c>[web1.example]:http</c>: without -n, <c>ipvsadm -S</c> writes the names of IPv6 addresses as the addresses themselves, and
    /// cannot read that again.
    /// </summary>
    private static (string Host, string? Port)? NameInBrackets(string text)
    {
        int close = text.IndexOf(']');
        return text.StartsWith('[') && close > 1 && IsHostName(text[1..close]) && (close == text.Length - 1 || text[close + 1] == ':')
            ? (text[1..close], close == text.Length - 1 ? null : text[(close + 2)..])
            : null;
    }

    private static int? Port(RuleStatement statement, RuleToken port, RuleNames names, LvsProtocol protocol)
    {
        if (ushort.TryParse(port.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            return number;
        }

        bool isName = port.Text.Any(char.IsAsciiLetter);
        if (isName && names.Port(port.Text, protocol) is int known)
        {
            return known;
        }

        statement.Error(
            port.Text.Length > 0 ? port : new RuleToken("nothing", port.Column),
            "a port from 0 to 65535",
            isName ? $"No port of that name is known for {protocol.ToString().ToUpperInvariant()}." : "It is no port.");
        return null;
    }

    private static IPAddress? Host(RuleStatement statement, RuleToken host, RuleNames names, AddressFamily preferred)
    {
        if (LvsEndpoint.TryAddress(host.Text) is IPAddress address)
        {
            return address;
        }

        if (!IsHostName(host.Text))
        {
            statement.Error(
                host.Text.Length > 0 ? host : new RuleToken("nothing", host.Column),
                "an address such as 10.0.0.1",
                "It is neither an address nor the name of a host.");
            return null;
        }

        IReadOnlyList<IPAddress> known = names.Host(host.Text, preferred);
        if (known.Count == 1)
        {
            return known[0];
        }

        statement.Error(
            host,
            known.Count == 0 ? "an address, or a name that resolves to one" : $"one of {string.Join(", ", known)}",
            known.Count == 0 ? "The host name does not resolve." : $"The host name stands for {known.Count} addresses.");
        return null;
    }

    /// <summary>Whether it may be a host's name: the last part of one is never a number, as it would be in 10.1 or 0x0a000001.</summary>
    private static bool IsHostName(string text)
    {
        string last = text.TrimEnd('.').Split('.')[^1];
        return last.Length > 0 && !char.IsAsciiDigit(last[0]) && last[0] != '-'
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
    }

    /// <summary>What inet_aton makes of a single number.</summary>
    private static string Inet(int number) =>
        new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]).ToString();
}
