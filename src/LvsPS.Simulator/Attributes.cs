using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>The nests of a request.</summary>
internal readonly ref struct Attributes
{
    public bool HasService { get; private init; }

    public ReadOnlySpan<byte> Service { get; private init; }

    public bool HasDestination { get; private init; }

    public ReadOnlySpan<byte> Destination { get; private init; }

    public bool HasDaemon { get; private init; }

    public ReadOnlySpan<byte> Daemon { get; private init; }

    /// <summary>Finds the nests.</summary>
    /// <returns>False where an attribute at the top has a length that the kernel does not take.</returns>
    public static bool TryRead(ReadOnlySpan<byte> attributes, out Attributes found)
    {
        try
        {
            found = new Attributes
            {
                HasService = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Service, out ReadOnlySpan<byte> service, request: true),
                Service = service,
                HasDestination = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Destination, out ReadOnlySpan<byte> destination, request: true),
                Destination = destination,
                HasDaemon = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Daemon, out ReadOnlySpan<byte> daemon, request: true),
                Daemon = daemon,
            };
            return true;
        }
        catch (NetlinkProtocolException)
        {
            found = default;
            return false;
        }
    }
}
