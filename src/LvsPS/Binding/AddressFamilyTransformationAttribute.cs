using System.Net.Sockets;

namespace LvsPS.Binding;

/// <summary>Takes IPv4 and IPv6, and .NET's names of them, for address families; a table has no others.</summary>
internal sealed class AddressFamilyTransformationAttribute : WordTransformationAttribute
{
    protected override object? Find(string word) => word.ToUpperInvariant() switch
    {
        "IPV4" or "INET" or "INTERNETWORK" => AddressFamily.InterNetwork,
        "IPV6" or "INET6" or "INTERNETWORKV6" => AddressFamily.InterNetworkV6,
        _ => null,
    };

    protected override string Message(string word) =>
        $"'{word}' is no address family of a table. Write IPv4 (or InterNetwork) or IPv6 (or InterNetworkV6).";
}
