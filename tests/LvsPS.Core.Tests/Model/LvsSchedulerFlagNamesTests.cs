using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Model;

public sealed class LvsSchedulerFlagNamesTests
{
    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(Gen.Int[1, 7], Gen.OneOf("sh", "mh", "wlc", "rr")).Sample((bits, scheduler) =>
    {
        var flags = (LvsSchedulerFlags)(bits << 3);
        LvsSchedulerFlags read = LvsSchedulerFlags.None;
        foreach (string name in LvsSchedulerFlagNames.Format(flags, scheduler).Split(','))
        {
            Assert.Contains(name, LvsSchedulerFlagNames.For(scheduler));
            read |= LvsSchedulerFlagNames.Parse(name, scheduler)!.Value;
        }

        Assert.Equal(flags, read);
    });

    [Theory]
    [InlineData(LvsSchedulerFlags.Flag1 | LvsSchedulerFlags.Flag2, "sh", "sh-fallback,sh-port")]
    [InlineData(LvsSchedulerFlags.Flag1 | LvsSchedulerFlags.Flag3, "mh", "mh-fallback,flag-3")]
    [InlineData(LvsSchedulerFlags.Flag2, "wlc", "flag-2")]
    [InlineData(LvsSchedulerFlags.None, "sh", "none")]
    public void They_are_written_as_ipvsadm_does(LvsSchedulerFlags flags, string scheduler, string text) =>
        Assert.Equal(text, LvsSchedulerFlagNames.Format(flags, scheduler));

    [Theory]
    [InlineData("sh-port", "mh")]
    [InlineData("mh-port", "sh")]
    [InlineData("sh-port", "rr")]
    [InlineData("SH-PORT", "sh")]
    [InlineData("flag-4", null)]
    [InlineData("", null)]
    [InlineData("none", null)]
    public void A_scheduler_has_only_its_own(string name, string? scheduler) => Assert.Null(LvsSchedulerFlagNames.Parse(name, scheduler));

    [Theory]
    [InlineData("sh-fallback", LvsSchedulerFlags.Flag1)]
    [InlineData("mh-port", LvsSchedulerFlags.Flag2)]
    [InlineData("flag-3", LvsSchedulerFlags.Flag3)]
    public void Without_a_scheduler_all_names_are_known(string name, LvsSchedulerFlags flag) => Assert.Equal(flag, LvsSchedulerFlagNames.Parse(name, null));
}
