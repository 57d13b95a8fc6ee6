using System.Globalization;
using System.Net.Http;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>Answers of HTTP/1.x in one piece, in bytes, and cut at every place.</summary>
public sealed class HttpParserTests
{
    private const string Interim = "HTTP/1.1 100 Continue\r\nContent-Length: 99\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";

    public static TheoryData<string, int, string> Whole => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello" },
        { "HTTP/1.1 200 OK\ncontent-length:5\n\nhello, and more that is not its own", 200, "hello" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nContent-Length: 5\r\n\r\nhello", 200, "hello" },
        { "HTTP/1.0 200\r\nContent-Length: 0\r\n\r\n", 200, string.Empty },
        { "HTTP/1.1 200 \r\nTransfer-Encoding: gzip, Chunked\r\nContent-Length: 3\r\n\r\n5;a=\"b\"\r\nhello\r\n00B \r\n, and more.\r\n0\r\nX: y\r\n\r\n", 200, "hello, and more." },
        { "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, string.Empty },
        { "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", 101, string.Empty },
        { Interim + "HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nhi", 200, "hi" },
        { "HTTP/1.1 200 OK\r\nX-Folded: a\r\n Content-Length: 1\r\nContent-Length: 2\r\n\r\nhi", 200, "hi" },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void An_answer_that_tells_its_end_is_whole_however_it_is_cut(string text, int code, string body)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            AssertAnswer(code, body, Parse(bytes[..cut], bytes[cut..]));
        }

        AssertAnswer(code, body, Parse([.. bytes.Select(one => new[] { one })]));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "")]
    public void An_answer_that_does_not_tell_its_end_ends_with_the_connection(string text, string body)
    {
        var parser = new HttpParser(Any());
        parser.Take(Encoding.ASCII.GetBytes(text));
        Assert.False(parser.IsDone);
        parser.End();
        AssertAnswer(200, body, parser);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nServer: x\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HT")]
    [InlineData("")]
    public void One_that_ends_too_early_is_not_complete(string text)
    {
        var parser = new HttpParser(Any());
        parser.Take(Encoding.ASCII.GetBytes(text));
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.Throws<HttpIOException>(parser.End).HttpRequestError);
    }

    [Theory]
    [InlineData("220 mail ESMTP")]
    [InlineData("SSH-2.0-OpenSSH_9.2p1")]
    [InlineData("HTTP/2.0 200 OK\r\n")]
    [InlineData("HTTP/1.1200 OK\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n")]
    [InlineData("HTTP/1.1 +20 OK\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n")]
    public void What_is_no_HTTP_is_told_as_soon_as_it_is_seen(string text)
    {
        HttpIOException error = Assert.Throws<HttpIOException>(() => Parse([.. Encoding.ASCII.GetBytes(text).Select(one => new[] { one })]));
        Assert.Equal(HttpRequestError.InvalidResponse, error.HttpRequestError);
        Assert.Equal(HttpRequestError.InvalidResponse, Assert.Throws<HttpIOException>(() => Parse(Encoding.ASCII.GetBytes(text))).HttpRequestError);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", "")]
    [InlineData("X: y\r\n", "HTTP/1.1 200 OK\r\n")]
    [InlineData("y", "HTTP/1.1 200 OK\r\nX: ")]
    [InlineData("y", "HTTP/1.1 200 ")]
    [InlineData("X: y\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")]
    [InlineData("y", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")]
    public void Lines_without_end_are_too_long(string again, string first)
    {
        var parser = new HttpParser(Any());
        parser.Take(Encoding.ASCII.GetBytes(first));
        byte[] more = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(again, 100)));
        HttpIOException error = Assert.Throws<HttpIOException>(() =>
        {
            for (int i = 0; i < HttpParser.HeadLimit; i++)
            {
                parser.Take(more);
            }
        });
        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, error.HttpRequestError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 2000000\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    public void A_body_is_read_up_to_its_limit(string header)
    {
        var parser = new HttpParser(Any());
        parser.Take(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n"));
        byte[] piece = Encoding.ASCII.GetBytes(header.StartsWith('T') ? "1000\r\n" + new string('a', 4096) + "\r\n" : new string('a', 4096));
        int count = 0;
        for (; !parser.IsDone; count++)
        {
            parser.Take(piece);
        }

        Assert.Equal(HttpBody.Limit / 4096, count);
        Assert.Equal(HttpBody.Limit, parser.Answer.Body!.Text.Length);
        Assert.False(parser.Answer.Body.IsWhole);
    }

    [Fact]
    public void A_body_of_just_the_limit_is_whole()
    {
        var parser = new HttpParser(Any());
        parser.Take(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {HttpBody.Limit}\r\n\r\n")));
        parser.Take(new byte[HttpBody.Limit]);
        Assert.True(parser.IsDone && parser.Answer.Body!.IsWhole);
    }

    [Fact]
    public void What_is_not_wanted_ends_with_its_head()
    {
        var parser = new HttpParser(new LvsHttpCheck());
        parser.Take("HTTP/1.1 302 Gone fishing\r\nLocation: /there\r\nContent-Length: 2000\r\n\r\n"u8);
        Assert.True(parser.IsDone);
        Assert.Equal(new HttpAnswer(302, "Gone fishing", "/there", null), parser.Answer);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 ok\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "OK")]
    [InlineData("HTTP/1.1 200\r\n\r\n", "")]
    public void A_phrase_is_as_the_server_writes_it(string text, string phrase) => Assert.Equal(phrase, Parse(Encoding.ASCII.GetBytes(text)).Answer.Phrase);

    [Fact]
    public void An_answer_to_HEAD_has_no_body()
    {
        var parser = new HttpParser(Any() with { Method = "HEAD" });
        parser.Take("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n"u8);
        Assert.True(parser.IsDone && parser.Answer.Body!.IsWhole);
    }

    private static LvsHttpCheck Any() => new() { StatusCodes = [new LvsStatusRange(100, 999)], Match = "." };

    private static HttpParser Parse(params byte[][] pieces)
    {
        var parser = new HttpParser(Any());
        foreach (byte[] piece in pieces)
        {
            parser.Take(piece);
        }

        return parser;
    }

    private static void AssertAnswer(int code, string body, HttpParser parser)
    {
        Assert.True(parser.IsDone);
        Assert.Equal((code, body, true), (parser.Answer.Code, parser.Answer.Body!.Text, parser.Answer.Body.IsWhole));
    }
}
