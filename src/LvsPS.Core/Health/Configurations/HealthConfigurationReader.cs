namespace LvsPS;

/// <summary>
/// Reads the configuration files of ldirectord and keepalived as documents of what is to be monitored. Whatever a text holds, it gives
/// findings, all of them at once, and no exceptions; the only exceptions are the stream's own.
/// </summary>
public static class HealthConfigurationReader
{
    /// <summary>Reads ldirectord.cf.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file that it comes from, for the findings.</param>
    /// <param name="names">Finds what names stand for; null for the system's own resolver.</param>
    /// <returns>The document and the findings.</returns>
    public static LvsHealthConfiguration ReadDirectord(Stream stream, string? path = null, INameResolver? names = null) =>
        DirectordReader.Read(RuleLineScanner.Scan(stream), path, names ?? new SystemNameResolver());

    /// <summary>Reads lines of ldirectord.cf. A string with line ends in it is several lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The file that they come from, for the findings.</param>
    /// <param name="names">Finds what names stand for; null for the system's own resolver.</param>
    /// <returns>The document and the findings.</returns>
    public static LvsHealthConfiguration ReadDirectordLines(IEnumerable<string> lines, string? path = null, INameResolver? names = null) =>
        DirectordReader.Read(RuleLineScanner.Scan(lines), path, names ?? new SystemNameResolver());

    /// <summary>Reads keepalived.conf, with the files that it includes.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file that it comes from, for the findings, and for names of files that it includes.</param>
    /// <returns>The document and the findings.</returns>
    public static LvsHealthConfiguration ReadKeepalived(Stream stream, string? path = null) =>
        KeepalivedReader.Read(RuleLineScanner.Scan(stream), path);

    /// <summary>Reads lines of keepalived.conf. A string with line ends in it is several lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The file that they come from, for the findings, and for names of files that it includes.</param>
    /// <returns>The document and the findings.</returns>
    public static LvsHealthConfiguration ReadKeepalivedLines(IEnumerable<string> lines, string? path = null) =>
        KeepalivedReader.Read(RuleLineScanner.Scan(lines), path);

    /// <summary>Tells by its content which language a text is written in.</summary>
    /// <param name="stream">The text; where it can seek, it is set back to where it was.</param>
    /// <returns>The language; null where it is none of them.</returns>
    public static LvsHealthFormat? FormatOf(Stream stream)
    {
        long start = stream.CanSeek ? stream.Position : 0;
        LvsHealthFormat? format = HealthFormatSniffer.Of(RuleLineScanner.Scan(stream));
        if (stream.CanSeek)
        {
            stream.Position = start;
        }

        return format;
    }

    /// <summary>Tells by its content which language lines are written in.</summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The language; null where it is none of them.</returns>
    public static LvsHealthFormat? FormatOf(IEnumerable<string> lines) => HealthFormatSniffer.Of(RuleLineScanner.Scan(lines));
}
