using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>Rates of totals that move by ticks, whatever the interval of the readings.</summary>
public sealed class RateTrackerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateTracker _tracker;

    public RateTrackerTests() => _tracker = new RateTracker(_time);

    [Fact]
    public void The_first_rate_comes_with_the_second_change()
    {
        Assert.False(Read(100));
        Assert.Null(_tracker.LastChange);
        Assert.False(Read(150, after: 0.7));
        Assert.Null(_tracker.Rates);
        Assert.True(Read(350, after: 2));
        Assert.Equal(100, _tracker.Rates!.Value.Connections);
        Assert.Equal(TimeSpan.FromSeconds(2), _tracker.Span);
        Assert.Equal(250ul, _tracker.SinceStart.Connections);
    }

    [Fact]
    public void A_short_interval_makes_no_waves_of_zeros_and_peaks()
    {
        var seen = new HashSet<double>();
        for (int i = 0; i < 200; i++)
        {
            // Readings each 100 ms; the kernel moves the total each 2 s.
            Read(1000 * (ulong)(i / 20), after: 0.1);
            if (_tracker.Rates is TrafficRates rates)
            {
                seen.Add(Math.Round(rates.Connections, 6));
            }
        }

        Assert.Equal([500], seen);
    }

    [Fact]
    public void Between_changes_a_rate_only_gets_older()
    {
        Read(0);
        Read(10, after: 2);
        Read(30, after: 2);
        Assert.Equal(TimeSpan.Zero, _tracker.Age(_time.GetTimestamp()));
        Assert.False(Read(30, after: 45));
        Assert.Equal(10, _tracker.Rates!.Value.Connections);
        Assert.Equal(TimeSpan.FromSeconds(45), _tracker.Age(_time.GetTimestamp()));
    }

    [Fact]
    public void After_a_pause_the_rate_is_over_the_pause_too()
    {
        Read(0);
        Read(10, after: 2);
        Read(110, after: 50);
        Assert.Equal(2, _tracker.Rates!.Value.Connections);
        Assert.Equal(TimeSpan.FromSeconds(50), _tracker.Span);
    }

    [Fact]
    public void Counters_that_are_set_back_begin_again()
    {
        Read(1000);
        Read(1100, after: 2);
        Read(1300, after: 2);
        Assert.False(Read(4, after: 2));
        Assert.Null(_tracker.Rates);
        Assert.Null(_tracker.Age(_time.GetTimestamp()));
        Assert.Equal(304ul, _tracker.SinceStart.Connections);
        Assert.True(Read(24, after: 2));
        Assert.Equal(10, _tracker.Rates!.Value.Connections);
    }

    [Fact]
    public void Each_counter_has_its_rate()
    {
        _tracker.Update(new TrafficTotals(0, 0, 0, 0, 0), _time.GetTimestamp());
        _tracker.Update(new TrafficTotals(1, 1, 1, 1, 1), _time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(2));
        _tracker.Update(new TrafficTotals(3, 5, 7, 9, 11), _time.GetTimestamp());
        Assert.Equal(new TrafficRates(1, 2, 3, 4, 5), _tracker.Rates);
    }

    [Fact]
    public void Counters_near_the_end_of_64_bits_are_exact()
    {
        Read(ulong.MaxValue - 40);
        Read(ulong.MaxValue - 30, after: 2);
        Read(ulong.MaxValue - 10, after: 2);
        Assert.Equal(10, _tracker.Rates!.Value.Connections);
    }

    [Fact]
    public void Live_totals_have_a_rate_over_the_last_two_seconds()
    {
        var live = new LiveRate(_time);
        Assert.False(live.Update(new TrafficTotals(5, 0, 0, 0, 0), _time.GetTimestamp()));
        Assert.Null(live.Rates);
        for (ulong i = 1; i <= 50; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.True(live.Update(new TrafficTotals(5 + (10 * i), 0, 0, 0, 0), _time.GetTimestamp()));
        }

        Assert.Equal(100, live.Rates!.Value.Connections, 6);
        Assert.Equal(500ul, live.SinceStart.Connections);
        for (int i = 0; i < 21; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.False(live.Update(new TrafficTotals(505, 0, 0, 0, 0), _time.GetTimestamp()));
        }

        Assert.Equal(0, live.Rates!.Value.Connections);
    }

    private bool Read(ulong connections, double after = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(after));
        return _tracker.Update(new TrafficTotals(connections, 0, 0, 0, 0), _time.GetTimestamp());
    }
}
