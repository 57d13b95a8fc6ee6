using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class MailCheckTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(LvsMailProtocol.Smtp)]
    [InlineData(LvsMailProtocol.Imap)]
    [InlineData(LvsMailProtocol.Pop)]
    public async Task A_greeting_is_enough(LvsMailProtocol protocol)
    {
        await using LoopbackServer server = Server(protocol);
        CheckTarget.Up("greeting", await CheckTarget.RunAsync(new LvsMailCheck { MailProtocol = protocol }, server.Port));
    }

    [Theory]
    [InlineData(LvsMailProtocol.Smtp, "554 go away\r\n")]
    [InlineData(LvsMailProtocol.Imap, "* BYE go away\r\n")]
    [InlineData(LvsMailProtocol.Pop, "-ERR go away\r\n")]
    [InlineData(LvsMailProtocol.Smtp, "")]
    [InlineData(LvsMailProtocol.Imap, "")]
    [InlineData(LvsMailProtocol.Pop, "")]
    [InlineData(LvsMailProtocol.Smtp, "HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task A_server_that_does_not_greet_is_down(LvsMailProtocol protocol, string greeting)
    {
        await using var server = LoopbackServer.Start(async (stream, end) => await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), end));
        Assert.False((await CheckTarget.RunAsync(new LvsMailCheck { MailProtocol = protocol }, server.Port)).IsUp);
    }

    [Theory]
    [InlineData(LvsMailProtocol.Smtp)]
    [InlineData(LvsMailProtocol.Imap)]
    [InlineData(LvsMailProtocol.Pop)]
    public async Task A_login_that_is_accepted_is_up_and_one_that_is_refused_is_down_without_a_secret(LvsMailProtocol protocol)
    {
        await using LoopbackServer server = Server(protocol);
        var check = new LvsMailCheck { MailProtocol = protocol, Credential = new NetworkCredential("me", "right") };
        CheckTarget.Up("greeting, login", await CheckTarget.RunAsync(check, server.Port));
        CheckTarget.Down("the login was refused", await CheckTarget.RunAsync(check with { Credential = new NetworkCredential("me", "s3cret") }, server.Port));
        Assert.DoesNotContain("right", check.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LvsMailProtocol.Smtp, LvsMailEncryption.StartTls)]
    [InlineData(LvsMailProtocol.Imap, LvsMailEncryption.StartTls)]
    [InlineData(LvsMailProtocol.Pop, LvsMailEncryption.StartTls)]
    [InlineData(LvsMailProtocol.Smtp, LvsMailEncryption.Implicit)]
    [InlineData(LvsMailProtocol.Imap, LvsMailEncryption.Implicit)]
    [InlineData(LvsMailProtocol.Pop, LvsMailEncryption.Implicit)]
    public async Task TLS_is_spoken_and_the_certificate_verified(LvsMailProtocol protocol, LvsMailEncryption encryption)
    {
        using X509Certificate2 good = _certificates.Issue("mail.example.org");
        await using LoopbackServer server = Server(protocol, good, encryption == LvsMailEncryption.Implicit);
        var check = new LvsMailCheck { MailProtocol = protocol, Encryption = encryption, TlsName = "mail.example.org", AuthorityPath = _certificates.AuthorityPath };
        CheckTarget.Up("greeting, TLS", await CheckTarget.RunAsync(check, server.Port));
        CheckTarget.Down("certificate is not for other.example.org", await CheckTarget.RunAsync(check with { TlsName = "other.example.org" }, server.Port));
        CheckTarget.Down("certificate is of an unknown authority", await CheckTarget.RunAsync(check with { AuthorityPath = null }, server.Port));
        CheckTarget.Up("greeting, TLS", await CheckTarget.RunAsync(check with { AuthorityPath = null, SkipCertificateCheck = true }, server.Port));
    }

    [Fact]
    public async Task A_server_that_does_not_offer_TLS_is_down_where_it_is_wanted()
    {
        await using LoopbackServer server = Server(LvsMailProtocol.Smtp);
        CheckTarget.Down("the server does not offer STARTTLS", await CheckTarget.RunAsync(new LvsMailCheck { Encryption = LvsMailEncryption.StartTls }, server.Port));
    }

    [Theory]
    [InlineData(LvsMailProtocol.Smtp)]
    [InlineData(LvsMailProtocol.Imap)]
    [InlineData(LvsMailProtocol.Pop)]
    public async Task A_server_that_says_nothing_is_down_at_the_limit_and_its_socket_closed(LvsMailProtocol protocol)
    {
        await using var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync);
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsMailCheck { MailProtocol = protocol, Timeout = CheckTarget.Short }, server.Port));
        await server.ClientClosed;
    }

    /// <summary>A server that knows as many commands as a login needs; the password is "right".</summary>
    private static LoopbackServer Server(LvsMailProtocol protocol, X509Certificate2? certificate = null, bool isImplicit = false) => LoopbackServer.Start(async (plain, end) =>
    {
        Stream stream = certificate is not null && isImplicit ? await Certificates.Tls(certificate)(plain) : plain;
        bool isSecure = certificate is null || isImplicit;
        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), end);
        await SayAsync(protocol switch
        {
            LvsMailProtocol.Smtp => "220 mail.example.org ESMTP\n",
            LvsMailProtocol.Imap => "* OK ready\n",
            _ => "+OK ready\n",
        });
        string login = Convert.ToBase64String("\0me\0right"u8);
        for (string line = await LoopbackServer.ReadLineAsync(stream, end); line.Length > 0; line = await LoopbackServer.ReadLineAsync(stream, end))
        {
            string[] words = line.Split(' ');
            string tag = protocol == LvsMailProtocol.Imap ? words[0] : string.Empty;
            string command = words[protocol == LvsMailProtocol.Imap ? 1 : 0].ToUpperInvariant();
            await SayAsync((protocol, command) switch
            {
                (LvsMailProtocol.Smtp, "EHLO") => isSecure ? "250-mail.example.org\n250 AUTH PLAIN\n" : "250-mail.example.org\n250 STARTTLS\n",
                (LvsMailProtocol.Smtp, "AUTH") => words[2] == login ? "235 in\n" : "535 no\n",
                (LvsMailProtocol.Smtp, "STARTTLS") => "220 go\n",
                (LvsMailProtocol.Smtp, _) => "221 bye\n",
                (LvsMailProtocol.Imap, "CAPABILITY") => $"* CAPABILITY IMAP4rev1 {(isSecure ? "AUTH=PLAIN SASL-IR" : "STARTTLS")}\n{tag} OK done\n",
                (LvsMailProtocol.Imap, "AUTHENTICATE") => words[3] == login ? $"{tag} OK in\n" : $"{tag} NO [AUTHENTICATIONFAILED] no\n",
                (LvsMailProtocol.Imap, "LOGIN") => $"{tag} NO [AUTHENTICATIONFAILED] no\n",
                (LvsMailProtocol.Imap, "LIST") => $"{tag} OK done\n",
                (LvsMailProtocol.Imap, "LOGOUT") => $"* BYE bye\n{tag} OK bye\n",
                (LvsMailProtocol.Imap, _) => $"{tag} OK done\n",
                (_, "CAPA") => isSecure ? "+OK\nUSER\n.\n" : "+OK\nSTLS\n.\n",
                (_, "USER") => "+OK\n",
                (_, "PASS") => words[1] == "right" ? "+OK\n" : "-ERR no\n",
                (_, "STAT") => "+OK 0 0\n",
                (_, "UIDL" or "TOP") => "-ERR\n",
                _ => "+OK\n",
            });
            if (command is "STARTTLS" or "STLS")
            {
                stream = await Certificates.Tls(certificate!)(stream);
                isSecure = true;
            }
        }
    });
}
