using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>The table as /proc/net/ip_vs shows it, without flags and persistence: ip_vs_info_seq_show() of <c>ip_vs_ctl.c</c>.</summary>
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
                : text.Append(CultureInfo.InvariantCulture, $"{(key.Protocol switch { 6 => "TCP", 17 => "UDP", _ => "SCTP" }),-4} {Endpoint(key.Family, key.Address, key.Port)} ");
            text.Append(service.Scheduler).Append(" \n");
            foreach (SimulatedDestination destination in service.Destinations())
            {
                DestinationKey server = destination.Key;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  -> {Endpoint(server.Family, server.Address, server.Port)}      {destination.Forwarding,-7} {destination.Weight,-6} {0,-10} {0,-10}\n");
            }
        }

        return text.ToString();
    }

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
