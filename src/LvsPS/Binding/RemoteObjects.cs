using System.Globalization;
using System.Management.Automation;
using System.Net;

namespace LvsPS.Binding;

/// <summary>
/// Makes services, real servers and tables again of what remoting, a job or Export-Clixml left of them. They are nobody's: where they
/// were read is another process's business, so what binds them works on the session at hand.
/// </summary>
internal static class RemoteObjects
{
    /// <summary>Whether an object was a service in another process.</summary>
    public static bool IsService(PSObject item) => Was<LvsService>(item);

    /// <summary>Whether an object was a real server in another process.</summary>
    public static bool IsRealServer(PSObject item) => Was<LvsRealServer>(item);

    /// <summary>Whether an object was a snapshot in another process.</summary>
    public static bool IsSnapshot(PSObject item) => Was<LvsTableSnapshot>(item);

    /// <summary>The service; with its real servers where they were sent along.</summary>
    /// <exception cref="LvsInputException">The object contradicts itself.</exception>
    public static LvsService Service(PSObject item)
    {
        LvsServiceId id = LvsServiceId.Parse(Text(item, nameof(LvsService.Service)) ?? string.Empty);
        LvsService basis = LvsService.Default(id);
        LvsService service = basis with
        {
            Scheduler = Text(item, nameof(LvsService.Scheduler)) ?? basis.Scheduler,
            SchedulerFlags = Value<LvsSchedulerFlags>(item, nameof(LvsService.SchedulerFlags)),
            PersistenceTimeout = Value<TimeSpan?>(item, nameof(LvsService.PersistenceTimeout)),
            PersistenceNetmask = Text(item, nameof(LvsService.PersistenceNetmask)) is string mask
                ? LvsNetmask.Parse(mask, id.AddressFamily)
                : basis.PersistenceNetmask,
            PersistenceEngine = Text(item, nameof(LvsService.PersistenceEngine)),
            OnePacket = Value<bool>(item, nameof(LvsService.OnePacket)),
            RealServers = Items(item, nameof(LvsService.RealServers))?.Select(s => RealServer(s, id)).ToList(),
        };
        return LvsConstraints.Check(service).FirstOrDefault() is LvsInputException wrong ? throw wrong : service;
    }

    /// <summary>The snapshot.</summary>
    /// <exception cref="LvsInputException">The object contradicts itself.</exception>
    public static LvsTableSnapshot Snapshot(PSObject item)
    {
        var table = PSObject.AsPSObject(item.Properties[nameof(LvsTableSnapshot.Table)]?.Value ?? item);
        return new LvsTableSnapshot(Table(table), Value<DateTimeOffset>(item, nameof(LvsTableSnapshot.Time)));
    }

    /// <summary>The table.</summary>
    /// <exception cref="LvsInputException">The object contradicts itself.</exception>
    public static LvsTable Table(PSObject item) => new()
    {
        Services = [.. (Items(item, nameof(LvsTable.Services)) ?? []).Select(Service)],
        Timeout = Value<LvsTimeout>(item, nameof(LvsTable.Timeout)),
        SyncDaemons = Items(item, nameof(LvsTable.SyncDaemons))?.Select(LanguagePrimitives.ConvertTo<LvsSyncDaemon>).ToList(),
    };

    /// <summary>The error for a service whose real servers are wanted, and were not sent along.</summary>
    /// <param name="service">The service.</param>
    public static LvsInputException WithoutRealServers(object service) => new(
        LvsErrorId.InvalidServiceId,
        $"The service {service} comes from another session, without its real servers, which cannot be asked for from here.",
        service,
        "Have them sent along: Get-LvsService -IncludeRealServer there.");

    /// <summary>The real server.</summary>
    /// <param name="item">The object.</param>
    /// <param name="service">Its service.</param>
    /// <exception cref="LvsInputException">The object contradicts itself.</exception>
    public static LvsRealServer RealServer(PSObject item, LvsServiceId service)
    {
        LvsRealServer server = new()
        {
            Service = service,
            Address = IPAddress.Parse(Text(item, nameof(LvsRealServer.Address)) ?? throw WithoutRealServers(service)),
            Port = Value<int>(item, nameof(LvsRealServer.Port)),
            Forwarding = Value<LvsForwarding>(item, nameof(LvsRealServer.Forwarding)),
            Weight = Value<int>(item, nameof(LvsRealServer.Weight)),
            UpperThreshold = Value<uint>(item, nameof(LvsRealServer.UpperThreshold)),
            LowerThreshold = Value<uint>(item, nameof(LvsRealServer.LowerThreshold)),
            TunnelType = Value<LvsTunnelType>(item, nameof(LvsRealServer.TunnelType)),
            TunnelPort = Value<int>(item, nameof(LvsRealServer.TunnelPort)),
            TunnelChecksum = Value<LvsTunnelChecksum>(item, nameof(LvsRealServer.TunnelChecksum)),
            ActiveConnections = Value<uint>(item, nameof(LvsRealServer.ActiveConnections)),
            InactiveConnections = Value<uint>(item, nameof(LvsRealServer.InactiveConnections)),
            PersistentConnections = Value<uint>(item, nameof(LvsRealServer.PersistentConnections)),
        };
        return LvsConstraints.Check(server).FirstOrDefault() is LvsInputException wrong ? throw wrong : server;
    }

    /// <summary>Whether an object is of a type of the module, here or in the process that it comes from.</summary>
    public static bool IsOfModule(PSObject item) => item.BaseObject is not string
        && item.TypeNames.Any(t => t.StartsWith("LvsPS.", StringComparison.Ordinal) || t.StartsWith("Deserialized.LvsPS.", StringComparison.Ordinal));

    /// <summary>Whether an object was of a type in another process.</summary>
    public static bool Was<T>(PSObject item) => item.TypeNames.Contains($"Deserialized.{typeof(T).FullName}");

    /// <summary>A property as text; null where it was not sent.</summary>
    public static string? Text(PSObject item, string property) =>
        item.Properties[property]?.Value is object value ? Convert.ToString(value is PSObject { BaseObject: not PSCustomObject } text ? text.BaseObject : value, CultureInfo.InvariantCulture) : null;

    /// <summary>A property as what it was; its type's default where it was not sent.</summary>
    public static T? Value<T>(PSObject item, string property) =>
        item.Properties[property]?.Value is object value ? LanguagePrimitives.ConvertTo<T>(value) : default;

    /// <summary>A list of texts; empty where it was not sent.</summary>
    public static IReadOnlyList<string> Texts(PSObject item, string property) => [.. (Items(item, property) ?? []).Select(i => i.ToString())];

    /// <summary>The items of a property; null where it was not sent.</summary>
    public static IEnumerable<PSObject>? Items(PSObject item, string property) =>
        item.Properties[property]?.Value is object list ? LanguagePrimitives.GetEnumerable(list)?.Cast<object>().Select(PSObject.AsPSObject) : null;
}
