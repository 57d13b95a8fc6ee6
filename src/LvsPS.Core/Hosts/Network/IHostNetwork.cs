using System.Net;
using System.Net.NetworkInformation;

namespace LvsPS;

/// <summary>
/// The network of a session's namespace: interfaces, addresses, routes, tunnel devices. Failures are <see cref="LvsException"/>s whose
/// target is what was given: InterfaceNotFound, PermissionDenied, NotSupportedByKernel, KernelRejected.
/// </summary>
internal interface IHostNetwork
{
    /// <summary>Reads all interfaces.</summary>
    /// <returns>The interfaces by their numbers.</returns>
    IReadOnlyList<HostLink> Links();

    /// <summary>Reads all addresses of both families.</summary>
    /// <returns>The addresses.</returns>
    IReadOnlyList<HostAddress> Addresses();

    /// <summary>Adds an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>False where it is there already.</returns>
    bool AddAddress(HostAddress address);

    /// <summary>Removes an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>False where it was not there.</returns>
    bool RemoveAddress(HostAddress address);

    /// <summary>Asks the kernel where packets to an address go.</summary>
    /// <param name="destination">The address.</param>
    /// <returns>The route; null where there is none.</returns>
    HostRoute? RouteTo(IPAddress destination);

    /// <summary>Whether the main table has a route.</summary>
    /// <param name="route">The route.</param>
    /// <returns>True where one with this destination, prefix, kind and interface is there.</returns>
    bool HasRoute(HostRoute route);

    /// <summary>Adds a route to the main table.</summary>
    /// <param name="route">The route.</param>
    /// <returns>False where it is there already.</returns>
    bool AddRoute(HostRoute route);

    /// <summary>Removes a route of the main table.</summary>
    /// <param name="route">The route.</param>
    /// <returns>False where it was not there.</returns>
    bool RemoveRoute(HostRoute route);

    /// <summary>Makes a tunnel device, down, with no address.</summary>
    /// <param name="tunnel">The device.</param>
    /// <returns>False where a device of this name is there already.</returns>
    bool AddTunnel(HostTunnel tunnel);

    /// <summary>Removes a device.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False where it was not there.</returns>
    bool RemoveLink(string name);

    /// <summary>Brings an interface up or down.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isUp">Which.</param>
    void SetLinkUp(string name, bool isUp);

    /// <summary>Reads the ports whose packets are unpacked as GUE.</summary>
    /// <returns>The ports; none also where the kernel has no fou.</returns>
    IReadOnlyList<FouPort> GuePorts();

    /// <summary>Has the packets of a UDP port unpacked as GUE.</summary>
    /// <param name="port">The port.</param>
    /// <returns>False where they are already.</returns>
    bool AddGuePort(FouPort port);

    /// <summary>Leaves the packets of a UDP port as they are.</summary>
    /// <param name="port">The port.</param>
    /// <returns>False where they were.</returns>
    bool RemoveGuePort(FouPort port);

    /// <summary>Tells the neighbours of an interface that an address is here: one gratuitous ARP, or one unsolicited neighbour advertisement.</summary>
    /// <param name="interfaceName">The interface.</param>
    /// <param name="address">The address.</param>
    void Announce(string interfaceName, IPAddress address);

    /// <summary>Asks the neighbours of an interface for an address, by ARP or neighbour solicitation, and waits for an answer.</summary>
    /// <param name="interfaceName">The interface.</param>
    /// <param name="address">The address.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Who answers; null where nobody does.</returns>
    PhysicalAddress? WhoHas(string interfaceName, IPAddress address, TimeSpan wait, CancellationToken cancellation = default);
}
