using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LvsPS;

/// <summary>
/// What the monitors of a namespace hold, in a file that ends with the boot. What a monitor wrote counts for as long as its process
/// runs; what it left behind is known until another monitor has the service in hand. Whoever writes holds the lock of the table.
/// </summary>
internal sealed class HoldStore
{
    private const int Version = 1;
    private readonly IStateFile _file;
    private readonly Guid _monitor = Guid.NewGuid();
    private HashSet<HealthHold> _own = [];
    private string? _seen;

    public HoldStore(IStateFile file) => _file = file;

    /// <summary>Whether this monitor holds nothing.</summary>
    public bool IsEmpty => _own.Count == 0;

    /// <summary>What the running monitors of a namespace hold.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The holds; one that two monitors have is there twice.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public static IReadOnlyList<HealthHold> Read(IStateFile file) => Read(file, isRunning: true);

    /// <summary>What monitors that have ended, or were killed, left otherwise than their documents had it.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The holds, those of the monitor that wrote last at the end.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public static IReadOnlyList<HealthHold> ReadLeft(IStateFile file) => Read(file, isRunning: false);

    /// <summary>Writes what this monitor holds, where the file says otherwise.</summary>
    /// <param name="holds">All that it holds now.</param>
    /// <param name="services">The services that it has in hand: what others left of these counts no more.</param>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess; what was written before stays.</exception>
    public void Write(IEnumerable<HealthHold> holds, IEnumerable<LvsServiceId> services) => Write([.. holds], services, MonitorProcess.Own);

    /// <summary>Holds nothing any more, and leaves behind what the next monitor of a service is to know.</summary>
    /// <param name="services">The services whose places in the table stay as they are.</param>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public void Leave(IReadOnlyCollection<LvsServiceId> services)
    {
        HashSet<HealthHold> left = [.. _own.Where(h => services.Contains(h.Service))];
        _seen = null;
        Write(left, [], MonitorProcess.Ended);
    }

    private static IReadOnlyList<HealthHold> Read(IStateFile file, bool isRunning) =>
        [.. Parse(file, file.Read()).Where(e => e.Process.IsRunning == isRunning).SelectMany(e => e.Holds).Select(h => h.ToHold()!)];

    private static IReadOnlyList<Entry> Parse(IStateFile file, string? text) => text is null ? [] : HostRecordText.Parse<Form>(
        text,
        file.Path,
        f => f.Version,
        Version,
        f => f.Monitors?.All(m => m is { Process: not null, Holds: not null } && m.Holds.All(h => h?.ToHold() is not null)) == true,
        "Remove the file: health monitors that run write it again.").Monitors;

    private void Write(HashSet<HealthHold> next, IEnumerable<LvsServiceId> services, MonitorProcess process)
    {
        string? text = _file.Read();
        if (text == _seen && next.SetEquals(_own))
        {
            return;
        }

        HashSet<LvsServiceId> inHand = [.. services];
        List<Entry> entries = [.. Parse(_file, text)
            .Select(e => e.Monitor == _monitor || e.Process.IsRunning ? e : e with { Holds = [.. e.Holds.Where(h => !inHand.Contains(h.ToHold()!.Service))] })];

        // It keeps its place, or two monitors would write without end.
        int place = entries.FindIndex(e => e.Monitor == _monitor);
        entries.Insert(place < 0 ? entries.Count : place, new Entry(_monitor, process, [.. next.Select(Hold.Of)]));
        if (place >= 0)
        {
            entries.RemoveAt(place + 1);
        }

        _ = entries.RemoveAll(e => e.Holds.Count == 0);
        string? now = entries.Count == 0 ? null : JsonSerializer.Serialize(new Form(Version, entries), HostRecordText.Options) + "\n";
        if (now != text)
        {
            _file.Write(now);
        }

        (_own, _seen) = (next, now);
    }

    private sealed record Form([property: JsonRequired] int Version, [property: JsonRequired] IReadOnlyList<Entry> Monitors);

    private sealed record Entry(Guid Monitor, MonitorProcess Process, IReadOnlyList<Hold> Holds);

    private sealed record Hold(
        HealthHoldKind Kind,
        string? Service,
        string? Address,
        int Port,
        LvsForwarding Forwarding,
        int Weight,
        uint UpperThreshold,
        uint LowerThreshold,
        LvsTunnelType TunnelType,
        int TunnelPort,
        LvsTunnelChecksum TunnelChecksum)
    {
        public static Hold Of(HealthHold hold) => new(
            hold.Kind,
            hold.Service.ToString(),
            hold.Server.Address.ToString(),
            hold.Server.Port,
            hold.Server.Forwarding,
            hold.Server.Weight,
            hold.Server.UpperThreshold,
            hold.Server.LowerThreshold,
            hold.Server.TunnelType,
            hold.Server.TunnelPort,
            hold.Server.TunnelChecksum);

        public HealthHold? ToHold()
        {
            try
            {
                var server = new LvsRealServer
                {
                    Service = LvsServiceId.Parse(Service ?? string.Empty),
                    Address = IPAddress.Parse(Address ?? string.Empty),
                    Port = Port,
                    Forwarding = Forwarding,
                    Weight = Weight,
                    UpperThreshold = UpperThreshold,
                    LowerThreshold = LowerThreshold,
                    TunnelType = TunnelType,
                    TunnelPort = TunnelPort,
                    TunnelChecksum = TunnelChecksum,
                };
                return new HealthHold(server, Kind);
            }
            catch (Exception e) when (e is FormatException or LvsInputException)
            {
                return null;
            }
        }
    }
}
