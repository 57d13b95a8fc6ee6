using System.Net;

namespace LvsPS;

/// <summary>How it is found out whether a real server can serve. A check is data; running it changes nothing but the server's own log.</summary>
public abstract record LvsHealthCheck
{
    /// <summary>How long a run may take: five seconds, ldirectord's and keepalived's own.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest time that a run may have: a day. What waits longer finds out nothing, and timers of .NET count no more than 49 days
    /// (<see cref="System.Threading.Timer"/>).
    /// </summary>
    internal static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private protected LvsHealthCheck()
    {
    }

    /// <summary>What is done, in a word, such as <c>Http</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How long a run may take; then it is ended, and the server has failed it.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>The address that is asked; null for the real server's own.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port that is asked; null for the real server's own.</summary>
    public int? Port { get; init; }

    /// <summary>Whether it asks a port, so that one must be known.</summary>
    internal virtual bool NeedsPort => true;

    /// <summary>Whether it asks a server at all, which may take its time to answer.</summary>
    internal virtual bool AsksServer => true;

    /// <summary>Whether a run does next to nothing before it waits for the network, so that it holds up nobody who begins many.</summary>
    internal virtual bool WaitsAtOnce => false;

    /// <summary>What is wrong with the check for a service, before it is run first.</summary>
    /// <param name="service">The service; null for what is wrong whatever the service.</param>
    /// <returns>One error (InvalidHealthCheck) for each thing; none where it fits.</returns>
    internal virtual IEnumerable<LvsInputException> Check(LvsServiceId? service)
    {
        IEnumerable<CheckFault> faults = Faults();

        // With a port of its own it asks something else than the service, which may speak as it likes.
        if (Protocol is LvsProtocol spoken && Port is null && service?.Protocol is LvsProtocol served && served != spoken)
        {
            faults = faults.Prepend(new CheckFault(
                $"it speaks {spoken.ToString().ToUpperInvariant()}, and the service is {service}",
                "Choose a check of the service's protocol, or name the port that is to be asked."));
        }

        if (Port is < 1 or > ushort.MaxValue)
        {
            faults = faults.Prepend(new CheckFault(FormattableString.Invariant($"its port {Port} is none"), "Write a port from 1 to 65535."));
        }

        string purpose = service is null ? string.Empty : $" for {service}";
        return faults.Select(f => new LvsInputException(LvsErrorId.InvalidHealthCheck, $"The {Kind} check cannot be used{purpose}: {f.Reason}.", this, f.Remedy));
    }

    /// <summary>The protocol that it asks by; null where that is no matter.</summary>
    internal virtual LvsProtocol? Protocol => null;

    /// <summary>What is wrong with its time; null where it is right.</summary>
    internal virtual CheckFault? TimeFault =>
        Timeout <= TimeSpan.Zero ? new CheckFault($"its timeout of {LvsHealthFinding.Seconds(Timeout)} leaves no time", "Write a timeout above 0, such as 5s.")
        : Timeout > LongestTimeout ? new CheckFault($"its timeout of {LvsHealthFinding.Seconds(Timeout)} is above a day", "Write a timeout of a day at most, such as 5s.")
        : null;

    /// <summary>What is wrong with its settings, whatever the service.</summary>
    /// <returns>Each fault; none where they are right.</returns>
    private protected virtual IEnumerable<CheckFault> Faults() => [];

    /// <summary>Asks the server. The time limit is the caller's.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="cancellation">Ends the run; then an <see cref="OperationCanceledException"/> is thrown and nothing is known.</param>
    /// <returns>What was found; failures of the server are results, not exceptions.</returns>
    internal abstract ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation);
}

/// <summary>Whom a check asks.</summary>
/// <param name="RealServer">The real server, with its service.</param>
/// <param name="Address">The address to ask.</param>
/// <param name="Port">The port to ask.</param>
/// <param name="Time">The clock.</param>
internal sealed record ProbeTarget(LvsRealServer RealServer, IPAddress Address, int Port, TimeProvider Time)
{
    /// <summary>The target of a check.</summary>
    /// <param name="check">The check, whose own address and port come first.</param>
    /// <param name="server">The real server; with port 0, the service's port is meant.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The target.</returns>
    public static ProbeTarget Of(LvsHealthCheck check, LvsRealServer server, TimeProvider time) =>
        new(server, check.Address ?? server.Address, check.Port ?? (server.Port != 0 ? server.Port : server.Service.VirtualPort ?? 0), time);
}
