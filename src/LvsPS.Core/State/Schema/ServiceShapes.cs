using System.Globalization;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Services and their real servers.</summary>
internal static class ServiceShapes
{
    private static readonly WordShape<string> s_flag = new(
        [.. new[] { "sh-fallback", "sh-port", "mh-fallback", "mh-port", "flag-1", "flag-2", "flag-3" }.Select(f => (f, f))]);

    private static readonly FormShape<string> s_netmask = new(
        "netmask",
        "a mask such as 255.255.255.0, or a prefix length such as 24 or 64",
        $"^({CommonShapes.IPv4}|/?([1-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))$",
        Netmask,
        t => t)
    { Numbers = (1, 128) };

    /// <summary>A real server.</summary>
    public static readonly MapShape<RealServerDraft> RealServer = ServerShapes.WithServerSettings(
        new MapShape<RealServerDraft>("realServer", "A real server.") { IsFlow = true, IsLong = d => d.Health is not null }
            .Item("address", CommonShapes.Address, d => d.Address, (d, v) => d.Address = v, "Its address.", required: true),
        new WeightShape())
        .Item("health", HealthShapes.Server, d => d.Health, (d, v) => d.Health = v, "How it is checked, where it is not as the others.");

    /// <summary>What holds for all real servers that say nothing else.</summary>
    public static readonly MapShape<RealServerDraft> RealServerDefaults = ServerShapes.WithServerSettings(
        new MapShape<RealServerDraft>("realServerDefaults", "What holds for all real servers that say nothing else."), new WeightShape());

    /// <summary>What holds for all services that say nothing else.</summary>
    public static readonly MapShape<DefaultsDraft> Defaults = WithServiceSettings(
        new MapShape<DefaultsDraft>("defaults", "What holds for all services and real servers that say nothing else."))
        .Item("realServer", RealServerDefaults, d => d.RealServer, (d, v) => d.RealServer = v, "What holds for all real servers that say nothing else.")
        .Item("health", HealthShapes.Service, d => d.Health, (d, v) => d.Health = v, "How real servers are checked, where their service says nothing else.");

    /// <summary>A service.</summary>
    public static readonly MapShape<ServiceDraft> Service = WithServiceSettings(
        new MapShape<ServiceDraft>("service", "A virtual service.")
            .Item("service", CommonShapes.Service, d => d.Service, (d, v) => d.Service = v, "Which service it is: tcp://10.0.0.10:80, udp://[2001:db8::1]:53, fwmark://7.", required: true))
        .Item("fullNat", new FullNatShape(), d => d.FullNat, (d, v) => d.FullNat = v, "Whether its real servers see the director as their client, and with which addresses; not managed without it.")
        .Item("realServers", new ListShape<RealServerDraft>(() => RealServer), d => d.RealServers, (d, v) => d.RealServers = v, "All its real servers; others of it are removed. Not managed without it.")
        .Item("health", HealthShapes.Service, d => d.Health, (d, v) => d.Health = v, "How its real servers are checked; false for not at all.");

    /// <summary>Whether it is a mask of either family; of which one says the service.</summary>
    private static string? Netmask(string text) =>
        LvsEndpoint.TryAddress(text) is { AddressFamily: AddressFamily.InterNetwork } ? text
        : text.TrimStart('/') is { Length: > 0 } length && text.Length - length.Length <= 1 && !Scalars.LooksOctal(length)
            && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits is >= 1 and <= 128
            ? text
            : null;

    private static MapShape<T> WithServiceSettings<T>(MapShape<T> map)
        where T : ServiceSettingsDraft, new() => map
        .Item("scheduler", new TextShape("the name of a scheduler"), d => d.Scheduler, (d, v) => d.Scheduler = v, "The scheduler; wlc without it.")
        .Item("schedulerFlags", new ListShape<string>(() => s_flag, isFlow: true), d => d.SchedulerFlags, (d, v) => d.SchedulerFlags = v, "The flags of the scheduler.")
        .Value("persistenceTimeout", DurationShape.Instance, d => d.PersistenceTimeout, (d, v) => d.PersistenceTimeout = v, "How long a client stays with its server, in whole seconds; 0 for no persistence.")
        .Item("persistenceNetmask", s_netmask, d => d.PersistenceNetmask, (d, v) => d.PersistenceNetmask = v, "Which clients count as one.")
        .Item("persistenceEngine", new TextShape("the name of a persistence engine"), d => d.PersistenceEngine, (d, v) => d.PersistenceEngine = v, "The persistence engine, such as sip; none for none.")
        .Value("onePacket", TruthShape.Instance, d => d.OnePacket, (d, v) => d.OnePacket = v, "Whether each packet is scheduled for itself.");
}
