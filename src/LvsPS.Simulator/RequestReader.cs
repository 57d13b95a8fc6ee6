using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>Reads a nest, as the kernel reads those of requests.</summary>
internal delegate T NestReader<T>(ReadOnlySpan<byte> nest, bool request);

/// <summary>Reads the nests of requests.</summary>
internal static class RequestReader
{
    /// <summary>Reads a nest.</summary>
    /// <returns>False where it is absent, or an attribute in it has a length that the kernel does not take.</returns>
    /// <exception cref="NetlinkProtocolException">An attribute beside the nest has such a length.</exception>
    public static bool TryRead<T>(ReadOnlySpan<byte> attributes, IpvsCommandAttribute which, NestReader<T> read, out T message)
        where T : struct
    {
        message = default;
        if (!IpvsNests.TryFind(attributes, which, out ReadOnlySpan<byte> nest, request: true))
        {
            return false;
        }

        try
        {
            message = read(nest, request: true);
            return true;
        }
        catch (NetlinkProtocolException)
        {
            return false;
        }
    }
}
