using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LvsPS.Core.Tests.State;

/// <summary>As much of JSON Schema, draft 2020-12, as the published schema uses; a word that is not known here fails, so that none is passed over.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    public bool Accepts(JsonNode? value) => Accepts(root, value);

    private static string KindOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "number",
        },
    };

    private static bool IsWhole(JsonNode? value) => KindOf(value) == "number" && double.IsInteger(Number(value!));

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private bool Accepts(JsonObject schema, JsonNode? value) => schema.All(word => Accepts(schema, word.Key, word.Value!, value));

    private bool Accepts(JsonObject schema, string word, JsonNode given, JsonNode? value) => word switch
    {
        "$schema" or "$defs" or "title" or "description" => true,
        "$ref" => Accepts((JsonObject)root["$defs"]![given.GetValue<string>()["#/$defs/".Length..]]!, value),
        "type" => given is JsonArray several ? several.Any(t => IsOf(t!.GetValue<string>(), value)) : IsOf(given.GetValue<string>(), value),
        "const" => JsonNode.DeepEquals(given, value),
        "enum" => given.AsArray().Any(g => JsonNode.DeepEquals(g, value)),
        "minimum" => KindOf(value) != "number" || Number(value!) >= Number(given),
        "maximum" => KindOf(value) != "number" || Number(value!) <= Number(given),
        "minLength" => KindOf(value) != "string" || value!.GetValue<string>().Length >= given.GetValue<int>(),
        "pattern" => KindOf(value) != "string" || Regex.IsMatch(value!.GetValue<string>(), given.GetValue<string>(), RegexOptions.ECMAScript),
        "anyOf" => given.AsArray().Any(s => Accepts((JsonObject)s!, value)),
        "oneOf" => given.AsArray().Count(s => Accepts((JsonObject)s!, value)) == 1,
        "items" => value is not JsonArray items || items.All(i => Accepts((JsonObject)given, i)),
        "minItems" => value is not JsonArray list || list.Count >= given.GetValue<int>(),
        "required" => value is not JsonObject map || given.AsArray().All(k => map.ContainsKey(k!.GetValue<string>())),
        "properties" => value is not JsonObject map || map.All(p => given[p.Key] is not JsonObject inner || Accepts(inner, p.Value)),
        "propertyNames" => value is not JsonObject map || map.All(p => Accepts((JsonObject)given, JsonValue.Create(p.Key))),
        "patternProperties" => true,
        "additionalProperties" => value is not JsonObject map || map.Where(p => !IsNamed(schema, p.Key)).All(p => given is JsonObject inner && Accepts(inner, p.Value)),
        _ => throw new InvalidOperationException($"The schema has the word {word}."),
    };

    private static bool IsNamed(JsonObject schema, string key) =>
        schema["properties"]?[key] is not null || (schema["patternProperties"]?.AsObject().Any(p => Regex.IsMatch(key, p.Key)) ?? false);

    private static bool IsOf(string type, JsonNode? value) => type == "integer" ? IsWhole(value) : KindOf(value) == type;
}
