using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>What a mapping says, each key for itself; null for a key that is not there.</summary>
internal abstract class Draft
{
    /// <summary>The mapping that it was read from; null for one that is to be written.</summary>
    public YamlMapping? Node { get; set; }

    /// <summary>The place of a key's value, or of the mapping.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    public YamlNode At(string key) => Node?.Find(key)?.Value ?? Node ?? (YamlNode)new YamlScalar(string.Empty);
}

/// <summary>A key of a mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Doc">What it is for, as a sentence.</param>
internal abstract record MapKey<T>(string Name, string Doc)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The kinds of mappings that have it; null for all.</summary>
    public IReadOnlyList<string?>? Kinds { get; init; }

    /// <summary>Reads its value.</summary>
    public abstract void Read(YamlNode node, ReadingContext context, T draft);

    /// <summary>Writes its value; null for none.</summary>
    public abstract YamlNode? Write(T draft);

    /// <summary>Describes its value.</summary>
    public abstract JsonObject Schema(SchemaDefinitions definitions);
}

/// <summary>A mapping of known keys.</summary>
/// <param name="name">Its name in the schema.</param>
/// <param name="doc">What it is, as a sentence.</param>
internal sealed class MapShape<T>(string name, string doc) : Shape<T>
    where T : Draft, new()
{
    /// <summary>What begins keys that are read over: for anchors that other places refer to.</summary>
    public const string ExtensionPrefix = "x-";

    private readonly List<MapKey<T>> _keys = [];
    private readonly Dictionary<string, MapKey<T>> _byName = [];

    /// <summary>The keys.</summary>
    public IReadOnlyList<MapKey<T>> Keys => _keys;

    /// <summary>Whether it is written on one line.</summary>
    public bool IsFlow { get; init; }

    /// <summary>Whether it has what does not fit on one line.</summary>
    public Func<T, bool> IsLong { get; init; } = _ => false;

    /// <summary>Whether keys that begin with x- are read over.</summary>
    public bool TakesExtensions { get; init; }

    /// <summary>The key whose word says which of the others there are, and those words; null where all belong to all.</summary>
    public (string Key, IReadOnlyList<string> Words)? Kind { get; init; }

    /// <summary>Adds a key whose value is an object.</summary>
    public MapShape<T> Item<TValue>(
        string key, Shape<TValue> shape, Func<T, TValue?> get, Action<T, TValue> set, string about, bool required = false, string? kinds = null)
        where TValue : class =>
        Add(new ItemKey<TValue>(key, about, shape, get, set) { IsRequired = required, Kinds = kinds?.Split(' ') });

    /// <summary>Adds a key whose value is a number, a truth value or the like.</summary>
    public MapShape<T> Value<TValue>(
        string key, Shape<TValue> shape, Func<T, TValue?> get, Action<T, TValue> set, string about, bool required = false, string? kinds = null)
        where TValue : struct =>
        Add(new ValueKey<TValue>(key, about, shape, get, set) { IsRequired = required, Kinds = kinds?.Split(' ') });

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        if (node is not YamlMapping mapping)
        {
            context.Error(node, $"Here stands {(node is YamlSequence ? "a list" : "a single value")}, and not a mapping.", $"Write keys with values: {string.Join(", ", _keys.Take(3).Select(k => $"{k.Name}: ..."))}.");
            return false;
        }

        var draft = new T { Node = mapping };
        string? kind = Kind is (string kindKey, IReadOnlyList<string> kinds) && mapping.Find(kindKey)?.Value is YamlScalar word && kinds.Contains(word.Text)
            ? word.Text
            : null;
        IReadOnlyList<YamlPair> pairs = mapping.Pairs;
        for (int i = 0; i < pairs.Count; i++)
        {
            YamlPair pair = pairs[i];
            if (!_byName.TryGetValue(pair.Key.Text, out MapKey<T>? key) || !Belongs(key, kind))
            {
                Unknown(pair.Key, kind, key, context);
                continue;
            }

            context.Enter(key.Name);
            if (pair.Value is YamlScalar { IsPlain: true } scalar && YamlWords.IsNull(scalar.Text))
            {
                context.Error(scalar, $"The key '{key.Name}' has no value.", "Write its value, or leave the key out.");
            }
            else
            {
                key.Read(pair.Value, context, draft);
            }

            context.Leave();
        }

        foreach (MapKey<T> key in _keys)
        {
            if (key.IsRequired && (key.Kinds is null || key.Kinds.Contains(kind)) && mapping.Find(key.Name) is null)
            {
                context.Error(mapping, $"The key '{key.Name}' is missing.", $"Write it: {key.Doc}");
            }
        }

        value = draft;
        return true;
    }

    /// <inheritdoc/>
    public override YamlNode Write(T value)
    {
        var pairs = new List<YamlPair>();
        foreach (MapKey<T> key in _keys)
        {
            if (key.Write(value) is YamlNode node)
            {
                pairs.Add(new YamlPair(new YamlScalar(key.Name), node));
            }
        }

        return new YamlMapping(pairs) { IsFlow = IsFlow && !IsLong(value) };
    }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer(name, () => Kind is (string key, IReadOnlyList<string> words)
        ? new JsonObject { ["description"] = doc, ["oneOf"] = new JsonArray([.. words.Select(word => (JsonNode)Describe(definitions, key, word))]) }
        : Describe(definitions, null, null));

    /// <summary>Describes the mapping as it stands at the root.</summary>
    public JsonObject Describe(SchemaDefinitions definitions) => Describe(definitions, null, null);

    private static bool Belongs(MapKey<T> key, string? kind) => key.Kinds is null || kind is null || key.Kinds.Contains(kind);

    private MapShape<T> Add(MapKey<T> key)
    {
        _keys.Add(key);
        _byName.Add(key.Name, key);
        return this;
    }

    private JsonObject Describe(SchemaDefinitions definitions, string? kindKey, string? kind)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (MapKey<T> key in _keys.Where(k => Belongs(k, kind)))
        {
            JsonObject schema = kind is not null && key.Name == kindKey ? new JsonObject { ["const"] = kind } : key.Schema(definitions);
            schema["description"] = key.Doc;
            properties[key.Name] = schema;
            if (key.IsRequired)
            {
                required.Add(key.Name);
            }
        }

        var description = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (TakesExtensions)
        {
            description["patternProperties"] = new JsonObject { [$"^{ExtensionPrefix}"] = new JsonObject { ["description"] = "Read over: a place for anchors." } };
        }

        if (required.Count > 0)
        {
            description["required"] = required;
        }

        if (kind is null)
        {
            description["description"] = doc;
        }

        return description;
    }

    private void Unknown(YamlScalar at, string? kind, MapKey<T>? known, ReadingContext context)
    {
        if (TakesExtensions && at.Text.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
        {
            return;
        }

        List<string> names = [.. _keys.Where(k => Belongs(k, kind)).Select(k => k.Name)];
        string? near = NearWord.Of(at.Text, names);
        string message = known is not null ? $"The key '{at.Text}' does not belong to the {Kind!.Value.Key} {kind}." : $"The key '{at.Text}' is not known here.";
        context.Error(at, message, near is null ? $"There are {string.Join(", ", names)}." : $"Is {near} meant? There are {string.Join(", ", names)}.");
    }

    private sealed record ItemKey<TValue>(string Key, string About, Shape<TValue> Shape, Func<T, TValue?> Get, Action<T, TValue> Set) : MapKey<T>(Key, About)
        where TValue : class
    {
        /// <inheritdoc/>
        public override void Read(YamlNode node, ReadingContext context, T draft)
        {
            if (Shape.TryRead(node, context, out TValue? value))
            {
                Set(draft, value);
            }
        }

        /// <inheritdoc/>
        public override YamlNode? Write(T draft) => Get(draft) is TValue value ? Shape.Write(value) : null;

        /// <inheritdoc/>
        public override JsonObject Schema(SchemaDefinitions definitions) => Shape.Schema(definitions);
    }

    private sealed record ValueKey<TValue>(string Key, string About, Shape<TValue> Shape, Func<T, TValue?> Get, Action<T, TValue> Set) : MapKey<T>(Key, About)
        where TValue : struct
    {
        /// <inheritdoc/>
        public override void Read(YamlNode node, ReadingContext context, T draft)
        {
            if (Shape.TryRead(node, context, out TValue value))
            {
                Set(draft, value);
            }
        }

        /// <inheritdoc/>
        public override YamlNode? Write(T draft) => Get(draft) is TValue value ? Shape.Write(value) : null;

        /// <inheritdoc/>
        public override JsonObject Schema(SchemaDefinitions definitions) => Shape.Schema(definitions);
    }
}
