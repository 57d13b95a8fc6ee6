using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;

namespace LvsPS.Simulator;

/// <summary>
/// A kernel with ip_vs, in memory: it answers the bytes of requests as <c>net/netfilter/ipvs/ip_vs_ctl.c</c> of Linux 6.12 does,
/// for one network namespace. It forwards no packets; <see cref="AddTraffic"/> says what would have been counted.
/// Everything may be called from several threads.
/// </summary>
public sealed class SimulatedKernel
{
    private const int RememberedRequests = 100_000;
    private readonly Queue<SimulatedRequest> _requests = new();
    private uint _lastPort = 1000;
    private IpvsStatistics _total;

    /// <summary>Whether the kernel has ip_vs. Without it, the family does not resolve (ENOENT).</summary>
    public bool HasIpvs { get; set; } = true;

    /// <summary>Whether the caller has CAP_NET_ADMIN. Without it, every command of ip_vs is refused (EPERM).</summary>
    public bool IsPrivileged { get; set; } = true;

    /// <summary>The network interfaces that a synchronisation daemon may use, and their MTU.</summary>
    public IDictionary<string, int> Interfaces { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["lo"] = 65536, ["eth0"] = 1500 };

    /// <summary>The commands that reached ip_vs, oldest first; of very many, the newest.</summary>
    public IReadOnlyList<SimulatedRequest> Requests
    {
        get
        {
            lock (Gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Those of <see cref="Requests"/> that ask for a change, also where it was refused.</summary>
    public IReadOnlyList<SimulatedRequest> Writes => [.. Requests.Where(request => request.IsWrite)];

    internal object Gate { get; } = new();

    internal ServiceTable Services { get; } = new();

    internal SyncDaemons Daemons { get; } = new();

    internal Timeouts Timeouts { get; } = new();

    /// <summary>Opens a socket to this kernel.</summary>
    /// <param name="sendCapacity">The most bytes of one send.</param>
    /// <param name="receiveCapacity">The most bytes of answers that may wait, as the kernel counts them; more are dropped, and the next receive says ENOBUFS.</param>
    /// <returns>The socket.</returns>
    public INetlinkTransport Connect(int sendCapacity = 1 << 20, int receiveCapacity = 8 << 20)
    {
        lock (Gate)
        {
            return new SimulatedConnection(this, ++_lastPort, sendCapacity, receiveCapacity);
        }
    }

    /// <summary>The table as text.</summary>
    /// <returns>What /proc/net/ip_vs shows.</returns>
    public string ProcNetIpvs()
    {
        lock (Gate)
        {
            return ProcTable.Of(Services);
        }
    }

    /// <summary>The namespace's totals, of one processor.</summary>
    /// <param name="perProcessor">Whether with a line for each processor.</param>
    /// <returns>What /proc/net/ip_vs_stats or ip_vs_stats_percpu shows.</returns>
    public string ProcNetIpvsStats(bool perProcessor)
    {
        lock (Gate)
        {
            return perProcessor ? ProcTable.Processors(_total) : ProcTable.Totals(_total);
        }
    }

    /// <summary>Forgets <see cref="Requests"/>.</summary>
    public void ClearRequests()
    {
        lock (Gate)
        {
            _requests.Clear();
        }
    }

    /// <summary>
    /// Counts traffic. The counters are added to those of the destination and of its service; the rates and the numbers of
    /// connections replace the destination's, and the service's rates are the sums of its destinations'.
    /// </summary>
    /// <param name="service">Identifies the service, as a request does.</param>
    /// <param name="destination">Identifies the destination by address, port and, where it is not the service's, family.</param>
    /// <param name="statistics">Counters and rates.</param>
    /// <param name="active">Active connections.</param>
    /// <param name="inactive">Inactive connections.</param>
    /// <param name="persistent">Persistent connections.</param>
    /// <returns>False where there is no such destination.</returns>
    public bool AddTraffic(
        in IpvsServiceMessage service,
        in IpvsDestinationMessage destination,
        in IpvsStatistics statistics,
        uint active = 0,
        uint inactive = 0,
        uint persistent = 0)
    {
        lock (Gate)
        {
            SimulatedService? found = Services.Find(ServiceKey.Of(service));
            bool counted = found?.Count(DestinationKey.Of(destination, found.Key.Family), statistics, active, inactive, persistent) == true;
            _total = counted ? Counters.Add(_total, statistics) : _total;
            return counted;
        }
    }

    internal void Remember(SimulatedRequest request)
    {
        if (_requests.Count == RememberedRequests)
        {
            _ = _requests.Dequeue();
        }

        _requests.Enqueue(request);
    }
}
