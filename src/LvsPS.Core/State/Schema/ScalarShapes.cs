using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>What scalars have in common.</summary>
internal static class Scalars
{
    /// <summary>A scalar, where it is one.</summary>
    public static YamlScalar? Of(YamlNode node, ReadingContext context, string expected)
    {
        if (node is YamlScalar scalar)
        {
            return scalar;
        }

        context.Error(node, $"Here stands {(node is YamlSequence ? "a list" : "a mapping")}, and not {expected}.", $"Write {expected}.");
        return null;
    }

    /// <summary>Says that a value is none of those that are taken.</summary>
    public static void Wrong(YamlScalar scalar, ReadingContext context, string expected) =>
        context.Error(scalar, $"{Shown(scalar)} is not {expected}.", $"Write {expected}.");

    /// <summary>A value as it is shown: as it was written.</summary>
    public static string Shown(YamlScalar scalar)
    {
        string text = scalar.Text.Length > 60 ? $"{scalar.Text[..60]}..." : scalar.Text;
        return scalar.IsPlain ? $"'{text}'" : $"The text \"{text}\"";
    }

    /// <summary>Whether a number has zeros before it, which some readers take for an octal one.</summary>
    public static bool LooksOctal(string text) => text.TrimStart('-', '+') is ['0', >= '0' and <= '9', ..];

    /// <summary>A whole number however it is written: to YAML, JSON and their schemas 1.0 and 1e0 are 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <returns>False where it is none.</returns>
    public static bool TryWhole(string text, out long number)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        if (!decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out decimal whole) || !decimal.IsInteger(whole) || whole is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        number = (long)whole;
        return true;
    }
}

/// <summary>A whole number.</summary>
internal sealed class NumberShape<T>(long minimum, long maximum) : Shape<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly string _expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, out T value)
    {
        value = T.Zero;
        if (Scalars.Of(node, context, _expected) is not YamlScalar scalar)
        {
            return false;
        }

        bool isNumber = Scalars.TryWhole(scalar.Text, out long number);
        if (!scalar.IsPlain && isNumber)
        {
            context.Error(scalar, $"{Scalars.Shown(scalar)} is in quotes, which make a text of the number.", "Write the number without quotes.");
        }
        else if (isNumber && Scalars.LooksOctal(scalar.Text))
        {
            context.Error(scalar, $"'{scalar.Text}' begins with 0, and some readers take it for an octal number.", "Write the number without zeros before it.");
        }
        else if (!isNumber || number < minimum || number > maximum)
        {
            Scalars.Wrong(scalar, context, _expected);
        }
        else
        {
            value = T.CreateTruncating(number);
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override YamlNode Write(T value) => new YamlScalar(value.ToString(null, CultureInfo.InvariantCulture), isPlain: true);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };
}

/// <summary>True or false.</summary>
internal sealed class TruthShape : Shape<bool>
{
    /// <summary>The only one.</summary>
    public static readonly TruthShape Instance = new();

    private const string Expected = "true or false";

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, out bool value)
    {
        value = false;
        if (Scalars.Of(node, context, Expected) is not YamlScalar scalar)
        {
            return false;
        }

        value = scalar.Text is "true" or "True" or "TRUE";
        if (scalar.IsPlain && YamlWords.IsTruth(scalar.Text))
        {
            return true;
        }

        Scalars.Wrong(scalar, context, scalar.IsPlain ? Expected : "true or false without quotes");
        return false;
    }

    /// <inheritdoc/>
    public override YamlNode Write(bool value) => new YamlScalar(value ? "true" : "false", isPlain: true);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "boolean" };
}

/// <summary>One of some words.</summary>
internal sealed class WordShape<T>(params (string Word, T Value)[] words) : Shape<T>
    where T : notnull
{
    private readonly string _expected = words.Length == 1 ? words[0].Word : $"{string.Join(", ", words[..^1].Select(w => w.Word))} or {words[^1].Word}";

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (Scalars.Of(node, context, _expected) is not YamlScalar scalar)
        {
            return false;
        }

        foreach ((string word, T known) in words)
        {
            if (word == scalar.Text && !(scalar.IsPlain && YamlWords.IsNumber(word)))
            {
                value = known;
                return true;
            }
        }

        string? near = NearWord.Of(scalar.Text, words.Select(w => w.Word));
        context.Error(
            scalar,
            $"{Scalars.Shown(scalar)} is not {_expected}.",
            near is null ? $"Write {_expected}." : scalar.Text == near ? $"Write it in quotes: \"{near}\"." : $"Is {near} meant? Write {_expected}.");
        return false;
    }

    /// <inheritdoc/>
    public override YamlNode Write(T value) => new YamlScalar(words.First(w => w.Value.Equals(value)).Word);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w.Word)]) };
}

/// <summary>Seconds as a number, or a number with a unit.</summary>
internal sealed class DurationShape : Shape<TimeSpan>
{
    /// <summary>The only one.</summary>
    public static readonly DurationShape Instance = new();

    private const string Expected = "a duration: seconds such as 5, or a number with a unit such as 500ms, 5s, 5m, 2h or 1d";

    private static readonly (string Suffix, double Milliseconds)[] s_units =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), (string.Empty, 1000)];

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (Scalars.Of(node, context, Expected) is not YamlScalar scalar)
        {
            return false;
        }

        (string suffix, double factor) = s_units.First(u => scalar.Text.EndsWith(u.Suffix, StringComparison.Ordinal));
        ReadOnlySpan<char> digits = scalar.Text.AsSpan(0, scalar.Text.Length - suffix.Length);
        NumberStyles styles = suffix.Length > 0 ? NumberStyles.AllowDecimalPoint : NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(digits, styles, CultureInfo.InvariantCulture, out double number)
            && char.IsAsciiDigit(digits[0]) && number * factor < long.MaxValue / (2.0 * TimeSpan.TicksPerMillisecond)
            && (scalar.IsPlain || suffix.Length > 0) && !Scalars.LooksOctal(scalar.Text))
        {
            value = TimeSpan.FromTicks((long)Math.Round(number * factor * TimeSpan.TicksPerMillisecond));
            return true;
        }

        Scalars.Wrong(scalar, context, Expected);
        return false;
    }

    /// <inheritdoc/>
    public override YamlNode Write(TimeSpan value) => value.Ticks % TimeSpan.TicksPerSecond == 0
        ? new YamlScalar((value.Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture), isPlain: true)
        : new YamlScalar($"{((decimal)value.Ticks / TimeSpan.TicksPerMillisecond).ToString("0.####", CultureInfo.InvariantCulture)}ms");

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer("duration", () => new JsonObject
    {
        ["description"] = "Seconds as a number, or a number with a unit: 500ms, 5s, 5m, 2h, 1d.",
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "number", ["minimum"] = 0 },
            new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$" }),
    });
}
