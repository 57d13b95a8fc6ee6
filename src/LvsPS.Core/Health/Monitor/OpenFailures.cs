namespace LvsPS;

/// <summary>What does not work at present. A failure is told once, until it is another or is over, and that it is over is told too.</summary>
/// <param name="time">The clock.</param>
/// <param name="report">Is told.</param>
internal sealed class OpenFailures(TimeProvider time, Action<LvsHealthEvent> report)
{
    private readonly Dictionary<string, string> _failing = [];

    /// <summary>Whether something does not work.</summary>
    /// <param name="what">What.</param>
    /// <returns>Whether it does not.</returns>
    public bool Contains(string what) => _failing.ContainsKey(what);

    /// <summary>Something does not work.</summary>
    /// <param name="what">What.</param>
    /// <param name="error">Why.</param>
    /// <param name="service">The service that it concerns; null for all.</param>
    /// <param name="server">The real server; null for none.</param>
    public void Tell(string what, LvsException error, LvsServiceId? service = null, LvsRealServer? server = null)
    {
        if (_failing.GetValueOrDefault(what) == error.Message)
        {
            return;
        }

        _failing[what] = error.Message;
        report(new LvsHealthEvent(time.GetUtcNow(), LvsHealthEventKind.Failed)
        {
            Service = service,
            Server = server,
            Reason = $"{what}: {error.Message}",
            Error = error,
        });
    }

    /// <summary>Something works.</summary>
    /// <param name="what">What.</param>
    /// <param name="service">The service that it concerns; null for all.</param>
    /// <param name="server">The real server; null for none.</param>
    public void End(string what, LvsServiceId? service = null, LvsRealServer? server = null)
    {
        if (_failing.Remove(what))
        {
            report(new LvsHealthEvent(time.GetUtcNow(), LvsHealthEventKind.Recovered) { Service = service, Server = server, Reason = what });
        }
    }

    /// <summary>What could not be done, and is not to be done any more, is over.</summary>
    /// <param name="tried">What is still to be done.</param>
    public void EndAllBut(HashSet<string> tried)
    {
        foreach (string what in _failing.Keys.Where(w => !tried.Contains(w)).ToArray())
        {
            End(what);
        }
    }
}
