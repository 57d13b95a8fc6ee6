namespace LvsPS;

/// <summary>
/// Compares a director with a document again and again, and tells when it leaves it and when it is back. The file of the document is read
/// again when it was changed; one that cannot be used is told, and the document that was read before goes on.
/// </summary>
/// <param name="compare">Makes the plan.</param>
/// <param name="wanted">The document.</param>
/// <param name="file">Its file; null where it is not to be read again.</param>
/// <param name="source">The document's file or owner.</param>
/// <param name="time">The clock.</param>
internal sealed class DriftWatch(Func<LvsDesiredState, CancellationToken, LvsPlan> compare, LvsDesiredState wanted, DesiredStateFile? file, string source, TimeProvider time)
{
    // A file that is being written is waited for, but not for ever.
    private const int MostLooks = 5;
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    private LvsDesiredState _wanted = wanted;
    private bool _isDrifted;
    private bool _isNew;
    private string? _lastFailure;

    /// <summary>Compares until it is ended.</summary>
    /// <param name="interval">The time between two comparisons.</param>
    /// <param name="emit">Is told of each change.</param>
    /// <param name="fail">Is told where it could not be compared, once for each reason.</param>
    /// <param name="warn">Is told of what is doubtful in a file that was changed, or why it cannot be used.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What ends when it is ended.</returns>
    public async Task RunAsync(TimeSpan interval, Action<LvsStateDrift> emit, Action<LvsException> fail, Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                if (file is not null && await HasChangedAsync(file, interval, cancellation).ConfigureAwait(false))
                {
                    TakeOver(file, warn);
                }

                Look(emit, fail, cancellation);
                await Task.Delay(interval, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // That is its end.
        }
    }

    private async Task<bool> HasChangedAsync(DesiredStateFile changing, TimeSpan interval, CancellationToken cancellation)
    {
        for (int looks = 1; !changing.HasChanged(); looks++)
        {
            if (!changing.IsSettling || looks == MostLooks)
            {
                return false;
            }

            await Task.Delay(interval < s_settling ? interval : s_settling, time, cancellation).ConfigureAwait(false);
        }

        return true;
    }

    private void TakeOver(DesiredStateFile changed, Action<string> warn)
    {
        try
        {
            LvsStateReading reading = changed.Read();
            foreach (LvsStateFinding finding in reading.Findings)
            {
                warn(finding.ToString());
            }

            _wanted = reading.State!;
            _isNew = true;
        }
        catch (LvsException e)
        {
            warn($"{changed.Path} was changed and cannot be used; what it said before is watched further on. {e.Message}");
        }
    }

    private void Look(Action<LvsStateDrift> emit, Action<LvsException> fail, CancellationToken cancellation)
    {
        try
        {
            LvsPlan plan = compare(_wanted, cancellation);
            _lastFailure = null;

            // Of another document it is another drift.
            bool isNews = plan.IsEmpty == _isDrifted || (_isNew && _isDrifted);
            _isNew = false;
            if (isNews)
            {
                _isDrifted = !plan.IsEmpty;
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
