using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>
/// Servers that misbehave, asked again and again by every check that speaks TCP: a run ends in its time with a reason, and nothing of it is
/// left. Alone, since what the whole process has open is counted.
/// </summary>
[Collection(nameof(FaultyServerTests))]
[CollectionDefinition(nameof(FaultyServerTests), DisableParallelization = true)]
public sealed class FaultyServerTests
{
    // Enough of them that what one leaves behind cannot be taken for the runtime's own coming and going.
    private const int Runs = 5;

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private static readonly NetworkCredential s_me = new("me", "s3cret");

    private static readonly Dictionary<string, LvsHealthCheck> s_checks = new()
    {
        ["Http"] = new LvsHttpCheck { Match = "right" },
        ["Http2"] = new LvsHttpCheck { HttpVersion = HttpVersion.Version20 },
        ["Https"] = new LvsHttpCheck { IsTls = true, SkipCertificateCheck = true },
        ["Expect"] = new LvsExpectCheck { Steps = [new() { Expect = "^right$" }] },
        ["ExpectTls"] = new LvsExpectCheck { IsTls = true, SkipCertificateCheck = true, Steps = [new() { Expect = "^right$" }] },
        ["Smtp"] = new LvsMailCheck { MailProtocol = LvsMailProtocol.Smtp, Credential = s_me },
        ["SmtpTls"] = new LvsMailCheck { MailProtocol = LvsMailProtocol.Smtp, Encryption = LvsMailEncryption.Implicit, SkipCertificateCheck = true },
        ["Imap"] = new LvsMailCheck { MailProtocol = LvsMailProtocol.Imap, Credential = s_me },
        ["Pop"] = new LvsMailCheck { MailProtocol = LvsMailProtocol.Pop, Credential = s_me },
        ["PostgreSql"] = new LvsSqlCheck { Engine = LvsSqlEngine.PostgreSql, Credential = s_me },
        ["PostgreSqlTls"] = new LvsSqlCheck { Engine = LvsSqlEngine.PostgreSql, Credential = s_me, IsTls = true, SkipCertificateCheck = true },
        ["MySql"] = new LvsSqlCheck { Engine = LvsSqlEngine.MySql, Credential = s_me },
        ["Ldap"] = new LvsLdapCheck { Credential = s_me },
        ["LdapTls"] = new LvsLdapCheck { IsTls = true, SkipCertificateCheck = true },
        ["Dns"] = new LvsDnsCheck { UsesTcp = true },
    };

    private static readonly Dictionary<string, Func<Stream, CancellationToken, Task>> s_faults = new()
    {
        ["says nothing"] = LoopbackServer.UntilClosedAsync,
        ["says a byte a second"] = SayAByteASecondAsync,
        ["resets"] = ResetAsync,
        ["closes"] = (_, _) => Task.CompletedTask,
        ["greets without end"] = (stream, end) => RepeatAsync(stream, "220-welcome, and more\r\n", end),
        ["says one line without end"] = (stream, end) => RepeatAsync(stream, new string('a', 4096), end),
        ["says noughts without end"] = (stream, end) => RepeatAsync(stream, new string('\0', 4096), end),
    };

    public static TheoryData<string> Checks => [.. s_checks.Keys];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Each_is_down_in_its_time_and_nothing_is_left(string check) =>
        ExpectDownAsync([.. s_faults.Select(fault => new Fault($"{check} of one that {fault.Key}", fault.Value, s_checks[check]))]);

    [Fact]
    public Task HTTP_servers_that_begin_well_and_do_not_end_are_down() => ExpectDownAsync(
        Http("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n", "the answer's headers are too long"),
        Http("HTTP/1.1 200 OK\r\nX-Long: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "the answer's headers are too long"),
        Http(string.Empty, "HTTP/1.1 100 Continue\r\n\r\n", "the answer's headers are too long"),
        Http("HTTP/1.1 200 OK\r\n\r\n", "wrong\r\n", "200 OK, but the first 1024 KiB of the body does not match"),
        Http("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5;x=y\r\nwrong\r\n", "200 OK, but the first 1024 KiB of the body does not match"),
        Http("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-More: and more\r\n", null),
        Http("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nwrong", null, "no answer within 0.3 s"),
        Http("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", null, "302 Found to '/'"),
        Http(LoopbackServer.Ok("wrong"), null, "200 OK, but the body does not match"),
        Http(LoopbackServer.Ok(new string('a', 60) + "!"), null, "the pattern did not come to an end within 0.25 s") with { Check = new LvsHttpCheck { Match = "^(a+)+$" } });

    [Fact]
    public Task A_TLS_handshake_that_stops_in_the_middle_is_down() => ExpectDownAsync(
    [
        .. new[] { "Https", "ExpectTls", "SmtpTls", "LdapTls" }.Select(check => new Fault(
            check,
            async (stream, end) =>
            {
                // The head of a ServerHello of 64 bytes (RFC 8446, 4.1.3 and 5.1), and no more.
                await stream.WriteAsync(new byte[] { 22, 3, 3, 0, 68, 2, 0, 0, 64, 3, 3 }, end);
                await LoopbackServer.UntilClosedAsync(stream, end);
            },
            s_checks[check],
            "no answer within 0.3 s")),
    ]);

    private static Fault Http(string first, string? again, string? reason) => new(
        first + again,
        async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(first), end);
            await (again is null ? LoopbackServer.UntilClosedAsync(stream, end) : RepeatAsync(stream, string.Concat(Enumerable.Repeat(again, 100)), end));
        },
        s_checks["Http"],
        reason);

    private static async Task ExpectDownAsync(params Fault[] faults)
    {
        LoopbackServer[] servers = [.. faults.Select(fault => LoopbackServer.Start(fault.Serve))];
        try
        {
            // What is loaded and made once is there after the first of them.
            await Task.WhenAll(faults.Zip(servers, (fault, server) => AskAsync(fault, server.Port)));
            Held before = Held.Now();
            await Task.WhenAll(faults.Zip(servers).SelectMany(pair => Enumerable.Range(0, Runs).Select(_ => AskAsync(pair.First, pair.Second.Port))));
            await Task.WhenAll(servers.Select(server => server.ClientClosed));
            await before.AssertNothingIsLeftAsync();
        }
        finally
        {
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        }
    }

    private static async Task AskAsync(Fault fault, int port)
    {
        bool waits = fault.Reason?.StartsWith("no answer", StringComparison.Ordinal) != false;
        TimeSpan limit = waits ? CheckTarget.Short : CheckTarget.Patience;
        LvsCheckResult result = await CheckTarget.RunAsync(fault.Check with { Timeout = limit }, port);
        Assert.False(result.IsUp, $"{fault.Name}: {result.Reason}");
        Assert.InRange(result.Reason.Length, 4, 300);
        Assert.DoesNotContain("s3cret", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Reason, char.IsControl);
        Assert.Equal(fault.Reason ?? result.Reason, result.Reason);

        // A busy machine comes late to what is due, and even so a run that does not end would take longer.
        Assert.InRange(result.Latency, TimeSpan.Zero, limit + s_deadline);
    }

    private static async Task SayAByteASecondAsync(Stream stream, CancellationToken end)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(end);
        Task closed = UntilGoneAsync(stream, gone);
        while (!gone.IsCancellationRequested)
        {
            await stream.WriteAsync("2"u8.ToArray(), end);
            _ = await pace.WaitForNextTickAsync(gone.Token);
        }

        await closed;
    }

    private static async Task UntilGoneAsync(Stream stream, CancellationTokenSource gone)
    {
        try
        {
            await LoopbackServer.UntilClosedAsync(stream, gone.Token);
        }
        catch (IOException)
        {
            // It has closed by a reset.
        }

        await gone.CancelAsync();
    }

    private static async Task RepeatAsync(Stream stream, string text, CancellationToken end)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        while (true)
        {
            await stream.WriteAsync(bytes, end);
        }
    }

    private static Task ResetAsync(Stream stream, CancellationToken end)
    {
        Socket socket = ((NetworkStream)stream).Socket;
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A server that misbehaves, a check of it, and the reason that is given where it is always the same.</summary>
    private sealed record Fault(string Name, Func<Stream, CancellationToken, Task> Serve, LvsHealthCheck Check, string? Reason = null);
}
