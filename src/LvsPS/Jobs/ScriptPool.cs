namespace LvsPS.Jobs;

/// <summary>
/// The runspaces of scripts. One that ends gives its runspace to the next of the same text that waits, so that many short ones need few;
/// new ones are opened no more at once than there are processors, since to open one is work and nothing else. A script that waits for
/// something holds nobody up, however long.
/// </summary>
internal sealed class ScriptPool
{
    // A runspace has about 1.5 MB. More than these are kept where more run at once, and closed when they were not used for a while.
    private const int Kept = 16;

    private const int Most = 64;

    private static readonly TimeSpan s_while = TimeSpan.FromMinutes(2);

    // With more of them, those that run would have no time to end and to give their runspaces to others.
    private static readonly int s_mostOpening = Math.Min(Environment.ProcessorCount, 8);

    private readonly object _gate = new();
    private readonly LinkedList<ScriptRunspace> _idle = new();
    private readonly LinkedList<(string Text, TaskCompletionSource<ScriptRunspace?> Given)> _waiting = new();
    private int _opening;

    /// <summary>Gets a runspace for a script.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>A runspace, to be given back; or null where one is to be opened, and <see cref="Opened"/> called then.</returns>
    public Task<ScriptRunspace?> RentAsync(string text, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<ScriptRunspace?> given;
        lock (_gate)
        {
            for (LinkedListNode<ScriptRunspace>? node = _idle.Last; node is not null; node = node.Previous)
            {
                if (node.Value.Text == text)
                {
                    _idle.Remove(node);
                    return Task.FromResult<ScriptRunspace?>(node.Value);
                }
            }

            if (_opening < s_mostOpening)
            {
                _opening++;
                return Task.FromResult<ScriptRunspace?>(null);
            }

            given = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = _waiting.AddLast((text, given));
        }

        return WaitAsync(given, cancellation);
    }

    /// <summary>A runspace was opened, or could not be: another one may be.</summary>
    public void Opened()
    {
        lock (_gate)
        {
            while (_waiting.First is LinkedListNode<(string, TaskCompletionSource<ScriptRunspace?> Given)> next)
            {
                _waiting.Remove(next);
                if (next.Value.Given.TrySetResult(null))
                {
                    return;
                }
            }

            _opening--;
        }
    }

    /// <summary>Takes a runspace back, which nothing uses any more.</summary>
    /// <param name="runspace">The runspace.</param>
    public void Return(ScriptRunspace runspace)
    {
        if (!runspace.TryRenew())
        {
            runspace.Dispose();
            return;
        }

        List<ScriptRunspace> closed;
        lock (_gate)
        {
            for (LinkedListNode<(string Text, TaskCompletionSource<ScriptRunspace?> Given)>? node = _waiting.First; node is not null;)
            {
                LinkedListNode<(string Text, TaskCompletionSource<ScriptRunspace?> Given)>? next = node.Next;
                if (node.Value.Text == runspace.Text)
                {
                    _waiting.Remove(node);
                    if (node.Value.Given.TrySetResult(runspace))
                    {
                        return;
                    }
                }

                node = next;
            }

            runspace.Used = Environment.TickCount64;
            _ = _idle.AddLast(runspace);
            closed = Unused();
        }

        closed.ForEach(r => r.Dispose());
    }

    private static async Task<ScriptRunspace?> WaitAsync(TaskCompletionSource<ScriptRunspace?> given, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.Register(() => given.TrySetCanceled(cancellation));
        return await given.Task.ConfigureAwait(false);
    }

    /// <summary>Takes out those that nobody needed for a while; the first of the list was used longest ago.</summary>
    private List<ScriptRunspace> Unused()
    {
        List<ScriptRunspace> unused = [];
        while (_idle.Count > Kept && _idle.First is { } first
            && (_idle.Count > Most || Environment.TickCount64 - first.Value.Used > s_while.TotalMilliseconds))
        {
            _idle.RemoveFirst();
            unused.Add(first.Value);
        }

        return unused;
    }
}
