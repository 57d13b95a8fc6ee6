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
