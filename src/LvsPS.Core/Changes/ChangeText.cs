using System.Globalization;

namespace LvsPS;

/// <summary>The words of the sentences that describe changes.</summary>
internal static class ChangeText
{
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    public static string Name(LvsSyncRole role) => role == LvsSyncRole.Master ? "master" : "backup";

    public static string Settings(LvsService service) => string.Join(", ", SettingsOf(service).Where(s => s.IsSet).Select(s => s.Text));

    public static string Settings(LvsRealServer server) => string.Join(", ", SettingsOf(server).Where(s => s.IsSet).Select(s => s.Text));

    public static string Differences(LvsService before, LvsService after) => Differences(SettingsOf(before), SettingsOf(after));

    public static string Differences(LvsRealServer before, LvsRealServer after) => Differences(SettingsOf(before), SettingsOf(after));

    public static string Differences(LvsTimeout before, LvsTimeout after) => string.Join(", ", new[]
    {
        Change("tcp", before.Tcp, after.Tcp), Change("tcpfin", before.TcpFin, after.TcpFin), Change("udp", before.Udp, after.Udp),
    }.OfType<string>());

    public static string Settings(LvsSyncDaemon daemon) => string.Join(", ", SettingsOf(daemon).Where(s => s.IsSet).Select(s => s.Text));

    /// <summary>What the wanted daemon leaves to the kernel is no difference.</summary>
    public static string Differences(LvsSyncDaemon before, LvsSyncDaemon after) => string.Join(
        ", ", SettingsOf(before).Zip(SettingsOf(after)).Where(p => p.Second.IsSet && p.First.Value != p.Second.Value)
            .Prepend((First: new Setting("interface", before.Interface, true, string.Empty), Second: new Setting("interface", after.Interface, true, string.Empty)))
            .Where(p => p.First.Value != p.Second.Value)
            .Select(p => $"{p.First.Name} {p.First.Value} -> {p.Second.Value}"));

    private static Setting[] SettingsOf(LvsSyncDaemon daemon) =>
    [
        Flag("sync id", Number(daemon.SyncId), true),
        Flag("maxlen", Number(daemon.MaxLength), daemon.MaxLength != 0),
        Flag("group", daemon.Group?.ToString() ?? "none", daemon.Group is not null),
        Flag("port", Number(daemon.Port), daemon.Port != 0),
        Flag("ttl", Number(daemon.Ttl), daemon.Ttl != 0),
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Change(string name, TimeSpan? before, TimeSpan? after) =>
        after is null || after == before ? null : $"{name} {Seconds(before)} -> {Seconds(after)}";

    private static string Seconds(TimeSpan? time) => time is TimeSpan t ? string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds} s") : "unknown";

    private static string Differences(Setting[] before, Setting[] after) =>
        string.Join(", ", before.Zip(after).Where(p => p.First.Value != p.Second.Value).Select(p => $"{p.First.Name} {p.First.Value} -> {p.Second.Value}"));

    private static Setting[] SettingsOf(LvsService service) =>
    [
        new("scheduler", service.Scheduler, true, service.Scheduler),
        Flag("scheduler flags", LvsSchedulerFlagNames.Format(service.SchedulerFlags, service.Scheduler), service.SchedulerFlags != 0),
        Flag("persistence", service.PersistenceTimeout is null ? "none" : Seconds(service.PersistenceTimeout), service.PersistenceTimeout is not null),
        Flag("persistence netmask", service.PersistenceNetmask.ToString(), !service.PersistenceNetmask.IsFull),
        Flag("persistence engine", service.PersistenceEngine ?? "none", service.PersistenceEngine is not null),
        new("one-packet", service.OnePacket ? "on" : "off", service.OnePacket, "one-packet"),
    ];

    private static Setting[] SettingsOf(LvsRealServer server) =>
    [
        new("forwarding", Forwarding(server), true, Forwarding(server)),
        Flag("weight", server.Weight.ToString(CultureInfo.InvariantCulture), true),
        Flag("upper threshold", server.UpperThreshold.ToString(CultureInfo.InvariantCulture), server.UpperThreshold != 0),
        Flag("lower threshold", server.LowerThreshold.ToString(CultureInfo.InvariantCulture), server.LowerThreshold != 0),
    ];

    private static string Forwarding(LvsRealServer server)
    {
#pragma warning disable CA1308 // Words of a sentence are in lower case.
        string word = server.Forwarding.ToString().ToLowerInvariant();
        return server.Forwarding != LvsForwarding.Tunnel ? word
            : server.TunnelType == LvsTunnelType.Gue ? string.Create(CultureInfo.InvariantCulture, $"{word} gue:{server.TunnelPort} {server.TunnelChecksum.ToString().ToLowerInvariant()}")
            : server.TunnelType == LvsTunnelType.Gre ? $"{word} gre {server.TunnelChecksum.ToString().ToLowerInvariant()}"
            : $"{word} ipip";
#pragma warning restore CA1308
    }

    private static Setting Flag(string name, string value, bool isSet) => new(name, value, isSet, $"{name} {value}");

    private sealed record Setting(string Name, string Value, bool IsSet, string Text);
}
