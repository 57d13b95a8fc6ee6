using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class DnsCheckTests : IDisposable
{
    private readonly UdpClient _server = new(new IPEndPoint(IPAddress.Loopback, 0));

    private int Port => ((IPEndPoint)_server.Client.LocalEndPoint!).Port;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Any_answer_without_an_error_will_do_where_none_is_expected()
    {
        Task<byte[]> asked = AnswerAsync(0);
        CheckTarget.Up("no answer of that type", await CheckTarget.RunAsync(new LvsDnsCheck(), Port));
        byte[] query = await asked;

        // The root (one byte of nought), SOA (6), Internet (1).
        Assert.Equal([0, 0, 6, 0, 1], query[12..17]);
    }

    [Theory]
    [InlineData(2, "ServerFailure")]
    [InlineData(3, "NotExistentDomain")]
    [InlineData(5, "Refused")]
    public async Task An_error_is_down(int code, string reason)
    {
        Task asked = AnswerAsync(code);
        CheckTarget.Down(reason, await CheckTarget.RunAsync(new LvsDnsCheck { Name = "www.example.org", Type = LvsDnsType.A }, Port));
        await asked;
    }

    [Theory]
    [InlineData(LvsDnsType.A, "10.0.0.7", "10.0.0.7", false, true)]
    [InlineData(LvsDnsType.A, "10.0.0.7", "10.0.0.1,10.0.0.7", false, true)]
    [InlineData(LvsDnsType.A, "10.0.0.7", "10.0.0.1,10.0.0.7", true, false)]
    [InlineData(LvsDnsType.A, "10.0.0.7", "10.0.0.8", false, false)]
    [InlineData(LvsDnsType.Aaaa, "2001:db8::7", "2001:0db8:0:0::7", false, true)]
    [InlineData(LvsDnsType.Aaaa, "2001:db8::7", "2001:db8::8", false, false)]
    public async Task An_expected_answer_must_come(LvsDnsType type, string answer, string wanted, bool all, bool isUp)
    {
        Task asked = AnswerAsync(0, (type == LvsDnsType.A ? 1 : 28, IPAddress.Parse(answer).GetAddressBytes()));
        var check = new LvsDnsCheck { Name = "www.example.org", Type = type, Answers = wanted.Split(','), RequiresAll = all };
        LvsCheckResult result = await CheckTarget.RunAsync(check, Port);
        Assert.Equal((isUp, isUp ? answer : $"{answer}, which is not what is wanted"), (result.IsUp, result.Reason));
        await asked;
    }

    [Theory]
    [InlineData("^10\\.0", true)]
    [InlineData("^192", false)]
    public async Task An_answer_may_have_to_match(string pattern, bool isUp)
    {
        Task asked = AnswerAsync(0, (1, [10, 0, 0, 7]));
        LvsCheckResult result = await CheckTarget.RunAsync(new LvsDnsCheck { Name = "www.example.org", Type = LvsDnsType.A, Match = pattern }, Port);
        Assert.Equal(isUp, result.IsUp);
        await asked;
    }

    [Fact]
    public async Task An_address_is_asked_for_its_name()
    {
        Task<byte[]> asked = AnswerAsync(0, (12, Name("www.example.org")));
        var check = new LvsDnsCheck { Name = "10.0.0.7", Type = LvsDnsType.Ptr, Answers = ["WWW.example.org."] };
        CheckTarget.Up("www.example.org", await CheckTarget.RunAsync(check, Port));
        Assert.Equal(Name("7.0.0.10.in-addr.arpa"), (await asked)[12..35]);
    }

    [Fact]
    public async Task A_name_that_stops_resolving_goes_down()
    {
        var check = new LvsDnsCheck { Name = "www.example.org", Type = LvsDnsType.A, Answers = ["10.0.0.7"] };
        Task first = AnswerAsync(0, (1, [10, 0, 0, 7]));
        CheckTarget.Up("10.0.0.7", await CheckTarget.RunAsync(check, Port));
        await first;
        Task second = AnswerAsync(0);
        CheckTarget.Down("no answer of that type, which is not what is wanted", await CheckTarget.RunAsync(check, Port));
        await second;
    }

    [Fact]
    public async Task Silence_is_down() =>
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsDnsCheck { Timeout = CheckTarget.Short }, Port));

    [Fact]
    public async Task TCP_is_spoken_where_it_is_wanted()
    {
        await using var server = LoopbackServer.Start(async (stream, end) =>
        {
            byte[] length = new byte[2];
            await stream.ReadExactlyAsync(length, end);
            byte[] query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(query, end);
            byte[] answer = Answer(query, 0, (1, [10, 0, 0, 7]));
            await stream.WriteAsync(new byte[] { 0, (byte)answer.Length }.Concat(answer).ToArray(), end);
            await LoopbackServer.UntilClosedAsync(stream, end);
        });
        CheckTarget.Up("10.0.0.7", await CheckTarget.RunAsync(new LvsDnsCheck { Name = "www.example.org", Type = LvsDnsType.A, UsesTcp = true }, server.Port));
    }

    [Fact]
    public async Task TCP_that_is_refused_or_silent_is_down()
    {
        await using var server = LoopbackServer.Start(LoopbackServer.UntilClosedAsync);
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsDnsCheck { UsesTcp = true, Timeout = CheckTarget.Short }, server.Port));
        LvsCheckResult refused = await CheckTarget.RunAsync(new LvsDnsCheck { UsesTcp = true }, 1);
        Assert.False(refused.IsUp);
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    /// <summary>An answer to a query (RFC 1035, 4.1): its head and question, and records of which the name is that of the question.</summary>
    private static byte[] Answer(byte[] query, int code, params (int Type, byte[] Data)[] records)
    {
        int end = 12;
        while (query[end] != 0)
        {
            end += query[end] + 1;
        }

        byte[] answer = [.. query[..(end + 5)]];
        answer[2] = 0x84;
        answer[3] = (byte)code;
        answer[7] = (byte)records.Length;
        answer[11] = 0;
        return [.. answer, .. records.SelectMany(r => new byte[] { 0xc0, 12, 0, (byte)r.Type, 0, 1, 0, 0, 0, 60, 0, (byte)r.Data.Length }.Concat(r.Data))];
    }

    private async Task<byte[]> AnswerAsync(int code, params (int Type, byte[] Data)[] records)
    {
        UdpReceiveResult query = await _server.ReceiveAsync();
        byte[] answer = Answer(query.Buffer, code, records);
        _ = await _server.SendAsync(answer, answer.Length, query.RemoteEndPoint);
        return query.Buffer;
    }
}
