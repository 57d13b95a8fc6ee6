using System.Globalization;

namespace LvsPS;

/// <summary>
/// The files that get a line for each event or check, and the journal, which gets one for each change of the table; all are written
/// beside the monitor. Files are opened anew each time and written at their ends, so that they can be moved away by rotation.
/// </summary>
internal sealed class HealthLog
{
    // How long the end waits for a disk that does not take what is left.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly LossyQueue<Entry> _entries = new();
    private readonly Dictionary<string, int> _broken = [];
    private readonly string _who;
    private readonly ChangeJournal? _journal;
    private readonly Action<LvsHealthEventKind, string> _tell;
    private readonly TimeProvider _time;
    private readonly Task _writing;

    /// <summary>Makes one.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="journal">The journal; null for none.</param>
    /// <param name="tell">
    /// Is told, once until it works again, why something cannot be written (Failed), and how many entries were lost when it works again
    /// (Recovered).
    /// </param>
    /// <param name="time">The clock; null for the machine's.</param>
    public HealthLog(string job, ChangeJournal? journal, Action<LvsHealthEventKind, string> tell, TimeProvider? time = null)
    {
        _who = $"{Environment.UserName}, {job}";
        _journal = journal;
        _tell = tell;
        _time = time ?? TimeProvider.System;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Writes nothing, to see whether a file can be written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LvsException">It cannot.</exception>
    public static void Probe(string path)
    {
        try
        {
            File.AppendAllText(path, string.Empty);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LvsException(
                LvsErrorId.FileAccess, $"The log {path} cannot be written: {e.Message} Nothing was started.", path, "Name a file in a folder that is there and may be written.", e);
        }
    }

    /// <summary>Takes note of an event; it is written at once, but not by the caller.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="happened">The event.</param>
    public void Add(string? path, LvsHealthEvent happened)
    {
        if (path is not null)
        {
            _entries.Add(new Entry(path, Line(happened), null));
        }

        if (_journal is not null && happened.Kind == LvsHealthEventKind.Changed)
        {
            _entries.Add(new Entry(_journal.Path, string.Empty, happened));
        }
    }

    /// <summary>Takes note of a check, in the form of ldirectord's monitorfile.</summary>
    /// <param name="path">The file.</param>
    /// <param name="server">Whom it asked.</param>
    /// <param name="result">What it found.</param>
    public void Add(string path, LvsRealServer server, LvsCheckResult result) => _entries.Add(new Entry(path, Line(server, result), null));

    /// <summary>Writes what is left, where that takes no long time.</summary>
    /// <returns>The end.</returns>
    public async Task CloseAsync()
    {
        _entries.Close();
        try
        {
            await _writing.WaitAsync(s_patience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _tell(LvsHealthEventKind.Failed, FormattableString.Invariant($"what was left for the logs could not be written within {s_patience.TotalSeconds} s"));
        }
    }

    private string Line(LvsRealServer server, LvsCheckResult result)
    {
        // As ctime(3) writes the time, and with the characters escaped that would end a line or a field.
        DateTimeOffset now = _time.GetLocalNow();
        string day = now.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);
        string reason = result.Reason.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7c", StringComparison.Ordinal)
            .Replace("\r", "%0d", StringComparison.Ordinal).Replace("\n", "%0a", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{now:ddd MMM} {day} {now:HH:mm:ss yyyy}] [{Environment.ProcessId}] {server.Address} {server.Port} [{(result.IsUp ? "up" : "down")}] {(reason.Length > 0 ? reason : "-")}");
    }

    private string Line(LvsHealthEvent happened) => string.Create(
        CultureInfo.InvariantCulture, $"{happened.Time.ToLocalTime():yyyy-MM-dd'T'HH:mm:ss.fffzzz} [{_who}, {Environment.ProcessId}] {happened}")
        .ReplaceLineEndings(" ");

    private async Task WriteAsync()
    {
        while (await _entries.WaitAsync().ConfigureAwait(false))
        {
            (IReadOnlyList<Entry> entries, int lost) = _entries.Take();
            foreach (IGrouping<string, Entry> file in entries.GroupBy(e => e.Path))
            {
                await WriteAsync(file.Key, [.. file]).ConfigureAwait(false);
            }

            if (lost > 0)
            {
                _tell(LvsHealthEventKind.Recovered, Lost("what is written of the logs was held up", lost));
            }
        }
    }

    private async Task WriteAsync(string path, IReadOnlyList<Entry> entries)
    {
        try
        {
            if (entries[0].Change is null)
            {
                await File.AppendAllLinesAsync(path, entries.Select(e => e.Line)).ConfigureAwait(false);
            }
            else
            {
                _journal!.Write(_who, entries.Select(e => e.Change!));
            }

            if (_broken.Remove(path, out int lost))
            {
                _tell(LvsHealthEventKind.Recovered, Lost($"the log {path} is written again", lost));
            }
        }
#pragma warning disable CA1031 // Whatever becomes of a log, the monitor goes on, and so do the other logs.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!_broken.TryGetValue(path, out int lost))
            {
                _tell(LvsHealthEventKind.Failed, $"the log {path} cannot be written: {e.Message}");
            }

            _broken[path] = lost + entries.Count;
        }
    }

    private static string Lost(string what, int count) =>
        FormattableString.Invariant($"{what}: {count} {(count == 1 ? "entry was" : "entries were")} lost");

    /// <summary>What is to be written: a line for a file, or a change for the journal.</summary>
    private readonly record struct Entry(string Path, string Line, LvsHealthEvent? Change);
}
