using System.Net.Sockets;

namespace LvsPS;

/// <summary>Sends ICMP echo requests, and is content with one reply.</summary>
public sealed record LvsPingCheck : LvsHealthCheck
{
    /// <inheritdoc/>
    public override string Kind => "Ping";

    /// <summary>How many requests are sent within the time limit, until one is answered.</summary>
    public int Count { get; init; } = 1;

    /// <inheritdoc/>
    internal override bool NeedsPort => false;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            using var echo = new IcmpEcho(target.Address);
            for (int number = 1; number < Count; number++)
            {
                // Each has its share of the time; the last one has what is left.
                using var share = new CancellationTokenSource(Timeout / Count, target.Time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellation);
                try
                {
                    await echo.AskAsync(both.Token).ConfigureAwait(false);
                    return LvsCheckResult.Up("echo reply");
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    // The next one.
                }
            }

            await echo.AskAsync(cancellation).ConfigureAwait(false);
            return LvsCheckResult.Up("echo reply");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return LvsCheckResult.Down("this process may not send ICMP echo requests (CAP_NET_RAW, or a group in net.ipv4.ping_group_range)");
        }
        catch (SocketException e)
        {
            return LvsCheckResult.Down(ProbeText.Of(e.SocketErrorCode));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (Count < 1)
        {
            yield return new CheckFault(FormattableString.Invariant($"{Count} requests are none"), "Write a number from 1.");
        }
    }
}
