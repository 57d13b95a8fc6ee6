using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>
/// What a value of a document is: how it is read, how it is written, and how a JSON schema describes it. The reader, the writer and
/// docs/lvs.schema.json all follow from it, so that none of them can know of something that the others do not.
/// </summary>
/// <typeparam name="T">What it is read as.</typeparam>
internal abstract class Shape<T>
{
    /// <summary>Reads a value.</summary>
    /// <param name="node">The value as YAML.</param>
    /// <param name="context">Takes what is wrong with it.</param>
    /// <param name="value">What was read.</param>
    /// <returns>False where it cannot be used.</returns>
    public abstract bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out T value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value as YAML.</returns>
    public abstract YamlNode Write(T value);

    /// <summary>Describes the values.</summary>
    /// <param name="definitions">Takes what is described in a place of its own.</param>
    /// <returns>The schema.</returns>
    public abstract JsonObject Schema(SchemaDefinitions definitions);
}

/// <summary>The parts of a schema that others refer to.</summary>
internal sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    /// <summary>Refers to a part, which is described where it was not yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="describe">Describes it.</param>
    /// <returns>The reference.</returns>
    public JsonObject Refer(string name, Func<JsonObject> describe)
    {
        if (!_definitions.ContainsKey(name))
        {
            // Known before it is described, since it may speak of itself.
            _definitions[name] = [];
            _definitions[name] = describe();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    /// <summary>All parts.</summary>
    /// <returns>The parts by name.</returns>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach ((string name, JsonObject definition) in _definitions)
        {
            json[name] = definition;
        }

        return json;
    }
}
