using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Names in braces in what a check sends, which the conversation fills in, so that secrets and addresses are not in the text.</summary>
internal static class ProbeTokens
{
    /// <summary>Fills them in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="socket">The connection.</param>
    /// <param name="credential">Who we say that we are; null for nobody, and then such names stay as they are.</param>
    /// <returns>The text to send.</returns>
    public static string Fill(string text, Socket socket, NetworkCredential? credential)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var local = (IPEndPoint)socket.LocalEndPoint!;
        var remote = (IPEndPoint)socket.RemoteEndPoint!;
        string filled = text
            .Replace("{local}", local.ToString(), StringComparison.Ordinal)
            .Replace("{remote}", remote.ToString(), StringComparison.Ordinal)
            .Replace("{id}", Guid.NewGuid().ToString("N"), StringComparison.Ordinal);

        // Last, so that nothing in a password is taken for a name.
        return credential is null ? filled : filled
            .Replace("{user}", credential.UserName, StringComparison.Ordinal)
            .Replace("{\"password\"}", Quoted(credential.Password), StringComparison.Ordinal)
            .Replace("{password}", credential.Password, StringComparison.Ordinal);
    }

    /// <summary>What a server said, without a password.</summary>
    /// <param name="said">What it said.</param>
    /// <param name="secret">The password, which it may have said back as it was sent.</param>
    /// <returns>The text with asterisks in its place.</returns>
    public static string Without(string said, string secret) =>
        said.Replace(Quoted(secret), "***", StringComparison.Ordinal).Replace(secret, "***", StringComparison.Ordinal);

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

/// <summary>The question for a SIP server's options (RFC 3261, 11.1).</summary>
internal static class SipOptions
{
    /// <summary>What the answer must have.</summary>
    public const string Answer = @"\ASIP/2\.0 200\b";

    /// <summary>The question.</summary>
    /// <param name="transport">UDP, TCP or TLS.</param>
    /// <param name="user">Whom it is for.</param>
    /// <returns>The text, with names to be filled in.</returns>
    public static string Text(string transport, string user) => string.Join(
        "\r\n",
        $"OPTIONS sip:{user}@{{remote}} SIP/2.0",
        $"Via: SIP/2.0/{transport} {{local}};branch=z9hG4bK{{id}};rport",
        "Max-Forwards: 70",
        $"To: <sip:{user}@{{remote}}>",
        $"From: <sip:{user}@{{local}}>;tag={{id}}",
        "Call-ID: {id}",
        "CSeq: 1 OPTIONS",
        $"Contact: <sip:{user}@{{local}}>",
        "Accept: application/sdp",
        "Content-Length: 0",
        string.Empty,
        string.Empty);
}
