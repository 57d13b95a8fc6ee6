using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>Finds the nests at the top of an IPVS message.</summary>
public static class IpvsNests
{
    /// <summary>Finds a nest.</summary>
    /// <param name="attributes">The bytes behind the generic netlink header.</param>
    /// <param name="which">The nest that is wanted.</param>
    /// <param name="nest">Its bytes; of several, those of the last, as the kernel has it.</param>
    /// <param name="request">Reads as the kernel reads requests.</param>
    /// <returns>False where the message has no such nest.</returns>
    public static bool TryFind(ReadOnlySpan<byte> attributes, IpvsCommandAttribute which, out ReadOnlySpan<byte> nest, bool request = false)
    {
        nest = default;
        bool found = false;
        var reader = new AttributeReader(attributes, IpvsPolicy.Command, request);
        while (reader.MoveNext())
        {
            if (reader.Type == (ushort)which)
            {
                nest = reader.Payload;
                found = true;
            }
        }

        return found;
    }
}
