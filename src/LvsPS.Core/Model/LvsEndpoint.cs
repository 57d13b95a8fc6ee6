using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>An address and perhaps a port, as text <c>10.0.0.1:80</c>, <c>10.0.0.1</c>, <c>[2001:db8::1]:80</c> or <c>[2001:db8::1]</c>.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port, or null where none is given.</param>
public sealed record LvsEndpoint(IPAddress Address, int? Port)
{
    /// <summary>Reads an endpoint of numbers.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="LvsInputException">The text is none; the message says what to write.</exception>
    public static LvsEndpoint Parse(string text)
    {
        (string host, string? port) = Split(text);
        return TryAddress(host) is IPAddress address
            ? new LvsEndpoint(address, port is null ? null : ParsePort(port, text))
            : throw Invalid(text, $"'{host}' is no address");
    }

    /// <summary>
    /// Takes the text apart. An IPv6 address without brackets is refused, since where the address ends and a port begins cannot
    /// be told: ipvsadm takes <c>2001:db8::1:80</c> for an address.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The host without brackets, and the port or null.</returns>
    /// <exception cref="LvsInputException">Brackets or colons are out of place.</exception>
    public static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']');
            if (close < 0)
            {
                throw Invalid(text, "the bracket is not closed");
            }

            string rest = text[(close + 1)..];
            string host = text[1..close];
            if (TryAddress(host) is not { AddressFamily: AddressFamily.InterNetworkV6 })
            {
                throw Invalid(text, $"'{host}' is no IPv6 address");
            }

            return rest.Length == 0 ? (host, null)
                : rest[0] == ':' ? (host, rest[1..])
                : throw Invalid(text, $"'{rest}' follows the bracket");
        }

        int first = text.IndexOf(':');
        if (first >= 0 && text.IndexOf(':', first + 1) >= 0)
        {
            throw Invalid(text, "an IPv6 address needs brackets here", "Write [2001:db8::1]:80 for an address and a port, [2001:db8::1] for an address alone.");
        }

        return first < 0 ? (text, null) : (text[..first], text[(first + 1)..]);
    }

    /// <summary>Reads a port.</summary>
    /// <param name="port">The text of the port.</param>
    /// <param name="whole">The text that it stands in, for the message.</param>
    /// <returns>0 to 65535.</returns>
    /// <exception cref="LvsInputException">It is no port.</exception>
    public static int ParsePort(string port, string whole) =>
        ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            ? number
            : throw Invalid(whole, $"'{port}' is no port from 0 to 65535");

    /// <summary>Reads an address strictly: four decimal numbers, or IPv6 without a zone. <c>10.1</c> and <c>010.0.0.1</c> are refused.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address, or null.</returns>
    public static IPAddress? TryAddress(string text)
    {
        if (!text.Contains(':'))
        {
            return TryDotted(text);
        }

        return IPAddress.TryParse(text, out IPAddress? address)
            && address.AddressFamily == AddressFamily.InterNetworkV6 && !text.Contains('%') && !text.StartsWith('[')
            ? address
            : null;
    }

    /// <summary>
    /// Four numbers in decimal without zeros before them: inet_aton's short, octal and hexadecimal forms read differently from what they
    /// look like.
    /// </summary>
    private static IPAddress? TryDotted(string text)
    {
        Span<byte> bytes = stackalloc byte[4];
        int at = 0;
        for (int i = 0; i < 4; i++)
        {
            int start = at;
            int number = 0;
            while (at < text.Length && at - start < 3 && char.IsAsciiDigit(text[at]))
            {
                number = (number * 10) + (text[at++] - '0');
            }

            bool isNumber = at > start && number <= byte.MaxValue && (text[start] != '0' || at == start + 1);
            if (!isNumber || (i < 3 ? at == text.Length || text[at++] != '.' : at != text.Length))
            {
                return null;
            }

            bytes[i] = (byte)number;
        }

        return new IPAddress(bytes);
    }

    /// <summary>The endpoint as text.</summary>
    /// <returns>An IPv6 address in brackets; the port where there is one.</returns>
    public override string ToString()
    {
        string host = Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]" : Address.ToString();
        return Port is int port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }

    private static LvsInputException Invalid(string text, string reason, string? remedy = null) => new(
        LvsErrorId.InvalidEndpoint,
        $"'{text}' is no address with a port: {reason}.",
        text,
        remedy ?? "Write ADDRESS:PORT, an IPv6 address in brackets: 10.0.0.1:80, [2001:db8::1]:80.");
}
