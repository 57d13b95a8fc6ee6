using System.Net;
using System.Net.Security;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LvsPS.Probes;

/// <summary>The protocols of mail.</summary>
public enum MailProtocol
{
    /// <summary>RFC 5321.</summary>
    Smtp,

    /// <summary>RFC 9051.</summary>
    Imap,

    /// <summary>RFC 1939.</summary>
    Pop,
}

/// <summary>When TLS begins.</summary>
public enum MailTls
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>After the greeting, by a command.</summary>
    AfterGreeting,

    /// <summary>With the first byte.</summary>
    AtOnce,
}

/// <summary>Asks mail servers, by MailKit.</summary>
public static class MailProbe
{
    /// <summary>Speaks with a server: the greeting, TLS and the login where they are wanted, and the farewell.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="connection">A connection to the server, which this closes.</param>
    /// <param name="name">The server's name for TLS.</param>
    /// <param name="tls">When TLS begins.</param>
    /// <param name="validator">What looks at the server's certificate.</param>
    /// <param name="credential">Who we say that we are; null for no login.</param>
    /// <param name="localName">The name that we give ourselves to an SMTP server; null for the machine's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The end of the conversation.</returns>
    /// <exception cref="ProbeException">The server did not do its part.</exception>
    public static async Task AskAsync(
        MailProtocol protocol,
        Stream connection,
        string name,
        MailTls tls,
        RemoteCertificateValidationCallback validator,
        NetworkCredential? credential,
        string? localName,
        CancellationToken cancellation)
    {
        await using var bounded = new BoundedStream(connection);
        using MailService client = protocol switch
        {
            MailProtocol.Smtp => new SmtpClient { LocalDomain = localName },
            MailProtocol.Imap => new ImapClient(),
            _ => new Pop3Client(),
        };
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = validator;
        client.Timeout = Timeout.Infinite;
        SecureSocketOptions options = tls switch
        {
            MailTls.AtOnce => SecureSocketOptions.SslOnConnect,
            MailTls.AfterGreeting => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        try
        {
            // The port is for the client's own records.
            await client.ConnectAsync(bounded, name, 1, options, cancellation).ConfigureAwait(false);
            if (credential is not null)
            {
                await client.AuthenticateAsync(credential, cancellation).ConfigureAwait(false);
            }

            await client.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (bounded.IsExhausted)
        {
            throw new ProbeException(FormattableString.Invariant($"{BoundedStream.Limit >> 10} KiB came, and no end"), e);
        }
        catch (Exception e) when (e is AuthenticationException or SaslException)
        {
            throw new ProbeException("the login was refused", e);
        }
        catch (SslHandshakeException e)
        {
            throw new ProbeException("TLS handshake failed", e);
        }
        catch (Exception e) when (e is ProtocolException or CommandException)
        {
            throw new ProbeException(e.Message, e);
        }
        catch (NotSupportedException e)
        {
            throw new ProbeException(tls == MailTls.AfterGreeting ? "the server does not offer STARTTLS" : "the server does not offer what is wanted", e);
        }
    }
}
