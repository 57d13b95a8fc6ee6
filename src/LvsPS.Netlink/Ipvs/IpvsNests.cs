using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>Finds the nests at the top of an IPVS message.</summary>
public static class IpvsNests
{
    /// <summary>Finds a nest.</summary>
    /// <param name="attributes">The bytes behind the generic netlink header.</param>
    /// <param name="which">The nest that is wanted.</param>
    /// <param name="nest">Its bytes.</param>
    /// <returns>False where the message has no such nest.</returns>
    public static bool TryFind(ReadOnlySpan<byte> attributes, IpvsCommandAttribute which, out ReadOnlySpan<byte> nest)
    {
        var reader = new AttributeReader(attributes, IpvsPolicy.Command);
        while (reader.MoveNext())
        {
            if (reader.Type == (ushort)which)
            {
                nest = reader.Payload;
                return true;
            }
        }

        nest = default;
        return false;
    }
}
