using System.Text.RegularExpressions;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>Matches on machines that have other things to do.</summary>
public sealed class PatternTimeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(250);
    private TimeSpan _used;
    private int _runs;

    [Fact]
    public void A_match_that_others_held_up_is_made_again() =>
        Assert.Equal("found", PatternTime.Again(() => Run(_runs < 5, TimeSpan.FromMilliseconds(3)), s_limit, () => _used));

    [Fact]
    public void A_match_that_had_its_time_is_not()
    {
        Assert.Throws<RegexMatchTimeoutException>(() => PatternTime.Again(() => Run(true, s_limit), s_limit, () => _used));
        Assert.Equal(1, _runs);
    }

    [Fact]
    public void It_is_not_made_for_ever()
    {
        Assert.Throws<RegexMatchTimeoutException>(() => PatternTime.Again(() => Run(true, TimeSpan.Zero), s_limit, () => _used));
        Assert.InRange(_runs, 2, 100);
    }

    [Fact]
    public void The_kernel_s_count_is_one_of_work()
    {
        // It never ends by itself, and works all the time: it has had its time after a few attempts, on the busiest machine.
        var endless = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(50));
        Assert.Throws<RegexMatchTimeoutException>(() => PatternTime.Again(() => Counted(endless), TimeSpan.FromMilliseconds(50)));
        Assert.InRange(_runs, 1, 20);
    }

    private bool Counted(Regex endless)
    {
        _runs++;
        return endless.IsMatch(new string('a', 60) + "!");
    }

    private string Run(bool isTooLong, TimeSpan used)
    {
        _runs++;
        _used += used;
        return isTooLong ? throw new RegexMatchTimeoutException() : "found";
    }
}
