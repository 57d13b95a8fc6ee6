using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LvsPS.Netlink.Neighbours;
using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <content>What is said to, and asked of, the neighbours of an interface.</content>
internal sealed partial class KernelNetwork
{
    // As many probes as RFC 5227 has.
    private const int Probes = 3;
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(50);

    public void Announce(string interfaceName, IPAddress address)
    {
        HostLink link = WithNeighbours(interfaceName);
        byte[] own = link.LinkAddress!.GetAddressBytes();
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        byte[] packet = isIPv4 ? ArpPacket.Announcement(own, address) : NeighbourPacket.Announcement(own, address, IsRouter(interfaceName));
        using PacketSocket socket = OpenSocket(link, isIPv4);
        Check(socket.Send(packet, isIPv4 ? ArpPacket.Broadcast : NeighbourPacket.AllNodesLink), $"Announce {address} on {interfaceName}", address);
    }

    public PhysicalAddress? WhoHas(string interfaceName, IPAddress address, TimeSpan wait, CancellationToken cancellation = default)
    {
        HostLink link = WithNeighbours(interfaceName);
        PhysicalAddress[] own = [.. ReadLinks().Where(l => !l.LinkAddress.IsEmpty).Select(l => new PhysicalAddress(l.LinkAddress.ToArray()))];
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        byte[] probe = isIPv4 ? ArpPacket.Probe(link.LinkAddress!.GetAddressBytes(), address) : NeighbourPacket.Probe(address);
        byte[] target = isIPv4 ? ArpPacket.Broadcast.ToArray() : NeighbourPacket.ProbeLink(address);
        string what = $"Ask for {address} on {interfaceName}";
        using PacketSocket socket = OpenSocket(link, isIPv4);
        byte[] buffer = new byte[link.Mtu > 0 ? link.Mtu : 1500];
        long started = Stopwatch.GetTimestamp();
        for (int sent = 0; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            TimeSpan passed = Stopwatch.GetElapsedTime(started);
            if (passed >= wait)
            {
                return null;
            }

            if (sent < Probes && passed >= wait * sent / Probes)
            {
                Check(socket.Send(probe, target), what, address);
                sent++;
            }

            int errno = socket.Receive(buffer, wait - passed < s_slice ? wait - passed : s_slice, out int length);
            if (errno is Errno.TryAgain or Errno.Interrupted)
            {
                continue;
            }

            Check(errno, what, address);
            ReadOnlySpan<byte> packet = buffer.AsSpan(0, length);
            ReadOnlySpan<byte> owner = isIPv4 ? ArpPacket.OwnerIn(packet, address) : NeighbourPacket.OwnerIn(packet, address);
            if (!owner.IsEmpty && new PhysicalAddress(owner.ToArray()) is var found && !own.Contains(found))
            {
                return found;
            }
        }
    }

    private static void Check(int errno, string what, IPAddress address)
    {
        if (errno != Errno.None)
        {
            throw KernelErrors.For(LvsOperation.AskNeighbours, address, what, errno, null);
        }
    }

    private HostLink WithNeighbours(string name)
    {
        HostLink link = Find(name);
        return link.HasNeighbours && link.LinkAddress?.GetAddressBytes().Length == ArpPacket.LinkAddressSize
            ? link
            : throw new LvsException(
                LvsErrorId.NotSupportedByKernel,
                $"The interface {name} has no neighbours that could be told or asked by ARP or neighbour discovery.",
                name,
                "Name an Ethernet interface.");
    }

    private bool IsRouter(string name)
    {
        try
        {
            return _files.ReadSysctl($"net/ipv6/conf/{name}/forwarding") is not (null or "0");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NetlinkTransportException)
        {
            return false;
        }
    }

    private PacketSocket OpenSocket(HostLink link, bool isIPv4) => InNamespace("Open a packet socket", () => isIPv4
        ? PacketSocket.Open(link.Index, ArpPacket.EtherType)
        : PacketSocket.Open(link.Index, NeighbourPacket.EtherType, NeighbourPacket.AdvertisementsOnly));
}
