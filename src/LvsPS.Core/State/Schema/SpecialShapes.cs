using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>A weight, or the word keep, which is read as <see cref="RealServerDraft.Keep"/>.</summary>
internal sealed class WeightShape : Shape<int>
{
    private const string Word = "keep";

    private static readonly NumberShape<int> s_number = new(0, int.MaxValue);

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, out int value)
    {
        value = RealServerDraft.Keep;
        if (node is YamlScalar { Text: Word })
        {
            return true;
        }

        if (node is YamlScalar { IsPlain: true } scalar && !YamlWords.IsNumber(scalar.Text))
        {
            Scalars.Wrong(scalar, context, "a weight from 0 to 2147483647, or the word keep");
            return false;
        }

        return s_number.TryRead(node, context, out value);
    }

    /// <inheritdoc/>
    public override YamlNode Write(int value) => value == RealServerDraft.Keep ? new YamlScalar(Word) : s_number.Write(value);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(s_number.Schema(definitions), new JsonObject { ["const"] = Word }) };
}

/// <summary>Full NAT: true, false, or the source addresses.</summary>
internal sealed class FullNatShape : Shape<LvsDesiredFullNat>
{
    private static readonly ListShape<string> s_sources = new(() => CommonShapes.AddressPool, least: 1, isFlow: true);

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out LvsDesiredFullNat value)
    {
        value = null;
        if (node is YamlSequence)
        {
            if (s_sources.TryRead(node, context, out IReadOnlyList<string>? sources))
            {
                value = new LvsDesiredFullNat { Enabled = true, SourceAddress = sources };
            }
        }
        else if (node is YamlMapping)
        {
            context.Error(node, "Here stands a mapping, and not true, false or a list of source addresses.", "Write true, false or a list of addresses.");
        }
        else if (TruthShape.Instance.TryRead(node, context, out bool isWanted))
        {
            value = new LvsDesiredFullNat { Enabled = isWanted };
        }

        return value is not null;
    }

    /// <inheritdoc/>
    public override YamlNode Write(LvsDesiredFullNat value) =>
        value is { Enabled: true, SourceAddress.Count: > 0 } ? s_sources.Write(value.SourceAddress) : TruthShape.Instance.Write(value.Enabled);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(TruthShape.Instance.Schema(definitions), s_sources.Schema(definitions)) };
}

/// <summary>How the servers of a service are checked, or false.</summary>
internal sealed class HealthSwitchShape(MapShape<ServiceHealthDraft> map) : Shape<ServiceHealthDraft>
{
    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out ServiceHealthDraft value)
    {
        if (node is YamlScalar { IsPlain: true, Text: "false" })
        {
            value = new ServiceHealthDraft { IsOff = true };
            return true;
        }

        return map.TryRead(node, context, out value);
    }

    /// <inheritdoc/>
    public override YamlNode Write(ServiceHealthDraft value) => value.IsOff ? TruthShape.Instance.Write(false) : map.Write(value);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(map.Schema(definitions), new JsonObject { ["const"] = false }) };
}

/// <summary>Texts under names that are not known beforehand.</summary>
/// <param name="takesNumbers">Whether values may be whole numbers.</param>
/// <param name="make">Makes an item of a name and a value.</param>
/// <param name="take">Takes an item apart.</param>
/// <param name="form">What a name can be; null where that is looked at elsewhere.</param>
internal sealed class NamesShape<T>(
    bool takesNumbers, Func<string, string, T> make, Func<T, (string Name, string Value)> take, NameForm? form = null) : Shape<IReadOnlyList<T>>
{
    private static readonly TextShape s_text = new("a text", mayBeEmpty: true);

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not YamlMapping mapping)
        {
            context.Error(node, "Here stands no mapping.", "Write names with values: NAME: VALUE.");
            return false;
        }

        var items = new List<T>();
        foreach (YamlPair pair in mapping.Pairs)
        {
            if (form?.Fits(pair.Key.Text) == false)
            {
                context.Error(pair.Key, $"'{pair.Key.Text}' is no {form.Kind}.", $"Write {form.Words}.");
                continue;
            }

            context.Enter(pair.Key.Text);
            if (takesNumbers && pair.Value is YamlScalar { IsPlain: true } scalar && Scalars.TryWhole(scalar.Text, out long number) && !Scalars.LooksOctal(scalar.Text))
            {
                items.Add(make(pair.Key.Text, number.ToString(CultureInfo.InvariantCulture)));
            }
            else if (s_text.TryRead(pair.Value, context, out string? text))
            {
                items.Add(make(pair.Key.Text, text));
            }

            context.Leave();
        }

        value = items;
        return true;
    }

    /// <inheritdoc/>
    public override YamlNode Write(IReadOnlyList<T> value) => new YamlMapping([.. value.Select(take).Select(pair => new YamlPair(
        new YamlScalar(pair.Name),
        new YamlScalar(pair.Value, isPlain: takesNumbers && long.TryParse(pair.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && number.ToString(CultureInfo.InvariantCulture) == pair.Value)))]);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (form is not null)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = form.Pattern };
        }

        schema["additionalProperties"] = takesNumbers ? new JsonObject { ["type"] = new JsonArray("integer", "string") } : new JsonObject { ["type"] = "string" };
        return schema;
    }
}

/// <summary>What names can be.</summary>
/// <param name="Kind">What has such a name, as <c>setting's name</c>.</param>
/// <param name="Words">The form in words.</param>
/// <param name="Pattern">The same as a regular expression of a JSON schema.</param>
/// <param name="Fits">Whether a name is of this form.</param>
internal sealed record NameForm(string Kind, string Words, string Pattern, Func<string, bool> Fits);
