using System.Net;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class ExpectCheckTests
{
    private static readonly NetworkCredential s_me = new("me", "s{id}\"e\\cret");

    [Fact]
    public async Task A_greeting_is_enough()
    {
        await using var server = Talk("220-Welcome\r\n220 ready\r\n");
        CheckTarget.Up("'220 ready'", await CheckTarget.RunAsync(LvsExpectCheck.ForFtp(), server.Port));
    }

    [Fact]
    public async Task A_refusal_is_known_at_once()
    {
        await using var server = Talk("421 too many connections\r\n", hangs: true);
        CheckTarget.Down("'421 too many connections'", await CheckTarget.RunAsync(LvsExpectCheck.ForFtp(), server.Port));
    }

    [Fact]
    public async Task A_login_is_sent_step_by_step()
    {
        List<string> heard = [];
        await using var server = Talk("220 ready\r\n", ["331 password\r\n", "230 in\r\n"], heard);
        CheckTarget.Up("'230 in'", await CheckTarget.RunAsync(LvsExpectCheck.ForFtp(s_me), server.Port));
        Assert.Equal(["USER me", "PASS s{id}\"e\\cret"], heard);
    }

    [Fact]
    public async Task A_login_that_fails_is_down_without_the_password_in_the_reason()
    {
        await using var server = Talk("200 ready\r\n", ["381 more\r\n", "481 no\r\n"]);
        CheckTarget.Down("'481 no'", await CheckTarget.RunAsync(LvsExpectCheck.ForNntp(s_me), server.Port));
    }

    [Fact]
    public async Task A_server_that_says_the_password_back_does_not_bring_it_into_the_reason()
    {
        await using var ftp = Talk("220 ready\r\n", ["331 password\r\n", $"500 what is PASS {s_me.Password}?\r\n"]);
        CheckTarget.Down("'500 what is PASS ***?'", await CheckTarget.RunAsync(LvsExpectCheck.ForFtp(s_me), ftp.Port));
        await using var redis = Talk(string.Empty, [$"-ERR unknown command 'AUTH', with args beginning with: '{s_me.Password}'\r\n"]);
        CheckTarget.Down("'-ERR unknown command 'AUTH', with args beginning with: '***''", await CheckTarget.RunAsync(LvsExpectCheck.ForRedis(s_me), redis.Port));
        await using var echo = Talk(string.Empty, ["AUTH me \"s{id}\\\"e\\\\cret\"\r\n"]);
        CheckTarget.Down("closed after 'AUTH me ***'", await CheckTarget.RunAsync(LvsExpectCheck.ForRedis(s_me), echo.Port));
    }

    [Fact]
    public async Task Redis_gets_its_password_in_quotes()
    {
        List<string> heard = [];
        await using var server = Talk(string.Empty, ["+OK\r\n", "+PONG\r\n"], heard);
        CheckTarget.Up("'+PONG'", await CheckTarget.RunAsync(LvsExpectCheck.ForRedis(s_me), server.Port));
        Assert.Equal(["AUTH me \"s{id}\\\"e\\\\cret\"", "PING"], heard);
    }

    [Fact]
    public async Task Redis_that_wants_a_password_is_down()
    {
        await using var server = Talk(string.Empty, ["-NOAUTH Authentication required.\r\n"]);
        CheckTarget.Down("'-NOAUTH Authentication required.'", await CheckTarget.RunAsync(LvsExpectCheck.ForRedis(), server.Port));
    }

    [Fact]
    public async Task What_comes_in_pieces_is_put_together_and_a_prompt_needs_no_line_end()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            foreach (byte one in Encoding.UTF8.GetBytes("Grüße\r\nlogin: "))
            {
                await stream.WriteAsync(new[] { one }, end);
            }

            await LoopbackServer.UntilClosedAsync(stream, end);
        });
        CheckTarget.Up("'login:'", await CheckTarget.RunAsync(Expecting("^login: "), server.Port));
        CheckTarget.Up("'Grüße'", await CheckTarget.RunAsync(Expecting("^Grüße"), server.Port));
    }

    [Fact]
    public async Task A_server_that_closes_says_what_it_said()
    {
        await using var server = Talk("go away\r\n");
        CheckTarget.Down("closed after 'go away'", await CheckTarget.RunAsync(Expecting("welcome"), server.Port));
        await using var mute = Talk(string.Empty);
        CheckTarget.Down("closed without a word", await CheckTarget.RunAsync(Expecting("welcome"), mute.Port));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_down_at_the_limit_and_its_socket_closed()
    {
        await using var server = Talk(string.Empty, hangs: true);
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(Expecting("x") with { Timeout = CheckTarget.Short }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task A_server_that_never_stops_talking_is_down_at_a_limit()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            while (true)
            {
                await stream.WriteAsync(new byte[4096], end);
            }
        });
        CheckTarget.Down("64 KiB came, and not what is waited for", await CheckTarget.RunAsync(Expecting("x"), server.Port));
    }

    [Fact]
    public async Task A_pattern_that_backtracks_for_ever_is_ended()
    {
        await using var server = Talk(new string('a', 60) + "!");
        CheckTarget.Down("the pattern did not come to an end within 0.25 s", await CheckTarget.RunAsync(Expecting("^(a+)+$"), server.Port));
    }

    private static LvsExpectCheck Expecting(string pattern) => new() { Steps = [new() { Expect = pattern }] };

    private static LoopbackServer Talk(string greeting, string[]? replies = null, List<string>? heard = null, bool hangs = false) => LoopbackServer.Start(async (stream, end) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), end);
        foreach (string reply in replies ?? [])
        {
            string line = await LoopbackServer.ReadLineAsync(stream, end);
            heard?.Add(line);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), end);
        }

        if (hangs)
        {
            await LoopbackServer.UntilClosedAsync(stream, end);
        }
    });
}
