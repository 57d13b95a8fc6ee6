using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;

namespace LvsPS.Simulator;

/// <summary>The commands that name a destination, in the order of checks of ip_vs_genl_set_cmd().</summary>
internal static class DestinationCommands
{
    private const uint Tunnel = 2;
    private const byte GenericUdp = 1;

    public static int Do(SimulatedKernel kernel, IpvsCommand command, SimulatedService service, ReadOnlySpan<byte> attributes)
    {
        bool full = command != IpvsCommand.DeleteDestination;
        bool isNamed = RequestReader.TryRead(attributes, IpvsCommandAttribute.Destination, IpvsDestinationMessage.Read, out IpvsDestinationMessage request)
            && request.Has(IpvsDestinationAttribute.Address) && request.Has(IpvsDestinationAttribute.Port);
        bool isFull = request.Has(IpvsDestinationAttribute.ForwardingMethod) && request.Has(IpvsDestinationAttribute.Weight)
            && request.Has(IpvsDestinationAttribute.UpperThreshold) && request.Has(IpvsDestinationAttribute.LowerThreshold);
        if (!isNamed || (full && !isFull))
        {
            return Errno.Invalid;
        }

        DestinationKey key = DestinationKey.Of(request, service.Key.Family);
        if (!Addresses.IsFamily(key.Family))
        {
            return Errno.AddressFamilyNotSupported;
        }

        // The synchronisation protocol cannot carry mixed families, and only a tunnel can forward between them.
        if (full && key.Family != service.Key.Family
            && (kernel.Daemons.AreRunning || (request.ForwardingMethod & IpvsConstants.ForwardingMask) != Tunnel))
        {
            return Errno.Invalid;
        }

        int errno = full ? Check(request) : Errno.None;
        return errno != Errno.None ? errno : command switch
        {
            IpvsCommand.NewDestination => Add(kernel, service, key, request),
            IpvsCommand.SetDestination => Edit(service, key, request),
            _ => Remove(kernel, service, key),
        };
    }

    private static int Check(in IpvsDestinationMessage request) =>
        request.Weight > int.MaxValue || request.LowerThreshold > request.UpperThreshold ? Errno.OutOfRange
        : request.UpperThreshold > int.MaxValue || (request.TunnelType == GenericUdp && request.TunnelPort == 0) ? Errno.Invalid
        : Errno.None;

    private static int Add(SimulatedKernel kernel, SimulatedService service, DestinationKey key, in IpvsDestinationMessage request)
    {
        if (service.Find(key) is not null)
        {
            return Errno.Exists;
        }

        SimulatedDestination? destination = kernel.Services.TakeBack(service.Key, key);
        if (destination is null && !Addresses.IsDestination(key.Address, key.Family))
        {
            return Errno.Invalid;
        }

        destination ??= new SimulatedDestination(key, service);
        destination.Return(service);
        destination.Configure(request);
        service.Add(destination);
        return Errno.None;
    }

    private static int Edit(SimulatedService service, DestinationKey key, in IpvsDestinationMessage request)
    {
        SimulatedDestination? destination = service.Find(key);
        destination?.Configure(request);
        return destination is null ? Errno.NoEntry : Errno.None;
    }

    private static int Remove(SimulatedKernel kernel, SimulatedService service, DestinationKey key)
    {
        if (service.Find(key) is not { } destination)
        {
            return Errno.NoEntry;
        }

        service.Remove(destination);
        kernel.Services.Discard(destination);
        return Errno.None;
    }
}
