namespace LvsPS;

/// <summary>Everything that cannot be right in a health document, found at once. Pure: files are not looked for, names not resolved.</summary>
internal static class HealthValidation
{
    private static readonly string s_longest = FormattableString.Invariant($"{LvsHealthService.LongestTime.TotalDays} days");
    private static readonly string s_shorter = $"Write a time of {s_longest} at most.";

    /// <summary>Checks a document.</summary>
    /// <param name="document">The document.</param>
    /// <returns>All findings.</returns>
    public static IEnumerable<LvsHealthFinding> Check(LvsHealthDocument document)
    {
        if (document.Services.Count == 0)
        {
            yield return new LvsHealthFinding(LvsHealthSeverity.Error, nameof(document.Services), new LvsInputException(
                LvsErrorId.InvalidHealthDocument, "There is no service to monitor.", document, "Give one service at least."));
        }

        foreach (LvsHealthFinding finding in MailValidation.Check(document))
        {
            yield return finding;
        }

        var known = new HashSet<LvsServiceId>();
        foreach (LvsHealthService service in document.Services)
        {
            if (!known.Add(service.Service.Service))
            {
                yield return Wrong(service, nameof(LvsHealthService.Service), "it stands there twice", "Write it once, with all its servers.");
            }

            foreach (LvsHealthFinding finding in OfService(service).Concat(Times(service)).Concat(Hurry(service)).Concat(Quorum(service)).Concat(Fallback(service)).Concat(Servers(service)))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<LvsHealthFinding> OfService(LvsHealthService service)
    {
        foreach (ConstraintViolation violation in LvsConstraints.Violations(service.Service))
        {
            yield return new LvsHealthFinding(LvsHealthSeverity.Error, violation.Setting, violation.Error) { Service = service };
        }

        if (service.Servers.Count == 0)
        {
            yield return Doubtful(service, nameof(LvsHealthService.Servers), "it has no real server", "Write one at least.");
        }

        if (service.Service.PersistenceTimeout is not null && service.DownAction == LvsDownAction.Quiesce)
        {
            yield return Doubtful(
                service,
                nameof(LvsHealthService.DownAction),
                "it is persistent, and a server that is down and stays with weight 0 keeps the clients that it has",
                "Write the down action Remove, or set the kernel setting expire_quiescent_template to 1.");
        }

        foreach ((string setting, LvsHealthAction? action) in Actions(service))
        {
            if (action is { Executable: "" } || action?.Timeout <= TimeSpan.Zero)
            {
                yield return Wrong(service, setting, $"its {setting} has no executable or no time", "Write the path of an executable, and a time above zero.");
            }
            else if (action?.Timeout > LvsHealthService.LongestTime)
            {
                yield return TooLong(service, setting, action.Timeout);
            }
        }
    }

    private static IEnumerable<(string Setting, LvsHealthAction? Action)> Actions(LvsHealthService service) =>
    [
        (nameof(service.OnUp), service.OnUp),
        (nameof(service.OnDown), service.OnDown),
        (nameof(service.OnQuorumLost), service.OnQuorumLost),
        (nameof(service.OnQuorumGained), service.OnQuorumGained),
        (nameof(service.OnFallback), service.OnFallback),
        (nameof(service.OnFallbackEnd), service.OnFallbackEnd),
        .. service.Servers.SelectMany(s => new[] { (nameof(s.OnUp), s.OnUp), (nameof(s.OnDown), s.OnDown) }),
    ];

    private static IEnumerable<LvsHealthFinding> Times(LvsHealthService service)
    {
        if (service.Jitter < TimeSpan.Zero || (service.Jitter > TimeSpan.Zero && service.Jitter >= service.Interval))
        {
            yield return Wrong(
                service,
                nameof(LvsHealthService.Jitter),
                $"the jitter of {Seconds(service.Jitter)} is not below the interval of {Seconds(service.Interval)}",
                "Write a jitter from 0 to less than the interval.");
        }

        if (service.Interval > LvsHealthService.LongestTime)
        {
            yield return TooLong(service, nameof(LvsHealthService.Interval), service.Interval);
        }

        foreach ((string setting, TimeSpan time) in new[]
        {
            (nameof(LvsHealthService.RampTime), service.RampTime), (nameof(LvsHealthService.StartDelay), service.StartDelay),
        })
        {
            if (time < TimeSpan.Zero)
            {
                yield return Wrong(service, setting, $"the time {Seconds(time)} is negative", "Write a time from 0.");
            }
            else if (time > LvsHealthService.LongestTime)
            {
                yield return TooLong(service, setting, time);
            }
        }
    }

    /// <summary>
    /// A check never overlaps itself, so that this is not wrong, and configurations of ldirectord and keepalived have it often; but a server
    /// that does not answer is not found as soon as the interval promises.
    /// </summary>
    private static IEnumerable<LvsHealthFinding> Hurry(LvsHealthService service)
    {
        LvsHealthServer[] late =
        [
            .. service.Servers.Where(s => s.Check.AsksServer && (s.Interval ?? service.Interval) is TimeSpan interval
                && interval > TimeSpan.Zero && interval < s.Check.Timeout),
        ];
        if (late.Length > 0)
        {
            LvsHealthServer first = late[0];
            string which = late.Length == service.Servers.Count ? "its checks"
                : late.Length == 1 ? $"the check of {first.RealServer}"
                : $"the checks of {first.RealServer} and {late.Length - 1} more";
            yield return Doubtful(
                service,
                nameof(LvsHealthService.Interval),
                $"the interval of {Seconds(first.Interval ?? service.Interval)} is below the timeout of {Seconds(first.Check.Timeout)} of {which}, and a server that does not answer is asked less often",
                "Write an interval that is at least the timeout, or a shorter timeout for the check.");
        }
    }

    private static IEnumerable<LvsHealthFinding> Quorum(LvsHealthService service)
    {
        long sum = service.Servers.Sum(s => (long)Math.Max(0, s.RealServer.Weight));
        if (service.Quorum < 1)
        {
            yield return Wrong(service, nameof(LvsHealthService.Quorum), $"the quorum {service.Quorum} is below 1", "Write a quorum from 1.");
        }
        else if (service.Hysteresis < 0)
        {
            yield return Wrong(
                service, nameof(LvsHealthService.Hysteresis), $"the hysteresis {service.Hysteresis} is negative", "Write a hysteresis from 0.");
        }
        else if (service.Servers.Count > 0 && service.Quorum > sum)
        {
            yield return Wrong(
                service,
                nameof(LvsHealthService.Quorum),
                $"the quorum {service.Quorum} is above {sum}, the sum of the weights, and can never be held",
                $"Write a quorum from 1 to {Math.Max(1, sum)}, or greater weights.");
        }
        else if (service.Servers.Count > 0 && (long)service.Quorum + service.Hysteresis > sum)
        {
            yield return Wrong(
                service,
                nameof(LvsHealthService.Hysteresis),
                $"quorum and hysteresis are {(long)service.Quorum + service.Hysteresis} together, above {sum}, the sum of the weights, and a lost quorum could never be regained",
                $"Write a hysteresis from 0 to {sum - service.Quorum}.");
        }
    }

    private static IEnumerable<LvsHealthFinding> Fallback(LvsHealthService service)
    {
        if (service.Fallback is not LvsRealServer fallback)
        {
            yield break;
        }

        foreach (ConstraintViolation violation in LvsConstraints.Violations(fallback))
        {
            yield return new LvsHealthFinding(LvsHealthSeverity.Error, nameof(LvsHealthService.Fallback), violation.Error) { Service = service };
        }

        if (fallback.Service != service.Service.Service)
        {
            yield return Wrong(
                service, nameof(LvsHealthService.Fallback), $"its fallback {fallback} is one of {fallback.Service}", "Write a fallback of this service.");
        }
        else if (service.Servers.Any(s => s.RealServer.IsSameServer(fallback)))
        {
            yield return Wrong(
                service,
                nameof(LvsHealthService.Fallback),
                $"its fallback {fallback} is also one of its real servers",
                "Write a fallback with another address or port.");
        }
    }

    private static IEnumerable<LvsHealthFinding> Servers(LvsHealthService service)
    {
        var known = new HashSet<(System.Net.IPAddress, int)>();
        foreach (LvsHealthServer server in service.Servers)
        {
            LvsRealServer row = server.RealServer;
            if (!known.Add((row.Address, row.Port)))
            {
                yield return Wrong(service, server, nameof(LvsHealthServer.RealServer), "it stands there twice", "Write it once.");
            }

            if (row.Service != service.Service.Service)
            {
                yield return Wrong(service, server, nameof(LvsHealthServer.RealServer), $"it is one of {row.Service}", "Write a server of this service.");
            }

            foreach (ConstraintViolation violation in LvsConstraints.Violations(row))
            {
                yield return new LvsHealthFinding(LvsHealthSeverity.Error, violation.Setting, violation.Error) { Service = service, Server = server };
            }

            foreach (LvsHealthFinding finding in OfCheck(service, server).Concat(Counts(service, server)))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<LvsHealthFinding> OfCheck(LvsHealthService service, LvsHealthServer server)
    {
        foreach (LvsInputException error in server.Check.Check(service.Service.Service))
        {
            yield return new LvsHealthFinding(LvsHealthSeverity.Error, nameof(LvsHealthServer.Check), error) { Service = service, Server = server };
        }

        if (server.Check.NeedsPort && ProbeTarget.Of(server.Check, server.RealServer, TimeProvider.System).Port is < 1 or > ushort.MaxValue)
        {
            yield return Wrong(
                service,
                server,
                nameof(LvsHealthServer.Check),
                $"its {server.Check.Kind} check has no port to ask: neither the server nor the service has one",
                "Write the port of the check.");
        }

        if (server.Check.TimeFault is CheckFault fault)
        {
            yield return Wrong(service, server, nameof(LvsHealthCheck.Timeout), $"of its check, {fault.Reason}", fault.Remedy);
        }
    }

    private static IEnumerable<LvsHealthFinding> Counts(LvsHealthService service, LvsHealthServer server)
    {
        TimeSpan interval = server.Interval ?? service.Interval;
        TimeSpan fast = server.FastInterval ?? service.FastInterval ?? interval;
        if (interval <= TimeSpan.Zero)
        {
            yield return Wrong(service, server, nameof(LvsHealthService.Interval), $"its interval of {Seconds(interval)} leaves no time", "Write an interval above 0.");
        }
        else if (server.Interval > LvsHealthService.LongestTime)
        {
            yield return Wrong(service, server, nameof(LvsHealthService.Interval), $"its interval of {Seconds(interval)} is above {s_longest}", s_shorter);
        }
        else if (fast <= TimeSpan.Zero || fast > interval)
        {
            yield return Wrong(
                service,
                server,
                nameof(LvsHealthService.FastInterval),
                $"its fast interval of {Seconds(fast)} is not from 0 to its interval of {Seconds(interval)}",
                "Write a fast interval that is above 0 and at most the interval.");
        }

        foreach ((string setting, int count) in new[]
        {
            (nameof(LvsHealthService.Rise), server.Rise ?? service.Rise), (nameof(LvsHealthService.Fall), server.Fall ?? service.Fall),
        })
        {
            if (count < 1)
            {
                yield return Wrong(service, server, setting, $"{setting} {count} is below 1", "Write a number from 1.");
            }
        }
    }

    private static LvsHealthFinding TooLong(LvsHealthService service, string setting, TimeSpan time) =>
        Wrong(service, setting, $"the {setting} of {Seconds(time)} is above {s_longest}", s_shorter);

    private static LvsHealthFinding Wrong(LvsHealthService service, string setting, string reason, string remedy) =>
        Of(LvsHealthSeverity.Error, service, null, setting, reason, remedy);

    private static LvsHealthFinding Wrong(LvsHealthService service, LvsHealthServer server, string setting, string reason, string remedy) =>
        Of(LvsHealthSeverity.Error, service, server, setting, reason, remedy);

    private static LvsHealthFinding Doubtful(LvsHealthService service, string setting, string reason, string remedy) =>
        Of(LvsHealthSeverity.Warning, service, null, setting, reason, remedy);

    private static LvsHealthFinding Of(
        LvsHealthSeverity severity, LvsHealthService service, LvsHealthServer? server, string setting, string reason, string remedy)
    {
        string what = server is null ? $"Service {service}" : $"Real server {server.RealServer} of {service}";
        string verdict = severity == LvsHealthSeverity.Error ? " cannot be monitored so" : " is monitored otherwise than one may think";
        var error = new LvsInputException(LvsErrorId.InvalidHealthDocument, $"{what}{verdict}: {reason}.", (object?)server ?? service, remedy);
        return new LvsHealthFinding(severity, setting, error) { Service = service, Server = server };
    }

    private static string Seconds(TimeSpan time) => LvsHealthFinding.Seconds(time);
}
