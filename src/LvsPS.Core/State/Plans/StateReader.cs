namespace LvsPS;

/// <summary>Reads how a director and its host are, as far as a document of the wanted state speaks of them.</summary>
/// <param name="session">The session.</param>
/// <param name="client">Its client.</param>
internal sealed class StateReader(LvsSession session, ILvsClient client)
{
    /// <summary>Reads what a document is to be compared with.</summary>
    /// <param name="wanted">The document, complete.</param>
    /// <param name="owners">What documents named before.</param>
    /// <param name="progress">Is told of services whose servers were read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What is there.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public LiveState Read(
        LvsDesiredState wanted, OwnerRecord owners, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        // What was named before and no longer is may have to go; where nothing of a kind was ever named, nothing of it is read.
        IReadOnlyCollection<string> before = wanted is { Prune: true, Owner: string owner } ? owners.TargetsOf(owner) : [];
        bool Named(string kind) => before.Any(t => t.StartsWith(kind, StringComparison.Ordinal));
        IReadOnlyList<HealthHold> Holds() => wanted.Services.Count > 0 ? HoldStore.Read(session.Host.Holds) : [];
        IReadOnlyList<HealthHold> holds = Holds();
        LiveState live = new()
        {
            Table = SpeaksOfTable(wanted) || before.Count > 0 ? ReadTable(progress, cancellation) : LvsTable.Empty,
            Suspensions = wanted.Services.Count > 0 ? new SuspensionStore(session.Host.Suspensions).Read() : [],
            KernelSettings = [.. (wanted.KernelSettings ?? []).Select(Now)],
            VirtualAddresses = wanted.VirtualAddresses is { Count: > 0 } || Named(StateTargets.Addresses) ? ReadAddresses() : [],
            FwMarks = wanted.FwMarks is { Count: > 0 } || Named(StateTargets.Marks) ? new FwMarks(session).Read().Marks : [],
            FullNats = wanted.Services.Any(s => s.FullNat is not null) || Named(StateTargets.FullNats) ? new FullNats(session).Read().FullNats : [],
            RealServerHosts = wanted.RealServerHosts is { Count: > 0 } || Named(StateTargets.RealServerHosts) ? new RealServerHosts(session).Read() : [],
        };

        // Without the lock a monitor may have taken a server out, or put it back, while the table was read.
        return live with { Holds = [.. holds.Union(Holds())] };
    }

    /// <summary>Reads everything that a document can speak of, and the settings of the kernel that are named.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="progress">Is told of services whose servers were read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What is there.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public LiveState ReadAll(IEnumerable<string> settings, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default) => new()
    {
        Table = ReadTable(progress, cancellation),
        KernelSettings = [.. settings.Select(name => Now(new LvsDesiredKernelSetting { Name = name, Value = string.Empty }))],
        VirtualAddresses = ReadAddresses(),
        FwMarks = new FwMarks(session).Read().Marks,
        FullNats = new FullNats(session).Read().FullNats,
        RealServerHosts = new RealServerHosts(session).Read(),
    };

    /// <summary>Reads what a plan concerns.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Is told of services whose servers were read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What is there.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public LiveState Read(LvsPlan plan, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default) => new()
    {
        Table = plan.Changes.Any(c => c is not LvsHostChange) ? ReadTable(progress, cancellation) : LvsTable.Empty,
        KernelSettings = [.. plan.Changes.OfType<LvsKernelSettingChange>().Select(c => Now(c.After))],
        VirtualAddresses = plan.Changes.Any(c => c is LvsVirtualAddressChange) ? ReadAddresses() : [],
        FwMarks = plan.Changes.Any(c => c is LvsFwMarkChange) ? new FwMarks(session).Read().Marks : [],
        FullNats = plan.Changes.Any(c => c is LvsFullNatChange) ? new FullNats(session).Read().FullNats : [],
        RealServerHosts = plan.Changes.Any(c => c is LvsRealServerHostChange) ? new RealServerHosts(session).Read() : [],
    };

    /// <summary>Reads a whole table.</summary>
    /// <param name="progress">Is told of services whose servers were read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The table.</returns>
    /// <exception cref="LvsException">TableChanging, or it cannot be read.</exception>
    public LvsTable ReadTable(IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        LvsReading reading = client.ReadServices(withRealServers: true, progress, cancellation);
        return reading.IsConsistent
            ? new LvsTable { Services = reading.Services, Timeout = client.ReadTimeout(cancellation), SyncDaemons = client.ReadSyncDaemons(cancellation) }
            : throw new LvsException(
                LvsErrorId.TableChanging,
                "The table changed during each of five readings, so there is no whole one to work with. Nothing was done.",
                "table",
                "Find out what keeps changing it, or try again.");
    }

    /// <summary>Fills in what a document leaves to the host: interfaces, ends of tunnels, names and values as the kernel has them.</summary>
    /// <param name="wanted">The document.</param>
    /// <returns>The document, which names everything.</returns>
    /// <exception cref="LvsException">The host has no answer, or not one alone.</exception>
    public LvsDesiredState Complete(LvsDesiredState wanted) => wanted with
    {
        KernelSettings = wanted.KernelSettings?.Select(Complete).ToList(),
        VirtualAddresses = wanted.VirtualAddresses?.Select(Complete).ToList(),
        RealServerHosts = wanted.RealServerHosts?.Select(Complete).ToList(),
    };

    /// <summary>The plan to bring a director to a document's state, with what the kernel would refuse of it found before anything is sent.</summary>
    /// <param name="wanted">The document.</param>
    /// <param name="progress">Is told of services whose servers were read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The plan; an empty one where all is as wanted.</returns>
    /// <exception cref="LvsException">It cannot be read, or cannot be done.</exception>
    public LvsPlan Plan(LvsDesiredState wanted, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        OwnerRecord owners = wanted.Owner is null ? OwnerRecord.Empty : OwnerRecord.Of(session);
        LvsDesiredState complete = Complete(wanted);
        LiveState current = Read(complete, owners, progress, cancellation);
        LvsPlan plan = StateDiffer.Diff(current, complete, owners) with { Origin = new ReadFrom(session), Source = wanted.Path ?? wanted.Owner };
        return PlanCheck.Find(current.Table, plan) is { } finding ? throw finding.Error : plan;
    }

    private static bool SpeaksOfTable(LvsDesiredState wanted) =>
        wanted.Services.Count > 0 || wanted.Prune || wanted.Timeout is not null || wanted.SyncDaemons is not null;

    private LvsDesiredKernelSetting Now(LvsDesiredKernelSetting setting) => setting with { Value = new KernelSettings(session).Read(setting.Name).Value };

    private LvsDesiredKernelSetting Complete(LvsDesiredKernelSetting setting)
    {
        string name = new KernelSettings(session).Read(setting.Name).Name;
        return new LvsDesiredKernelSetting { Name = name, Value = KernelSettings.Check(name, setting.Value) };
    }

    private LvsDesiredVirtualAddress Complete(LvsDesiredVirtualAddress address)
    {
        var request = new VirtualAddressRequest(address.Address)
        {
            Interface = address.Interface,
            PrefixLength = address.PrefixLength,
            Broadcast = address.Broadcast,
            Label = address.Label,
        };
        HostAddress planned = new HostVirtualAddresses(session).PlanToAdd(request with { PrefixLength = request.PrefixLength ?? request.Width }).Address;
        return address with { Interface = planned.Interface, PrefixLength = planned.PrefixLength };
    }

    private LvsDesiredRealServerHost Complete(LvsDesiredRealServerHost host)
    {
        if (host.Mode != LvsRealServerMode.Tunnel)
        {
            return host;
        }

        if (host.LocalAddress is not null)
        {
            LocalAddressFinder.Check(session, host.LocalAddress);
            return host;
        }

        return host with
        {
            LocalAddress = new RealServerHosts(session).Read().FirstOrDefault(h => h.VirtualAddress.Equals(host.VirtualAddress))?.LocalAddress
                ?? LocalAddressFinder.Find(session, host.VirtualAddress),
        };
    }

    private IReadOnlyList<LvsDesiredVirtualAddress> ReadAddresses() =>
    [
        .. session.Host.Network.Addresses().Select(a => new LvsDesiredVirtualAddress
        {
            Address = a.Address,
            PrefixLength = a.PrefixLength,
            Interface = a.Interface,
            Broadcast = a.Broadcast,
            Label = a.Label,
        }),
    ];
}
