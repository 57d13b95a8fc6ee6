using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>What results say, whoever gave their reasons.</summary>
public sealed class CheckReasonTests
{
    [Theory]
    [InlineData("200 OK", "200 OK")]
    [InlineData("grün 🙂", "grün 🙂")]
    [InlineData("one\r\ntwo\tthree\0four\u001b[31m", @"one\r\ntwo\tthree\x00four\x1b[31m")]
    [InlineData("a\u0085b\u2028c", @"a\x85b\u2028c")]
    public async Task What_cannot_be_seen_is_made_visible(string reason, string told) => Assert.Equal(told, await ReasonAsync(reason));

    [Fact]
    public async Task Half_a_character_is_none() => Assert.Equal("half \ufffd of it", await ReasonAsync("half \ud83d of it"));

    [Fact]
    public async Task It_is_no_page_and_is_not_cut_within_a_character()
    {
        Assert.Equal(new string('x', 500), await ReasonAsync(new string('x', 500)));
        Assert.Equal(new string('x', 500) + "...", await ReasonAsync(new string('x', 100_000)));
        Assert.Equal(new string('x', 499) + "...", await ReasonAsync(new string('x', 499) + "🙂"));
    }

    private static async Task<string> ReasonAsync(string reason)
    {
        var farm = new Farm { Answer = _ => new LvsCheckResult(true, reason) };
        return (await CheckRun.RunAsync(new FakeCheck(farm), Director.Server(1, 1), TimeProvider.System, CancellationToken.None)).Reason;
    }
}
