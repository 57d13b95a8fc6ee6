using System.Net;

namespace LvsPS;

/// <summary>Conversations of known protocols.</summary>
public sealed partial record LvsExpectCheck
{
    private const string ReplyFailure = @"^[45]\d\d\b";

    /// <summary>FTP (RFC 959): the greeting, the login where one is given, and the farewell.</summary>
    /// <param name="credential">Who we say that we are; null for no login.</param>
    /// <returns>The check.</returns>
    public static LvsExpectCheck ForFtp(NetworkCredential? credential = null) => new()
    {
        Preset = "Ftp",
        Credential = credential,
        Steps = credential is null
            ? [new() { Expect = @"^220 ", Fail = ReplyFailure }, new() { Send = "QUIT\r\n" }]
            :
            [
                new() { Expect = @"^220 ", Fail = ReplyFailure },
                new() { Send = "USER {user}\r\n", Expect = @"^(331|230) ", Fail = ReplyFailure },
                new() { Send = "PASS {password}\r\n", Expect = @"^(230|202) ", Fail = ReplyFailure },
                new() { Send = "QUIT\r\n" },
            ],
    };

    /// <summary>NNTP (RFC 3977): the greeting, and the login where one is given (RFC 4643).</summary>
    /// <param name="credential">Who we say that we are; null for no login.</param>
    /// <returns>The check.</returns>
    public static LvsExpectCheck ForNntp(NetworkCredential? credential = null) => new()
    {
        Preset = "Nntp",
        Credential = credential,
        Steps = credential is null
            ? [new() { Expect = @"^20[01] ", Fail = ReplyFailure }, new() { Send = "QUIT\r\n" }]
            :
            [
                new() { Expect = @"^20[01] ", Fail = ReplyFailure },
                new() { Send = "AUTHINFO USER {user}\r\n", Expect = @"^(381|281) ", Fail = ReplyFailure },
                new() { Send = "AUTHINFO PASS {password}\r\n", Expect = @"^281 ", Fail = ReplyFailure },
                new() { Send = "QUIT\r\n" },
            ],
    };

    /// <summary>Redis: the login where one is given, and PING.</summary>
    /// <param name="credential">Who we say that we are; without a user name the password alone is sent. Null for no login.</param>
    /// <returns>The check.</returns>
    public static LvsExpectCheck ForRedis(NetworkCredential? credential = null)
    {
        const string failure = "^-";
        var ping = new LvsExpectStep { Send = "PING\r\n", Expect = @"^\+PONG", Fail = failure };
        string login = string.IsNullOrEmpty(credential?.UserName) ? "AUTH {\"password\"}\r\n" : "AUTH {user} {\"password\"}\r\n";
        return new()
        {
            Preset = "Redis",
            Credential = credential,
            Steps = credential is null ? [ping] : [new() { Send = login, Expect = @"^\+OK", Fail = failure }, ping],
        };
    }

    /// <summary>SIP over TCP: a question for the server's options (RFC 3261, 11).</summary>
    /// <param name="user">Whom it is for.</param>
    /// <returns>The check.</returns>
    public static LvsExpectCheck ForSip(string user = "lvsps") => new()
    {
        Preset = "Sip",
        Steps = [new() { Send = SipOptions.Text("TCP", user), Expect = @"^SIP/2\.0 200\b", Fail = @"^SIP/2\.0 [3-6]\d\d\b" }],
    };
}
