using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>What adding a virtual address comes to on a host.</summary>
/// <param name="Address">The address as it is, or is to be added.</param>
/// <param name="Link">Its interface.</param>
/// <param name="IsThere">Whether it is there already.</param>
internal sealed record VirtualAddressPlan(HostAddress Address, HostLink Link, bool IsThere);

/// <summary>The virtual addresses of a session's host.</summary>
internal sealed class HostVirtualAddresses
{
    private const int EthernetAddressLength = 6;

    /// <summary>How long another host has to answer for an address: three probes are sent meanwhile.</summary>
    private static readonly TimeSpan s_probing = TimeSpan.FromSeconds(1);

    private readonly LvsSession _session;
    private readonly IHostNetwork _network;

    public HostVirtualAddresses(LvsSession session)
    {
        _session = session;
        _network = session.Host.Network;
    }

    /// <summary>
    /// Reads the addresses that services of a table listen at, and those that an interface has alone, without a network around it.
    /// </summary>
    /// <param name="services">The services of the table.</param>
    /// <returns>The addresses in order; one that two interfaces have comes twice.</returns>
    public IReadOnlyList<LvsVirtualAddress> Read(IEnumerable<LvsServiceId> services)
    {
        ILookup<IPAddress, HostAddress> present = _network.Addresses().ToLookup(a => a.Address);
        ILookup<IPAddress, LvsServiceId> users = services.Where(s => s.VirtualAddress is not null).ToLookup(s => s.VirtualAddress!);
        IEnumerable<IPAddress> alone = present.SelectMany(g => g).Where(IsAlone).Select(a => a.Address);
        return
        [
            .. users.Select(u => u.Key).Concat(alone).Distinct().Order(RuleOrder.Addresses)
                .SelectMany(a => RowsOf(a, present[a], [.. users[a].Order(RuleOrder.Services)])),
        ];
    }

    /// <summary>What adding an address comes to, from what is there now.</summary>
    /// <param name="request">What is asked for.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LvsException">InterfaceNotFound, InterfaceRequired, InvalidVirtualAddress.</exception>
    public VirtualAddressPlan PlanToAdd(VirtualAddressRequest request)
    {
        request.Check();
        IReadOnlyList<HostLink> links = _network.Links();
        IReadOnlyList<HostAddress> addresses = _network.Addresses();
        HostAddress? there = addresses.FirstOrDefault(a =>
            a.Address.Equals(request.Address)
            && (request.Interface is null || request.Interface == a.Interface)
            && (request.PrefixLength is null || request.PrefixLength == a.PrefixLength));
        if (there is not null)
        {
            return new VirtualAddressPlan(there, HostLink.Named(links, there.Interface), IsThere: true);
        }

        HostLink link = HostLink.Named(links, request.Interface ?? InterfaceFor(request.Address, addresses, links));
        HostAddress wanted = (request with { Interface = link.Name }).Check().On(link.Name);
        return new VirtualAddressPlan(wanted, link, IsThere: false);
    }

    /// <summary>Refuses an address that another host answers for.</summary>
    /// <param name="plan">What is to be added.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="LvsException">AddressInUse.</exception>
    public void RequireUnused(VirtualAddressPlan plan, CancellationToken cancellation)
    {
        // Where nobody can be asked, nobody can answer. One that this host has already on another interface is its own.
        IPAddress address = plan.Address.Address;
        if (!CanAsk(plan.Link) || _network.Addresses().Any(a => a.Address.Equals(address)))
        {
            return;
        }

        if (_network.WhoHas(plan.Link.Name, address, s_probing, cancellation) is PhysicalAddress other)
        {
            throw new LvsException(
                LvsErrorId.AddressInUse,
                $"{address} is in use: the host {TextOf(other)} answers for it on {plan.Link.Name}.",
                address,
                "Remove it there first, or take it over: -Force -Announce.");
        }
    }

    /// <summary>Refuses to take an address off for a moment where others of its network may go with it, as secondary ones do.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <exception cref="LvsInputException">InvalidVirtualAddress.</exception>
    public void RequireAlone(IReadOnlyList<HostAddress> addresses)
    {
        foreach (HostAddress address in addresses)
        {
            if (_network.Addresses().FirstOrDefault(a => a.Interface == address.Interface && a.PrefixLength == address.PrefixLength
                && !a.Address.Equals(address.Address) && a.Address.AddressFamily == address.Address.AddressFamily && IsInNetwork(a.Address, address)) is HostAddress other)
            {
                throw new LvsInputException(
                    LvsErrorId.InvalidVirtualAddress,
                    $"{address.Address}/{address.PrefixLength} on {address.Interface} cannot get another label or broadcast address while it is there, and {other.Address} of the same network may go with it.",
                    address.Address,
                    "Leave label and broadcast out, or change the address by hand.");
            }
        }
    }

    /// <summary>Refuses to announce an address where nobody would hear it.</summary>
    /// <param name="plan">What is to be announced.</param>
    /// <exception cref="LvsInputException">InvalidVirtualAddress.</exception>
    public static void RequireAnnounceable(VirtualAddressPlan plan)
    {
        if (!CanAsk(plan.Link))
        {
            throw new LvsInputException(
                LvsErrorId.InvalidVirtualAddress,
                $"{plan.Address.Address} cannot be announced on {plan.Link.Name}, which {(plan.Link.IsUp ? "has no neighbours" : "is down")}.",
                plan.Address.Address,
                plan.Link.IsUp ? "Leave -Announce out, or name an Ethernet interface." : $"Bring it up first: ip link set {plan.Link.Name} up.");
        }
    }

    /// <summary>
    /// What removing an address comes to. One with a network around it is the host's own, which it may be reached by: it has to be
    /// named with its prefix.
    /// </summary>
    /// <param name="request">What is to be removed.</param>
    /// <returns>The addresses; none where there is nothing to remove.</returns>
    /// <exception cref="LvsException">InterfaceNotFound, InterfaceRequired, InvalidVirtualAddress.</exception>
    public IReadOnlyList<HostAddress> PlanToRemove(VirtualAddressRequest request)
    {
        request.Check();
        if (request.Interface is string name)
        {
            _ = HostLink.Named(_network.Links(), name);
        }

        List<HostAddress> found = [.. _network.Addresses().Where(a =>
            a.Address.Equals(request.Address) && (request.Interface is null || a.Interface == request.Interface))];
        List<HostAddress> meant = found.FindAll(a => a.PrefixLength == (request.PrefixLength ?? request.Width));
        if (meant.Select(a => a.Interface).Distinct().Count() > 1)
        {
            throw new LvsException(
                LvsErrorId.InterfaceRequired,
                $"{request.Address} is on several interfaces: {string.Join(", ", meant.Select(a => a.Interface))}.",
                request.Address,
                "Name one with -Interface.");
        }

        return meant.Count == 0 && request.PrefixLength is null && found is [HostAddress own, ..]
            ? throw new LvsInputException(
                LvsErrorId.InvalidVirtualAddress,
                $"{own.Address}/{own.PrefixLength} on {own.Interface} is an address of the host in its network, not a virtual address alone.",
                own.Address,
                $"If it is to go all the same, say so: -PrefixLength {own.PrefixLength}.")
            : meant;
    }

    /// <summary>What an address on an interface shows itself as.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isServed">Whether the kernel takes its packets.</param>
    /// <param name="services">The services at it.</param>
    /// <returns>The row.</returns>
    public LvsVirtualAddress RowOf(HostAddress address, bool isServed, IReadOnlyList<LvsServiceId> services) => new()
    {
        Address = address.Address,
        PrefixLength = address.PrefixLength,
        Interface = address.Interface,
        Broadcast = address.Broadcast,
        Label = address.Label,
        IsServed = isServed,
        Services = services,
        Origin = new ReadFrom(_session),
    };

    private static bool CanAsk(HostLink link) =>
        link is { IsUp: true, HasNeighbours: true } && link.LinkAddress?.GetAddressBytes().Length == EthernetAddressLength;

    private static bool IsAlone(HostAddress address) =>
        address.PrefixLength == address.Address.GetAddressBytes().Length * 8
        && !IPAddress.IsLoopback(address.Address) && !address.Address.IsIPv6LinkLocal;

    private static string TextOf(PhysicalAddress address) => string.Join(':', address.GetAddressBytes().Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    private static string InterfaceFor(IPAddress address, IReadOnlyList<HostAddress> addresses, IReadOnlyList<HostLink> links)
    {
        List<string> near = [.. addresses
            .Where(a => a.Address.AddressFamily == address.AddressFamily && a.PrefixLength > 0 && !IsAlone(a) && IsInNetwork(address, a))
            .Select(a => a.Interface).Distinct()
            .Where(name => links.Any(l => l.Name == name && !l.IsLoopback))];
        return near is [string only] ? only : throw new LvsException(
            LvsErrorId.InterfaceRequired,
            near.Count == 0
                ? $"No interface of this host has a network that {address} is in."
                : $"Several interfaces of this host have a network that {address} is in: {string.Join(", ", near)}.",
            address,
            "Name the interface with -Interface.");
    }

    private static bool IsInNetwork(IPAddress address, HostAddress network)
    {
        byte[] wanted = address.GetAddressBytes();
        byte[] own = network.Address.GetAddressBytes();
        int whole = network.PrefixLength / 8;
        int rest = network.PrefixLength % 8;
        return wanted.AsSpan(0, whole).SequenceEqual(own.AsSpan(0, whole)) && (rest == 0 || (wanted[whole] ^ own[whole]) >> (8 - rest) == 0);
    }

    private List<LvsVirtualAddress> RowsOf(IPAddress address, IEnumerable<HostAddress> present, IReadOnlyList<LvsServiceId> services)
    {
        bool isServed = _network.RouteTo(address)?.Kind == HostRouteKind.Local;
        List<LvsVirtualAddress> rows = [.. present.Select(a => RowOf(a, isServed && a is { IsDuplicate: false, IsTentative: false }, services))];
        return rows.Count > 0
            ? rows
            : [new LvsVirtualAddress { Address = address, IsServed = isServed, Services = services, Origin = new ReadFrom(_session) }];
    }
}
