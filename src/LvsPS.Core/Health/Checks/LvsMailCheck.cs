using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using LvsPS.Probes;

namespace LvsPS;

/// <summary>The protocols of mail.</summary>
public enum LvsMailProtocol
{
    /// <summary>SMTP, and submission (RFC 5321).</summary>
    Smtp,

    /// <summary>IMAP (RFC 9051).</summary>
    Imap,

    /// <summary>POP3 (RFC 1939).</summary>
    Pop,
}

/// <summary>When TLS begins in a conversation with a mail server.</summary>
public enum LvsMailEncryption
{
    /// <summary>Never.</summary>
    None,

    /// <summary>After the greeting; a server that does not offer it is down.</summary>
    StartTls,

    /// <summary>With the first byte, as at the ports 465, 993 and 995.</summary>
    Implicit,
}

/// <summary>Speaks with a mail server: its greeting, TLS and the login where they are wanted, and the farewell.</summary>
public sealed record LvsMailCheck : LvsHealthCheck
{
    private readonly CheckCredential? _credential;

    /// <inheritdoc/>
    public override string Kind => MailProtocol.ToString();

    /// <summary>The protocol.</summary>
    public LvsMailProtocol MailProtocol { get; init; }

    /// <summary>When TLS begins.</summary>
    public LvsMailEncryption Encryption { get; init; }

    /// <summary>The name that we give ourselves to an SMTP server; null for the machine's.</summary>
    public string? LocalName { get; init; }

    /// <summary>The name that the certificate must have; null for the address.</summary>
    public string? TlsName { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>A PEM file of the authorities to trust; null for the system's.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>Who the server is told that we are; null for no login. It is never shown.</summary>
    internal NetworkCredential? Credential
    {
        get => _credential?.Value;
        init => _credential = CheckCredential.Of(value);
    }

    /// <inheritdoc/>
    internal override LvsProtocol? Protocol => LvsProtocol.Tcp;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        var tls = new ProbeTls(TlsName ?? target.Address.ToString(), SkipCertificateCheck, AuthorityPath);
        string? fault = null;
        try
        {
            using NetworkStream connection = await ProbeSocket.ConnectAsync(target, cancellation).ConfigureAwait(false);
            await MailProbe.AskAsync(
                (MailProtocol)(int)MailProtocol,
                connection,
                tls.Name,
                (MailTls)(int)Encryption,
                tls.Validator(found => fault = found),
                Credential,
                LocalName,
                cancellation).ConfigureAwait(false);
            return LvsCheckResult.Up($"greeting{(Encryption == LvsMailEncryption.None ? string.Empty : ", TLS")}{(Credential is null ? string.Empty : ", login")}");
        }
        catch (Exception e) when (e is ProbeException or IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return LvsCheckResult.Down(fault ?? (e is ProbeException ? ProbeText.Plain(e.Message) : ProbeText.Of(e)));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (TlsName is "")
        {
            yield return new CheckFault("its TLS name is empty", "Write the name in the server's certificate, or none.");
        }

        if (LocalName is not null && (LocalName.Length == 0 || LocalName.Any(c => c <= ' ')))
        {
            yield return new CheckFault($"'{LocalName}' is no name to give ourselves", "Write this machine's name, or none.");
        }
    }
}
