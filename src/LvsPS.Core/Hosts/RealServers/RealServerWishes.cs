using System.Net;

namespace LvsPS;

/// <summary>What a setup takes of a host, in the order in which it is done: nobody may ask for the address before the ARP settings are in place.</summary>
internal static class RealServerWishes
{
    private const string Loopback = "lo";

    /// <summary>All of it.</summary>
    /// <param name="session">The session of the host.</param>
    /// <param name="setup">The setup.</param>
    /// <returns>The things and their states.</returns>
    public static IReadOnlyList<HostWish> Of(LvsSession session, RealServerSetup setup)
    {
        var wishes = new List<HostWish> { new(new LinkStateCell(session, Loopback), LinkStateCell.Up) };
        if (setup.IsIPv4)
        {
            // The kernel takes the larger of all's and the interface's (IN_DEV_MAXCONF in include/linux/inetdevice.h).
            wishes.AddRange(Arp(session, "arp_ignore", "1", "2"));
            wishes.AddRange(Arp(session, "arp_announce", "2"));
        }

        // IPv6 needs no such setting: the kernel answers a solicitation for an address of the interface that it came in by only
        // (ndisc_recv_ns() in net/ipv6/ndisc.c), and sends its own from none but such.
        if (setup.Device is TunnelDevice device)
        {
            IPAddress local = setup.LocalAddress!;
            if (setup.Port is int port)
            {
                bool isIPv6 = local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
                wishes.Add(new HostWish(new GuePortCell(session, new FouPort(port, isIPv6)), HostCells.Present));
            }

            wishes.Add(new HostWish(new DeviceCell(session, device.Name), DeviceCell.StateOf(device.Kind, local)));
            if (setup.IsIPv4)
            {
                // What comes out of the tunnel is from clients, to whom the route is by another interface. 2 holds also where all has 1.
                wishes.Add(new HostWish(new SettingCell(session, $"net/ipv4/conf/{device.Name}/rp_filter"), "2"));
            }

            wishes.Add(new HostWish(new LinkStateCell(session, device.Name), LinkStateCell.Up));
        }

        wishes.Add(new HostWish(new AddressCell(session, AddressOf(session, setup)), HostCells.Present));
        if (setup.AddRoute)
        {
            wishes.Add(new HostWish(new RouteCell(session, RouteOf(setup)), HostCells.Present));
        }

        return wishes;
    }

    /// <summary>The route that scripts add.</summary>
    /// <param name="setup">The setup.</param>
    /// <returns>The route.</returns>
    public static HostRoute RouteOf(RealServerSetup setup) =>
        new(HostRouteKind.Unicast, setup.VirtualAddress, Width(setup)) { Interface = setup.Interface };

    /// <summary>The address with nothing but what names it.</summary>
    /// <param name="setup">The setup.</param>
    /// <returns>The address.</returns>
    public static HostAddress BareAddressOf(RealServerSetup setup) => new(setup.Interface, setup.VirtualAddress, Width(setup));

    private static HostAddress AddressOf(LvsSession session, RealServerSetup setup)
    {
        HostAddress bare = BareAddressOf(setup);
        return !setup.IsIPv4 ? bare with { NoDad = true }
            : setup.Mode == LvsRealServerMode.Tunnel ? bare
            : bare with { Broadcast = setup.VirtualAddress, Label = FreeLabel(session) };
    }

    private static int Width(RealServerSetup setup) => setup.IsIPv4 ? 32 : 128;

    /// <summary>A stricter value that is there already does as well, and is kept.</summary>
    private static IEnumerable<HostWish> Arp(LvsSession session, string name, string wanted, string? stricter = null)
    {
        foreach (string link in new[] { "all", Loopback })
        {
            var cell = new SettingCell(session, $"net/ipv4/conf/{link}/{name}");
            yield return new HostWish(cell, stricter is not null && cell.Read() == stricter ? stricter : wanted);
        }
    }

    private static string FreeLabel(LvsSession session)
    {
        HashSet<string?> taken = [.. session.Host.Network.Addresses().Where(a => a.Interface == Loopback).Select(a => a.Label)];
        int number = 0;
        while (taken.Contains($"{Loopback}:{number}"))
        {
            number++;
        }

        return $"{Loopback}:{number}";
    }
}
