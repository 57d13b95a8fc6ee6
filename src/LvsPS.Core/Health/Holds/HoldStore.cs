using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LvsPS;

/// <summary>
/// What the monitors of a namespace hold, in a file that ends with the boot. What a monitor wrote counts for as long as its process runs;
/// whoever writes holds the lock of the table.
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
    public static IReadOnlyList<HealthHold> Read(IStateFile file) =>
        [.. Parse(file, file.Read()).Where(e => e.Process.IsRunning).SelectMany(e => e.Holds).Select(h => h.ToHold()!)];

    /// <summary>Writes what this monitor holds, where the file says otherwise.</summary>
    /// <param name="holds">All that it holds now.</param>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess; what was written before stays.</exception>
    public void Write(IEnumerable<HealthHold> holds)
    {
        HashSet<HealthHold> next = [.. holds];
        string? text = _file.Read();
        if (text == _seen && next.SetEquals(_own))
        {
            return;
        }

        List<Entry> entries = [.. Parse(_file, text)];
        HashSet<HealthHold> written = [.. entries.Where(e => e.Monitor == _monitor).SelectMany(e => e.Holds).Select(h => h.ToHold()!)];
        if (!written.SetEquals(next))
        {
            _ = entries.RemoveAll(e => e.Monitor == _monitor || !e.Process.IsRunning);
            if (next.Count > 0)
            {
                entries.Add(new Entry(_monitor, MonitorProcess.Own, [.. next.Select(Hold.Of)]));
            }

            text = entries.Count == 0 ? null : JsonSerializer.Serialize(new Form(Version, entries), HostRecordText.Options) + "\n";
            _file.Write(text);
        }

        (_own, _seen) = (next, text);
    }

    private static IReadOnlyList<Entry> Parse(IStateFile file, string? text) => text is null ? [] : HostRecordText.Parse<Form>(
        text,
        file.Path,
        f => f.Version,
        Version,
        f => f.Monitors?.All(m => m is { Process: not null, Holds: not null } && m.Holds.All(h => h?.ToHold() is not null)) == true,
        "Remove the file: health monitors that run write it again.").Monitors;

    private sealed record Form([property: JsonRequired] int Version, [property: JsonRequired] IReadOnlyList<Entry> Monitors);

    private sealed record Entry(Guid Monitor, MonitorProcess Process, IReadOnlyList<Hold> Holds);

    private sealed record Hold(string? Service, string? Address, int Port, HealthHoldKind Kind)
    {
        public static Hold Of(HealthHold hold) => new(hold.Service.ToString(), hold.Address.ToString(), hold.Port, hold.Kind);

        public HealthHold? ToHold()
        {
            try
            {
                return new HealthHold(LvsServiceId.Parse(Service ?? string.Empty), IPAddress.Parse(Address ?? string.Empty), Port, Kind);
            }
            catch (Exception e) when (e is FormatException or LvsInputException)
            {
                return null;
            }
        }
    }
}
