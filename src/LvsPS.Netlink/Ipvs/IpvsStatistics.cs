using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>Either of the statistics nests (IPVS_STATS_ATTR_*), widened to 64 bits.</summary>
public record struct IpvsStatistics
{
    /// <summary>Connections scheduled.</summary>
    public ulong Connections { get; set; }

    /// <summary>Packets from clients.</summary>
    public ulong IncomingPackets { get; set; }

    /// <summary>Packets to clients.</summary>
    public ulong OutgoingPackets { get; set; }

    /// <summary>Bytes from clients.</summary>
    public ulong IncomingBytes { get; set; }

    /// <summary>Bytes to clients.</summary>
    public ulong OutgoingBytes { get; set; }

    /// <summary>Connections a second.</summary>
    public ulong ConnectionRate { get; set; }

    /// <summary>Packets from clients a second.</summary>
    public ulong IncomingPacketRate { get; set; }

    /// <summary>Packets to clients a second.</summary>
    public ulong OutgoingPacketRate { get; set; }

    /// <summary>Bytes from clients a second.</summary>
    public ulong IncomingByteRate { get; set; }

    /// <summary>Bytes to clients a second.</summary>
    public ulong OutgoingByteRate { get; set; }

    /// <summary>Reads a nest.</summary>
    /// <param name="nest">Its bytes.</param>
    /// <param name="wide">Whether it is the one of 64 bits.</param>
    /// <returns>The statistics.</returns>
    public static IpvsStatistics Read(ReadOnlySpan<byte> nest, bool wide)
    {
        IpvsStatistics result = default;
        var reader = new AttributeReader(nest, wide ? IpvsPolicy.Statistics64 : IpvsPolicy.Statistics);
        while (reader.MoveNext())
        {
            if (reader.Type == (ushort)IpvsStatisticsAttribute.Padding)
            {
                continue;
            }

            ulong value = reader.Payload.Length == 8 ? reader.GetU64() : reader.GetU32();
            switch ((IpvsStatisticsAttribute)reader.Type)
            {
                case IpvsStatisticsAttribute.Connections: result.Connections = value; break;
                case IpvsStatisticsAttribute.IncomingPackets: result.IncomingPackets = value; break;
                case IpvsStatisticsAttribute.OutgoingPackets: result.OutgoingPackets = value; break;
                case IpvsStatisticsAttribute.IncomingBytes: result.IncomingBytes = value; break;
                case IpvsStatisticsAttribute.OutgoingBytes: result.OutgoingBytes = value; break;
                case IpvsStatisticsAttribute.ConnectionRate: result.ConnectionRate = value; break;
                case IpvsStatisticsAttribute.IncomingPacketRate: result.IncomingPacketRate = value; break;
                case IpvsStatisticsAttribute.OutgoingPacketRate: result.OutgoingPacketRate = value; break;
                case IpvsStatisticsAttribute.IncomingByteRate: result.IncomingByteRate = value; break;
                case IpvsStatisticsAttribute.OutgoingByteRate: result.OutgoingByteRate = value; break;
            }
        }

        return result;
    }

    /// <summary>Writes a nest.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="type">The nest's own number.</param>
    /// <param name="wide">Whether it is the one of 64 bits.</param>
    public readonly void Write(ref AttributeWriter writer, ushort type, bool wide)
    {
        int nest = writer.BeginNest(type);
        Put(ref writer, IpvsStatisticsAttribute.Connections, Connections, wide);
        Put(ref writer, IpvsStatisticsAttribute.IncomingPackets, IncomingPackets, wide);
        Put(ref writer, IpvsStatisticsAttribute.OutgoingPackets, OutgoingPackets, wide);
        Put(ref writer, IpvsStatisticsAttribute.IncomingBytes, IncomingBytes, true);
        Put(ref writer, IpvsStatisticsAttribute.OutgoingBytes, OutgoingBytes, true);
        Put(ref writer, IpvsStatisticsAttribute.ConnectionRate, ConnectionRate, wide);
        Put(ref writer, IpvsStatisticsAttribute.IncomingPacketRate, IncomingPacketRate, wide);
        Put(ref writer, IpvsStatisticsAttribute.OutgoingPacketRate, OutgoingPacketRate, wide);
        Put(ref writer, IpvsStatisticsAttribute.IncomingByteRate, IncomingByteRate, wide);
        Put(ref writer, IpvsStatisticsAttribute.OutgoingByteRate, OutgoingByteRate, wide);
        writer.EndNest(nest);
    }

    private static void Put(ref AttributeWriter writer, IpvsStatisticsAttribute attribute, ulong value, bool wide)
    {
        if (wide)
        {
            // nla_put_u64_64bit: a padding attribute goes first where the value would not lie on eight bytes of the message,
            // whose own headers (20 bytes) and the attribute's (4) are as long as three times eight.
            if (writer.Position % 8 != 0)
            {
                writer.PutBytes((ushort)IpvsStatisticsAttribute.Padding, default);
            }

            writer.PutU64((ushort)attribute, value);
        }
        else
        {
            writer.PutU32((ushort)attribute, (uint)value);
        }
    }
}
