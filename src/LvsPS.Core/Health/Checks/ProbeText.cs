using System.Globalization;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace LvsPS;

/// <summary>What probes say of failures: short, and the same for the same cause.</summary>
internal static class ProbeText
{
    // As much of what a server says as fits into a line of a log.
    private const int Shown = 80;

    // As much of a reason as anybody reads; a script may give a whole page for one.
    private const int Longest = 500;

    /// <summary>Why a socket failed.</summary>
    /// <param name="error">The error.</param>
    /// <returns>A few words.</returns>
    public static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "connection reset",
        SocketError.HostUnreachable or SocketError.HostDown => "host unreachable",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "network unreachable",
        SocketError.TimedOut => "no answer",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "name not found",
        _ => $"socket error {error}",
    };

    /// <summary>Why a conversation failed.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>A few words.</returns>
    public static string Of(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            // What is told of a certificate is more than what the library says of its own failure.
            string? words = at switch
            {
                AuthenticationException => at.Message,
                SocketException socket => Of(socket.SocketErrorCode),
                HttpRequestException { InnerException: null } http => Of(http.HttpRequestError) ?? at.Message,
                HttpIOException { InnerException: null } http => Of(http.HttpRequestError),
                _ => null,
            };
            if (words is not null)
            {
                return words;
            }
        }

        return error is IOException ? "connection lost" : error.Message;
    }

    /// <summary>The first line of what a server said, fit for a log.</summary>
    /// <param name="said">All of it.</param>
    /// <returns>The line in quotes, shortened, without control characters.</returns>
    public static string Quote(string said) => $"'{Line(said, Shown)}'";

    /// <summary>What a library says of a server, fit for a log.</summary>
    /// <param name="said">Its message.</param>
    /// <returns>The first line, shortened, without control characters and full stop.</returns>
    public static string Plain(string said) => Line(said, 3 * Shown).TrimEnd('.');

    /// <summary>A reason, whoever gave it, fit for events, logs and mail: not without end, and what cannot be seen is written as C writes it.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>It, as it was where there is nothing about it.</returns>
    public static string Reason(string reason)
    {
        bool isCut = reason.Length > Longest;
        ReadOnlySpan<char> kept = isCut ? reason.AsSpan(0, char.IsHighSurrogate(reason[Longest - 1]) ? Longest - 1 : Longest) : reason;
        if (!isCut && !ContainsUnseen(kept))
        {
            return reason;
        }

        var text = new StringBuilder(kept.Length + 16);
        foreach (Rune rune in kept.EnumerateRunes())
        {
            _ = IsUnseen(rune) ? text.Append(Escaped(rune)) : text.Append(rune);
        }

        return (isCut ? text.Append("...") : text).ToString();
    }

    private static bool ContainsUnseen(ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsUnseen(rune) || rune == Rune.ReplacementChar)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        > 0xff => FormattableString.Invariant($"\\u{rune.Value:x4}"),
        _ => FormattableString.Invariant($"\\x{rune.Value:x2}"),
    };

    private static string Line(string said, int shown)
    {
        ReadOnlySpan<char> line = said.AsSpan().TrimStart();
        int end = line.IndexOfAny('\r', '\n');
        line = (end < 0 ? line : line[..end]).TrimEnd();
        string text = line.Length > shown ? $"{line[..shown]}..." : line.ToString();
        return string.Concat(text.Select(c => char.IsControl(c) ? '.' : c));
    }

    private static string? Of(HttpRequestError error) => error switch
    {
        HttpRequestError.ResponseEnded => "closed before the answer was complete",
        HttpRequestError.InvalidResponse => "the answer is no HTTP",
        HttpRequestError.VersionNegotiationError or HttpRequestError.HttpProtocolError => "the wanted version of HTTP is not spoken",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are too long",
        _ => null,
    };
}
