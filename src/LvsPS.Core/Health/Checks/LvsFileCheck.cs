using System.Globalization;
using System.Text;

namespace LvsPS;

/// <summary>
/// Reads a number from a file, as keepalived's FILE_CHECK does: without a weight factor, 0 is up and any other number down; with one, the
/// number times the factor is added to the server's weight. A file that is absent, cannot be read or has no number counts as 0.
/// </summary>
public sealed record LvsFileCheck : LvsHealthCheck
{
    // As much of the file as keepalived reads.
    private const int Longest = 127;

    // A file system that hangs holds up one thread for each file, and not one more at each run.
    private const int MostKnown = 1000;
    private static readonly Dictionary<string, Task<string?>> s_reading = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Kind => "File";

    /// <summary>The file, with its whole path.</summary>
    public required string File { get; init; }

    /// <summary>What the number is multiplied by before it is added to the server's weight; 0 where the number says up or down.</summary>
    public int WeightFactor { get; init; }

    /// <summary>Whether it is the other way round: 0 is down, and a weight is taken away.</summary>
    public bool IsReversed { get; init; }

    /// <inheritdoc/>
    internal override bool NeedsPort => false;

    /// <inheritdoc/>
    internal override bool AsksServer => false;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        string? text = await ReadAsync(File).WaitAsync(cancellation).ConfigureAwait(false);
        (long number, bool isRead) = text is null ? (0, false) : NumberIn(text);
        string said = text is null ? "the file cannot be read and counts as 0"
            : isRead ? string.Create(CultureInfo.InvariantCulture, $"the file says {number}")
            : $"the file says {ProbeText.Quote(text)} and counts as 0";
        if (WeightFactor == 0)
        {
            return new LvsCheckResult(number == 0 != IsReversed, said);
        }

        long change = number * WeightFactor * (IsReversed ? -1 : 1);
        return change <= int.MinValue
            ? LvsCheckResult.Down(said)
            : LvsCheckResult.Up(said) with { Weight = (int)Math.Clamp(target.RealServer.Weight + change, 0, int.MaxValue) };
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (!Path.IsPathFullyQualified(File) || File.Contains('\0', StringComparison.Ordinal))
        {
            yield return new CheckFault($"its file '{File}' is no whole path", "Write the path from / on.");
        }
    }

    /// <summary>Reads a file, or waits for whoever reads it already.</summary>
    private static Task<string?> ReadAsync(string path)
    {
        lock (s_reading)
        {
            if (s_reading.TryGetValue(path, out Task<string?>? reading) && !reading.IsCompleted)
            {
                return reading;
            }

            if (s_reading.Count >= MostKnown)
            {
                s_reading.Where(r => r.Value.IsCompleted).ToList().ForEach(r => s_reading.Remove(r.Key));
            }

            return s_reading[path] = Task.Run(() => Read(path));
        }
    }

    private static string? Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] bytes = new byte[Longest];
            int count = file.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The number at the beginning, as strtol(3) with base 0 reads it; what is no number of 32 bits is none.</summary>
    private static (long Number, bool IsRead) NumberIn(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart(" \t\n\v\f\r");
        bool isNegative = rest is ['-', ..];
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        bool isHex = rest is ['0', 'x' or 'X', ..] && rest.Length > 2 && char.IsAsciiHexDigit(rest[2]);
        int radix = isHex ? 16 : rest is ['0', ..] ? 8 : 10;
        rest = isHex ? rest[2..] : rest;
        long number = 0;
        int digits = 0;
        for (; digits < rest.Length && char.IsAsciiHexDigit(rest[digits]) && Convert.ToInt32(rest[digits].ToString(), 16) is int digit && digit < radix; digits++)
        {
            number = Math.Min((number * radix) + digit, 1L << 40);
        }

        number = isNegative ? -number : number;
        return digits > 0 && number is >= int.MinValue and <= int.MaxValue ? (number, true) : (0, false);
    }
}
