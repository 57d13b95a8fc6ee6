using System.Net.Security;
using System.Net.Sockets;
using LvsPS.Probes;

namespace LvsPS;

/// <summary>Sends the mails of monitors.</summary>
internal static class AlertMail
{
    /// <summary>From whom mail is that names nobody.</summary>
    public static string DefaultFrom => $"lvsps@{Environment.MachineName}";

    /// <summary>Sends a mail.</summary>
    /// <param name="mail">To whom, and by which server.</param>
    /// <param name="text">The mail.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where all have it; else who has not, and why, where others have.</returns>
    /// <exception cref="LvsException">Nobody has it.</exception>
    public static async Task<string?> SendAsync(LvsHealthMail mail, AlertText text, CancellationToken cancellation)
    {
        string? fault = null;
        bool isSecure = mail.RequiresTls || mail.Credential is not null;

        // Encryption that is only taken where it is offered protects from nobody who could show a certificate of his own.
        RemoteCertificateValidationCallback validator = new ProbeTls(mail.Server, mail.SkipCertificateCheck || !isSecure, null).Validator(found => fault = found);
        try
        {
            IReadOnlyList<string> refused = await MailSender.SendAsync(
                new MailRelay(mail.Server, mail.Port, isSecure, validator, mail.Credential),
                new MailLetter(mail.From ?? DefaultFrom, mail.To, text.Subject, text.Body, text.Time),
                cancellation).ConfigureAwait(false);
            return refused.Count > 0 ? string.Join(", ", refused.Select(ProbeText.Plain)) : null;
        }
        catch (Exception e) when (e is ProbeException or IOException or SocketException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new LvsException(
                LvsErrorId.MailNotSent,
                fault ?? (e is ProbeException ? ProbeText.Plain(e.Message) : ProbeText.Of(e)),
                mail,
                "It is tried again. Check the mail server, and what it wants of its clients.",
                e);
        }
    }
}

/// <summary>What a mail says.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">Its text.</param>
/// <param name="Time">When it was written.</param>
internal sealed record AlertText(string Subject, string Body, DateTimeOffset Time);
