using System.Net;
using System.Net.Sockets;

namespace LvsPS.Binding;

/// <summary>Addresses that stand alone as a host's own.</summary>
internal static class VirtualAddresses
{
    /// <summary>Reads an address that a host can have as its own.</summary>
    /// <param name="text">The address; a prefix of its full length is accepted.</param>
    /// <returns>The address.</returns>
    /// <exception cref="LvsInputException">InvalidEndpoint: it is none, or one that no host can have.</exception>
    public static IPAddress Parse(string? text)
    {
        string[] parts = (text ?? string.Empty).Trim().Split('/');
        IPAddress? address = LvsEndpoint.TryAddress(parts[0]);
        bool isWhole = parts.Length == 1
            || (parts.Length == 2 && address is not null && parts[1] == (address.AddressFamily == AddressFamily.InterNetwork ? "32" : "128"));
        if (address is null || !isWhole)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidEndpoint,
                string.IsNullOrWhiteSpace(text) ? "There is no virtual address: a service of a mark has none." : $"'{text}' is no virtual address.",
                text,
                "Write an address such as 192.168.1.205 or 2001:db8::205.");
        }

        return CanBeOwn(address) ? address : throw new LvsInputException(
            LvsErrorId.InvalidEndpoint, $"No host can serve {address}.", text, "Give an address of one host that others can reach.");
    }

    private static bool CanBeOwn(IPAddress address)
    {
        byte first = address.GetAddressBytes()[0];
        return !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            && !address.IsIPv6Multicast && !address.IsIPv6LinkLocal && !address.IsIPv4MappedToIPv6
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || first is > 0 and < 224);
    }
}
