using System.Net;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>With a directory of this test's own. Where the machine has no libldap, the check must say so, and no more can be seen.</summary>
public sealed class LdapCheckTests : IDisposable
{
    private const string NoLibrary = "libldap is not on this machine";

    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(0, true, true, "the entry is there")]
    [InlineData(0, false, false, "the entry is not there")]
    [InlineData(49, true, false, "the login was refused")]
    public async Task It_binds_and_looks_for_an_entry(int bindResult, bool hasEntry, bool isUp, string reason)
    {
        await using var server = LoopbackServer.Start((stream, end) => ServeAsync(stream, (byte)bindResult, hasEntry, end));
        var check = new LvsLdapCheck { BaseName = "dc=example,dc=org", Credential = new NetworkCredential("cn=check", "s3cret") };
        LvsCheckResult result = await CheckTarget.RunAsync(check, server.Port);
        Expect(isUp, reason, result);
        Assert.DoesNotContain("s3cret", check.ToString(), StringComparison.Ordinal);
        await server.ClientClosed;
    }

    [Fact]
    public async Task TLS_is_spoken_and_the_certificate_verified()
    {
        using X509Certificate2 certificate = _certificates.Issue("ldap.example.org");
        Func<Stream, Task<Stream>> tls = Certificates.Tls(certificate);
        await using var server = LoopbackServer.Start(async (plain, end) => await ServeAsync(await tls(plain), 0, true, end));
        var check = new LvsLdapCheck { IsTls = true, TlsName = "ldap.example.org", AuthorityPath = _certificates.AuthorityPath };
        Expect(true, "the entry is there", await CheckTarget.RunAsync(check, server.Port));
        Expect(false, "certificate is not for other.example.org", await CheckTarget.RunAsync(check with { TlsName = "other.example.org" }, server.Port));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_down_at_the_limit_and_its_socket_closed()
    {
        await using var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync);
        Expect(false, "no answer within 0.3 s", await CheckTarget.RunAsync(new LvsLdapCheck { Timeout = CheckTarget.Short }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_server_that_closes_is_down()
    {
        await using var server = LoopbackServer.Start((_, _) => Task.CompletedTask);
        Expect(false, "connection lost", await CheckTarget.RunAsync(new LvsLdapCheck(), server.Port));
    }

    private static void Expect(bool isUp, string reason, LvsCheckResult result)
    {
        if (!result.Reason.StartsWith(NoLibrary, StringComparison.Ordinal))
        {
            Assert.Equal((isUp, reason), (result.IsUp, result.Reason));
        }
    }

    /// <summary>Answers a bind, a search, and is content with an unbind (RFC 4511, in BER with lengths of one byte).</summary>
    private static async Task ServeAsync(Stream stream, byte bindResult, bool hasEntry, CancellationToken end)
    {
        byte[] head = new byte[2];
        while (true)
        {
            await stream.ReadExactlyAsync(head, end);
            byte[] message = new byte[head[1]];
            await stream.ReadExactlyAsync(message, end);
            byte id = message[2];
            byte[] entry = hasEntry ? [0x30, 9, 2, 1, id, 0x64, 4, 4, 0, 0x30, 0] : [];
            await stream.WriteAsync(message[3] switch
            {
                0x60 => [0x30, 12, 2, 1, id, 0x61, 7, 10, 1, bindResult, 4, 0, 4, 0],
                0x63 => [.. entry, 0x30, 12, 2, 1, id, 0x65, 7, 10, 1, 0, 4, 0, 4, 0],
                _ => Array.Empty<byte>(),
            }, end);
        }
    }
}
