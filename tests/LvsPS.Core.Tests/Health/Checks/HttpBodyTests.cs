using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>Bodies, right and wrong, and servers that misbehave.</summary>
public sealed class HttpBodyTests
{
    [Theory]
    [InlineData("^It (works|runs)$", null, "200 OK, and the body is right")]
    [InlineData(null, "(?i)error", "200 OK, and the body is right")]
    public async Task A_body_that_is_as_it_should_be_is_up(string? match, string? notMatch, string reason)
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok("Hello\nIt works\nBye"));
        CheckTarget.Up(reason, await CheckTarget.RunAsync(new LvsHttpCheck { Match = match, NotMatch = notMatch }, server.Port));
    }

    [Theory]
    [InlineData("works", null, "200 OK, but the body does not match")]
    [InlineData(null, "(?i)ERROR", "200 OK, but the body matches what it must not")]
    public async Task A_wrong_body_with_200_is_down(string? match, string? notMatch, string reason)
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok("Database error"));
        CheckTarget.Down(reason, await CheckTarget.RunAsync(new LvsHttpCheck { Match = match, NotMatch = notMatch }, server.Port));
    }

    [Fact]
    public async Task A_digest_is_the_one_that_genhash_writes()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok("hello"));
        Assert.True((await CheckTarget.RunAsync(new LvsHttpCheck { Digest = "5d41402abc4b2a76b9719d911017c592" }, server.Port)).IsUp);
        CheckTarget.Down("200 OK, but the body has another digest", await CheckTarget.RunAsync(new LvsHttpCheck { Digest = new string('0', 32) }, server.Port));
    }

    [Fact]
    public async Task An_endless_body_is_read_up_to_a_limit()
    {
        await using var server = LoopbackServer.Http("HTTP/1.1 200 OK\r\n\r\n", async (stream, end) =>
        {
            byte[] page = Encoding.ASCII.GetBytes(new string('a', 4095) + "\n");
            while (true)
            {
                await stream.WriteAsync(page, end);
            }
        });
        CheckTarget.Down("200 OK, but the first 1024 KiB of the body does not match", await CheckTarget.RunAsync(new LvsHttpCheck { Match = "works" }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_answers_is_down_at_the_limit_and_its_socket_closed()
    {
        await using var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync);
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsHttpCheck { Timeout = CheckTarget.Short }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_server_that_answers_byte_by_byte_is_down_at_the_limit_and_its_socket_closed()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            foreach (byte one in Encoding.ASCII.GetBytes(LoopbackServer.Ok(new string('a', 1 << 16))))
            {
                await stream.WriteAsync(new[] { one }, end);
                _ = await pace.WaitForNextTickAsync(end);
            }
        });
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsHttpCheck { Timeout = CheckTarget.Short }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_server_that_never_ends_its_handshake_is_down_at_the_limit_and_its_socket_closed()
    {
        await using var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync);
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsHttpCheck { IsTls = true, Timeout = CheckTarget.Short }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_cancelled_run_is_no_result_and_its_socket_is_closed()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            _ = await LoopbackServer.ReadHeadAsync(stream, end);
            await cancel.CancelAsync();
            await LoopbackServer.UntilClosedAsync(stream, end);
        });
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CheckTarget.RunAsync(new LvsHttpCheck(), server.Port, cancel.Token));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_server_that_resets_is_down()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            _ = await LoopbackServer.ReadHeadAsync(stream, end);
            System.Net.Sockets.Socket socket = ((System.Net.Sockets.NetworkStream)stream).Socket;
            socket.LingerState = new(true, 0);
            socket.Dispose();
        });
        CheckTarget.Down("connection reset", await CheckTarget.RunAsync(new LvsHttpCheck(), server.Port));
    }

    [Theory]
    [InlineData("", "closed before the answer was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nIt", "closed before the answer was complete")]
    [InlineData("220 mail ESMTP\r\n", "the answer is no HTTP")]
    public async Task A_server_that_speaks_something_else_or_stops_in_the_middle_is_down(string answer, string reason)
    {
        await using var server = LoopbackServer.Http(answer);
        CheckTarget.Down(reason, await CheckTarget.RunAsync(new LvsHttpCheck(), server.Port));
    }

    [Fact]
    public async Task A_pattern_that_backtracks_for_ever_is_ended()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok(new string('a', 60) + "!"));
        CheckTarget.Down("the pattern did not come to an end within 0.25 s", await CheckTarget.RunAsync(new LvsHttpCheck { Match = "^(a+)+$" }, server.Port));
    }
}
