using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace LvsPS;

/// <summary>
/// Addresses and networks in the one form in which they are compared and written: by family and number, none within another. In a set
/// with networks the kernel knows intervals only, and shows neighbours as one, so that what was read is compared by its intervals.
/// </summary>
internal static class AddressBlocks
{
    /// <summary>Puts blocks in order and leaves out those within others.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <returns>The same addresses.</returns>
    public static IReadOnlyList<IPNetwork> Of(IEnumerable<IPNetwork> blocks)
    {
        var kept = new List<IPNetwork>();
        foreach (IPNetwork block in blocks.OrderBy(b => b.BaseAddress.AddressFamily).ThenBy(b => Number(b.BaseAddress)).ThenBy(b => b.PrefixLength))
        {
            if (kept.Count == 0 || kept[^1].BaseAddress.AddressFamily != block.BaseAddress.AddressFamily || !kept[^1].Contains(block.BaseAddress))
            {
                kept.Add(block);
            }
        }

        return kept;
    }

    /// <summary>Whether both are the same addresses.</summary>
    public static bool Same(IEnumerable<IPNetwork> left, IEnumerable<IPNetwork> right) => Intervals(left).SequenceEqual(Intervals(right));

    /// <summary>A single address as a block.</summary>
    public static IPNetwork Single(IPAddress address) => new(address, Bits(address.AddressFamily));

    /// <summary>The fewest blocks that are the addresses from one to another.</summary>
    public static IEnumerable<IPNetwork> Between(IPAddress first, IPAddress last)
    {
        AddressFamily family = first.AddressFamily;
        BigInteger next = Number(first);
        BigInteger end = Number(last);
        while (next <= end)
        {
            int free = 0;
            while (free < Bits(family) && (next & ((BigInteger.One << (free + 1)) - 1)).IsZero && next + (BigInteger.One << (free + 1)) - 1 <= end)
            {
                free++;
            }

            yield return new IPNetwork(Address(next, family), Bits(family) - free);
            next += BigInteger.One << free;
        }
    }

    /// <summary>A block as it is written: a single address without its length.</summary>
    public static string TextOf(IPNetwork block) => block.PrefixLength == Bits(block.BaseAddress.AddressFamily)
        ? block.BaseAddress.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{block.BaseAddress}/{block.PrefixLength}");

    /// <summary>An address as a number.</summary>
    public static BigInteger Number(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    /// <summary>The address of a number.</summary>
    public static IPAddress Address(BigInteger number, AddressFamily family)
    {
        byte[] bytes = new byte[Bits(family) / 8];
        byte[] value = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        value.CopyTo(bytes, bytes.Length - value.Length);
        return new IPAddress(bytes);
    }

    /// <summary>The last address of a block.</summary>
    public static IPAddress LastOf(IPNetwork block)
    {
        AddressFamily family = block.BaseAddress.AddressFamily;
        return Address(Number(block.BaseAddress) + (BigInteger.One << (Bits(family) - block.PrefixLength)) - 1, family);
    }

    private static int Bits(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? 128 : 32;

    private static List<(AddressFamily Family, BigInteger First, BigInteger Last)> Intervals(IEnumerable<IPNetwork> blocks)
    {
        var intervals = new List<(AddressFamily Family, BigInteger First, BigInteger Last)>();
        foreach (IPNetwork block in Of(blocks))
        {
            AddressFamily family = block.BaseAddress.AddressFamily;
            BigInteger first = Number(block.BaseAddress);
            BigInteger last = Number(LastOf(block));
            if (intervals.Count > 0 && intervals[^1].Family == family && intervals[^1].Last + 1 == first)
            {
                intervals[^1] = (family, intervals[^1].First, last);
            }
            else
            {
                intervals.Add((family, first, last));
            }
        }

        return intervals;
    }
}
