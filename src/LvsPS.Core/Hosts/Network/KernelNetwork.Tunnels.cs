using System.Net;
using System.Net.Sockets;
using LvsPS.Netlink;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Route;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS;

/// <content>Devices that unpack tunnels, and the ports of GUE.</content>
internal sealed partial class KernelNetwork
{
    // AF_INET and AF_INET6 of linux/socket.h.
    private const byte FamilyIPv4 = 2;
    private const byte FamilyIPv6 = 10;

    private NetlinkConnection Fou =>
        Opened(ref _fou, () => new NetlinkConnection(NetlinkSocket.Open(), FouMessage.FamilyName, FouMessage.FamilyVersion));

    public bool AddTunnel(HostTunnel tunnel) =>

        // EEXIST may also mean another device with the same ends.
        FindOrNull(tunnel.Name) is null && Change(
            LvsOperation.ChangeLink,
            tunnel.Name,
            $"Make the device {tunnel.Name} of kind {tunnel.Kind}",
            Route,
            (int _, ref AttributeWriter writer) => LinkMessage.WriteTunnel(ref writer, tunnel.Name, tunnel.Kind, tunnel.Local),
            NetlinkFlags.Create | NetlinkFlags.Exclusive);

    public bool RemoveLink(string name) => FindOrNull(name) is HostLink link && Change(
        LvsOperation.ChangeLink,
        name,
        $"Remove the device {name}",
        Route,
        (int _, ref AttributeWriter writer) => LinkMessage.WriteDelete(ref writer, link.Index),
        NetlinkFlags.None,
        Errno.NoDevice);

    public void SetLinkUp(string name, bool isUp)
    {
        int index = Find(name).Index;
        _ = Change(
            LvsOperation.ChangeLink,
            name,
            $"Bring {name} {(isUp ? "up" : "down")}",
            Route,
            (int _, ref AttributeWriter writer) => LinkMessage.WriteUp(ref writer, index, isUp),
            NetlinkFlags.None);
    }

    public IReadOnlyList<FouPort> GuePorts()
    {
        var ports = new List<FouPort>();
        try
        {
            _ = Fou.Dump(
                (int _, ref AttributeWriter _) => (byte)FouCommand.Get,
                (_, attributes) =>
                {
                    if (FouMessage.Read(attributes) is FouMessage port)
                    {
                        ports.Add(new FouPort(port.Port, port.AddressFamily == FamilyIPv6));
                    }
                });
        }
        catch (NetlinkException e) when (e.Errno == Errno.NoEntry)
        {
            return [];
        }
        catch (Exception e) when (Translate(e, "the ports of GUE") is LvsException failure)
        {
            throw failure;
        }

        return ports;
    }

    public bool AddGuePort(FouPort port) => !GuePorts().Contains(port) && Change(
        LvsOperation.ChangePort,
        port,
        $"Unpack GUE at {port}",
        Fou,
        (int _, ref AttributeWriter writer) => MessageOf(port).WriteAdd(ref writer),
        NetlinkFlags.None);

    public bool RemoveGuePort(FouPort port) => GuePorts().Contains(port) && Change(
        LvsOperation.ChangePort,
        port,
        $"Leave off unpacking GUE at {port}",
        Fou,
        (int _, ref AttributeWriter writer) => MessageOf(port).WriteDelete(ref writer),
        NetlinkFlags.None);

    private static FouMessage MessageOf(FouPort port) => new(checked((ushort)port.Port), port.IsIPv6 ? FamilyIPv6 : FamilyIPv4);
}
