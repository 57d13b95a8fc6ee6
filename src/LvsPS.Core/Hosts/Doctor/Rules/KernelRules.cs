using System.Globalization;

namespace LvsPS;

/// <summary>Whether the table can be had, and is one's own.</summary>
internal static class KernelRules
{
    /// <summary>The kernel has no IPVS.</summary>
    public static IEnumerable<LvsHostFinding> IpvsMissing(HostPicture picture)
    {
        if (picture is { IsDirector: true, Table: TableAccess.Missing })
        {
            yield return new LvsHostFinding
            {
                Id = nameof(IpvsMissing),
                Severity = LvsFindingSeverity.Error,
                Subject = "ip_vs",
                Message = "The kernel has no IP Virtual Server: its module ip_vs is not loaded.",
                Reason = "Without it there is no table, and no virtual service is served. /etc/modules-load.d loads it with each boot.",
                Remedy = "modprobe ip_vs",
            };
        }
    }

    /// <summary>The caller may not read the table.</summary>
    public static IEnumerable<LvsHostFinding> PermissionDenied(HostPicture picture)
    {
        if (picture is { IsDirector: true, Table: TableAccess.Denied })
        {
            yield return new LvsHostFinding
            {
                Id = nameof(PermissionDenied),
                Severity = LvsFindingSeverity.Error,
                Subject = "CAP_NET_ADMIN",
                Message = "The table cannot be read: this process has not the capability CAP_NET_ADMIN in the network namespace.",
                Reason = "Reading the table needs it as well as changing it, so services were not examined.",
                Remedy = $"sudo pwsh -Command '{picture.Cmdlets("Test-LvsHost")}'",
            };
        }
    }

    /// <summary>Totals and rates stand still.</summary>
    public static IEnumerable<LvsHostFinding> EstimationOff(HostPicture picture)
    {
        bool isOff = picture.OfIpvs("run_estimation") == 0;
        bool hasNoProcessor = picture.Settings.TryGetValue("net/ipv4/vs/est_cpulist", out string? list) && list.Trim().Length == 0;
        if (picture.Services.Count > 0 && (isOff || hasNoProcessor))
        {
            yield return new LvsHostFinding
            {
                Id = nameof(EstimationOff),
                Severity = LvsFindingSeverity.Warning,
                Subject = isOff ? "net.ipv4.vs.run_estimation" : "net.ipv4.vs.est_cpulist",
                Message = isOff ? "The kernel computes no statistics: run_estimation is 0." : "The kernel computes no statistics: est_cpulist names no processor.",
                Reason = "Totals and rates of services and real servers stand still, whatever arrives.",
                Services = [.. picture.Services.Select(s => s.Service)],
                Remedy = isOff ? picture.Set("run_estimation", 1) : picture.Set("est_cpulist", 0),
            };
        }
    }

    /// <summary>Another program changes the table too.</summary>
    public static IEnumerable<LvsHostFinding> OtherManager(HostPicture picture) => picture.IsDirector
        ? picture.Managers.Select(m => new LvsHostFinding
        {
            Id = nameof(OtherManager),
            Severity = LvsFindingSeverity.Warning,
            Subject = m.Name,
            Message = string.Create(CultureInfo.InvariantCulture, $"{m.Name} (process {m.Id}) runs in this network namespace, and changes the table too."),
            Reason = "It puts back what it wants, and removes what it does not know: changes made here do not last.",
            Services = [.. picture.Services.Select(s => s.Service)],
            Remedy = m.Ending,
        })
        : [];
}
