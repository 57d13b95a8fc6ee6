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

    /// <summary>Puts what is said into a service and leaves the rest as it is.</summary>
    /// <exception cref="LvsInputException">The result contradicts itself.</exception>
    public LvsService ApplyTo(LvsService service)
    {
        string scheduler = Scheduler ?? service.Scheduler;
        LvsService result = service with
        {
            Scheduler = scheduler,
            SchedulerFlags = SchedulerFlag is null ? service.SchedulerFlags : Flags(SchedulerFlag, scheduler),
            PersistenceTimeout = NoPersistence ? null : PersistenceTimeout ?? service.PersistenceTimeout,
            PersistenceNetmask = PersistenceNetmask is null
                ? service.PersistenceNetmask
                : LvsNetmask.Parse(PersistenceNetmask, service.AddressFamily),
            PersistenceEngine = PersistenceEngine is null ? service.PersistenceEngine
                : PersistenceEngine.Length == 0 ? null : PersistenceEngine,
            OnePacket = OnePacket?.IsPresent ?? service.OnePacket,
        };
        return LvsConstraints.Check(result).FirstOrDefault() is LvsInputException wrong ? throw wrong : result;
    }

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
