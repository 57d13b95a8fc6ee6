using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Finds what hosts and ports in a configuration stand for, each name once, and reports those that stand for nothing.</summary>
internal sealed class ConfigNames
{
    private readonly INameResolver _resolver;
    private readonly ConfigFindings _findings;
    private readonly Dictionary<string, IReadOnlyList<IPAddress>> _hosts = [];

    public ConfigNames(INameResolver resolver, ConfigFindings findings)
    {
        _resolver = resolver;
        _findings = findings;
    }

    /// <summary>The address of a host: the first of its family, as getaddrinfo gives it.</summary>
    /// <param name="text">An address, an IPv6 one with or without brackets, or a name.</param>
    /// <param name="family">The family that is asked for.</param>
    /// <param name="at">Where it stands.</param>
    /// <returns>The address; null where there is none, which is reported.</returns>
    public IPAddress? Host(string text, AddressFamily family, ConfigPlace at)
    {
        string bare = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        string expected = family == AddressFamily.InterNetworkV6 ? "an IPv6 address or the name of a host that has one" : "an IPv4 address or the name of a host that has one";
        if (LvsEndpoint.TryAddress(bare) is IPAddress address)
        {
            if (address.AddressFamily == family)
            {
                return address;
            }

            _findings.Error(at, text, expected, "The address is of the other family.");
            return null;
        }

        if (!IsName(bare))
        {
            _findings.Error(at, text, expected, "This is no address.");
            return null;
        }

        if (!_hosts.TryGetValue(bare, out IReadOnlyList<IPAddress>? all))
        {
            _hosts[bare] = all = _resolver.ResolveHost(bare);
        }

        if (all.FirstOrDefault(a => a.AddressFamily == family) is IPAddress found)
        {
            return found;
        }

        _findings.Error(at, text, expected, "The host has no such address.");
        return null;
    }

    /// <summary>A port by its number or its name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="protocols">For which protocols the name may be known, the best first.</param>
    /// <param name="at">Where it stands.</param>
    /// <returns>The port; null where there is none, which is reported.</returns>
    public int? Port(string text, IEnumerable<LvsProtocol> protocols, ConfigPlace at)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
            {
                return number;
            }

            _findings.Error(at, text, "a port from 0 to 65535", "This is no port.");
            return null;
        }

        foreach (LvsProtocol protocol in protocols)
        {
            if (_resolver.ResolvePort(text, protocol) is int port)
            {
                return port;
            }
        }

        _findings.Error(at, text, "a port from 0 to 65535, or a name of /etc/services", "No port has this name.");
        return null;
    }

    /// <summary>Whether text may name a host and is not a number that was to be an address, such as 10.1 or 010.0.0.1.</summary>
    private static bool IsName(string text) =>
        text.Length is > 0 and <= 253 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+') && !text.All(c => char.IsAsciiDigit(c) || c == '.');
}
