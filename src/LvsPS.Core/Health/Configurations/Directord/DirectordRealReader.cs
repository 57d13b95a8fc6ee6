using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>Reads real servers and fallbacks of ldirectord.cf.</summary>
internal sealed class DirectordRealReader
{
    /// <summary>How many real servers a configuration may have: ten times what a director has.</summary>
    public const int MostServers = 65536;

    private const string Form = "ADDRESS[->ADDRESS][:PORT] gate|masq|ipip [WEIGHT] [\"REQUEST\", \"RECEIVE\"] [l:THRESHOLD] [u:THRESHOLD]";
    private const string Methods = "gate, masq or ipip";

    // What follows the way of forwarding. It never backtracks, whatever a line holds.
    private static readonly Regex s_settings = new(
        "^(?:[ \\t]+(?<weight>[0-9]+))?(?:[ \\t]+\"(?<request>.*)\"[, ][ \\t]*\"(?<receive>.*)\")?(?:[ \\t]+l:(?<lower>[0-9]+))?(?:[ \\t]+u:(?<upper>[0-9]+))?[ \\t]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private readonly ConfigFindings _findings;
    private readonly ConfigNames _names;
    private int _servers;

    public DirectordRealReader(ConfigFindings findings, ConfigNames names)
    {
        _findings = findings;
        _names = names;
    }

    /// <summary>Reads a line of real servers.</summary>
    /// <param name="directive">The line.</param>
    /// <param name="isIPv6">Whether its virtual is an IPv6 one.</param>
    /// <param name="protocol">The protocol of its virtual.</param>
    /// <returns>The servers; none where the line has faults, which are reported.</returns>
    public IReadOnlyList<DirectordReal> Read(DirectordDirective directive, bool isIPv6, LvsProtocol? protocol)
    {
        string value = directive.Value ?? string.Empty;
        int end = value.AsSpan().IndexOfAny(' ', '\t');
        string hosts = end < 0 ? value : value[..end];
        int method = end;
        while (method >= 0 && method < value.Length && value[method] is (' ' or '\t'))
        {
            method++;
        }

        if (end < 0)
        {
            _findings.Error(directive.ValuePlace, value.Length == 0 ? "nothing" : value, Form, "A real server needs an address and a way of forwarding.");
            return [];
        }

        int methodEnd = value.AsSpan(method).IndexOfAny(' ', '\t') is >= 0 and int length ? method + length : value.Length;
        LvsForwarding? forwarding = Forwarding(value[method..methodEnd]);
        if (forwarding is null)
        {
            _findings.Error(Column(directive, method), value[method..methodEnd], Methods, "This is no way of forwarding.");
        }

        DirectordReal? settings = ReadSettings(directive, value, methodEnd);
        List<(IPAddress Address, string? Name)>? addresses = ReadHosts(directive, hosts, isIPv6, protocol, out int? port);
        if (forwarding is null || settings is null || addresses is null || port is null)
        {
            return [];
        }

        return [.. addresses.Select(a => settings with { Address = a.Address, Name = a.Name, Port = port.Value, Forwarding = forwarding.Value })];
    }

    /// <summary>Reads a fallback: an address with or without a port, and perhaps a way of forwarding, which is gate otherwise.</summary>
    /// <param name="directive">The line.</param>
    /// <param name="isIPv6">Whether it is an IPv6 one.</param>
    /// <param name="protocol">The protocol that the port's name is looked up for.</param>
    /// <param name="defaultPort">The port where none is given; null where that is not known yet.</param>
    /// <returns>The fallback; null where it has faults, which are reported.</returns>
    public DirectordReal? ReadFallback(DirectordDirective directive, bool isIPv6, LvsProtocol? protocol, int defaultPort)
    {
        string[] words = (directive.Value ?? string.Empty).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (1 or 2))
        {
            _findings.Error(
                directive.ValuePlace, words.Length == 0 ? "nothing" : directive.Value!, "ADDRESS[:PORT] [gate|masq|ipip]", "A fallback is an address and perhaps a way of forwarding.");
            return null;
        }

        LvsForwarding? forwarding = words.Length == 1 ? LvsForwarding.Gateway : Forwarding(words[1]);
        if (forwarding is null)
        {
            _findings.Error(Column(directive, directive.Value!.LastIndexOf(words[1], StringComparison.Ordinal)), words[1], Methods, "This is no way of forwarding.");
            return null;
        }

        (string host, string? port) = SplitPort(words[0]);
        IPAddress? address = _names.Host(host, Family(isIPv6), directive.ValuePlace);
        int? number = port is null ? defaultPort : _names.Port(port, Protocols(protocol), Column(directive, host.Length + 1));
        return address is null || number is null ? null : new DirectordReal(address, number.Value, forwarding.Value, directive.ValuePlace);
    }

    private List<(IPAddress Address, string? Name)>? ReadHosts(
        DirectordDirective directive, string hosts, bool isIPv6, LvsProtocol? protocol, out int? port)
    {
        int arrow = hosts.IndexOf("->", StringComparison.Ordinal);
        string first = arrow < 0 ? hosts : hosts[..arrow];
        (string last, string? portText) = SplitPort(arrow < 0 ? hosts : hosts[(arrow + 2)..]);
        int lastAt = arrow < 0 ? 0 : arrow + 2;
        first = arrow < 0 ? last : first;
        port = portText is null ? 0 : _names.Port(portText, Protocols(protocol), Column(directive, lastAt + last.Length + 1));
        if (!isIPv6 && (first.StartsWith('[') || first.Count(c => c == ':') > 1))
        {
            _findings.Error(directive.ValuePlace, hosts, "an IPv4 address", "An IPv6 server belongs to a virtual6, as real6.");
            return null;
        }

        IPAddress? from = _names.Host(first, Family(isIPv6), directive.ValuePlace);
        if (arrow < 0)
        {
            return from is not null && TakesMore(directive, 1) ? [(from, LvsEndpoint.TryAddress(first.Trim('[', ']')) is null ? first : null)] : null;
        }

        IPAddress? to = _names.Host(last, Family(isIPv6), Column(directive, lastAt));
        return from is null || to is null ? null : Range(directive, hosts, from, to);
    }

    private List<(IPAddress Address, string? Name)>? Range(DirectordDirective directive, string hosts, IPAddress from, IPAddress to)
    {
        if (from.AddressFamily == AddressFamily.InterNetworkV6)
        {
            _findings.Error(directive.ValuePlace, hosts, "one address", "ldirectord has no ranges of IPv6 addresses.");
            return null;
        }

        // ldirectord compares the ends as text; here they are numbers, which is what is meant.
        uint first = BinaryPrimitives.ReadUInt32BigEndian(from.GetAddressBytes());
        uint last = BinaryPrimitives.ReadUInt32BigEndian(to.GetAddressBytes());
        if (first > last)
        {
            _findings.Error(directive.ValuePlace, hosts, "the lower address before the higher one", "The range ends before it begins.");
            return null;
        }

        if (!TakesMore(directive, (long)last - first + 1))
        {
            return null;
        }

        var addresses = new List<(IPAddress, string?)>((int)(last - first + 1));
        byte[] bytes = new byte[4];
        for (long i = first; i <= last; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)i);
            addresses.Add((new IPAddress(bytes), null));
        }

        return addresses;
    }

    private bool TakesMore(DirectordDirective directive, long count)
    {
        if (_servers + count <= MostServers)
        {
            _servers += (int)count;
            return true;
        }

        _findings.Error(
            directive.ValuePlace,
            directive.Value!,
            string.Create(CultureInfo.InvariantCulture, $"at most {MostServers} real servers in a file"),
            "There are too many real servers.");
        return false;
    }

    private DirectordReal? ReadSettings(DirectordDirective directive, string value, int start)
    {
        Match match = s_settings.Match(value[start..]);
        if (!match.Success)
        {
            _findings.Error(Column(directive, start), value[start..].Trim(), Form, "What follows the way of forwarding cannot be read.");
            return null;
        }

        int? weight = Number(directive, start, match.Groups["weight"], 1);
        int? lower = Number(directive, start, match.Groups["lower"], 0);
        int? upper = Number(directive, start, match.Groups["upper"], 0);
        if (weight is null || lower is null || upper is null)
        {
            return null;
        }

        bool hasPair = match.Groups["request"].Success;
        return new DirectordReal(IPAddress.None, 0, LvsForwarding.Gateway, directive.ValuePlace)
        {
            Weight = weight.Value,
            Lower = (uint)lower.Value,
            Upper = (uint)upper.Value,
            Request = hasPair ? match.Groups["request"].Value : null,
            Receive = hasPair ? match.Groups["receive"].Value : null,
        };
    }

    private int? Number(DirectordDirective directive, int start, Group group, int otherwise)
    {
        if (!group.Success)
        {
            return otherwise;
        }

        if (int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        _findings.Error(Column(directive, start + group.Index), group.Value, "a number from 0 to 2147483647", "The number is too large.");
        return null;
    }

    private static (string Host, string? Port) SplitPort(string text)
    {
        int colon = text.LastIndexOf(':');
        bool isWithin = colon < text.LastIndexOf(']') || (!text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != colon);
        return colon < 0 || isWithin ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static LvsForwarding? Forwarding(string word) => word switch
    {
        "gate" => LvsForwarding.Gateway,
        "masq" => LvsForwarding.Masquerade,
        "ipip" => LvsForwarding.Tunnel,
        _ => null,
    };

    private static AddressFamily Family(bool isIPv6) => isIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    private static IEnumerable<LvsProtocol> Protocols(LvsProtocol? protocol) =>
        protocol == LvsProtocol.Udp ? [LvsProtocol.Udp, LvsProtocol.Tcp] : [LvsProtocol.Tcp, LvsProtocol.Udp];

    private static ConfigPlace Column(DirectordDirective directive, int index) => directive.ValuePlace.At(directive.ValuePlace.Column + index);
}
