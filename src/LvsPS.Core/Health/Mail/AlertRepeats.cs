using System.Net;

namespace LvsPS;

/// <summary>The servers that are down and have been told of, which are told of again after each repeat interval.</summary>
/// <param name="readers">Who is told.</param>
internal sealed class AlertRepeats(AlertReaders readers)
{
    private readonly Dictionary<(LvsServiceId, IPAddress, int), Absence> _absences = [];

    /// <summary>When the next one is due, in the mailer's time, as <see cref="Due"/> found it last; null for never.</summary>
    public TimeSpan? Next { get; private set; }

    /// <summary>The sooner of two times.</summary>
    /// <param name="x">A time; null for never.</param>
    /// <param name="y">Another one.</param>
    /// <returns>The sooner one; null for never.</returns>
    public static TimeSpan? Sooner(TimeSpan? x, TimeSpan? y) => x is null || y < x ? y ?? x : x;

    /// <summary>A server is down, and that has been told.</summary>
    /// <param name="down">The event.</param>
    /// <param name="now">The mailer's time.</param>
    public void Begin(LvsHealthEvent down, TimeSpan now) => _absences[KeyOf(down)] = new Absence(down, now);

    /// <summary>What is known of a server is over.</summary>
    /// <param name="happened">What happened to it.</param>
    public void End(LvsHealthEvent happened) => _ = _absences.Remove(KeyOf(happened));

    /// <summary>Takes those that are to be told of again.</summary>
    /// <param name="now">The mailer's time.</param>
    /// <returns>Who is told, and the events of their going down.</returns>
    public IReadOnlyList<(LvsHealthMail Mail, LvsHealthEvent Down)> Due(TimeSpan now)
    {
        List<(LvsHealthMail Mail, LvsHealthEvent Down)> due = [];
        Next = null;
        foreach (((LvsServiceId, IPAddress, int) key, Absence absence) in _absences.ToArray())
        {
            LvsHealthEvent down = absence.Down;
            if (!readers.IsMonitored(down))
            {
                _ = _absences.Remove(key);
            }
            else if (readers.MailOf(down.Service) is { RepeatInterval: TimeSpan interval } mail)
            {
                TimeSpan at = absence.Told + interval;
                if (at <= now)
                {
                    _absences[key] = new Absence(down, now);
                    due.Add((mail, down));
                    at = now + interval;
                }

                Next = Sooner(Next, at);
            }
        }

        return due;
    }

    private static (LvsServiceId Service, IPAddress Address, int Port) KeyOf(LvsHealthEvent happened) =>
        (happened.Service!, happened.Server!.Address, happened.Server.Port);

    /// <summary>A server that is down, and when that was told last.</summary>
    private sealed record Absence(LvsHealthEvent Down, TimeSpan Told);
}
