namespace LvsPS;

/// <summary>
/// The namespace's totals, in hexadecimal (<c>ip_vs_stats_show</c> and <c>ip_vs_stats_percpu_show</c> of <c>ip_vs_ctl.c</c>).
/// </summary>
internal static class TotalsReader
{
    /// <summary>The file of totals and rates, which the kernel moves once in two seconds.</summary>
    public const string File = "ip_vs_stats";

    /// <summary>
    /// The file with a line for each possible processor, which are live, and one for all, which is not. Setting counters back moves
    /// only the latter.
    /// </summary>
    public const string ProcessorFile = "ip_vs_stats_percpu";

    /// <summary>Reads totals and rates.</summary>
    /// <param name="lines">The file.</param>
    /// <returns>One row.</returns>
    /// <exception cref="LvsException">The file is not of the known form.</exception>
    public static LvsTotalStats Read(LineReader lines)
    {
        LvsTotalStats totals = new();
        int rows = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (IsHeading(line))
            {
                continue;
            }

            LvsTotalStats row = ReadRow(lines, line, processor: null);
            totals = rows++ == 0 ? row : totals with
            {
                ConnectionsPerSecond = row.Connections,
                IncomingPacketsPerSecond = row.IncomingPackets,
                OutgoingPacketsPerSecond = row.OutgoingPackets,
                IncomingBytesPerSecond = row.IncomingBytes,
                OutgoingBytesPerSecond = row.OutgoingBytes,
            };
        }

        return rows == 2 ? totals : throw lines.Unknown("too few lines"u8);
    }

    /// <summary>Reads the processors' lines.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="take">Is given each.</param>
    /// <exception cref="LvsException">The file is not of the known form.</exception>
    public static void ReadProcessors(LineReader lines, Action<LvsTotalStats> take)
    {
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (line.IndexOf((byte)'~') >= 0)
            {
                return;
            }

            if (!IsHeading(line))
            {
                var fields = new FieldReader(line);
                int processor = (int)fields.NextHex();
                take(ReadRow(lines, fields.Rest, processor));
            }
        }

        throw lines.Unknown("too few lines"u8);
    }

    private static bool IsHeading(ReadOnlySpan<byte> line) =>
        line.IsEmpty || line.IndexOf("Total"u8) >= 0 || line.IndexOf("Conns"u8) >= 0;

    private static LvsTotalStats ReadRow(LineReader lines, ReadOnlySpan<byte> line, int? processor)
    {
        var fields = new FieldReader(line);
        LvsTotalStats row = new()
        {
            Processor = processor,
            Connections = fields.NextHex(),
            IncomingPackets = fields.NextHex(),
            OutgoingPackets = fields.NextHex(),
            IncomingBytes = fields.NextHex(),
            OutgoingBytes = fields.NextHex(),
        };
        return fields.IsValid && fields.Rest.IsEmpty ? row : throw lines.Unknown(line);
    }
}
