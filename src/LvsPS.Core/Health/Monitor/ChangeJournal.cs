using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LvsPS;

/// <summary>
/// The machine's journal, which gets an entry for each change of the table: who changed what, and how it was before and after. Entries
/// are written by the journal's own protocol, fields by name in a datagram, where there is one (systemd's Native Journal Protocol), else
/// to syslog (RFC 3164).
/// </summary>
internal sealed class ChangeJournal
{
    private const string Native = "/run/systemd/journal/socket";
    private const string Syslog = "/dev/log";
    private const int Information = 6;
    private const int Daemon = 3;
    private const int Patience = 5000;

    private readonly bool _isNative;

    /// <summary>Makes one.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="isNative">Whether it takes the journal's own protocol, and not syslog's.</param>
    public ChangeJournal(string path, bool isNative)
    {
        Path = path;
        _isNative = isNative;
    }

    /// <summary>The socket.</summary>
    public string Path { get; }

    /// <summary>The journal for a session's changes.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The journal; null where the machine has none, or where no kernel is changed.</returns>
    public static ChangeJournal? For(LvsSession session) =>
        session.Kind == LvsSessionKind.Simulated ? null
        : File.Exists(Native) ? new ChangeJournal(Native, isNative: true)
        : File.Exists(Syslog) ? new ChangeJournal(Syslog, isNative: false)
        : null;

    /// <summary>Writes changes, an entry for each.</summary>
    /// <param name="who">Who made them.</param>
    /// <param name="changes">The changes.</param>
    /// <exception cref="SocketException">The journal does not take them.</exception>
    public void Write(string who, IEnumerable<LvsHealthEvent> changes)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            // A journal that hangs does not take datagrams once its queue is full.
            SendTimeout = Patience,
        };
        socket.Connect(new UnixDomainSocketEndPoint(Path));
        foreach (LvsHealthEvent change in changes)
        {
            string line = Plain($"{who}: {change.Target}: {change.From} -> {change.To}");
            _ = socket.Send(Encoding.UTF8.GetBytes(_isNative ? Fields(who, change, line) : Message(change, line)));
        }
    }

    private static string Fields(string who, LvsHealthEvent change, string line) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        MESSAGE={line}
        PRIORITY={Information}
        SYSLOG_FACILITY={Daemon}
        SYSLOG_IDENTIFIER=lvsps
        LVSPS_WHO={Plain(who)}
        LVSPS_WHAT={Plain(change.Target)}
        LVSPS_BEFORE={Plain(change.From)}
        LVSPS_AFTER={Plain(change.To)}

        """).ReplaceLineEndings("\n");

    private static string Message(LvsHealthEvent change, string line)
    {
        DateTimeOffset time = change.Time.ToLocalTime();
        string day = time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);
        return string.Create(CultureInfo.InvariantCulture, $"<{(Daemon * 8) + Information}>{time:MMM} {day} {time:HH:mm:ss} lvsps[{Environment.ProcessId}]: {line}");
    }

    /// <summary>A field ends with its line.</summary>
    private static string Plain(string? text) => (text ?? string.Empty).ReplaceLineEndings(" ");
}
