namespace LvsPS.Commands;

/// <summary>
/// A client whose messages one cmdlet shows, and only those that it asked for itself: in a pipeline another cmdlet may use the same
/// session in between, on the same thread.
/// </summary>
internal sealed class TracedClient : ILvsClient
{
    private readonly ILvsClient _client;

    public TracedClient(ILvsClient client, Action<string> trace)
    {
        _client = client;
        Trace = trace;
    }

    public Action<string>? Trace { get; set; }

    public TimeSpan Timeout
    {
        get => _client.Timeout;
        set => _client.Timeout = value;
    }

    public LvsInfo GetInfo(CancellationToken cancellation = default) => Shown(() => _client.GetInfo(cancellation));

    public LvsReading ReadServices(
        bool withRealServers, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default) =>
        Shown(() => _client.ReadServices(withRealServers, progress, cancellation));

    public IReadOnlyList<LvsService> SampleServices(CancellationToken cancellation = default) =>
        Shown(() => _client.SampleServices(cancellation));

    public LvsService? FindService(LvsServiceId service, CancellationToken cancellation = default) =>
        Shown(() => _client.FindService(service, cancellation));

    public IReadOnlyList<LvsRealServer> ReadRealServers(LvsServiceId service, CancellationToken cancellation = default) =>
        Shown(() => _client.ReadRealServers(service, cancellation));

    public LvsTimeout ReadTimeout(CancellationToken cancellation = default) => Shown(() => _client.ReadTimeout(cancellation));

    public IReadOnlyList<LvsSyncDaemon> ReadSyncDaemons(CancellationToken cancellation = default) =>
        Shown(() => _client.ReadSyncDaemons(cancellation));

    public IReadOnlyList<LvsChangeResult> Apply(
        IReadOnlyList<LvsChange> changes, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Shown(() => _client.Apply(changes, progress, cancellation));

    public IDisposable Lock(CancellationToken cancellation = default) => _client.Lock(cancellation);

    /// <summary>The client is the session's, and stays open.</summary>
    public void Dispose()
    {
    }

    private T Shown<T>(Func<T> ask)
    {
        Action<string>? before = _client.Trace;
        _client.Trace = Trace;
        try
        {
            return ask();
        }
        finally
        {
            _client.Trace = before;
        }
    }
}
