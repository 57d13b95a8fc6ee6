namespace LvsPS;

/// <summary>Bytes in hexadecimal digits, of which an x stands for any digit, as keepalived's UDP_CHECK has them.</summary>
internal static class HexPattern
{
    /// <summary>Whether a text is one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True where it has pairs of digits.</returns>
    public static bool IsValid(string text)
    {
        string digits = Digits(text);
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(c => IsAny(c) || char.IsAsciiHexDigit(c));
    }

    /// <summary>Whether bytes begin so.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>True where each digit fits.</returns>
    public static bool Matches(string text, ReadOnlySpan<byte> bytes)
    {
        string digits = Digits(text);
        if (bytes.Length * 2 < digits.Length)
        {
            return false;
        }

        string actual = Convert.ToHexString(bytes[..(digits.Length / 2)]);
        return digits.Zip(actual).All(pair => IsAny(pair.First) || char.ToUpperInvariant(pair.First) == pair.Second);
    }

    private static bool IsAny(char digit) => digit is 'x' or 'X';

    private static string Digits(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
