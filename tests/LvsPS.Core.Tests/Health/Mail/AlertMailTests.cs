using System.Net;
using System.Security.Cryptography.X509Certificates;
using LvsPS.Core.Tests.Health.Checks;
using Xunit;

namespace LvsPS.Core.Tests.Health.Mail;

/// <summary>Mails as a server on loopback takes them.</summary>
public sealed class AlertMailTests
{
    private static readonly AlertText s_text = new(
        "[lvsps dir] down: 10.0.0.1:80 of tcp://10.0.0.10:80", "2026-01-01 00:00:00 +00:00  Down\n.\nThe end\n", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_mail_comes_with_its_headers_and_its_text()
    {
        await using var server = new SmtpServer();
        Assert.Null(await AlertMail.SendAsync(server.Mail with { To = ["admin@example.org", "root"], From = "LvsPS <lvs@example.org>" }, s_text, default));
        Taken mail = await server.NextAsync();
        Assert.Equal(("lvs@example.org", "admin@example.org root"), (mail.From, string.Join(' ', mail.To)));
        Assert.Equal(s_text.Subject, mail.Header("Subject"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("Thu, 01 Jan 2026 00:00:00 +0000", mail.Header("Date"));
        Assert.Equal(["2026-01-01 00:00:00 +00:00  Down", "..", "The end"], mail.Lines);
    }

    [Fact]
    public async Task It_is_from_this_machine_where_nobody_is_named()
    {
        await using var server = new SmtpServer();
        _ = await AlertMail.SendAsync(server.Mail, s_text, default);
        Assert.Equal($"lvsps@{Environment.MachineName}", (await server.NextAsync()).From);
    }

    [Fact]
    public async Task One_address_that_is_refused_keeps_the_mail_from_nobody_else()
    {
        await using var server = new SmtpServer { Unknown = { "gone@example.org" } };
        LvsHealthMail mail = server.Mail with { To = ["gone@example.org", "admin@example.org"] };
        Assert.Equal("gone@example.org was refused: no such user", await AlertMail.SendAsync(mail, s_text, default));
        Assert.Equal(["admin@example.org"], (await server.NextAsync()).To);
        Assert.Equal("gone@example.org was refused: no such user", await FailsAsync(mail with { To = ["gone@example.org"] }));
    }

    [Fact]
    public async Task Encryption_is_taken_where_it_is_offered_whatever_the_certificate()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("other.example.org");
        await using var server = new SmtpServer(certificate);
        _ = await AlertMail.SendAsync(server.Mail, s_text, default);
        Assert.True((await server.NextAsync()).IsSecure);
    }

    [Fact]
    public async Task Where_encryption_is_wanted_it_must_be_there_and_the_certificate_right()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("127.0.0.1");
        await using var plain = new SmtpServer();
        await using var server = new SmtpServer(certificate);
        Assert.Equal("the server does not offer STARTTLS", await FailsAsync(plain.Mail with { RequiresTls = true }));
        Assert.Equal("certificate is self-signed", await FailsAsync(server.Mail with { RequiresTls = true }));
        _ = await AlertMail.SendAsync(server.Mail with { RequiresTls = true, SkipCertificateCheck = true }, s_text, default);
        Assert.True((await server.NextAsync()).IsSecure);
    }

    [Fact]
    public async Task A_password_is_only_said_where_nobody_else_hears_it()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("127.0.0.1");
        await using var plain = new SmtpServer();
        await using var server = new SmtpServer(certificate);
        var me = new NetworkCredential("me", "right");
        Assert.Equal("the server does not offer STARTTLS", await FailsAsync(plain.Mail with { Credential = me }));
        _ = await AlertMail.SendAsync(server.Mail with { Credential = me, SkipCertificateCheck = true }, s_text, default);
        Assert.Equal("me", (await server.NextAsync()).User);
        Assert.Equal("the login was refused", await FailsAsync(server.Mail with { Credential = new NetworkCredential("me", "s3cret"), SkipCertificateCheck = true }));
        Assert.DoesNotContain("right", (server.Mail with { Credential = me }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_mail_was_not_taken_is_said_in_a_few_words()
    {
        await using var server = new SmtpServer();
        await server.CloseAsync();
        Assert.Equal("connection refused", await FailsAsync(server.Mail));
        Assert.Equal("name not found", await FailsAsync(server.Mail with { Server = "mail.invalid" }));
        await using var nothing = LoopbackServer.Start((_, _) => Task.CompletedTask);
        Assert.NotEmpty(await FailsAsync(server.Mail with { Port = nothing.Port }));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_when_the_time_is_up()
    {
        await using var server = new SmtpServer { IsSlow = true };
        using var end = new CancellationTokenSource(CheckTarget.Short);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AlertMail.SendAsync(server.Mail, s_text, end.Token));
    }

    private static async Task<string> FailsAsync(LvsHealthMail mail)
    {
        LvsException error = await Assert.ThrowsAsync<LvsException>(() => AlertMail.SendAsync(mail, s_text, default));
        Assert.Equal(LvsErrorId.MailNotSent, error.ErrorId);
        return error.Message;
    }
}
