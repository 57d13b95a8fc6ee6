using System.Net;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class HttpCheckTests
{
    [Fact]
    public async Task Success_is_up_and_anything_else_down()
    {
        await using var good = LoopbackServer.Http(LoopbackServer.Ok());
        CheckTarget.Up("200 OK", await CheckTarget.RunAsync(new LvsHttpCheck(), good.Port));
        await using var bad = LoopbackServer.Http(LoopbackServer.Ok(status: "503 Service Unavailable"));
        CheckTarget.Down("503 Service Unavailable", await CheckTarget.RunAsync(new LvsHttpCheck(), bad.Port));
    }

    [Theory]
    [InlineData("401", true)]
    [InlineData("400-404,200", true)]
    [InlineData("200-299", false)]
    public async Task Other_status_codes_can_be_what_is_wanted(string codes, bool isUp)
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok(status: "401 Unauthorized"));
        var check = new LvsHttpCheck { StatusCodes = [.. codes.Split(',').Select(LvsStatusRange.Parse)] };
        LvsCheckResult result = await CheckTarget.RunAsync(check, server.Port);
        Assert.Equal(isUp, result.IsUp);
    }

    [Fact]
    public async Task The_request_is_as_it_was_written()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok());
        var check = new LvsHttpCheck
        {
            Method = "OPTIONS",
            Path = "/a/../b%2f?q=%41",
            HostHeader = "www.example.org:8080",
            Headers = [new("X-Probe", "yes"), new("User-Agent", "mine")],
            Credential = new NetworkCredential("me", "secret"),
        };
        Assert.True((await CheckTarget.RunAsync(check, server.Port)).IsUp);
        string[] lines = server.Request.Split("\r\n");
        Assert.Equal("OPTIONS /a/../b%2f?q=%41 HTTP/1.1", lines[0]);
        Assert.Contains("Host: www.example.org:8080", lines);
        Assert.Contains("X-Probe: yes", lines);
        Assert.Contains("User-Agent: mine", lines);
        Assert.Contains("Connection: close", lines);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("me:secret"u8)}", lines);
    }

    [Fact]
    public async Task A_host_that_no_server_knows_is_still_asked_at_the_given_address()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok());
        CheckTarget.Up("200 OK", await CheckTarget.RunAsync(new LvsHttpCheck { HostHeader = "no-such-host.invalid" }, server.Port));
    }

    [Fact]
    public async Task A_whole_URI_is_asked_of_the_server_as_of_a_proxy()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok());
        CheckTarget.Up("200 OK", await CheckTarget.RunAsync(new LvsHttpCheck { Path = "http://www.example.org/index.html" }, server.Port));
        Assert.StartsWith("GET http://www.example.org/index.html HTTP/1.1\r\n", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_1_0_is_spoken_where_it_is_wanted()
    {
        await using var server = LoopbackServer.Http("HTTP/1.0 200 OK\r\n\r\nIt works");
        var check = new LvsHttpCheck { HttpVersion = HttpVersion.Version10, Match = "works$" };
        CheckTarget.Up("200 OK, and the body is right", await CheckTarget.RunAsync(check, server.Port));
        Assert.StartsWith("GET / HTTP/1.0\r\n", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_2_is_spoken_where_it_is_wanted_and_nothing_else_will_do()
    {
        await using var server = LoopbackServer.Start(ServeVersion2Async);
        var check = new LvsHttpCheck { HttpVersion = HttpVersion.Version20 };
        CheckTarget.Up("200 OK", await CheckTarget.RunAsync(check, server.Port));

        await using var old = LoopbackServer.Http(LoopbackServer.Ok());
        Assert.False((await CheckTarget.RunAsync(check, old.Port)).IsUp);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        await using var server = LoopbackServer.Http("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
        CheckTarget.Down("302 Found to '/'", await CheckTarget.RunAsync(new LvsHttpCheck(), server.Port));
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task Each_run_has_a_connection_of_its_own()
    {
        await using var server = LoopbackServer.Http(LoopbackServer.Ok());
        _ = await CheckTarget.RunAsync(new LvsHttpCheck(), server.Port);
        _ = await CheckTarget.RunAsync(new LvsHttpCheck(), server.Port);
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task No_listener_is_a_refused_connection()
    {
        int port;
        await using (var server = LoopbackServer.Http(LoopbackServer.Ok()))
        {
            port = server.Port;
        }

        CheckTarget.Down("connection refused", await CheckTarget.RunAsync(new LvsHttpCheck(), port));
    }

    private static async Task ServeVersion2Async(Stream stream, CancellationToken end)
    {
        byte[] preface = new byte[24];
        await stream.ReadExactlyAsync(preface, end);
        Assert.StartsWith("PRI * HTTP/2.0", Encoding.ASCII.GetString(preface), StringComparison.Ordinal);
        await stream.WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 }, end);
        byte[] head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, end);
            await stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], end);

            // HEADERS: answered by HEADERS that say ":status 200" (RFC 7541, static table, 8) and that there is no more.
            if (head[3] == 1)
            {
                await stream.WriteAsync(new byte[] { 0, 0, 1, 1, 5, head[5], head[6], head[7], head[8], 0x88 }, end);
            }
        }
    }
}
