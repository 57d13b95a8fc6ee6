using System.Net;
using System.Net.Sockets;

namespace LvsPS.Binding;

/// <summary>Host names as addresses. A name with several addresses is refused, since which one is meant cannot be told.</summary>
internal static class HostNames
{
    public static IPAddress Resolve(string host, string whole)
    {
        if (LvsEndpoint.TryAddress(host) is IPAddress address)
        {
            return address;
        }

        if (host.Length == 0 || host.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            throw new LvsInputException(
                LvsErrorId.InvalidEndpoint, $"'{whole}' has no valid address: '{host}'.", whole, "Write an IPv4 address as four numbers, such as 10.0.0.1.");
        }

        IPAddress[] found;
        try
        {
            found = Dns.GetHostAddresses(host);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new LvsInputException(
                LvsErrorId.NameNotResolved, $"The host name '{host}' in '{whole}' has no address: {e.Message}.", whole, "Check the name, or write the address.");
        }

        return found.Length == 1
            ? found[0]
            : throw new LvsInputException(
                LvsErrorId.NameNotResolved,
                $"The host name '{host}' in '{whole}' has {found.Length} addresses: {string.Join<IPAddress>(", ", found)}.",
                whole,
                "Write the address that is meant.");
    }
}
