namespace LvsPS;

/// <summary>Reads what <c>ipvsadm -S</c> writes and <c>ipvsadm -R</c> reads, and what people write by hand for it.</summary>
public static class RuleReader
{
    /// <summary>Reads a rule text. Bad lines give diagnostics, all of them; the only exceptions are the stream's own.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file that it comes from, for the diagnostics.</param>
    /// <param name="names">Finds what names stand for; null for the system's own resolver.</param>
    /// <returns>The table and the diagnostics.</returns>
    public static LvsRuleDocument Read(Stream stream, string? path = null, INameResolver? names = null) =>
        throw new NotSupportedException();

    /// <summary>Reads rule lines. A string with line ends in it is several lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The file that they come from, for the diagnostics.</param>
    /// <param name="names">Finds what names stand for; null for the system's own resolver.</param>
    /// <returns>The table and the diagnostics.</returns>
    public static LvsRuleDocument ReadLines(IEnumerable<string> lines, string? path = null, INameResolver? names = null) =>
        throw new NotSupportedException();
}
