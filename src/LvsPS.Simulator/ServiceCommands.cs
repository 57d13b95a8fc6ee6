using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>The commands that name a service, in the order of checks of ip_vs_genl_set_cmd() and ip_vs_genl_get_cmd().</summary>
internal static class ServiceCommands
{
    private static readonly string[] s_schedulers =
        ["none", "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo", "ovf", "twos"];

    private static readonly string[] s_engines = ["", "sip"];

    public static int Do(SimulatedKernel kernel, IpvsCommand command, ReadOnlySpan<byte> attributes, out ReplyWriter? reply)
    {
        reply = null;
        int errno = Identify(attributes, out IpvsServiceMessage request, out ServiceKey key);
        bool isNew = command == IpvsCommand.NewService;
        bool isFull = request.Has(IpvsServiceAttribute.SchedulerName) && request.Has(IpvsServiceAttribute.Flags)
            && request.Has(IpvsServiceAttribute.Timeout) && request.Has(IpvsServiceAttribute.Netmask);
        if (errno != Errno.None || ((isNew || command == IpvsCommand.SetService) && !isFull))
        {
            return errno != Errno.None ? errno : Errno.Invalid;
        }

        SimulatedService? service = kernel.Services.Find(key);
        if (service is null)
        {
            return isNew ? Add(kernel, key, request) : Errno.NoSuchProcess;
        }

        switch (command)
        {
            case IpvsCommand.NewService:
                return Errno.Exists;
            case IpvsCommand.SetService:
                return Configure(service, request);
            case IpvsCommand.DeleteService:
                return kernel.Services.Remove(service);
            case IpvsCommand.GetService:
                reply = service.Write;
                return Errno.None;
            case IpvsCommand.Zero:
                service.Zero();
                return Errno.None;
            default:
                return DestinationCommands.Do(kernel, command, service, attributes);
        }
    }

    /// <summary>The destinations of the service that a request names, or none where anything is wrong with it.</summary>
    public static IEnumerable<SimulatedDestination> Destinations(SimulatedKernel kernel, byte[] attributes)
    {
        try
        {
            return Identify(attributes, out _, out ServiceKey key) == Errno.None ? kernel.Services.Find(key)?.Destinations() ?? [] : [];
        }
        catch (NetlinkProtocolException)
        {
            return [];
        }
    }

    /// <summary>The first half of ip_vs_genl_parse_service().</summary>
    private static int Identify(ReadOnlySpan<byte> attributes, out IpvsServiceMessage request, out ServiceKey key)
    {
        bool isNamed = RequestReader.TryRead(attributes, IpvsCommandAttribute.Service, IpvsServiceMessage.Read, out request)
            && request.Has(IpvsServiceAttribute.AddressFamily)
            && (request.Has(IpvsServiceAttribute.FirewallMark)
                || (request.Has(IpvsServiceAttribute.Protocol) && request.Has(IpvsServiceAttribute.Address) && request.Has(IpvsServiceAttribute.Port)));
        key = ServiceKey.Of(request);
        return !isNamed ? Errno.Invalid : !Addresses.IsFamily(request.AddressFamily) ? Errno.AddressFamilyNotSupported : Errno.None;
    }

    private static int Add(SimulatedKernel kernel, ServiceKey key, in IpvsServiceMessage request)
    {
        var service = new SimulatedService(key);
        int errno = Configure(service, request);
        if (errno == Errno.None)
        {
            kernel.Services.Add(service);
        }

        return errno;
    }

    /// <summary>What ip_vs_add_service() and ip_vs_edit_service() have in common.</summary>
    private static int Configure(SimulatedService service, in IpvsServiceMessage request)
    {
        if (!s_schedulers.Contains(request.SchedulerName) || !s_engines.Contains(request.PersistenceEngine ?? string.Empty))
        {
            return Errno.NoEntry;
        }

        if (service.Key.Family == IpvsConstants.InterNetworkV6 && request.Netmask is < 1 or > 128)
        {
            return Errno.Invalid;
        }

        service.Configure(request);
        return Errno.None;
    }
}
