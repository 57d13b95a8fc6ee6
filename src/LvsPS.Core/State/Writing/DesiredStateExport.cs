using System.Net;

namespace LvsPS;

/// <summary>
/// Makes of a director as it is a state that wants just that. Of the kernel's settings those are named that are not as after loading
/// ip_vs; of the host's addresses those that services listen at, and those that an interface has alone.
/// </summary>
internal sealed class DesiredStateExport(LvsSession session, ILvsClient client, Action<string> warn)
{
    /// <summary>Reads a director and its host.</summary>
    /// <param name="progress">Is told of services whose servers were read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The state.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public LvsDesiredState Read(IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        LvsTable table = new StateReader(session, client).ReadTable(progress, cancellation);
        WarnOfServersInHand(table);
        IReadOnlyList<LvsFullNat> fullNats = OfFirewall(() => new FullNats(session).Read().FullNats);
        var live = new LiveState
        {
            FullNats = fullNats,
            FwMarks = OfFirewall(() => new FwMarks(session).Read().Marks),
        };
        IReadOnlyList<LvsDesiredRealServerHost> realServers = [.. new RealServerHosts(session).Read().Where(h => h.IsRecorded).Select(LvsRealServerHostChange.Of)];
        IReadOnlyList<LvsDesiredVirtualAddress> addresses = Addresses(table, realServers.Select(r => r.VirtualAddress).ToHashSet());
        IReadOnlyList<LvsDesiredKernelSetting> settings = Settings();
        return StateOf(table.Services, live) with
        {
            Timeout = table.Timeout is null ? null : new LvsTimeout { Tcp = table.Timeout.Tcp, TcpFin = table.Timeout.TcpFin, Udp = table.Timeout.Udp },
            SyncDaemons = [.. (table.SyncDaemons ?? []).Select(d => d with { Origin = default })],
            KernelSettings = settings.Count > 0 ? settings : null,
            VirtualAddresses = addresses.Count > 0 ? addresses : null,
            FwMarks = live.FwMarks.Count > 0 ? [.. live.FwMarks.Select(m => m.FwMark).Distinct().Order().Select(m => live.Mark(m)!)] : null,
            RealServerHosts = realServers.Count > 0 ? realServers : null,
        };
    }

    /// <summary>What wants these services as they are.</summary>
    /// <param name="services">The services, with their real servers.</param>
    /// <param name="live">What else is known of them; null for nothing.</param>
    /// <returns>The state.</returns>
    public static LvsDesiredState StateOf(IEnumerable<LvsService> services, LiveState? live = null) => new()
    {
        Services = [.. services.Select(service => new LvsDesiredService
        {
            Service = service with { Service = service.Service.From(null), Counters = null, RealServers = null },
            RealServers = service.RealServers is null ? null : [.. service.RealServers.Select(s => new LvsDesiredRealServer { Server = s with { Counters = null, Suspension = null } })],
            FullNat = live?.FullNat(service.Service),
        })],
    };

    private IReadOnlyList<LvsDesiredVirtualAddress> Addresses(LvsTable table, HashSet<IPAddress> ofRealServers) =>
    [
        .. new HostVirtualAddresses(session).Read(table.Services.Select(s => s.Service))
            .Where(a => a.PrefixLength is not null && !ofRealServers.Contains(a.Address) && !IPAddress.IsLoopback(a.Address))
            .Select(a => new LvsDesiredVirtualAddress
            {
                Address = a.Address,
                PrefixLength = a.PrefixLength,
                Interface = a.Interface,

                // What an address gets that was added without a word.
                Broadcast = a.Address.Equals(a.Broadcast) ? null : a.Broadcast,
                Label = a.Label == a.Interface ? null : a.Label,
            }),
    ];

    private IReadOnlyList<LvsDesiredKernelSetting> Settings()
    {
        var settings = new KernelSettings(session);
        return
        [
            .. settings.Names().Select(settings.Read).Where(s => s.Default is not null && s.Value != s.Default)
                .Select(s => new LvsDesiredKernelSetting { Name = s.Name, Value = s.Value }),
        ];
    }

    /// <summary>What is so for a while only would be for good in a document.</summary>
    private void WarnOfServersInHand(LvsTable table)
    {
        foreach (HealthHold hold in HoldStore.Read(session.Host.Holds).Distinct())
        {
            string server = $"Real server {hold.Server} of {hold.Service}";
            warn(hold.Kind switch
            {
                HealthHoldKind.Out => $"{server} is not in the document: a health monitor holds it out of the table.",
                HealthHoldKind.Fallback => $"{server} is in the document only because a health monitor has it answer as the fallback.",
                _ => $"{server} has the weight in the document that a health monitor gave it for a while.",
            });
        }

        var index = new TableIndex(table);
        foreach (LvsSuspension suspension in new SuspensionStore(session.Host.Suspensions).Read())
        {
            if (index.Find(new LvsRealServer { Service = suspension.Service, Address = suspension.Address, Port = suspension.Port }) is LvsRealServer server)
            {
                warn(FormattableString.Invariant($"Real server {server} of {server.Service} is suspended, and has weight {server.Weight} in the document in place of {suspension.WeightBefore}."));
            }
        }
    }

    /// <summary>Without nftables there are neither marks nor full NAT of ours, and a director does without.</summary>
    private IReadOnlyList<T> OfFirewall<T>(Func<IReadOnlyList<T>> read)
    {
        try
        {
            return read();
        }
        catch (LvsException e) when (e.ErrorId is LvsErrorId.NftablesNotAvailable or LvsErrorId.PermissionDenied)
        {
            warn($"Firewall marks and full NAT are left out: {e.Message}");
            return [];
        }
    }
}
