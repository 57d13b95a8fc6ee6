using System.Text.Json;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>A base chain.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">filter, nat or route.</param>
/// <param name="Hook">Where packets come through it.</param>
/// <param name="Priority">When, among the chains of the same hook.</param>
internal sealed record NftChain(string Name, string? Type, string? Hook, long? Priority);

/// <summary>A rule.</summary>
/// <param name="Family">The family of its table.</param>
/// <param name="Table">Its table.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="Handle">Its number in the table.</param>
/// <param name="Expressions">What it compares and does, in order.</param>
internal sealed record NftRule(string Family, string Table, string Chain, long Handle, IReadOnlyList<JsonNode> Expressions)
{
    /// <summary>Whether it is in the table of LvsPS.</summary>
    public bool IsOwn => Family == NftJson.Family && Table == NftJson.Table;
}

/// <summary>All that nftables holds in a network namespace, as it was read at once.</summary>
internal sealed class NftRuleset
{
    private NftRuleset()
    {
    }

    /// <summary>All rules, those of a chain in their order.</summary>
    public List<NftRule> Rules { get; } = [];

    /// <summary>Whether the table of LvsPS is there.</summary>
    public bool HasOwnTable { get; private set; }

    /// <summary>The chains of the table of LvsPS.</summary>
    public List<NftChain> OwnChains { get; } = [];

    /// <summary>Whether the table of LvsPS holds something that is neither a chain nor a rule.</summary>
    public bool HasOwnObjects { get; private set; }

    /// <summary>The maps of all tables by family, table and name.</summary>
    public Dictionary<(string Family, string Table, string Name), JsonNode> Maps { get; } = [];

    /// <summary>Reads everything.</summary>
    /// <param name="nftables">Where.</param>
    /// <returns>The ruleset.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public static NftRuleset Read(INftables nftables)
    {
        string text = nftables.Run(NftJson.Document([NftJson.ListRuleset()]));
        var found = new NftRuleset();
        try
        {
            foreach (JsonNode? item in text.Length == 0 ? [] : JsonNode.Parse(text)?["nftables"]?.AsArray() ?? [])
            {
                if (item is JsonObject { Count: 1 } named && named.First() is { Value: JsonObject value } entry)
                {
                    found.Add(entry.Key, value);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new LvsException(
                LvsErrorId.ProtocolMismatch, $"libnftables' answer is not of the form that is known: {e.Message}", "nftables", "Report it with the version of libnftables.", e);
        }

        return found;
    }

    private void Add(string kind, JsonObject value)
    {
        string family = NftJson.Text(value["family"]) ?? string.Empty;
        string name = NftJson.Text(value["name"]) ?? string.Empty;
        string table = kind == "table" ? name : NftJson.Text(value["table"]) ?? string.Empty;
        bool isOwn = family == NftJson.Family && table == NftJson.Table;
        switch (kind)
        {
            case "table":
                HasOwnTable |= isOwn;
                break;
            case "chain" when isOwn:
                OwnChains.Add(new NftChain(name, NftJson.Text(value["type"]), NftJson.Text(value["hook"]), NftJson.Number(value["prio"])));
                break;
            case "chain":
                break;
            case "rule":
                Rules.Add(new NftRule(
                    family,
                    table,
                    NftJson.Text(value["chain"]) ?? string.Empty,
                    NftJson.Number(value["handle"]) ?? 0,
                    [.. (value["expr"] as JsonArray ?? []).OfType<JsonNode>(), .. Comment(value)]));
                break;
            case "map" when value["elem"] is JsonNode elements:
                Maps[(family, table, name)] = elements;
                HasOwnObjects |= isOwn;
                break;
            default:
                HasOwnObjects |= isOwn;
                break;
        }
    }

    /// <summary>A rule with somebody's comment is somebody's rule: LvsPS writes none.</summary>
    private static IEnumerable<JsonNode> Comment(JsonObject rule) =>
        NftJson.Text(rule["comment"]) is string comment ? [new JsonObject { ["comment"] = comment }] : [];
}
