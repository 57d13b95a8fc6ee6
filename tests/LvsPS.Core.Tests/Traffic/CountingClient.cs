namespace LvsPS.Core.Tests.Traffic;

/// <summary>A client that counts what it is asked for.</summary>
internal sealed class CountingClient(ILvsClient client) : ILvsClient
{
    /// <summary>How often all services were asked for.</summary>
    public int ServiceReadings { get; private set; }

    /// <summary>How often the servers of a service were asked for.</summary>
    public int ServerReadings { get; private set; }

    public Action<string>? Trace { get; set; }

    public TimeSpan Timeout { get; set; }

    /// <summary>What was asked for since the last call.</summary>
    public (int Services, int Servers) Asked()
    {
        (int, int) asked = (ServiceReadings, ServerReadings);
        (ServiceReadings, ServerReadings) = (0, 0);
        return asked;
    }

    public IReadOnlyList<LvsService> SampleServices(CancellationToken cancellation = default)
    {
        ServiceReadings++;
        return client.SampleServices(cancellation);
    }

    public IReadOnlyList<LvsRealServer> ReadRealServers(LvsServiceId service, CancellationToken cancellation = default)
    {
        ServerReadings++;
        return client.ReadRealServers(service, cancellation);
    }

    public LvsService? FindService(LvsServiceId service, CancellationToken cancellation = default) => client.FindService(service, cancellation);

    public LvsInfo GetInfo(CancellationToken cancellation = default) => throw new NotSupportedException();

    public LvsReading ReadServices(
        bool withRealServers, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException("A sample needs no second reading.");

    public LvsTimeout ReadTimeout(CancellationToken cancellation = default) => throw new NotSupportedException();

    public IReadOnlyList<LvsSyncDaemon> ReadSyncDaemons(CancellationToken cancellation = default) => throw new NotSupportedException();

    public IReadOnlyList<LvsChangeResult> Apply(
        IReadOnlyList<LvsChange> changes, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException("Nothing is changed by looking.");

    public IDisposable Lock(CancellationToken cancellation = default) => throw new NotSupportedException("Sampling must lock nothing.");

    public void Dispose()
    {
    }
}
