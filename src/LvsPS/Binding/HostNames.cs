using System.Net;
using System.Net.Sockets;

namespace LvsPS.Binding;

/// <summary>
/// Names of hosts and ports as numbers, by the same rule as in save files: of a name with addresses of both families, a service takes the
/// IPv4 one, as ipvsadm does, and a real server the one of its service's family. Several of one family are refused, since which one is
/// meant cannot be told.
/// </summary>
internal static class HostNames
{
    private static readonly SystemNameResolver s_names = new();

    public static IPAddress Resolve(string host, string whole, AddressFamily preferred)
    {
        if (LvsEndpoint.TryAddress(host) is IPAddress address)
        {
            return address;
        }

        if (host.Length == 0 || host.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            throw new LvsInputException(
                LvsErrorId.InvalidEndpoint,
                host == whole ? $"'{whole}' is no address." : $"'{whole}' has no valid address: '{host}'.",
                whole,
                "Write an IPv4 address as four numbers from 0 to 255, such as 10.0.0.1.");
        }

        IReadOnlyList<IPAddress> found = RuleNames.Fitting([.. s_names.ResolveHost(host).Distinct()], preferred);
        return found.Count switch
        {
            1 => found[0],
            0 => throw NotResolved($"The host name '{host}' in '{whole}' has no address.", whole, "Check the name, or write the address."),
            _ => throw NotResolved(
                $"The host name '{host}' in '{whole}' has {found.Count} addresses: {string.Join(", ", found)}.", whole, "Write the address that is meant."),
        };
    }

    /// <summary>An address that stands alone, without a port: 10.0.0.1, 2001:db8::1, [2001:db8::1] or a host name.</summary>
    public static IPAddress ResolveAddress(string text, AddressFamily preferred = AddressFamily.InterNetwork)
    {
        if (LvsEndpoint.TryAddress(text) is IPAddress address)
        {
            return address;
        }

        if (text.AsSpan().ContainsAny('/', '*', '?'))
        {
            string filter = text.Contains('/') ? $" -Address {text}" : string.Empty;
            throw new LvsInputException(
                LvsErrorId.InvalidEndpoint,
                $"'{text}' is not the address of one real server.",
                text,
                $"Name each address; servers that are there can be piped in: Get-LvsRealServer{filter} | ...");
        }

        (string host, string? port) = LvsEndpoint.Split(text);
        return port is null
            ? Resolve(host, text, preferred)
            : throw new LvsInputException(
                LvsErrorId.InvalidEndpoint, $"'{text}' has a port.", text, $"Write the address and the port apart: -Address {host} -Port {port}.");
    }

    public static int ResolvePort(string port, LvsProtocol protocol, string whole) =>
        port.Length > 0 && char.IsAsciiLetter(port[0])
            ? s_names.ResolvePort(port, protocol) ?? throw NotResolved($"The port name '{port}' in '{whole}' is not known.", whole, "Write the port's number.")
            : LvsEndpoint.ParsePort(port, whole);

    private static LvsInputException NotResolved(string message, string whole, string remedy) =>
        new(LvsErrorId.NameNotResolved, message, whole, remedy);
}
