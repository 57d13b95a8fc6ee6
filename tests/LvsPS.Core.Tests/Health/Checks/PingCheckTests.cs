using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class PingCheckTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.77")]
    [InlineData("::1")]
    public async Task The_machine_itself_replies(string address)
    {
        LvsCheckResult result = await CheckTarget.RunAsync(new LvsPingCheck(), IPAddress.Parse(address), 0);
        Assert.True(result.IsUp || result.Reason.Contains("CAP_NET_RAW", StringComparison.Ordinal) || address == "::1", result.Reason);
    }

    [Fact]
    public async Task Many_at_once_are_not_taken_for_each_other()
    {
        LvsCheckResult[] results = await Task.WhenAll(Enumerable.Range(1, 50).Select(n =>
            CheckTarget.RunAsync(new LvsPingCheck { Count = 3 }, IPAddress.Parse(FormattableString.Invariant($"127.0.1.{n}")), 0)));
        Assert.Single(results.Select(r => (r.IsUp, r.Reason)).Distinct());
    }

    [Fact]
    public async Task An_address_without_a_way_is_down() =>
        Assert.False((await CheckTarget.RunAsync(new LvsPingCheck { Timeout = CheckTarget.Short, Count = 2 }, IPAddress.Parse("240.0.0.1"), 0)).IsUp);
}
