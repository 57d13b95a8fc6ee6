using System.Net.Sockets;
using System.Text;

namespace LvsPS;

/// <summary>
/// What must hold of services, real servers, time-outs and daemons, and the kernel does not check: it takes such settings and then serves
/// nobody, or does something else than was said. Pure; the one home of these rules for cmdlets and rule texts alike.
/// </summary>
public static partial class LvsConstraints
{
    /// <summary>The longest persistence and time-out: 31 days, ipvsadm's limit (<c>MAX_TIMEOUT</c>).</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(31);

    /// <summary>IP_VS_SCHEDNAME_MAXLEN without its NUL.</summary>
    private const int LongestScheduler = 15;

    /// <summary>IP_VS_PENAME_MAXLEN, which the kernel's policy counts without the NUL.</summary>
    private const int LongestEngine = 16;

    /// <summary>Checks a service's own settings.</summary>
    /// <param name="service">The service.</param>
    /// <returns>One error (InvalidService) for each thing that is wrong; none where it is right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsService service) => Violations(service).Select(v => v.Error);

    /// <summary>The same, each with the name of the property that it is about.</summary>
    internal static IEnumerable<ConstraintViolation> Violations(LvsService service)
    {
        if (NameFault(service.Scheduler, LongestScheduler) is string scheduler)
        {
            yield return Wrong(
                service,
                nameof(LvsService.Scheduler),
                $"the scheduler name '{RuleFindings.Shown(service.Scheduler)}' {scheduler}",
                $"Write the name of a scheduler, at most {LongestScheduler} characters, such as wlc, rr or mh.");
        }

        if ((service.SchedulerFlags & ~(LvsSchedulerFlags.Flag1 | LvsSchedulerFlags.Flag2 | LvsSchedulerFlags.Flag3)) != 0)
        {
            yield return Wrong(
                service,
                nameof(LvsService.SchedulerFlags),
                $"0x{(uint)service.SchedulerFlags:x} are not only scheduler flags",
                $"Write {string.Join(", ", LvsSchedulerFlagNames.For(service.Scheduler))}.");
        }

        foreach (ConstraintViolation violation in PersistenceViolations(service))
        {
            yield return violation;
        }

        if (service.OnePacket && service.Protocol is not (null or LvsProtocol.Udp))
        {
            yield return Wrong(
                service,
                nameof(LvsService.OnePacket),
                "one-packet scheduling is only for UDP and firewall marks",
                "Leave one-packet out, or make it a UDP service.");
        }

        if (service.VirtualAddress is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 })
        {
            yield return Wrong(
                service,
                nameof(LvsService.VirtualAddress),
                "the kernel takes no zone with an address",
                "Write the address without its zone.");
        }
    }

    private static IEnumerable<ConstraintViolation> PersistenceViolations(LvsService service)
    {
        if (service is { VirtualPort: 0, PersistenceTimeout: null })
        {
            yield return Wrong(
                service,
                nameof(LvsService.VirtualPort),
                "port 0, which means all ports, is only for persistent services",
                "Write a port, or make the service persistent.");
        }

        if (service.PersistenceTimeout is TimeSpan timeout && TimeoutFault(timeout) is string fault)
        {
            yield return Wrong(
                service,
                nameof(LvsService.PersistenceTimeout),
                $"the persistence of {Seconds(timeout)} {fault}",
                "Write whole seconds from 1 to 2678400, which is 31 days.");
        }

        if (service.PersistenceNetmask.AddressFamily != service.AddressFamily)
        {
            yield return Wrong(
                service,
                nameof(LvsService.PersistenceNetmask),
                $"the persistence netmask {service.PersistenceNetmask} is of the other address family",
                service.AddressFamily == AddressFamily.InterNetworkV6
                    ? "Write a prefix length from 1 to 128, such as 64."
                    : "Write a mask such as 255.255.255.0.");
        }

        if (service.PersistenceEngine is string engine)
        {
            if (NameFault(engine, LongestEngine) is string name)
            {
                yield return Wrong(
                    service,
                    nameof(LvsService.PersistenceEngine),
                    $"the name '{RuleFindings.Shown(engine)}' of the persistence engine {name}",
                    "Write the name of a persistence engine: sip is the only one that Linux has.");
            }
            else if (engine == "sip" && service.Protocol is not (null or LvsProtocol.Udp))
            {
                // ip_vs_sip_fill_param refuses what is not UDP, and ip_vs_sched_persist then drops the packet.
                yield return Wrong(
                    service,
                    nameof(LvsService.PersistenceEngine),
                    "the persistence engine sip reads only UDP, and the kernel would drop every other packet",
                    "Leave the engine out, or make it a UDP service.");
            }
        }
    }

    private static ConstraintViolation Wrong(LvsService service, string setting, string reason, string remedy) => new(
        setting,
        new LvsInputException(LvsErrorId.InvalidService, $"Service {service.Service} cannot be right: {reason}.", service, remedy));

    /// <summary>
    /// Names travel as text without blanks, and a # begins a comment in save files. The kernel takes bytes and knows of no encoding:
    /// beyond ASCII the same name would be other bytes in a save file and in a message.
    /// </summary>
    private static string? NameFault(string name, int longest) =>
        name.Length == 0 ? "is empty"
        : Encoding.UTF8.GetByteCount(name) > longest ? $"is longer than {longest} characters"
        : name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '#' or '\ufffd') ? "has blanks or signs that no name has"
        : !Ascii.IsValid(name) ? "has signs that are not ASCII"
        : null;

    private static string? TimeoutFault(TimeSpan timeout) =>
        timeout < TimeSpan.FromSeconds(1) ? "is shorter than a second"
        : timeout > LongestTimeout ? "is longer than 31 days"
        : timeout.Ticks % TimeSpan.TicksPerSecond != 0 ? "is not of whole seconds"
        : null;

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds} s");
}

/// <summary>Something that cannot be right.</summary>
/// <param name="Setting">The name of the property that it is about.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record ConstraintViolation(string Setting, LvsInputException Error);
