using System.Globalization;

namespace LvsPS;

/// <summary>HTTP status codes from one to another.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
public readonly record struct LvsStatusRange(int First, int Last)
{
    /// <summary>Success: 200 to 299.</summary>
    public static readonly LvsStatusRange Success = new(200, 299);

    /// <summary>Reads a code or a range.</summary>
    /// <param name="text">Such as <c>200</c> or <c>200-299</c>.</param>
    /// <returns>The range.</returns>
    /// <exception cref="LvsInputException">It is neither, or out of 100 to 999.</exception>
    public static LvsStatusRange Parse(string text)
    {
        string[] ends = text.Split('-', StringSplitOptions.TrimEntries);
        return ends.Length is 1 or 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && new LvsStatusRange(first, last) is { IsValid: true } range
            ? range
            : throw new LvsInputException(
                LvsErrorId.InvalidHealthCheck, $"'{text}' is no HTTP status code, nor a range of them.", text, "Write a code from 100 to 999, or two with a hyphen: 200-299.");
    }

    /// <summary>Whether it holds codes at all.</summary>
    internal bool IsValid => First >= 100 && First <= Last && Last <= 999;

    /// <summary>Whether a code is in it.</summary>
    /// <param name="code">The code.</param>
    /// <returns>True where it is.</returns>
    public bool Contains(int code) => code >= First && code <= Last;

    /// <summary>The range as text, which <see cref="Parse"/> reads.</summary>
    /// <returns>Such as <c>200-299</c>.</returns>
    public override string ToString() => First == Last ? FormattableString.Invariant($"{First}") : FormattableString.Invariant($"{First}-{Last}");
}
