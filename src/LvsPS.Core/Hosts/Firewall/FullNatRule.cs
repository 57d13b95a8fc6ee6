using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>
/// A rule of full NAT: connections that began towards a service leave with an address of the director as their source, as
/// <c>ct original ip daddr 192.168.1.200 meta l4proto tcp ct original proto-dst 80 masquerade</c>.
/// </summary>
/// <param name="Service">The service.</param>
/// <param name="Sources">The source addresses; none for that of the interface by which a packet leaves.</param>
internal sealed record FullNatRule(LvsServiceId Service, IReadOnlyList<AddressRange> Sources)
{
    /// <summary>The chain of all of them (priority srcnat).</summary>
    public static readonly NftChain Chain = new("full-nat", "nat", "postrouting", 100);

    /// <summary>As IPVS looks for a service (<c>__ip_vs_service_find</c>): by mark, by port, for all ports. The first rule that fits counts.</summary>
    public int Rank => Service.FwMark is not null ? 0 : Service.VirtualPort != 0 ? 1 : 2;

    /// <summary>Whether both give the same sources.</summary>
    public bool HasSameSources(FullNatRule other) => Sources.SequenceEqual(other.Sources);

    /// <summary>Reads a rule.</summary>
    /// <param name="expressions">What it compares and does.</param>
    /// <returns>The rule; null where it is none of this form.</returns>
    public static FullNatRule? Read(IReadOnlyList<JsonNode> expressions)
    {
        if (expressions.Count < 2 || NftJson.Comparison(expressions[0]) is not var (first, value))
        {
            return null;
        }

        // Where the sources are chosen by the client's address, the library leaves the comparison of the family out: it is implied.
        LvsServiceId? service = NftJson.Same(first, NftJson.Meta("nfproto")) ? ReadMark(FamilyOf(value), [.. expressions.Skip(1)])
            : NftJson.Same(first, NftJson.Meta("mark")) ? ReadMark(FamilyOf(NftJson.At(expressions[^1], "snat", "addr", "map", "key", "jhash", "expr", "payload", "protocol")), expressions)
            : expressions.Count > 2 ? ReadAddress(first, value, expressions)
            : null;
        return service is not null && ReadSources(expressions[^1], service) is IReadOnlyList<AddressRange> sources
            ? new FullNatRule(service, sources)
            : null;
    }

    /// <summary>The rule as it is sent.</summary>
    /// <returns>What it compares and does.</returns>
    public JsonArray Write()
    {
        var rule = new JsonArray();
        string family = NftJson.NameOf(Service.AddressFamily);
        if (Service.FwMark is uint mark)
        {
            rule.Add(NftJson.Match(NftJson.Meta("nfproto"), Service.IsIPv6 ? "ipv6" : "ipv4"));
            rule.Add(NftJson.Match(NftJson.Meta("mark"), mark));
        }
        else
        {
            rule.Add(NftJson.Match(NftJson.Original($"{family} daddr"), Service.VirtualAddress!.ToString()));
            rule.Add(NftJson.Match(NftJson.Meta("l4proto"), LvsPortRange.NameOf(Service.Protocol!.Value)));
            if (Service.VirtualPort is > 0 and int port)
            {
                rule.Add(NftJson.Match(NftJson.Original("proto-dst"), port));
            }
        }

        rule.Add(Sources.Count == 0
            ? new JsonObject { ["masquerade"] = null }
            : new JsonObject { ["snat"] = new JsonObject { ["family"] = family, ["addr"] = WriteSources(family) } });
        return rule;
    }

    private static LvsServiceId? ReadMark(AddressFamily? family, IReadOnlyList<JsonNode> expressions) =>
        expressions.Count == 2
        && NftJson.Comparison(expressions[0]) is var (left, value)
        && NftJson.Same(left, NftJson.Meta("mark"))
        && NftJson.Number(value) is > 0 and <= uint.MaxValue and long mark
        && family is AddressFamily known
            ? LvsServiceId.ForMark((uint)mark, known == AddressFamily.InterNetworkV6)
            : null;

    private static LvsServiceId? ReadAddress(JsonNode left, JsonNode value, IReadOnlyList<JsonNode> expressions)
    {
        if (NftJson.Address(value) is not IPAddress address
            || !NftJson.Same(left, NftJson.Original($"{NftJson.NameOf(address.AddressFamily)} daddr"))
            || NftJson.Comparison(expressions[1]) is not var (meta, name)
            || !NftJson.Same(meta, NftJson.Meta("l4proto"))
            || LvsPortRange.ProtocolOf(NftJson.Text(name) ?? NftJson.Number(name)?.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not LvsProtocol protocol)
        {
            return null;
        }

        return expressions.Count switch
        {
            3 => LvsServiceId.ForAddress(protocol, address, 0),
            4 when NftJson.Comparison(expressions[2]) is var (key, port)
                && NftJson.Same(key, NftJson.Original("proto-dst"))
                && NftJson.Number(port) is > 0 and <= ushort.MaxValue and long number => LvsServiceId.ForAddress(protocol, address, (int)number),
            _ => null,
        };
    }

    private static IReadOnlyList<AddressRange>? ReadSources(JsonNode verdict, LvsServiceId service)
    {
        if (verdict is not JsonObject { Count: 1 } statement)
        {
            return null;
        }

        // The library writes "masquerade": null, which is found as a key only.
        if (statement.ContainsKey("masquerade"))
        {
            return statement["masquerade"] is null ? [] : null;
        }

        if (statement["snat"] is not JsonObject { Count: 2 } snat
            || NftJson.Text(snat["family"]) != NftJson.NameOf(service.AddressFamily)
            || snat["addr"] is not JsonNode address)
        {
            return null;
        }

        if (AddressRange.Read(address) is AddressRange range)
        {
            return [range];
        }

        var listed = new List<AddressRange>();
        foreach (JsonNode? pair in NftJson.At(address, "map", "key", "jhash") is null ? [] : NftJson.At(address, "map", "data", "set") as JsonArray ?? [])
        {
            if (pair is not JsonArray { Count: 2 } || NftJson.Address(pair[1]) is not IPAddress one)
            {
                return null;
            }

            listed.Add(new AddressRange(one, one));
        }

        return listed.Count == 0 ? null : AddressRange.Joined(listed);
    }

    private static AddressFamily? FamilyOf(JsonNode? value) => NftJson.Text(value) switch
    {
        "ipv4" or "ip" => AddressFamily.InterNetwork,
        "ipv6" or "ip6" => AddressFamily.InterNetworkV6,
        _ => NftJson.Number(value) switch
        {
            2 => AddressFamily.InterNetwork,
            10 => AddressFamily.InterNetworkV6,
            _ => null,
        },
    };

    /// <summary>The kernel takes one range; of several, a client's address chooses, so that a client keeps its source.</summary>
    private JsonNode WriteSources(string family)
    {
        if (Sources.Count == 1)
        {
            return Sources[0].Write();
        }

        IPAddress[] addresses = [.. Sources.SelectMany(s => s.Addresses())];
        return new JsonObject
        {
            ["map"] = new JsonObject
            {
                ["key"] = new JsonObject { ["jhash"] = new JsonObject { ["mod"] = addresses.Length, ["expr"] = NftJson.Payload(family, "saddr") } },
                ["data"] = new JsonObject { ["set"] = new JsonArray([.. addresses.Select((a, i) => new JsonArray(i, a.ToString()))]) },
            },
        };
    }
}
