using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class UdpCheckTests : IDisposable
{
    private readonly UdpClient _server = new(new IPEndPoint(IPAddress.Loopback, 0));

    private int Port => ((IPEndPoint)_server.Client.LocalEndPoint!).Port;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_closed_port_is_down_by_ICMP()
    {
        int port = Port;
        _server.Dispose();
        CheckTarget.Down("port unreachable", await CheckTarget.RunAsync(new LvsUdpCheck(), port));
    }

    [Fact]
    public async Task Silence_is_up_where_no_reply_is_required_and_down_where_one_is()
    {
        CheckTarget.Up("no ICMP error", await CheckTarget.RunAsync(new LvsUdpCheck { Timeout = CheckTarget.Short }, Port));
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(new LvsUdpCheck { Timeout = CheckTarget.Short, RequiresReply = true }, Port));
    }

    [Theory]
    [InlineData("0aXxff", null, 0, 10, true)]
    [InlineData("0a 0b ff 00", "", 4, 4, true)]
    [InlineData("0a0bffff", null, 0, 10, false)]
    [InlineData("0a0bff0001", null, 0, 10, false)]
    [InlineData(null, null, 5, 10, false)]
    [InlineData(null, null, 0, 3, false)]
    [InlineData(null, "^x", 0, 10, false)]
    public async Task A_reply_must_be_as_it_is_wanted(string? reply, string? match, int min, int max, bool isUp)
    {
        Task answer = AnswerAsync([0x0a, 0x0b, 0xff, 0x00]);
        var check = new LvsUdpCheck { Payload = [1, 2], Reply = reply, Match = match, MinReplyLength = min, MaxReplyLength = max, RequiresReply = true };
        LvsCheckResult result = await CheckTarget.RunAsync(check, Port);
        Assert.Equal(isUp, result.IsUp);
        await answer;
    }

    [Fact]
    public async Task A_SIP_server_is_asked_for_its_options()
    {
        Task<string> asked = AnswerAsync(Encoding.ASCII.GetBytes("SIP/2.0 200 OK\r\n\r\n"));
        Assert.True((await CheckTarget.RunAsync(LvsUdpCheck.ForSip("me"), Port)).IsUp);
        string request = await asked;
        Assert.StartsWith($"OPTIONS sip:me@127.0.0.1:{Port} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:", request, StringComparison.Ordinal);
        Assert.DoesNotContain('{', request);
    }

    private async Task<string> AnswerAsync(byte[] reply)
    {
        UdpReceiveResult request = await _server.ReceiveAsync();
        _ = await _server.SendAsync(reply, reply.Length, request.RemoteEndPoint);
        return Encoding.ASCII.GetString(request.Buffer);
    }
}
