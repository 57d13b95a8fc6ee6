namespace LvsPS;

/// <summary>Compares a director with a document again and again, and tells when it leaves it and when it is back.</summary>
/// <param name="compare">Makes the plan.</param>
/// <param name="source">The document's file or owner.</param>
/// <param name="time">The clock.</param>
internal sealed class DriftWatch(Func<CancellationToken, LvsPlan> compare, string source, TimeProvider time)
{
    private bool _isDrifted;
    private string? _lastFailure;

    /// <summary>Compares until it is ended.</summary>
    /// <param name="interval">The time between two comparisons.</param>
    /// <param name="emit">Is told of each change.</param>
    /// <param name="fail">Is told where it could not be compared, once for each reason.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What ends when it is ended.</returns>
    public async Task RunAsync(TimeSpan interval, Action<LvsStateDrift> emit, Action<LvsException> fail, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                Look(emit, fail, cancellation);
                await Task.Delay(interval, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // That is its end.
        }
    }

    private void Look(Action<LvsStateDrift> emit, Action<LvsException> fail, CancellationToken cancellation)
    {
        try
        {
            LvsPlan plan = compare(cancellation);
            _lastFailure = null;
            if (plan.IsEmpty == _isDrifted)
            {
                _isDrifted = !_isDrifted;
                emit(new LvsStateDrift { Time = time.GetLocalNow(), IsDrifted = _isDrifted, Plan = plan, Source = source });
            }
        }
        catch (LvsException e)
        {
            if (e.Message != _lastFailure)
            {
                _lastFailure = e.Message;
                fail(e);
            }
        }
    }
}
