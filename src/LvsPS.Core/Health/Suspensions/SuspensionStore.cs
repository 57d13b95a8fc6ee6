using System.Net;
using System.Text.Json;

namespace LvsPS;

/// <summary>The suspensions of a namespace, in a file that ends with the boot. Whoever changes them holds the lock of the table.</summary>
internal sealed class SuspensionStore
{
    private const int Version = 1;
    private readonly IStateFile _file;
    private string? _text;
    private IReadOnlyList<LvsSuspension> _last = [];

    public SuspensionStore(IStateFile file) => _file = file;

    /// <summary>Reads them.</summary>
    /// <returns>The suspensions, in the order in which they were made.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public IReadOnlyList<LvsSuspension> Read()
    {
        string? text = _file.Read();
        if (text != _text)
        {
            _last = text is null ? [] : Parse(text);
            _text = text;
        }

        return _last;
    }

    /// <summary>The suspension of a server.</summary>
    /// <param name="server">The server.</param>
    /// <returns>The suspension; null for none.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public LvsSuspension? Of(LvsRealServer server) => Read().FirstOrDefault(s => s.IsOf(server));

    /// <summary>Gives servers their suspensions.</summary>
    /// <param name="servers">The servers.</param>
    /// <returns>The same servers in the same order, those that are suspended with their suspension.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public IEnumerable<LvsRealServer> AddTo(IReadOnlyList<LvsRealServer> servers)
    {
        IReadOnlyList<LvsSuspension> all = Read();
        if (all.Count == 0)
        {
            return servers;
        }

        var known = all.ToDictionary(s => (s.Service, s.Address, s.Port));
        return servers.Select(s => known.TryGetValue((s.Service, s.Address, s.Port), out LvsSuspension? suspension) ? s with { Suspension = suspension } : s);
    }

    /// <summary>Replaces those of some servers.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="suspensions">Their suspensions from now on; none where they are resumed.</param>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public void Replace(IEnumerable<LvsRealServer> servers, IEnumerable<LvsSuspension> suspensions)
    {
        var gone = servers.Select(s => (s.Service, s.Address, s.Port)).ToHashSet();
        Write([.. Read().Where(s => !gone.Contains((s.Service, s.Address, s.Port))), .. suspensions]);
    }

    private void Write(IReadOnlyList<LvsSuspension> suspensions)
    {
        _file.Write(suspensions.Count == 0 ? null : JsonSerializer.Serialize(
            new Text(Version, [.. suspensions.Select(Entry.Of)]), HostRecordText.Options));
        _text = null;
        _last = [];
    }

    private IReadOnlyList<LvsSuspension> Parse(string text)
    {
        try
        {
            Text read = JsonSerializer.Deserialize<Text>(text, HostRecordText.Options) ?? throw new JsonException("it is empty");
            return read.Version == Version
                ? [.. (read.Suspensions ?? []).Select(e => e?.ToSuspension() ?? throw new JsonException("something is missing"))]
                : throw new JsonException($"it is of version {read.Version}, and this LvsPS knows version {Version}");
        }
        catch (Exception e) when (e is JsonException or FormatException or LvsInputException)
        {
            throw new LvsException(
                LvsErrorId.HostFileInvalid,
                $"The suspensions in {_file.Path} cannot be understood: {e.Message}",
                _file.Path,
                "Remove the file: its servers then keep the weights that they have, and are no longer suspended.",
                e);
        }
    }

    private sealed record Text(int Version, IReadOnlyList<Entry?>? Suspensions);

    private sealed record Entry(
        string? Service, string? Address, int Port, int WeightBefore, DateTimeOffset Since, string? Reason, string? Owner, DateTimeOffset? Expires)
    {
        public static Entry Of(LvsSuspension s) =>
            new(s.Service.ToString(), s.Address.ToString(), s.Port, s.WeightBefore, s.Since, s.Reason, s.Owner, s.Expires);

        public LvsSuspension ToSuspension() => new()
        {
            Service = LvsServiceId.Parse(Service ?? string.Empty),
            Address = IPAddress.Parse(Address ?? string.Empty),
            Port = Port,
            WeightBefore = WeightBefore,
            Since = Since,
            Reason = Reason,
            Owner = Owner,
            Expires = Expires,
        };
    }
}
