namespace LvsPS;

/// <summary>
/// Reads the configuration files of ldirectord and keepalived, and our own, as documents of what is to be monitored. Whatever a text holds, it gives
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

    /// <summary>Reads a document of the wanted state, of which a monitor takes what is to be checked.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file that it comes from, for the findings, and for names of files in it.</param>
    /// <returns>The document and the findings. Its passwords must be there, and a service must have a check.</returns>
    public static LvsHealthConfiguration ReadYaml(Stream stream, string path)
    {
        LvsStateReading reading = DesiredStateReader.ReadForMonitor(stream, path);
        List<LvsHealthDiagnostic> findings = [.. reading.Findings.Select(f => new LvsHealthDiagnostic(
            f.Severity == LvsStateSeverity.Error ? LvsHealthSeverity.Error : LvsHealthSeverity.Warning, f.Path, f.Line, f.Column, string.Empty, string.Empty, f.Message)
        {
            Remedy = f.Remedy,
        })];
        if (reading.State is { Health: null })
        {
            findings.Add(new LvsHealthDiagnostic(LvsHealthSeverity.Error, path, 1, 1, string.Empty, string.Empty, "No service of the document has a check, so that there is nothing to monitor.")
            {
                Remedy = "Write health with a check into the services, or into the defaults.",
            });
        }

        LvsHealthDocument document = reading.State?.Health ?? new LvsHealthDocument { Services = [], Path = path };
        return new LvsHealthConfiguration(LvsHealthFormat.Yaml, document, findings, [path, .. reading.SecretFiles]);
    }

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
