namespace LvsPS;

/// <summary>When which server is to be looked at next, in the monitor's time. A server has one valid entry; older ones fall away when due.</summary>
internal sealed class CheckSchedule
{
    private readonly PriorityQueue<(WatchedServer Server, int Ticket), TimeSpan> _queue = new();

    /// <summary>When the next entry is due; null where there is none.</summary>
    public TimeSpan? Next
    {
        get
        {
            while (_queue.TryPeek(out (WatchedServer Server, int Ticket) entry, out TimeSpan due))
            {
                if (IsValid(entry))
                {
                    return due;
                }

                _ = _queue.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Gives a server its time, in place of the one that it had.</summary>
    /// <param name="server">The server.</param>
    /// <param name="due">The time.</param>
    public void Put(WatchedServer server, TimeSpan due) => _queue.Enqueue((server, ++server.Ticket), due);

    /// <summary>Takes a server whose time has come.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The server; null where none is due.</returns>
    public WatchedServer? Take(TimeSpan now)
    {
        while (_queue.TryPeek(out (WatchedServer Server, int Ticket) entry, out TimeSpan due) && due <= now)
        {
            _ = _queue.Dequeue();
            if (IsValid(entry))
            {
                return entry.Server;
            }
        }

        return null;
    }

    private static bool IsValid((WatchedServer Server, int Ticket) entry) => entry.Ticket == entry.Server.Ticket && !entry.Server.IsGone;
}
