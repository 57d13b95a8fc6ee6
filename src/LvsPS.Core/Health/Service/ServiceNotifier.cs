using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LvsPS;

/// <summary>
/// Tells the service manager how a service is, by the protocol of sd_notify(3): assignments in a datagram to the socket that NOTIFY_SOCKET
/// names. Without a manager nothing is told; one that does not listen ends nothing.
/// </summary>
internal sealed class ServiceNotifier : IDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string WatchdogProcessVariable = "WATCHDOG_PID";

    // A manager that is busy may leave its socket full for a while.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly UnixDomainSocketEndPoint? _manager;
    private readonly Socket? _socket;
    private bool _isDisposed;

    /// <summary>Makes one.</summary>
    /// <param name="address">The path of the manager's socket, or <c>@</c> and the name of an abstract one; null for none.</param>
    /// <param name="watchdog">How often the manager wants a sign of life at least; null for never.</param>
    public ServiceNotifier(string? address, TimeSpan? watchdog = null)
    {
        _manager = EndPointOf(address);
        if (_manager is not null)
        {
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = (int)s_patience.TotalMilliseconds };
            Watchdog = watchdog;
        }
    }

    /// <summary>How often the manager wants a sign of life at least; null for never.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>
    /// The manager that started this process, as the environment names it. The variables are taken out of the environment, so that no
    /// check and no action speaks for the service.
    /// </summary>
    /// <returns>The notifier.</returns>
    public static ServiceNotifier Take()
    {
        string? address = TakeVariable(SocketVariable);
        string? watchdog = TakeVariable(WatchdogVariable);
        string? process = TakeVariable(WatchdogProcessVariable);
        return new ServiceNotifier(address, WatchdogOf(watchdog, process, Environment.ProcessId));
    }

    /// <summary>What the variables of sd_watchdog_enabled(3) say.</summary>
    /// <param name="microseconds">WATCHDOG_USEC.</param>
    /// <param name="process">WATCHDOG_PID.</param>
    /// <param name="self">The number of this process.</param>
    /// <returns>The time; null where the manager wants no signs of life, or those of another process.</returns>
    internal static TimeSpan? WatchdogOf(string? microseconds, string? process, int self)
    {
        bool isOurs = string.IsNullOrEmpty(process) || (int.TryParse(process, CultureInfo.InvariantCulture, out int id) && id == self);
        return isOurs && long.TryParse(microseconds, CultureInfo.InvariantCulture, out long time) && time is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromMicroseconds(time)
            : null;
    }

    /// <summary>The service is up, or has taken over what it was told to.</summary>
    /// <param name="status">How it is, as a sentence.</param>
    public void Ready(string status) => Send($"READY=1\n{StatusLine(status)}");

    /// <summary>The service begins to take over another configuration; <see cref="Ready"/> says when it has.</summary>
    public void Reloading() => Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Monotonic()}"));

    /// <summary>How the service is.</summary>
    /// <param name="status">A sentence.</param>
    public void Status(string status) => Send(StatusLine(status));

    /// <summary>The service is alive.</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <summary>The service ends.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _socket?.Dispose();
        }
    }

    private static string StatusLine(string status) => $"STATUS={status.ReplaceLineEndings(" ")}";

    /// <summary>CLOCK_MONOTONIC, which Stopwatch counts on Linux.</summary>
    private static long Monotonic() => (long)((Int128)Stopwatch.GetTimestamp() * 1_000_000 / Stopwatch.Frequency);

    private static string? TakeVariable(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }

    /// <summary>Managers of virtual machines have addresses of other families, which are not those of a service.</summary>
    private static UnixDomainSocketEndPoint? EndPointOf(string? address)
    {
        try
        {
            return address is ['/', _, ..] ? new UnixDomainSocketEndPoint(address)
                : address is ['@', _, ..] ? new UnixDomainSocketEndPoint($"\0{address[1..]}")
                : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private void Send(string assignments)
    {
        lock (_gate)
        {
            if (_socket is null || _isDisposed)
            {
                return;
            }

            try
            {
                _ = _socket.SendTo(Encoding.UTF8.GetBytes(assignments), _manager!);
            }
            catch (SocketException)
            {
                // Nobody is there to be told.
            }
        }
    }
}
