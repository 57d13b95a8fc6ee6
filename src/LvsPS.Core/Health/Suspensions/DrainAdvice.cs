namespace LvsPS;

/// <summary>What a weight of 0 does not do by itself, and the lines that help.</summary>
internal static class DrainAdvice
{
    /// <summary>The setting by which persistent clients leave servers whose weight is 0.</summary>
    public const string TemplateSetting = "expire_quiescent_template";

    /// <summary>Finds what there is to say to who suspends real servers of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="servers">Its real servers as they are then.</param>
    /// <param name="suspended">Those that are suspended now.</param>
    /// <param name="templatesExpire">Whether <see cref="TemplateSetting"/> is set.</param>
    /// <param name="session">The session's name where a line has to name it; null for the default session.</param>
    /// <returns>Sentences with lines of cmdlets.</returns>
    public static IEnumerable<string> For(
        LvsService service, IReadOnlyList<LvsRealServer> servers, IReadOnlyList<LvsRealServer> suspended, bool templatesExpire, string? session)
    {
        string who = string.Join(", ", suspended);
        string at = session is null ? string.Empty : $" -Session {session}";
        string id = service.Service.ToString();
        if (servers.All(s => s.Weight == 0))
        {
            yield return $"No real server of {id} takes new clients then: all have weight 0.";
        }
        else if (service.Scheduler is "sh" or "mh" && (service.SchedulerFlags & LvsSchedulerFlags.Flag1) == 0)
        {
            // ip_vs_sh_get() and ip_vs_mh_get() give no server where the hashed one has weight 0; their fallback looks on.
            string flags = LvsSchedulerFlagNames.Format(service.SchedulerFlags | LvsSchedulerFlags.Flag1, service.Scheduler);
            yield return $"The scheduler {service.Scheduler} of {id} drops the new clients that it would send to {who}. "
                + $"To have them sent to other servers: Set-LvsService {id} -SchedulerFlag {flags.Replace(",", ", ", StringComparison.Ordinal)}{at}";
        }
        else if (service.Scheduler == "dh")
        {
            // ip_vs_dh_schedule() gives no server where the hashed one has weight 0, and knows no flag.
            yield return $"The scheduler dh of {id} drops the new clients that it would send to {who}, and has no flag against it. "
                + $"To have them sent to other servers: Set-LvsService {id} -Scheduler sh -SchedulerFlag sh-fallback{at}";
        }

        if (service.PersistenceTimeout is TimeSpan time && !templatesExpire)
        {
            // ip_vs_check_template() leaves a server with weight 0 only where the setting says so.
            yield return FormattableString.Invariant(
                $"Clients that {id} has sent to {who} within the last {time.TotalSeconds} s come back there with new connections, since it is persistent. ")
                + $"To have them sent to other servers: Set-LvsKernelSetting {TemplateSetting} 1{at}";
        }
    }
}
