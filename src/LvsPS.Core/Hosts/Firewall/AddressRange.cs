using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>Addresses in a row.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, which of a single one is the first.</param>
internal sealed record AddressRange(IPAddress First, IPAddress Last)
{
    /// <summary>Puts ranges in order and joins those that overlap or meet.</summary>
    /// <param name="ranges">The ranges, of one family.</param>
    /// <returns>The same addresses.</returns>
    public static IReadOnlyList<AddressRange> Joined(IEnumerable<AddressRange> ranges)
    {
        var joined = new List<AddressRange>();
        foreach (AddressRange range in ranges.OrderBy(r => AddressBlocks.Number(r.First)))
        {
            if (joined.Count > 0 && joined[^1] is { } last && AddressBlocks.Number(range.First) <= AddressBlocks.Number(last.Last) + 1)
            {
                joined[^1] = AddressBlocks.Number(range.Last) > AddressBlocks.Number(last.Last) ? last with { Last = range.Last } : last;
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>Reads a range of a rule.</summary>
    /// <param name="node">An address, a prefix, or a range.</param>
    /// <returns>The range; null where it is none.</returns>
    public static AddressRange? Read(JsonNode node) =>
        NftJson.Address(node) is IPAddress single ? new AddressRange(single, single)
        : NftJson.Address(NftJson.At(node, "prefix", "addr")) is IPAddress network && NftJson.Number(NftJson.At(node, "prefix", "len")) is long length
            ? new AddressRange(network, AddressBlocks.LastOf(new IPNetwork(network, (int)length)))
        : NftJson.At(node, "range") is JsonArray { Count: 2 } range && NftJson.Address(range[0]) is IPAddress first && NftJson.Address(range[1]) is IPAddress last
            ? new AddressRange(first, last)
        : null;

    /// <summary>The range as it is sent.</summary>
    /// <returns>An address or a range.</returns>
    public JsonNode Write() => First.Equals(Last) ? First.ToString() : new JsonObject { ["range"] = new JsonArray(First.ToString(), Last.ToString()) };

    /// <summary>How many addresses it has.</summary>
    public System.Numerics.BigInteger Count => AddressBlocks.Number(Last) - AddressBlocks.Number(First) + 1;

    /// <summary>Each of its addresses.</summary>
    /// <returns>The addresses in order.</returns>
    public IEnumerable<IPAddress> Addresses()
    {
        AddressFamily family = First.AddressFamily;
        for (System.Numerics.BigInteger next = AddressBlocks.Number(First); next <= AddressBlocks.Number(Last); next++)
        {
            yield return AddressBlocks.Address(next, family);
        }
    }

    /// <summary>The range as text.</summary>
    /// <returns>Such as <c>192.168.1.210-192.168.1.213</c>.</returns>
    public override string ToString() => First.Equals(Last) ? First.ToString() : $"{First}-{Last}";
}
