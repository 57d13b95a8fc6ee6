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

    public static int Do(SimulatedKernel kernel, IpvsCommand command, in Attributes attributes, out IReplyBody? reply)
    {
        reply = null;
        bool isNew = command == IpvsCommand.NewService;
        int errno = Identify(kernel, attributes, isNew || command == IpvsCommand.SetService, out IpvsServiceMessage request, out ServiceKey key, out SimulatedService? service);
        if (errno != Errno.None)
        {
            return errno;
        }

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
                reply = service;
                return Errno.None;
            case IpvsCommand.Zero:
                service.Zero();
                return Errno.None;
            default:
                return DestinationCommands.Do(kernel, command, service, attributes);
        }
    }

    /// <summary>ip_vs_genl_parse_service().</summary>
    public static int Identify(
        SimulatedKernel kernel, in Attributes attributes, bool full, out IpvsServiceMessage request, out ServiceKey key, out SimulatedService? service)
    {
        (request, key, service) = (default, default, null);
        if (!attributes.HasService)
        {
            return Errno.Invalid;
        }

        try
        {
            request = IpvsServiceMessage.Read(attributes.Service, request: true);
        }
        catch (NetlinkProtocolException)
        {
            return Errno.Invalid;
        }

        bool hasEndpoint = request.Has(IpvsServiceAttribute.Protocol) && request.Has(IpvsServiceAttribute.Address) && request.Has(IpvsServiceAttribute.Port);
        if (!request.Has(IpvsServiceAttribute.AddressFamily) || !(hasEndpoint || request.Has(IpvsServiceAttribute.FirewallMark)))
        {
            return Errno.Invalid;
        }

        if (!Addresses.IsFamily(request.AddressFamily))
        {
            return Errno.AddressFamilyNotSupported;
        }

        key = ServiceKey.Of(request);
        service = kernel.Services.Find(key);
        bool isFull = request.Has(IpvsServiceAttribute.SchedulerName) && request.Has(IpvsServiceAttribute.Flags)
            && request.Has(IpvsServiceAttribute.Timeout) && request.Has(IpvsServiceAttribute.Netmask);
        return full && !isFull ? Errno.Invalid : Errno.None;
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
