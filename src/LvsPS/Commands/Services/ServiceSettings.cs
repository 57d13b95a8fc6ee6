using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>What a user says of a service's settings; null is not said.</summary>
internal sealed record ServiceSettings
{
    public string? Scheduler { get; init; }

    public string[]? SchedulerFlag { get; init; }

    public TimeSpan? PersistenceTimeout { get; init; }

    public bool NoPersistence { get; init; }

    public string? PersistenceNetmask { get; init; }

    public string? PersistenceEngine { get; init; }

    public SwitchParameter? OnePacket { get; init; }

    /// <summary>Whether the netmask was written on the command line; one that comes with an object is copied as it is.</summary>
    public bool IsNetmaskWritten { get; init; }

    /// <summary>Puts what is said into a service and leaves the rest as it is.</summary>
    /// <exception cref="LvsInputException">The result contradicts itself.</exception>
    public LvsService ApplyTo(LvsService service)
    {
        if (NoPersistence && PersistenceTimeout is not null)
        {
            throw Wrong(service, "a time of persistence and none at all contradict each other", "Leave -PersistenceTimeout or -Persistent:$false out.");
        }

        if (PersistenceTimeout == TimeSpan.Zero)
        {
            throw Wrong(
                service,
                "the persistence of 0 s is shorter than a second",
                "Give whole seconds from 1 to 2678400, which is 31 days; for a service without persistence, -Persistent:$false.");
        }

        string scheduler = Scheduler ?? service.Scheduler;

        // The same bit is another flag for another scheduler.
        LvsSchedulerFlags kept = scheduler == service.Scheduler ? service.SchedulerFlags : LvsSchedulerFlags.None;
        LvsService result = service with
        {
            Scheduler = scheduler,
            SchedulerFlags = SchedulerFlag is null ? kept : Flags(SchedulerFlag, scheduler),
            PersistenceTimeout = NoPersistence ? null : PersistenceTimeout ?? service.PersistenceTimeout,
            PersistenceNetmask = PersistenceNetmask is null
                ? NoPersistence ? LvsNetmask.Full(service.AddressFamily) : service.PersistenceNetmask
                : LvsNetmask.Parse(PersistenceNetmask, service.AddressFamily),
            PersistenceEngine = PersistenceEngine is null ? service.PersistenceEngine
                : PersistenceEngine.Length == 0 ? null : PersistenceEngine,
            OnePacket = OnePacket?.IsPresent ?? service.OnePacket,
        };
        if (IsNetmaskWritten && result.PersistenceTimeout is null && !result.PersistenceNetmask.IsFull)
        {
            throw Wrong(service, "a persistence netmask means nothing without persistence", "Give -Persistent or -PersistenceTimeout too, or leave the netmask out.");
        }

        return LvsConstraints.Check(result).FirstOrDefault() is LvsInputException wrong ? throw wrong : result;
    }

    /// <summary>The error for settings that contradict each other.</summary>
    public static LvsInputException Wrong(LvsService service, string reason, string remedy) => new(
        LvsErrorId.InvalidService, $"Service {service} cannot be right: {reason}.", service, remedy);

    private static LvsSchedulerFlags Flags(string[] names, string scheduler)
    {
        LvsSchedulerFlags flags = LvsSchedulerFlags.None;
        foreach (string name in names.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (string.Equals(name, "none", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            flags |= LvsSchedulerFlagNames.Parse(name, scheduler)
                ?? (Enum.TryParse(name, ignoreCase: true, out LvsSchedulerFlags parsed) && ((int)parsed & ~0x38) == 0 ? parsed : null as LvsSchedulerFlags?)
                ?? throw new LvsInputException(
                    LvsErrorId.InvalidService,
                    $"The scheduler {scheduler} has no flag '{name}'.",
                    name,
                    $"Its flags are {string.Join(", ", LvsSchedulerFlagNames.For(scheduler))}.");
        }

        return flags;
    }
}
