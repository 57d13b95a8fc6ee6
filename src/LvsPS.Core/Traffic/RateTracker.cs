namespace LvsPS;

/// <summary>
/// Makes rates of totals that the kernel moves only once in two seconds, at a moment of its own (<c>ip_vs_est.c</c>). A rate is
/// taken between two totals that had just changed, over the time between these changes; until the next change it only gets older.
/// What the first total was counted over is not known, so the first rate comes with the second change.
/// </summary>
internal sealed class RateTracker
{
    private readonly TimeProvider _time;
    private TrafficTotals _last;
    private long _lastChange;
    private bool _hasTotals;
    private bool _hasChange;

    /// <summary>Begins without anything.</summary>
    /// <param name="time">The clock.</param>
    public RateTracker(TimeProvider time) => _time = time;

    /// <summary>The last rate; null where there were no two changes yet, and after the counters were set back.</summary>
    public TrafficRates? Rates { get; private set; }

    /// <summary>The time that <see cref="Rates"/> was taken over.</summary>
    public TimeSpan Span { get; private set; }

    /// <summary>What was counted since the first totals.</summary>
    public TrafficTotals SinceStart { get; private set; }

    /// <summary>The moment of the last change; null where there was none.</summary>
    public long? LastChange => _hasChange ? _lastChange : null;

    /// <summary>Takes totals.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="now">When they were read, by the clock's time stamp.</param>
    /// <returns>Whether there is a new rate.</returns>
    public bool Update(in TrafficTotals totals, long now)
    {
        if (!_hasTotals)
        {
            (_last, _hasTotals) = (totals, true);
            return false;
        }

        if (totals == _last)
        {
            return false;
        }

        bool wasSetBack = totals.IsBelow(_last);
        TrafficTotals counted = wasSetBack ? totals : totals - _last;
        bool hasRate = _hasChange && !wasSetBack && now > _lastChange;
        if (hasRate)
        {
            Span = _time.GetElapsedTime(_lastChange, now);
            Rates = counted.Per(Span);
        }
        else
        {
            Rates = null;
        }

        SinceStart += counted;
        (_last, _lastChange, _hasChange) = (totals, now, true);
        return hasRate;
    }

    /// <summary>How long ago the rate was taken.</summary>
    /// <param name="now">The clock's time stamp.</param>
    /// <returns>The age; null where there is no rate.</returns>
    public TimeSpan? Age(long now) => Rates is null ? null : _time.GetElapsedTime(_lastChange, now);
}
