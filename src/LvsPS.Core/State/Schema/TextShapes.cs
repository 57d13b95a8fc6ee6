using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Any text.</summary>
/// <param name="expected">What is meant by it, with its article.</param>
/// <param name="mayBeEmpty">Whether it may be empty.</param>
internal sealed class TextShape(string expected = "a text", bool mayBeEmpty = false) : Shape<string>
{
    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (Scalars.Of(node, context, expected) is not YamlScalar scalar)
        {
            return false;
        }

        if (scalar.IsPlain && (YamlWords.IsNumber(scalar.Text) || YamlWords.IsTruth(scalar.Text)))
        {
            context.Error(scalar, $"'{scalar.Text}' is {(YamlWords.IsTruth(scalar.Text) ? "a truth value" : "a number")} for YAML, and not {expected}.", $"Write it in quotes: \"{scalar.Text}\".");
            return false;
        }

        if (scalar.IsPlain && YamlWords.IsNull(scalar.Text))
        {
            context.Error(scalar, $"Here is no value{(scalar.Text.Length > 0 ? $", which is what '{scalar.Text}' means to YAML" : string.Empty)}, and {expected} is wanted.", $"Write {expected}, in quotes where it is to be \"{scalar.Text}\".");
            return false;
        }

        if (scalar.Text.Length == 0 && !mayBeEmpty)
        {
            context.Error(scalar, $"The text is empty, and {expected} is wanted.", $"Write {expected}, or leave the key out.");
            return false;
        }

        value = scalar.Text;
        return true;
    }

    /// <inheritdoc/>
    public override YamlNode Write(string value) => new YamlScalar(value);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) =>
        mayBeEmpty ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["minLength"] = 1 };
}

/// <summary>A text of a certain form.</summary>
/// <param name="name">Its name in the schema.</param>
/// <param name="expected">What it is, with its article.</param>
/// <param name="pattern">The form as a regular expression; what it lets through may still be refused.</param>
/// <param name="parse">Reads it: null, or an <see cref="LvsInputException"/>, where it is none.</param>
/// <param name="format">Writes it.</param>
internal sealed class FormShape<T>(string name, string expected, string pattern, Func<string, T?> parse, Func<T, string> format) : Shape<T>
    where T : class
{
    /// <summary>The whole numbers that are taken too; null for none.</summary>
    public (int Minimum, int Maximum)? Numbers { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        if (Scalars.Of(node, context, expected) is not YamlScalar scalar)
        {
            return false;
        }

        if (TextOf(scalar) is string text)
        {
            try
            {
                value = parse(text);
            }
            catch (LvsInputException e)
            {
                context.Error(scalar, e.Message, e.Remedy);
                return false;
            }
        }

        if (value is null)
        {
            if (HasOctalPart(scalar.Text))
            {
                context.Error(
                    scalar,
                    $"{Scalars.Shown(scalar)} has a number with zeros before it, which some programs take for an octal one, and is not {expected}.",
                    "Write the numbers of the address without zeros before them.");
            }
            else
            {
                Scalars.Wrong(scalar, context, expected);
            }
        }

        return value is not null;
    }

    /// <inheritdoc/>
    public override YamlNode Write(T value)
    {
        string text = format(value);
        return new YamlScalar(text, isPlain: Numbers is not null && text.All(char.IsAsciiDigit));
    }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer(name, () =>
    {
        var text = new JsonObject { ["type"] = "string", ["pattern"] = pattern };
        JsonObject schema = Numbers is (int minimum, int maximum)
            ? new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum }, text) }
            : text;
        schema["description"] = $"{char.ToUpperInvariant(expected[0])}{expected[1..]}.";
        return schema;
    });

    /// <summary>What is to be read as this form; null for what is something else to YAML.</summary>
    private string? TextOf(YamlScalar scalar)
    {
        if (!scalar.IsPlain)
        {
            return scalar.Text;
        }

        if (YamlWords.IsNumber(scalar.Text))
        {
            return Numbers is (int minimum, int maximum) && Scalars.TryWhole(scalar.Text, out long number) && number >= minimum && number <= maximum
                && !Scalars.LooksOctal(scalar.Text)
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        return YamlWords.IsTruth(scalar.Text) || YamlWords.IsNull(scalar.Text) ? null : scalar.Text;
    }

    private static bool HasOctalPart(string text) => text.Count(c => c == '.') >= 3 && text.Split('.', '/', ':', '-').Any(Scalars.LooksOctal);
}
