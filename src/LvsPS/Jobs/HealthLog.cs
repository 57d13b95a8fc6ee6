using System.Globalization;
using System.Threading.Channels;

namespace LvsPS.Jobs;

/// <summary>
/// A file that gets a line for each event, written beside the monitor. It is opened anew each time, so that it can be rotated.
/// </summary>
internal sealed class HealthLog
{
    private readonly Channel<LvsHealthEvent> _events = Channel.CreateUnbounded<LvsHealthEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _path;
    private readonly Action<string> _failed;
    private readonly Task _writing;

    /// <summary>Makes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failed">Is told, once until it works again, why it cannot be written.</param>
    public HealthLog(string path, Action<string> failed)
    {
        _path = path;
        _failed = failed;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Writes nothing, to see whether the file can be written.</summary>
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
    /// <param name="happened">The event.</param>
    public void Add(LvsHealthEvent happened) => _ = _events.Writer.TryWrite(happened);

    /// <summary>Writes what is left.</summary>
    /// <returns>The end.</returns>
    public Task CloseAsync()
    {
        _ = _events.Writer.TryComplete();
        return _writing;
    }

    private static string Line(LvsHealthEvent happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{happened.Time.ToLocalTime():yyyy-MM-dd'T'HH:mm:ss.fffzzz} {happened}");

    private async Task WriteAsync()
    {
        var lines = new List<string>();
        bool isBroken = false;
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            lines.Clear();
            while (_events.Reader.TryRead(out LvsHealthEvent? happened))
            {
                lines.Add(Line(happened));
            }

            try
            {
                await File.AppendAllLinesAsync(_path, lines).ConfigureAwait(false);
                isBroken = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!isBroken)
                {
                    isBroken = true;
                    _failed($"the log {_path} cannot be written: {e.Message}");
                }
            }
        }
    }
}
