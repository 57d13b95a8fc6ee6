namespace LvsPS;

/// <summary>One run of a check: its time limit, its latency, and that whatever it throws is a result.</summary>
internal static class CheckRun
{
    /// <summary>Runs a check of a server.</summary>
    /// <param name="check">The check.</param>
    /// <param name="server">The server.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the run without a result.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled: nothing is known.</exception>
    public static async Task<LvsCheckResult> RunAsync(LvsHealthCheck check, LvsRealServer server, TimeProvider time, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        LvsCheckResult result;
        try
        {
            using var limit = new CancellationTokenSource(check.Timeout, time);
            using CancellationTokenRegistration end = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
            result = await check.RunAsync(ProbeTarget.Of(check, server, time), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            result = LvsCheckResult.Down(Invariant($"no answer within {check.Timeout.TotalSeconds:0.###} s"));
        }
#pragma warning disable CA1031 // A check that fails in a way of its own is a server that cannot be asked, and the monitor goes on.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            result = LvsCheckResult.Down(e.Message);
        }

        cancellation.ThrowIfCancellationRequested();
        return result with { Reason = ProbeText.Reason(result.Reason), Latency = time.GetElapsedTime(started) };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
