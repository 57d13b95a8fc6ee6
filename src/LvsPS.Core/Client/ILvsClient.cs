namespace LvsPS;

/// <summary>
/// The only door to a director's table. Reading never changes anything; every change goes through <see cref="Apply"/>.
/// Failures are <see cref="LvsException"/>s.
/// </summary>
public interface ILvsClient : IDisposable
{
    /// <summary>Sees each message, decoded; null for nobody.</summary>
    Action<string>? Trace { get; set; }

    /// <summary>How long the answers to one send may take.</summary>
    TimeSpan Timeout { get; set; }

    /// <summary>Reads version and size.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What the kernel says.</returns>
    LvsInfo GetInfo(CancellationToken cancellation = default);

    /// <summary>Reads all services, read again until two readings agree on which there are, five times at most.</summary>
    /// <param name="withRealServers">Whether each service's real servers are read too.</param>
    /// <param name="progress">Is told of services whose servers were read, of how many.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The services by family, protocol, address and port, marks after the others; their servers by address and port.</returns>
    LvsReading ReadServices(bool withRealServers, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default);

    /// <summary>Reads all services once, for showing only: while others change the table, one may be missing or stand twice.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The services without their real servers, in the kernel's order.</returns>
    IReadOnlyList<LvsService> SampleServices(CancellationToken cancellation = default);

    /// <summary>Reads one service, without its real servers.</summary>
    /// <param name="service">Which.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The service, or null where there is none.</returns>
    LvsService? FindService(LvsServiceId service, CancellationToken cancellation = default);

    /// <summary>Reads the real servers of a service.</summary>
    /// <param name="service">Which.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The servers by address and port; none also where there is no such service.</returns>
    IReadOnlyList<LvsRealServer> ReadRealServers(LvsServiceId service, CancellationToken cancellation = default);

    /// <summary>Reads the time-outs.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>All three.</returns>
    LvsTimeout ReadTimeout(CancellationToken cancellation = default);

    /// <summary>Reads the running synchronisation daemons.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>None, one or two.</returns>
    IReadOnlyList<LvsSyncDaemon> ReadSyncDaemons(CancellationToken cancellation = default);

    /// <summary>
    /// Makes changes, hundreds in one send, each whatever became of those before it.
    /// </summary>
    /// <param name="changes">The changes, in order.</param>
    /// <param name="progress">Is told how many are done.</param>
    /// <param name="cancellation">Ends it between two sends.</param>
    /// <returns>For each change what became of it.</returns>
    IReadOnlyList<LvsChangeResult> Apply(IReadOnlyList<LvsChange> changes, IProgress<int>? progress = null, CancellationToken cancellation = default);

    /// <summary>Keeps other LvsPS processes from changing the same table until it is disposed.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The lock.</returns>
    IDisposable Lock(CancellationToken cancellation = default);
}

/// <summary>Services as they were read.</summary>
/// <param name="Services">The services.</param>
/// <param name="IsConsistent">Whether two readings agreed; where not, some may be missing or stand twice.</param>
public sealed record LvsReading(IReadOnlyList<LvsService> Services, bool IsConsistent);
