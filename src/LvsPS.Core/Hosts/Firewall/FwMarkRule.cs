using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>
/// A rule that gives a mark: addresses of one family and ports of one protocol, as
/// <c>ip daddr 192.168.1.200 tcp dport { 80, 443 } meta mark set 3</c>.
/// </summary>
/// <param name="Mark">The mark.</param>
/// <param name="Family">The family of the addresses.</param>
/// <param name="Addresses">Packets to these.</param>
/// <param name="Ports">At these ports.</param>
internal sealed record FwMarkRule(uint Mark, AddressFamily Family, IReadOnlyList<IPNetwork> Addresses, IReadOnlyList<LvsPortRange> Ports)
{
    // Right after the chains of others at the priority mangle (-150), which may restore marks of connections over ours; before IPVS,
    // which looks at marks where packets come in (LOCAL_IN) and, of those made here, after destination NAT at LOCAL_OUT (ip_vs_ops4
    // in ip_vs_core.c).
    private const int AfterMangle = -149;

    /// <summary>The chain of a mark's rules.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="isLocal">Whether that for packets made on this host. IPVS routes those itself, so a filter chain does, without a second look at the routes.</param>
    /// <returns>The chain.</returns>
    public static NftChain ChainOf(uint mark, bool isLocal) => new(
        string.Create(CultureInfo.InvariantCulture, $"mark-{mark}{(isLocal ? "-local" : string.Empty)}"),
        "filter",
        isLocal ? "output" : "prerouting",
        AfterMangle);

    /// <summary>Reads a rule.</summary>
    /// <param name="expressions">What it compares and does.</param>
    /// <returns>The rule; null where it is none of this form.</returns>
    public static FwMarkRule? Read(IReadOnlyList<JsonNode> expressions)
    {
        if (expressions.Count != 3
            || NftJson.Comparison(expressions[0]) is not var (toAddress, addresses)
            || NftJson.Comparison(expressions[1]) is not var (toPort, ports)
            || NftJson.At(expressions[2], "mangle") is not JsonObject mangle
            || !NftJson.Same(mangle["key"], NftJson.Meta("mark"))
            || NftJson.Number(mangle["value"]) is not (> 0 and <= uint.MaxValue and long mark))
        {
            return null;
        }

        AddressFamily? family = NftJson.Same(toAddress, NftJson.Payload("ip", "daddr")) ? AddressFamily.InterNetwork
            : NftJson.Same(toAddress, NftJson.Payload("ip6", "daddr")) ? AddressFamily.InterNetworkV6
            : null;
        LvsProtocol? protocol = LvsPortRange.ProtocolOf(NftJson.Text(NftJson.At(toPort, "payload", "protocol")));
        if (family is null || protocol is null || NftJson.Text(NftJson.At(toPort, "payload", "field")) != "dport")
        {
            return null;
        }

        List<IEnumerable<IPNetwork>?> blocks = [.. NftJson.Members(addresses).Select(ReadBlock)];
        List<LvsPortRange?> ranges = [.. NftJson.Members(ports).Select(p => ReadPorts(protocol.Value, p))];
        return blocks.Count == 0 || ranges.Count == 0 || blocks.Contains(null) || ranges.Contains(null)
            ? null
            : new FwMarkRule((uint)mark, family.Value, AddressBlocks.Of(blocks.SelectMany(b => b!)), PortSet.Of(ranges!));
    }

    /// <summary>The rule as it is sent.</summary>
    /// <returns>What it compares and does.</returns>
    public JsonArray Write() =>
    [
        NftJson.Match(NftJson.Payload(NftJson.NameOf(Family), "daddr"), NftJson.Values(Addresses.Select(WriteBlock))),
        NftJson.Match(NftJson.Payload(LvsPortRange.NameOf(Ports[0].Protocol), "dport"), NftJson.Values(Ports.Select(WritePorts))),
        new JsonObject { ["mangle"] = new JsonObject { ["key"] = NftJson.Meta("mark"), ["value"] = Mark } },
    ];

    private static IEnumerable<IPNetwork>? ReadBlock(JsonNode node) =>
        NftJson.Address(node) is IPAddress single ? [AddressBlocks.Single(single)]
        : NftJson.Address(NftJson.At(node, "prefix", "addr")) is IPAddress network && NftJson.Number(NftJson.At(node, "prefix", "len")) is long length
            ? [new IPNetwork(network, (int)length)]
        : NftJson.At(node, "range") is JsonArray { Count: 2 } range
            && NftJson.Address(range[0]) is IPAddress first && NftJson.Address(range[1]) is IPAddress last
            ? AddressBlocks.Between(first, last)
        : null;

    private static JsonNode WriteBlock(IPNetwork block) => AddressBlocks.TextOf(block) is string text && !text.Contains('/')
        ? text
        : new JsonObject { ["prefix"] = new JsonObject { ["addr"] = block.BaseAddress.ToString(), ["len"] = block.PrefixLength } };

    private static LvsPortRange? ReadPorts(LvsProtocol protocol, JsonNode node) =>
        NftJson.Number(node) is long port ? new LvsPortRange(protocol, (int)port, (int)port)
        : NftJson.At(node, "range") is JsonArray { Count: 2 } range && NftJson.Number(range[0]) is long first && NftJson.Number(range[1]) is long last
            ? new LvsPortRange(protocol, (int)first, (int)last)
        : null;

    private static JsonNode WritePorts(LvsPortRange range) =>
        range.First == range.Last ? range.First : new JsonObject { ["range"] = new JsonArray(range.First, range.Last) };
}
