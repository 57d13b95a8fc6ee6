using System.Globalization;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS.Core.Tests.State;

/// <summary>A document of YAML as JSON, as editors have it when they check it by a schema: YAML 1.2's core schema.</summary>
internal static class YamlJson
{
    public static JsonNode? Of(string text) => Of(YamlReader.Read(text).Root!);

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Of)]),
        YamlMapping mapping => new JsonObject(mapping.Pairs.Select(p => KeyValuePair.Create(p.Key.Text, Of(p.Value)))),
        YamlScalar { IsPlain: true } scalar when YamlWords.IsNull(scalar.Text) => null,
        YamlScalar { IsPlain: true } scalar when YamlWords.IsTruth(scalar.Text) => JsonValue.Create(scalar.Text[0] is 't' or 'T'),
        YamlScalar { IsPlain: true } scalar when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
        YamlScalar { IsPlain: true } scalar when YamlWords.IsNumber(scalar.Text) => JsonValue.Create(double.Parse(scalar.Text, CultureInfo.InvariantCulture)),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException(),
    };
}
