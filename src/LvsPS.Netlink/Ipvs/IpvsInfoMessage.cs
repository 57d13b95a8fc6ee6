using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>The answer to IPVS_CMD_GET_INFO.</summary>
/// <param name="Version">A byte each: 0x010201 is 1.2.1.</param>
/// <param name="ConnectionTableSize">Buckets of the connection table.</param>
public readonly record struct IpvsInfoMessage(uint Version, uint ConnectionTableSize)
{
    /// <summary>Reads the attributes of a message.</summary>
    /// <param name="attributes">The bytes behind the generic netlink header.</param>
    /// <returns>The information.</returns>
    public static IpvsInfoMessage Read(ReadOnlySpan<byte> attributes)
    {
        IpvsInfoMessage result = default;
        var reader = new AttributeReader(attributes, IpvsPolicy.Info);
        while (reader.MoveNext())
        {
            switch ((IpvsInfoAttribute)reader.Type)
            {
                case IpvsInfoAttribute.Version: result = result with { Version = reader.GetU32() }; break;
                case IpvsInfoAttribute.ConnectionTableSize: result = result with { ConnectionTableSize = reader.GetU32() }; break;
            }
        }

        return result;
    }

    /// <summary>Writes both attributes.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ref AttributeWriter writer)
    {
        writer.PutU32((ushort)IpvsInfoAttribute.Version, Version);
        writer.PutU32((ushort)IpvsInfoAttribute.ConnectionTableSize, ConnectionTableSize);
    }
}
