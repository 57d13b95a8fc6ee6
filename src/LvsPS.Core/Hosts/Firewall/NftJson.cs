using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>The parts of <c>libnftables-json(5)</c> that rules of LvsPS are made of, and are found again by.</summary>
internal static class NftJson
{
    /// <summary>The family of the table.</summary>
    public const string Family = "inet";

    /// <summary>The name of the table; nothing of LvsPS is in any other.</summary>
    public const string Table = "lvsps";

    // Unicode and quotes as they are: this is also shown to people.
    private static readonly JsonSerializerOptions s_text = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document of commands.</summary>
    public static string Document(IEnumerable<JsonNode> commands) =>
        new JsonObject { ["nftables"] = new JsonArray([.. commands]) }.ToJsonString(s_text);

    /// <summary>The command that asks for everything.</summary>
    public static JsonObject ListRuleset() => Command("list", "ruleset", null);

    /// <summary>Makes the table, where it is not there.</summary>
    public static JsonObject AddTable() => Command("add", "table", new JsonObject { ["family"] = Family, ["name"] = Table });

    /// <summary>Removes the table.</summary>
    public static JsonObject DeleteTable() => Command("delete", "table", new JsonObject { ["family"] = Family, ["name"] = Table });

    /// <summary>Makes a chain, where it is not there.</summary>
    public static JsonObject AddChain(NftChain chain) => Command("add", "chain", new JsonObject
    {
        ["family"] = Family,
        ["table"] = Table,
        ["name"] = chain.Name,
        ["type"] = chain.Type,
        ["hook"] = chain.Hook,
        ["prio"] = chain.Priority,
        ["policy"] = "accept",
    });

    /// <summary>Removes a chain without rules.</summary>
    public static JsonObject DeleteChain(string name) =>
        Command("delete", "chain", new JsonObject { ["family"] = Family, ["table"] = Table, ["name"] = name });

    /// <summary>Adds a rule at the end of a chain, or before another.</summary>
    public static JsonObject AddRule(string chain, JsonArray expressions, long? before = null)
    {
        var rule = new JsonObject { ["family"] = Family, ["table"] = Table, ["chain"] = chain, ["expr"] = expressions };
        if (before is long handle)
        {
            rule["handle"] = handle;
        }

        return Command(before is null ? "add" : "insert", "rule", rule);
    }

    /// <summary>Puts another rule in the place of one.</summary>
    public static JsonObject ReplaceRule(NftRule rule, JsonArray expressions) => Command("replace", "rule", new JsonObject
    {
        ["family"] = Family,
        ["table"] = Table,
        ["chain"] = rule.Chain,
        ["handle"] = rule.Handle,
        ["expr"] = expressions,
    });

    /// <summary>Removes a rule.</summary>
    public static JsonObject DeleteRule(NftRule rule) => Command(
        "delete", "rule", new JsonObject { ["family"] = Family, ["table"] = Table, ["chain"] = rule.Chain, ["handle"] = rule.Handle });

    /// <summary>A comparison.</summary>
    public static JsonObject Match(JsonNode left, JsonNode right) =>
        new() { ["match"] = new JsonObject { ["op"] = "==", ["left"] = left, ["right"] = right } };

    /// <summary>A field of a packet.</summary>
    public static JsonObject Payload(string protocol, string field) =>
        new() { ["payload"] = new JsonObject { ["protocol"] = protocol, ["field"] = field } };

    /// <summary>What is known of a packet besides its bytes.</summary>
    public static JsonObject Meta(string key) => new() { ["meta"] = new JsonObject { ["key"] = key } };

    /// <summary>What a packet's connection was when it began.</summary>
    public static JsonObject Original(string key) => new() { ["ct"] = new JsonObject { ["key"] = key, ["dir"] = "original" } };

    /// <summary>One value as itself, several as a set.</summary>
    public static JsonNode Values(IEnumerable<JsonNode> values)
    {
        JsonNode[] all = [.. values];
        return all.Length == 1 ? all[0] : new JsonObject { ["set"] = new JsonArray(all) };
    }

    /// <summary>The members of a set, or the one value.</summary>
    public static IEnumerable<JsonNode> Members(JsonNode? value) =>
        At(value, "set") is JsonArray members ? members.OfType<JsonNode>() : value is null ? [] : [value];

    /// <summary>The two sides of a comparison; null for anything else.</summary>
    public static (JsonNode Left, JsonNode Right)? Comparison(JsonNode? expression) =>
        expression is JsonObject { Count: 1 } && expression["match"] is JsonObject match
        && Text(match["op"]) is "==" or "in" && match["left"] is JsonNode left && match["right"] is JsonNode right
            ? (left, right)
            : null;

    /// <summary>What lies at the end of a path; null where there is none.</summary>
    public static JsonNode? At(JsonNode? node, params string[] path) =>
        path.Aggregate(node, (found, name) => found is JsonObject parent ? parent[name] : null);

    /// <summary>Whether both are the same.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    /// <summary>The text of a node; null where it is none.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The whole number of a node; null where it is none.</summary>
    public static long? Number(JsonNode? node) =>
        node is not JsonValue value ? null
        : value.TryGetValue(out long number) ? number
        : value.TryGetValue(out int small) ? small
        : value.TryGetValue(out uint unsigned) ? unsigned
        : null;

    /// <summary>The address of a node; null where it is none.</summary>
    public static IPAddress? Address(JsonNode? node) => Text(node) is string text ? LvsEndpoint.TryAddress(text) : null;

    /// <summary>How a family is called in front of an address.</summary>
    public static string NameOf(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? "ip6" : "ip";

    private static JsonObject Command(string verb, string kind, JsonNode? what) => new() { [verb] = new JsonObject { [kind] = what } };
}
