using System.Threading.Channels;

namespace LvsPS;

/// <summary>
/// What waits for somebody slow: not more than so much of it, and what comes while it is full is counted and lost, since whoever adds must
/// neither wait nor fill the memory. One reads.
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
internal sealed class LossyQueue<T>
{
    /// <summary>How much waits at most.</summary>
    public const int Capacity = 10_000;

    private readonly Channel<T> _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private volatile bool _isClosed;
    private int _lost;

    /// <summary>Adds one; after the end, it is nothing.</summary>
    /// <param name="one">The one.</param>
    public void Add(T one)
    {
        if (!_waiting.Writer.TryWrite(one) && !_isClosed)
        {
            _ = Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Close()
    {
        _isClosed = true;
        _ = _waiting.Writer.TryComplete();
    }

    /// <summary>Waits until something is there.</summary>
    /// <returns>Whether there is; false when nothing more comes.</returns>
    public ValueTask<bool> WaitAsync() => _waiting.Reader.WaitToReadAsync();

    /// <summary>Takes all that is there.</summary>
    /// <returns>What waited, the oldest first, and how many were lost after these.</returns>
    public (IReadOnlyList<T> Waited, int Lost) Take()
    {
        // Those that were lost so far came when the queue was full, after all that is in it now.
        int lost = Interlocked.Exchange(ref _lost, 0);
        var waited = new List<T>();
        while (waited.Count < Capacity && _waiting.Reader.TryRead(out T? one))
        {
            waited.Add(one);
        }

        return (waited, lost);
    }
}
