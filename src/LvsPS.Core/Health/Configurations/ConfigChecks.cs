namespace LvsPS;

/// <summary>What checks of all configurations have in common.</summary>
internal static class ConfigChecks
{
    /// <summary>The longest time limit of a check.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>
    /// Writes down the port that a check asks, where it is another than the one that it would ask anyway, or where the check speaks another
    /// protocol than its service, which is only right with a port of its own.
    /// </summary>
    /// <param name="check">The check.</param>
    /// <param name="port">The port that it is to ask; null or 0 where nothing says so.</param>
    /// <param name="table">The server's port in the table.</param>
    /// <param name="service">The service.</param>
    /// <returns>The check.</returns>
    public static LvsHealthCheck WithPort(LvsHealthCheck check, int? port, int table, LvsServiceId service)
    {
        if (check is LvsCombinedCheck combined)
        {
            return new LvsCombinedCheck([.. combined.Checks.Select(c => WithPort(c, port, table, service))], combined.IsAll);
        }

        if (!check.NeedsPort || check.Port is not null || port is null or 0)
        {
            return check;
        }

        int asked = table != 0 ? table : service.VirtualPort ?? 0;
        bool isOther = check.Protocol is LvsProtocol spoken && service.Protocol is LvsProtocol served && spoken != served;
        return port != asked || isOther ? check with { Port = port } : check;
    }

    /// <summary>
    /// A pattern of Perl, whose ends are the ends of the whole text: checks take them for ends of lines where nothing else is said.
    /// </summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="options">The options that hold for it, as letters.</param>
    /// <returns>The pattern of a check.</returns>
    public static string Pattern(string pattern, string options = "")
    {
        bool hasEnds = pattern.AsSpan().IndexOfAny('^', '$') >= 0 && !options.Contains('m', StringComparison.Ordinal);
        return options.Length > 0 || hasEnds ? $"(?{options}{(hasEnds ? "-m" : string.Empty)}:{pattern})" : pattern;
    }
}
