using System.Globalization;
using System.Net.Sockets;
using CsCheck;
using LvsPS.Core.Tests;

namespace LvsPS.Kernel.Tests.Proof;

/// <summary>
/// The generated tables of the proof, each fitted to what a kernel can hold. LVSPS_PROOF_SEED and LVSPS_PROOF_TABLES in the environment
/// change the seed and the number; table N of a seed is always the same.
/// </summary>
public static class ProofTables
{
    private const ulong DefaultSeed = 20_260_612;

    /// <summary>A backup takes no message shorter than this (ip_vs_sync.c: set_sync_mesg_maxlen and start_sync_thread).</summary>
    private const int ShortestOfBackup = 1024;

    /// <summary>What a datagram over IPv6 holds: 65535 less its two headers.</summary>
    private const int LongestOverIPv6 = 65487;

    private static readonly string[] s_schedulers =
        ["rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "twos"];

    public static ulong Seed { get; } = ulong.Parse(Variable("LVSPS_PROOF_SEED") ?? $"{DefaultSeed}", CultureInfo.InvariantCulture);

    public static int Count { get; } = int.Parse(Variable("LVSPS_PROOF_TABLES") ?? "500", CultureInfo.InvariantCulture);

    /// <summary>The schedulers that a kernel has.</summary>
    public static string[] Schedulers(bool hasTwos) => hasTwos ? s_schedulers : s_schedulers[..^1];

    public static IEnumerable<(int Number, LvsTable Table)> All(bool hasTwos) =>
        Enumerable.Range(1, Count).Select(number => (number, Of(number, Schedulers(hasTwos))));

    private static LvsTable Of(int number, string[] schedulers)
    {
        LvsTable table = TableGen.Live.Generate(new PCG((uint)number, Seed), null, out _);

        // The kernel has either daemons or servers of another family than their service's, so each table has one of them at most.
        bool mixes = number % 2 == 0;
        return table with
        {
            Services = [.. table.Services.Select((s, i) => s with
            {
                Scheduler = schedulers.Contains(s.Scheduler) ? s.Scheduler : schedulers[(number + i) % schedulers.Length],
                RealServers = [.. s.RealServers!.Where(r => mixes || r.AddressFamily == s.AddressFamily)],
            })],
            SyncDaemons = mixes ? [] : [.. table.SyncDaemons!.Select(Fit)],
        };
    }

    private static LvsSyncDaemon Fit(LvsSyncDaemon daemon) => daemon with
    {
        Interface = "eth0",
        MaxLength = Math.Clamp(
            daemon.MaxLength,
            daemon.Role == LvsSyncRole.Backup ? ShortestOfBackup : 1,
            daemon.Group!.AddressFamily == AddressFamily.InterNetworkV6 ? LongestOverIPv6 : int.MaxValue),
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
