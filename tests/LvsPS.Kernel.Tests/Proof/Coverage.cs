using System.Net.Sockets;
using System.Text;

namespace LvsPS.Kernel.Tests.Proof;

/// <summary>Counts what options the generated tables have, and which of them stand beside each other.</summary>
public sealed class Coverage
{
    private const int Columns = 3;

    private static readonly string[] s_flags = ["flag-1", "flag-2", "flag-3"];
    private static readonly string[] s_daemonOnly = ["master", "backup", "group v4", "group v6", "maxlen", "port", "ttl", "sync id", "sync id 0"];

    /// <summary>Of each of these a service, a server or a daemon has one at most.</summary>
    private static readonly string[][] s_exclusive =
    [
        ["tcp", "udp", "sctp", "fwmark", "fwmark >= 2^31"],
        ["masquerade", "gateway", "ipip", "gue nocsum", "gue csum", "gue remcsum", "gre nocsum", "gre csum"],
        ["v4 behind v4", "v6 behind v4", "v4 behind v6", "v6 behind v6"],
        ["weight 0", "weight of 65536 and more"],
        ["upper threshold", "both thresholds"],
        ["master", "backup"],
        ["group v4", "group v6"],
        ["sync id", "sync id 0"],
    ];

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), int> _pairs = [];
    private readonly string[] _schedulers;

    public Coverage(string[] schedulers)
    {
        _schedulers = schedulers;
        foreach (string option in schedulers.Concat(s_flags).Concat(s_daemonOnly).Concat(s_exclusive.SelectMany(g => g))
            .Concat(["persistent", "persistence netmask", "pe sip", "one-packet", "port 0", "another port"]))
        {
            _counts[option] = 0;
        }
    }

    public IEnumerable<string> Rare => _counts.Where(c => c.Value < 10).Select(c => $"{c.Key} stands in {c.Value} places only");

    public IEnumerable<string> MissingPairs
    {
        get
        {
            string[] all = [.. _counts.Keys];
            return from i in Enumerable.Range(0, all.Length)
                   from j in Enumerable.Range(i + 1, all.Length - i - 1)
                   where MayMeet(all[i], all[j]) && !_pairs.ContainsKey((all[i], all[j]))
                   select $"{all[i]} is never with {all[j]}";
        }
    }

    public void Add(LvsTable table)
    {
        foreach (LvsService service in table.Services)
        {
            string[] options = [.. Of(service)];
            Count(options, []);
            foreach (LvsRealServer server in service.RealServers!)
            {
                Count([.. Of(server)], options);
            }
        }

        foreach (LvsSyncDaemon daemon in table.SyncDaemons!)
        {
            Count([.. Of(daemon)], []);
        }
    }

    /// <summary>How often each option stands in the tables, and with how many of the others that it can stand with.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("option, how often, and with how many of the options that it can stand beside:");
        int column = 0;
        foreach ((string option, int count) in _counts)
        {
            string[] others = [.. _counts.Keys.Where(o => o != option && MayMeet(option, o))];
            int met = others.Count(o => _pairs.ContainsKey(Pair(option, o)));
            text.Append(column++ % Columns == 0 ? '\n' : ' ').Append(FormattableString.Invariant($"{option,-25}{count,5} {$"{met}/{others.Length}",-6}"));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Of(LvsService service)
    {
        yield return service.Scheduler;
        yield return service switch
        {
            { FwMark: >= 1u << 31 } => "fwmark >= 2^31",
            { FwMark: not null } => "fwmark",
            { Protocol: LvsProtocol.Tcp } => "tcp",
            { Protocol: LvsProtocol.Udp } => "udp",
            _ => "sctp",
        };
        foreach ((bool has, string option) in new[]
        {
            (service.SchedulerFlags.HasFlag(LvsSchedulerFlags.Flag1), "flag-1"),
            (service.SchedulerFlags.HasFlag(LvsSchedulerFlags.Flag2), "flag-2"),
            (service.SchedulerFlags.HasFlag(LvsSchedulerFlags.Flag3), "flag-3"),
            (service.PersistenceTimeout is not null, "persistent"),
            (!service.PersistenceNetmask.IsFull, "persistence netmask"),
            (service.PersistenceEngine == "sip", "pe sip"),
            (service.OnePacket, "one-packet"),
            (service.VirtualPort == 0, "port 0"),
        })
        {
            if (has)
            {
                yield return option;
            }
        }
    }

    private static IEnumerable<string> Of(LvsRealServer server)
    {
        yield return server switch
        {
            { Forwarding: LvsForwarding.Masquerade } => "masquerade",
            { Forwarding: LvsForwarding.Gateway } => "gateway",
            { TunnelType: LvsTunnelType.Ipip } => "ipip",
            _ => $"{(server.TunnelType == LvsTunnelType.Gue ? "gue" : "gre")} " + server.TunnelChecksum switch
            {
                LvsTunnelChecksum.None => "nocsum",
                LvsTunnelChecksum.Checksum => "csum",
                _ => "remcsum",
            },
        };
        yield return $"{Family(server.AddressFamily)} behind {Family(server.Service.AddressFamily)}";
        if (server.Weight is 0 or > ushort.MaxValue)
        {
            yield return server.Weight == 0 ? "weight 0" : "weight of 65536 and more";
        }

        if (server.UpperThreshold > 0)
        {
            yield return server.LowerThreshold > 0 ? "both thresholds" : "upper threshold";
        }

        if (server.Port != (server.Service.VirtualPort ?? 0))
        {
            yield return "another port";
        }
    }

    private static IEnumerable<string> Of(LvsSyncDaemon daemon)
    {
        yield return daemon.Role == LvsSyncRole.Master ? "master" : "backup";
        yield return $"group {Family(daemon.Group!.AddressFamily)}";
        yield return daemon.SyncId == 0 ? "sync id 0" : "sync id";
        foreach ((bool has, string option) in new[] { (daemon.MaxLength != 1400, "maxlen"), (daemon.Port != 8848, "port"), (daemon.Ttl != 1, "ttl") })
        {
            if (has)
            {
                yield return option;
            }
        }
    }

    private static string Family(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? "v6" : "v4";

    private static (string, string) Pair(string x, string y) => string.CompareOrdinal(x, y) < 0 ? (x, y) : (y, x);

    private void Count(string[] options, string[] around)
    {
        for (int i = 0; i < options.Length; i++)
        {
            _counts[options[i]]++;
            foreach (string other in options.Skip(i + 1).Concat(around))
            {
                (string, string) pair = Pair(options[i], other);
                _pairs[pair] = _pairs.GetValueOrDefault(pair) + 1;
            }
        }
    }

    /// <summary>Whether a kernel can have both at one place: of one service, or of a real server and its service, or of one daemon.</summary>
    private bool MayMeet(string x, string y)
    {
        bool Both(string[] some, params string[] others) => (some.Contains(x) && others.Contains(y)) || (some.Contains(y) && others.Contains(x));
        return s_daemonOnly.Contains(x) == s_daemonOnly.Contains(y)
            && !(_schedulers.Contains(x) && _schedulers.Contains(y))
            && !s_exclusive.Any(g => g.Contains(x) && g.Contains(y))
            && !Both(["pe sip", "one-packet"], "tcp", "sctp")
            && !Both(["port 0"], "fwmark", "fwmark >= 2^31")
            && !Both(["v6 behind v4", "v4 behind v6"], "masquerade", "gateway");
    }
}
