namespace LvsPS;

/// <summary>The names of scheduler flags: ipvsadm's <c>-b</c>. sh and mh have names of their own for the first two.</summary>
public static class LvsSchedulerFlagNames
{
    private static readonly (LvsSchedulerFlags Flag, string Number, string? Suffix)[] s_flags =
    [
        (LvsSchedulerFlags.Flag1, "flag-1", "fallback"),
        (LvsSchedulerFlags.Flag2, "flag-2", "port"),
        (LvsSchedulerFlags.Flag3, "flag-3", null),
    ];

    /// <summary>The names that a scheduler's flags can be written with.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <returns>Such as <c>sh-fallback</c>, and <c>flag-1</c> to <c>flag-3</c>.</returns>
    public static IEnumerable<string> For(string scheduler) =>
        OwnOf(scheduler).Concat(s_flags.Select(f => f.Number));

    /// <summary>The names of the flags that mean something to a scheduler.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <returns>Such as <c>sh-fallback</c> and <c>sh-port</c>; none for most schedulers.</returns>
    public static IReadOnlyList<string> OwnOf(string scheduler) =>
        scheduler is "sh" or "mh" ? [.. s_flags.Where(f => f.Suffix is not null).Select(f => $"{scheduler}-{f.Suffix}")] : [];

    /// <summary>Writes flags as ipvsadm does.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="scheduler">The scheduler that they belong to.</param>
    /// <returns>Names with commas between them; <c>none</c> where there are none.</returns>
    public static string Format(LvsSchedulerFlags flags, string scheduler) => flags == 0 ? "none" : string.Join(
        ',',
        s_flags.Where(f => (flags & f.Flag) != 0)
            .Select(f => scheduler is "sh" or "mh" && f.Suffix is not null ? $"{scheduler}-{f.Suffix}" : f.Number));

    /// <summary>Reads one name.</summary>
    /// <param name="name">Such as <c>sh-port</c> or <c>flag-2</c>.</param>
    /// <param name="scheduler">The scheduler that it is for; null takes the names of any.</param>
    /// <returns>The flag, or null where the scheduler has none of that name.</returns>
    public static LvsSchedulerFlags? Parse(string name, string? scheduler)
    {
        foreach ((LvsSchedulerFlags flag, string number, string? suffix) in s_flags)
        {
            if (name == number
                || (suffix is not null && (scheduler ?? "sh") is "sh" && name == $"sh-{suffix}")
                || (suffix is not null && (scheduler ?? "mh") is "mh" && name == $"mh-{suffix}"))
            {
                return flag;
            }
        }

        return null;
    }
}
