using System.Globalization;

namespace LvsPS;

/// <summary>What waits to be mailed to the same people by the same server. The mailer's loop alone uses it.</summary>
internal sealed class AlertOutbox
{
    /// <summary>More lines are no mail that anybody reads: the oldest go.</summary>
    public const int MostLines = 1000;

    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(30);
    private readonly List<AlertLine> _lines = [];
    private int _dropped;
    private TimeSpan _retry = s_firstRetry;
    private AlertLine[] _sent = [];

    /// <summary>Makes one.</summary>
    /// <param name="mail">To whom, and by which server.</param>
    public AlertOutbox(LvsHealthMail mail) => Mail = mail;

    /// <summary>To whom, and by which server.</summary>
    public LvsHealthMail Mail { get; }

    /// <summary>When what waits is to be sent, in the mailer's time; null where nothing waits, or is on its way.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>The mail that is on its way; null for none.</summary>
    public Task? Sending { get; set; }

    /// <summary>Whether the last mail could not be sent.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>Whose address the server refused the last time; null for nobody's.</summary>
    public string? Refused { get; set; }

    /// <summary>Whether something waits.</summary>
    public bool HasLines => _lines.Count > 0;

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="due">When it is to be sent at the latest.</param>
    public void Add(AlertLine line, TimeSpan due)
    {
        if (_lines.Count == MostLines)
        {
            _lines.RemoveAt(0);
            _dropped++;
        }

        _lines.Add(line);
        Due ??= Sending is null && !IsFailing ? due : Due;
    }

    /// <summary>Gives away what waits, since nothing more is to be sent from here.</summary>
    /// <returns>The lines, the oldest first.</returns>
    public IReadOnlyList<AlertLine> Clear()
    {
        AlertLine[] lines = [.. _lines];
        _lines.Clear();
        Due = null;
        return lines;
    }

    /// <summary>Takes what waits as one mail.</summary>
    /// <param name="host">This machine.</param>
    /// <param name="time">The time of day.</param>
    /// <returns>The mail.</returns>
    public AlertText Take(string host, DateTimeOffset time)
    {
        _sent = [.. _lines];
        _lines.Clear();
        Due = null;
        string dropped = _dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_dropped} older lines are left out.\n") : string.Empty;
        return new AlertText(
            $"[lvsps {host}] {Subject(_sent)}",
            $"{dropped}{string.Join('\n', _sent.Select(l => l.Line))}\n\nThe health monitor of LvsPS on {host}\n",
            time);
    }

    /// <summary>Takes note of what became of the mail.</summary>
    /// <param name="isSent">Whether it was taken.</param>
    /// <param name="now">The mailer's time.</param>
    /// <param name="collect">How long lines are collected.</param>
    public void Ended(bool isSent, TimeSpan now, TimeSpan collect)
    {
        Sending = null;
        IsFailing = !isSent;
        if (isSent)
        {
            _dropped = 0;
            _retry = s_firstRetry;
            Due = HasLines ? now + collect : null;
        }
        else
        {
            _lines.InsertRange(0, _sent);
            int over = Math.Max(0, _lines.Count - MostLines);
            _lines.RemoveRange(0, over);
            _dropped += over;
            Due = now + _retry;
            _retry = _retry * 2 < s_longestRetry ? _retry * 2 : s_longestRetry;
        }

        _sent = [];
    }

    /// <summary>One line is its own subject; of many, it is how many of which kind.</summary>
    private static string Subject(AlertLine[] lines) => lines.Length == 1
        ? $"{lines[0].What}: {lines[0].Target}"
        : string.Join(", ", lines.GroupBy(l => l.What).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}")));
}
