using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>
/// The table as /proc/net/ip_vs shows it, without flags and persistence, and the totals in hexadecimal digits: ip_vs_info_seq_show(),
/// ip_vs_stats_show() and ip_vs_stats_percpu_show() of <c>ip_vs_ctl.c</c>.
/// </summary>
internal static class ProcTable
{
    public static string Of(ServiceTable services)
    {
        var text = new StringBuilder("IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n");
        foreach (SimulatedService service in services.All())
        {
            ServiceKey key = service.Key;
            _ = key.Mark != 0
                ? text.Append(CultureInfo.InvariantCulture, $"FWM  {key.Mark:X8} ")
                : text.Append(CultureInfo.InvariantCulture, $"{Protocol(key.Protocol),-4} {Endpoint(key.Family, key.Address, key.Port)} ");
            text.Append(service.Scheduler).Append(" \n");
            foreach (SimulatedDestination destination in service.Destinations())
            {
                DestinationKey server = destination.Key;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  -> {Endpoint(server.Family, server.Address, server.Port)}      {destination.Forwarding,-7} {destination.Weight,-6} {destination.ActiveConnections,-10} {destination.InactiveConnections,-10}\n");
            }
        }

        return text.ToString();
    }

    public static string Totals(in IpvsStatistics total) =>
        "   Total Incoming Outgoing         Incoming         Outgoing\n   Conns  Packets  Packets            Bytes            Bytes\n"
        + Counted(total)
        + "\n Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s\n"
        + Rates(total);

    public static string Processors(in IpvsStatistics total) =>
        "       Total Incoming Outgoing         Incoming         Outgoing\nCPU    Conns  Packets  Packets            Bytes            Bytes\n"
        + $"  0 {Counted(total)}  ~ {Counted(total)}"
        + "\n     Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s\n    "
        + Rates(total);

    private static string Counted(in IpvsStatistics s) => Row(s.Connections, s.IncomingPackets, s.OutgoingPackets, s.IncomingBytes, s.OutgoingBytes);

    private static string Rates(in IpvsStatistics s) =>
        Row(s.ConnectionRate, s.IncomingPacketRate, s.OutgoingPacketRate, s.IncomingByteRate, s.OutgoingByteRate);

    private static string Row(ulong connections, ulong incomingPackets, ulong outgoingPackets, ulong incomingBytes, ulong outgoingBytes) => string.Create(
        CultureInfo.InvariantCulture, $"{connections,8:X} {incomingPackets,8:X} {outgoingPackets,8:X} {incomingBytes,16:X} {outgoingBytes,16:X}\n");

    /// <summary>The names of ip_vs_proto_name().</summary>
    private static string Protocol(ushort number) => number switch
    {
        6 => "TCP",
        17 => "UDP",
        132 => "SCTP",
        _ => string.Create(CultureInfo.InvariantCulture, $"IP_{number}"),
    };

    private static string Endpoint(ushort family, WireAddress address, ushort port)
    {
        Span<byte> bytes = stackalloc byte[WireAddress.Size];
        address.Write(bytes);
        if (family != IpvsConstants.InterNetworkV6)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32BigEndian(bytes):X8}:{port:X4}");
        }

        var text = new StringBuilder("[");
        for (int i = 0; i < WireAddress.Size; i += sizeof(ushort))
        {
            text.Append(i == 0 ? string.Empty : ":").Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]):x4}");
        }

        return text.Append(CultureInfo.InvariantCulture, $"]:{port:X4}").ToString();
    }
}
