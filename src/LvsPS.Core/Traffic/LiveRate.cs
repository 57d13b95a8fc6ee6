namespace LvsPS;

/// <summary>The rate of totals that are live, over the last two seconds: a shorter time would only show when packets happened to come.</summary>
internal sealed class LiveRate
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Queue<(long At, TrafficTotals Totals)> _samples = new();
    private TrafficTotals _first;
    private TrafficTotals _last;
    private bool _hasTotals;

    /// <summary>Begins without anything.</summary>
    /// <param name="time">The clock.</param>
    public LiveRate(TimeProvider time) => _time = time;

    /// <summary>The rate; null where there is only one reading.</summary>
    public TrafficRates? Rates { get; private set; }

    /// <summary>What was counted since the first totals.</summary>
    public TrafficTotals SinceStart => _last - _first;

    /// <summary>Takes totals.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="now">When they were read, by the clock's time stamp.</param>
    /// <returns>Whether they moved.</returns>
    public bool Update(in TrafficTotals totals, long now)
    {
        bool moved = _hasTotals && totals != _last;
        if (!_hasTotals || totals.IsBelow(_last))
        {
            // A processor's counters never go back, but a module that was loaded anew begins at zero.
            _first = totals - SinceStart;
            _hasTotals = true;
            _samples.Clear();
        }

        _last = totals;
        _samples.Enqueue((now, totals));

        // The oldest one that is kept is the last of those that are older than the window.
        while (_samples.Count > 2 && _time.GetElapsedTime(_samples.ElementAt(1).At, now) >= s_window)
        {
            _ = _samples.Dequeue();
        }

        (long at, TrafficTotals oldest) = _samples.Peek();
        Rates = now > at ? (totals - oldest).Per(_time.GetElapsedTime(at, now)) : null;
        return moved;
    }
}
