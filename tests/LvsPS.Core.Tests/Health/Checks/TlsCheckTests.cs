using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class TlsCheckTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_certificate_of_a_trusted_authority_for_the_name_is_up() =>
        CheckTarget.Up("200 OK", await AskAsync(_certificates.Issue("www.example.org"), Check));

    [Fact]
    public async Task The_address_is_the_name_where_no_other_is_given() =>
        CheckTarget.Up("200 OK", await AskAsync(_certificates.Issue("127.0.0.1"), Check with { HostHeader = null }));

    [Fact]
    public async Task The_name_for_TLS_may_be_another_than_the_host() =>
        CheckTarget.Up("200 OK", await AskAsync(_certificates.Issue("backend.example.org"), Check with { TlsName = "backend.example.org" }));

    [Fact]
    public async Task An_expired_certificate_is_down() =>
        CheckTarget.Down("certificate expired", await AskAsync(_certificates.Issue("www.example.org", expired: true), Check));

    [Fact]
    public async Task A_certificate_for_another_name_is_down() =>
        CheckTarget.Down("certificate is not for www.example.org", await AskAsync(_certificates.Issue("other.example.org"), Check));

    [Fact]
    public async Task A_self_signed_certificate_is_down() =>
        CheckTarget.Down("certificate is self-signed", await AskAsync(Certificates.SelfSigned("www.example.org"), Check));

    [Fact]
    public async Task A_certificate_of_an_authority_that_the_system_does_not_know_is_down() =>
        CheckTarget.Down("certificate is of an unknown authority", await AskAsync(_certificates.Issue("www.example.org"), Check with { AuthorityPath = null }));

    [Fact]
    public async Task Any_certificate_will_do_where_that_is_said() =>
        CheckTarget.Up("200 OK", await AskAsync(Certificates.SelfSigned("other"), Check with { SkipCertificateCheck = true, AuthorityPath = null }));

    [Fact]
    public async Task A_server_without_TLS_is_down()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok());
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(Check with { Timeout = CheckTarget.Short }, server.Port));
        await using var other = LoopbackServer.Start(async (stream, end) => await stream.WriteAsync("220 mail ESMTP\r\n"u8.ToArray(), end));
        CheckTarget.Down("TLS handshake failed", await CheckTarget.RunAsync(Check, other.Port));
    }

    [Fact]
    public async Task A_conversation_of_lines_verifies_too()
    {
        using X509Certificate2 certificate = _certificates.Issue("127.0.0.1");
        Func<Stream, Task<Stream>> tls = Certificates.Tls(certificate);
        await using var server = LoopbackServer.Start(async (plain, end) => await (await tls(plain)).WriteAsync("+OK ready\r\n"u8.ToArray(), end));
        var check = new LvsExpectCheck { IsTls = true, AuthorityPath = _certificates.AuthorityPath, Steps = [new() { Expect = @"^\+OK" }] };
        CheckTarget.Up("'+OK ready'", await CheckTarget.RunAsync(check, server.Port));
        CheckTarget.Down("certificate is not for pop.example.org", await CheckTarget.RunAsync(check with { TlsName = "pop.example.org" }, server.Port));
    }

    private LvsHttpCheck Check => new() { IsTls = true, HostHeader = "www.example.org", AuthorityPath = _certificates.AuthorityPath };

    private static async Task<LvsCheckResult> AskAsync(X509Certificate2 certificate, LvsHttpCheck check)
    {
        using (certificate)
        {
            await using var server = LoopbackServer.Http(LoopbackServer.Ok(), tls: Certificates.Tls(certificate));
            return await CheckTarget.RunAsync(check, server.Port);
        }
    }
}
