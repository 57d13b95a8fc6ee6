using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>The three time-outs of IPVS_CMD_SET_CONFIG, in seconds. One that is null is absent, and the kernel leaves it as it is.</summary>
/// <param name="Tcp">An established TCP connection without traffic.</param>
/// <param name="TcpFin">A TCP connection after a FIN.</param>
/// <param name="Udp">A UDP flow without traffic.</param>
public readonly record struct IpvsConfigMessage(uint? Tcp, uint? TcpFin, uint? Udp)
{
    /// <summary>Reads the attributes of a message.</summary>
    /// <param name="attributes">The bytes behind the generic netlink header.</param>
    /// <param name="request">Reads as the kernel reads requests.</param>
    /// <returns>The time-outs.</returns>
    public static IpvsConfigMessage Read(ReadOnlySpan<byte> attributes, bool request = false)
    {
        IpvsConfigMessage result = default;
        var reader = new AttributeReader(attributes, IpvsPolicy.Command, request);
        while (reader.MoveNext())
        {
            switch ((IpvsCommandAttribute)reader.Type)
            {
                case IpvsCommandAttribute.TimeoutTcp: result = result with { Tcp = reader.GetU32() }; break;
                case IpvsCommandAttribute.TimeoutTcpFin: result = result with { TcpFin = reader.GetU32() }; break;
                case IpvsCommandAttribute.TimeoutUdp: result = result with { Udp = reader.GetU32() }; break;
            }
        }

        return result;
    }

    /// <summary>Writes those that are not null.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ref AttributeWriter writer)
    {
        if (Tcp is uint tcp) writer.PutU32((ushort)IpvsCommandAttribute.TimeoutTcp, tcp);
        if (TcpFin is uint fin) writer.PutU32((ushort)IpvsCommandAttribute.TimeoutTcpFin, fin);
        if (Udp is uint udp) writer.PutU32((ushort)IpvsCommandAttribute.TimeoutUdp, udp);
    }
}
