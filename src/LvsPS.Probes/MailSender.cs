using System.Net;
using System.Net.Security;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace LvsPS.Probes;

/// <summary>A mail server that takes mail.</summary>
/// <param name="Name">Its name or address.</param>
/// <param name="Port">Its port; at 465, TLS begins with the first byte.</param>
/// <param name="RequiresTls">Whether TLS must be spoken; otherwise it is where the server offers it.</param>
/// <param name="Validator">What looks at the server's certificate.</param>
/// <param name="Credential">Who we say that we are; null for no login.</param>
public sealed record MailRelay(string Name, int Port, bool RequiresTls, RemoteCertificateValidationCallback Validator, NetworkCredential? Credential);

/// <summary>A mail of plain text.</summary>
/// <param name="From">From whom.</param>
/// <param name="To">To whom.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Body">The text.</param>
/// <param name="Date">When it was written.</param>
public sealed record MailLetter(string From, IReadOnlyList<string> To, string Subject, string Body, DateTimeOffset Date);

/// <summary>Sends mail, by MailKit.</summary>
public static class MailSender
{
    private const int ImplicitTlsPort = 465;

    /// <summary>Sends a mail.</summary>
    /// <param name="relay">The server.</param>
    /// <param name="letter">The mail.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those of its addresses that the server refused, with its words; the others have it.</returns>
    /// <exception cref="ProbeException">Nobody has it; the message says why.</exception>
    public static async Task<IReadOnlyList<string>> SendAsync(MailRelay relay, MailLetter letter, CancellationToken cancellation)
    {
        using var client = new TolerantClient();
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = relay.Validator;
        client.Timeout = Timeout.Infinite;
        SecureSocketOptions tls = relay.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
            : relay.RequiresTls ? SecureSocketOptions.StartTls
            : SecureSocketOptions.StartTlsWhenAvailable;
        try
        {
            using MimeMessage message = MessageOf(letter);
            await client.ConnectAsync(relay.Name, relay.Port, tls, cancellation).ConfigureAwait(false);
            if (relay.Credential is not null)
            {
                await client.AuthenticateAsync(relay.Credential, cancellation).ConfigureAwait(false);
            }

            _ = await client.SendAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or SaslException)
        {
            throw new ProbeException("the login was refused", e);
        }
        catch (SslHandshakeException e)
        {
            throw new ProbeException("TLS handshake failed", e);
        }
        catch (ParseException e)
        {
            throw new ProbeException($"an address is none: {e.Message}", e);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            throw new ProbeException(client.Refused.Count > 0 ? string.Join(", ", client.Refused) : e.Message, e);
        }
        catch (NotSupportedException e)
        {
            throw new ProbeException(relay.RequiresTls ? "the server does not offer STARTTLS" : "the server does not offer what is wanted", e);
        }

        await FarewellAsync(client, cancellation).ConfigureAwait(false);
        return client.Refused;
    }

    /// <summary>The mail was taken; how the conversation ends is of no account.</summary>
    private static async Task FarewellAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, the mail was taken.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The connection is closed all the same.
        }
    }

    private static MimeMessage MessageOf(MailLetter letter)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = letter.Date, Body = new TextPart("plain") { Text = letter.Body } };
        message.From.Add(MailboxAddress.Parse(letter.From));
        message.To.AddRange(letter.To.Select(MailboxAddress.Parse));

        // Nobody's absence note is to answer it (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    /// <summary>One address that is refused keeps the mail from nobody else.</summary>
    private sealed class TolerantClient : SmtpClient
    {
        public List<string> Refused { get; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Refused.Add($"{mailbox.Address} was refused: {response.Response}");
    }
}
