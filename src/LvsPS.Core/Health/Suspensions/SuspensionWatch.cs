using System.Net;

namespace LvsPS;

/// <summary>The suspensions as a monitor sees them: what became of them since it looked last; those whose time has passed are ended.</summary>
internal sealed class SuspensionWatch
{
    private readonly SuspensionStore _store;
    private readonly TimeProvider _time;
    private Dictionary<(LvsServiceId, IPAddress, int), LvsSuspension> _known = [];

    public SuspensionWatch(SuspensionStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>The suspension of a server.</summary>
    /// <param name="server">The server.</param>
    /// <returns>The suspension; null for none.</returns>
    public LvsSuspension? Of(LvsRealServer server) => _known.GetValueOrDefault(Key(server));

    /// <summary>Reads them. The caller holds the lock of the table.</summary>
    /// <param name="services">The services whose suspensions are looked after.</param>
    /// <returns>What became of them.</returns>
    /// <exception cref="LvsException">They cannot be read or written; those that were known stay.</exception>
    public IReadOnlyList<LvsHealthEvent> Read(IReadOnlyList<WatchedService> services)
    {
        IReadOnlyList<LvsSuspension> read = _store.Read();
        if (read.Count == 0 && _known.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = _time.GetUtcNow();
        var next = new Dictionary<(LvsServiceId, IPAddress, int), LvsSuspension>();
        foreach (LvsSuspension suspension in read)
        {
            next[(suspension.Service, suspension.Address, suspension.Port)] = suspension;
        }

        LvsRealServer[] servers = [.. services.SelectMany(s => s.Rows).Select(r => r.Configured)];
        LvsRealServer[] expired = [.. servers.Where(s => next.GetValueOrDefault(Key(s))?.IsOverdue(now) == true)];
        if (expired.Length > 0)
        {
            _store.Replace(expired, []);
        }

        var events = new List<LvsHealthEvent>();
        foreach (LvsRealServer server in servers)
        {
            LvsSuspension? before = _known.GetValueOrDefault(Key(server));
            LvsSuspension? after = next.GetValueOrDefault(Key(server));
            if (after?.IsOverdue(now) == true)
            {
                events.Add(Event(LvsHealthEventKind.SuspensionExpired, server, after, now));
            }
            else if (before is null != after is null)
            {
                events.Add(Event(after is null ? LvsHealthEventKind.Resumed : LvsHealthEventKind.Suspended, server, after ?? before!, now));
            }
        }

        foreach (LvsRealServer server in expired)
        {
            _ = next.Remove(Key(server));
        }

        _known = next;
        return events;
    }

    private static (LvsServiceId, IPAddress, int) Key(LvsRealServer server) => (server.Service, server.Address, server.Port);

    private static LvsHealthEvent Event(LvsHealthEventKind kind, LvsRealServer server, LvsSuspension suspension, DateTimeOffset now)
    {
        string why = string.Join(", ", new[] { suspension.Reason, suspension.Owner is null ? null : $"by {suspension.Owner}" }.OfType<string>());
        return new LvsHealthEvent(now, kind)
        {
            Service = server.Service,
            Server = server,
            Reason = why.Length > 0 ? why : null,

            // It may have begun by another process, so that only the time of day tells for how long, which may have been set back.
            Duration = kind == LvsHealthEventKind.Suspended ? null : now > suspension.Since ? now - suspension.Since : TimeSpan.Zero,
        };
    }
}
