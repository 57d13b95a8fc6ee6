using System.Buffers;

namespace LvsPS.Yaml;

/// <summary>What a text without quotes is: YAML 1.2's core schema, and the words that other readers take for truth values.</summary>
public static class YamlWords
{
    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789abcdefABCDEF_");
    private static readonly SearchValues<char> s_decimal = SearchValues.Create("0123456789_:");

    /// <summary>Whether a text without quotes would be taken for something else than text, by this reader or another.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for numbers, truth values, null, dates and the like.</returns>
    public static bool IsSpecial(string text) => text.Length == 0 || IsNull(text) || IsTruth(text) || IsAnyNumber(text) || IsOldWord(text) || IsDate(text);

    /// <summary>Whether it is null.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True where it is.</returns>
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether it is true or false.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True where it is either.</returns>
    public static bool IsTruth(string text) => text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    /// <summary>Whether it is a number.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True where it is one.</returns>
    public static bool IsNumber(string text) => IsAnyNumber(text) && !text.Contains(':') && !text.Contains('_');

    /// <summary>Whether it is a number in any way that YAML readers know: 0x1f, 0o17, 0b1, 1_000, 1e3, 1.5, and the sixties of YAML 1.1 (12:30).</summary>
    private static bool IsAnyNumber(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart("+-");
        if (digits.Length == 0 || text.Length - digits.Length > 1)
        {
            return false;
        }

        if (digits is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN")
        {
            return true;
        }

        if (!char.IsAsciiDigit(digits[0]) && !(digits[0] == '.' && digits.Length > 1 && char.IsAsciiDigit(digits[1])))
        {
            return false;
        }

        return digits.StartsWith("0x", StringComparison.Ordinal) ? digits[2..].IndexOfAnyExcept(s_hexadecimal) < 0
            : digits.StartsWith("0o", StringComparison.Ordinal) ? digits[2..].IndexOfAnyExceptInRange('0', '7') < 0
            : digits.StartsWith("0b", StringComparison.Ordinal) ? digits[2..].IndexOfAnyExcept("01_") < 0
            : digits.IndexOfAnyExcept(s_decimal) < 0
            || double.TryParse(digits, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
    }

    private static bool IsOldWord(string text) =>
        text.Length <= 3 && text.ToUpperInvariant() is "Y" or "N" or "YES" or "NO" or "ON" || text.Equals("off", StringComparison.OrdinalIgnoreCase);

    private static bool IsDate(string text) =>
        text.Length >= 8 && char.IsAsciiDigit(text[0]) && text[4] == '-' && DateTime.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
}
