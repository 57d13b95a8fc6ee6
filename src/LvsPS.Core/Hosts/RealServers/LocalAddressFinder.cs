using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Finds the address of this host to which directors send the packets of a tunnel.</summary>
internal static class LocalAddressFinder
{
    /// <summary>
    /// The address that this host uses towards the virtual address's network, or by its default route; where there is no such route,
    /// the only address that it has.
    /// </summary>
    /// <param name="session">The session of the host.</param>
    /// <param name="virtualAddress">The virtual address.</param>
    /// <returns>The address.</returns>
    /// <exception cref="LvsException">There is none, or it cannot be told which is meant.</exception>
    public static IPAddress Find(LvsSession session, IPAddress virtualAddress)
    {
        IHostNetwork network = session.Host.Network;
        bool isIPv4 = virtualAddress.AddressFamily == AddressFamily.InterNetwork;

        // Addresses for documentation stand for any far host: RFC 5737 and RFC 3849.
        IPAddress far = IPAddress.Parse(isIPv4 ? "192.0.2.1" : "2001:db8::1");
        HashSet<IPAddress> own = [.. network.Addresses().Where(a => CanBeEnd(a, network, virtualAddress)).Select(a => a.Address)];
        foreach (IPAddress destination in new[] { virtualAddress, far })
        {
            if (network.RouteTo(destination) is { Kind: HostRouteKind.Unicast, Source: IPAddress source } && own.Contains(source))
            {
                return source;
            }
        }

        string family = isIPv4 ? "IPv4" : "IPv6";
        return own.Count switch
        {
            1 => own.First(),
            0 => throw NotFound(virtualAddress, $"This host has no {family} address at which a tunnel could end.", "Name it with -LocalAddress; it may be of the other family."),
            _ => throw NotFound(
                virtualAddress,
                $"It cannot be told at which address directors reach this host: there is no route to {virtualAddress} and no default route, and it has {string.Join(", ", own.Select(a => a.ToString()).Order(StringComparer.Ordinal))}.",
                "Name one with -LocalAddress: the address that the director's table has for this real server."),
        };
    }

    /// <summary>Refuses an address that is none of this host's.</summary>
    /// <param name="session">The session of the host.</param>
    /// <param name="local">The address.</param>
    /// <exception cref="LvsException">It is on no interface.</exception>
    public static void Check(LvsSession session, IPAddress local)
    {
        if (!session.Host.Network.Addresses().Any(a => a.Address.Equals(local)))
        {
            throw NotFound(local, $"{local} is no address of this host.", "Give one that an interface has; 'ip addr' shows them.");
        }
    }

    private static bool CanBeEnd(HostAddress address, IHostNetwork network, IPAddress virtualAddress) =>
        address.Address.AddressFamily == virtualAddress.AddressFamily
        && !address.Address.Equals(virtualAddress)
        && !address.Address.IsIPv6LinkLocal
        && !TunnelDevice.IsOurs(address.Interface)
        && network.Links().Any(l => l.Name == address.Interface && l is { IsLoopback: false, IsUp: true });

    private static LvsException NotFound(IPAddress target, string message, string remedy) =>
        new(LvsErrorId.LocalAddressNotFound, message, target, remedy);
}
