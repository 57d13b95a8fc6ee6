using System.Net;

namespace LvsPS;

/// <summary>Mail about servers that went down or came up.</summary>
public sealed record LvsHealthMail
{
    /// <summary>To whom.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>From whom; null for <c>lvsps@</c> and the machine's name.</summary>
    public string? From { get; init; }

    /// <summary>The mail server.</summary>
    public string Server { get; init; } = "localhost";

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 25;

    /// <summary>Whether the connection must be encrypted; otherwise it is where the server offers it.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>Whether any certificate will do where the connection must be encrypted.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>After how long mail about a server that is still down is repeated; null for never.</summary>
    public TimeSpan? RepeatInterval { get; init; }

    /// <summary>The events that mail is sent of; empty for those of servers and quorums.</summary>
    public IReadOnlyList<LvsHealthEventKind> Kinds { get; init; } = [];

    /// <summary>Who the mail server is told that we are; null for nobody. It is never shown, and only told where the connection is encrypted.</summary>
    internal NetworkCredential? Credential { get; init; }
}
