using System.Net.Sockets;

namespace LvsPS.Binding;

/// <summary>Makes identities from what a user writes.</summary>
internal static class ServiceIds
{
    /// <summary>Reads ADDRESS:PORT, where the address may be a host name and the port a service name.</summary>
    public static LvsServiceId Resolve(LvsProtocol protocol, string text)
    {
        (string host, string? port) = LvsEndpoint.Split(text);
        int number = port is null ? 0 : HostNames.ResolvePort(port, protocol, text);
        return LvsServiceId.ForAddress(protocol, HostNames.Resolve(host, text, AddressFamily.InterNetwork), number);
    }

    /// <summary>A mark as a typed error, not as an exception of the runtime.</summary>
    public static LvsServiceId ForMark(uint mark, bool ipv6) => mark > 0
        ? LvsServiceId.ForMark(mark, ipv6)
        : throw new LvsInputException(
            LvsErrorId.InvalidServiceId, "0 is no firewall mark: it is what an unmarked packet has.", mark, "Give a mark from 1 to 4294967295.");
}
