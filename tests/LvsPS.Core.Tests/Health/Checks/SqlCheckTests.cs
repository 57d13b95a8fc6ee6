using System.Buffers.Binary;
using System.Net;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class SqlCheckTests
{
    private static readonly NetworkCredential s_me = new("me", "s3cret");

    [Theory]
    [InlineData(LvsSqlEngine.PostgreSql)]
    [InlineData(LvsSqlEngine.MySql)]
    public async Task A_server_that_says_nothing_is_down_at_the_limit_and_its_socket_closed(LvsSqlEngine engine)
    {
        await using var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync);
        var check = new LvsSqlCheck { Engine = engine, Credential = s_me, Timeout = CheckTarget.Short };
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(check, server.Port));
        await server.ClientClosed;
    }

    [Theory]
    [InlineData(LvsSqlEngine.PostgreSql)]
    [InlineData(LvsSqlEngine.MySql)]
    public async Task No_listener_is_a_refused_connection(LvsSqlEngine engine)
    {
        int port;
        await using (var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync))
        {
            port = server.Port;
        }

        CheckTarget.Down("connection refused", await CheckTarget.RunAsync(new LvsSqlCheck { Engine = engine, Credential = s_me }, port));
    }

    [Theory]
    [InlineData(LvsSqlEngine.PostgreSql)]
    [InlineData(LvsSqlEngine.MySql)]
    public async Task A_server_that_closes_is_down_and_no_secret_is_told(LvsSqlEngine engine)
    {
        await using var server = LoopbackServer.Start(async (stream, end) => await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), end));
        var check = new LvsSqlCheck { Engine = engine, Credential = s_me };
        LvsCheckResult result = await CheckTarget.RunAsync(check, server.Port);
        Assert.False(result.IsUp);
        Assert.DoesNotContain("s3cret", result.Reason + check, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "a row came")]
    [InlineData(false, "the query gave no row")]
    public async Task PostgreSQL_must_give_a_row(bool hasRow, string reason)
    {
        await using var server = LoopbackServer.Start((stream, end) => ServePostgreSqlAsync(stream, hasRow, end));
        LvsCheckResult result = await CheckTarget.RunAsync(new LvsSqlCheck { Credential = s_me }, server.Port);
        Assert.Equal((hasRow, reason), (result.IsUp, result.Reason));
    }

    [Fact]
    public async Task What_PostgreSQL_refuses_is_told()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            await ReadStartupAsync(stream, end);
            await stream.WriteAsync(Message('E', "SFATAL\0C57P03\0Mthe database system is starting up\0\0"), end);
        });
        CheckTarget.Down("57P03: the database system is starting up", await CheckTarget.RunAsync(new LvsSqlCheck { Credential = s_me }, server.Port));
    }

    [Theory]
    [InlineData("220 mail ESMTP\r\n", false)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", false)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", true)]
    public async Task The_greeting_of_another_server_is_not_taken_for_one_of_PostgreSQL(string greeting, bool isTls)
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), end);
            await LoopbackServer.UntilClosedAsync(stream, end);
        });
        CheckTarget.Down("the answer is no PostgreSQL", await CheckTarget.RunAsync(new LvsSqlCheck { Credential = s_me, IsTls = isTls }, server.Port));
        await server.ClientClosed;
    }

    [Fact]
    public async Task TLS_that_is_wanted_and_not_offered_is_down()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            await ReadStartupAsync(stream, end);
            await stream.WriteAsync("N"u8.ToArray(), end);
        });
        Assert.False((await CheckTarget.RunAsync(new LvsSqlCheck { Credential = s_me, IsTls = true }, server.Port)).IsUp);
    }

    /// <summary>As much of the protocol, version 3, as one query needs.</summary>
    private static async Task ServePostgreSqlAsync(Stream stream, bool hasRow, CancellationToken end)
    {
        await ReadStartupAsync(stream, end);
        byte[] ready = Message('Z', "I");
        await stream.WriteAsync(Message('R', "\0\0\0\0").Concat(Message('S', "server_version\017.1\0")).Concat(Message('S', "client_encoding\0UTF8\0")).Concat(ready).ToArray(), end);
        byte[] head = new byte[5];
        while (true)
        {
            await stream.ReadExactlyAsync(head, end);
            await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4], end);
            if (head[0] == 'S')
            {
                // One column of the type int4 (23).
                byte[] columns = Message('T', "\0\u0001n\0\0\0\0\0\0\0\0\0\0\u0017\0\u0004\0\0\0\0\0\u0001");
                byte[] rows = hasRow ? Message('D', "\0\u0001\0\0\0\u0004\0\0\0\u0001") : [];
                await stream.WriteAsync(Message('1', string.Empty).Concat(Message('2', string.Empty)).Concat(columns).Concat(rows).Concat(Message('C', "SELECT 1\0")).Concat(ready).ToArray(), end);
            }
        }
    }

    private static async Task ReadStartupAsync(Stream stream, CancellationToken end)
    {
        byte[] length = new byte[4];
        await stream.ReadExactlyAsync(length, end);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4], end);
    }

    private static byte[] Message(char type, string content)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(content);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length + 4);
        return [(byte)type, .. length, .. bytes];
    }
}
