namespace LvsPS;

/// <summary>
/// Computes the changes from how a director and its host are to how a document wants them. Pure: nothing is read, nothing is done. Its
/// laws: what is as wanted differs in nothing; applied twice is applied once; the undone plan brings the old state back.
/// </summary>
internal static class StateDiffer
{
    private const string New = "The document names it, and it is not there.";
    private const string Differs = "It is not as the document says.";
    private const string Unlisted = "The document names its service without it.";
    private const string Pruned = "The document does not name it, and prunes.";
    private const string Restart = "It is not as the document says, and the kernel cannot edit a daemon that runs: it is stopped, and started anew.";

    /// <summary>
    /// Computes the changes in an order that is safe for traffic: what packets need to arrive comes before the services, what is new
    /// before what is edited, weights that rise before those that sink, and what goes goes last, services before what led to them.
    /// </summary>
    /// <param name="current">How it is.</param>
    /// <param name="wanted">How it is to be, complete.</param>
    /// <param name="owners">What documents named before.</param>
    /// <returns>The plan.</returns>
    public static LvsPlan Diff(LiveState current, LvsDesiredState wanted, OwnerRecord owners)
    {
        HashSet<string> named = StateTargets.Of(wanted);
        LvsOwnedTargets Owned(string owner) =>
            new(owner, wanted.Prune ? named : [.. named.Union(owners.TargetsOf(owner))]) { Known = owners.TargetsOf(owner) };

        // Services may go where no owner is named; the rest of a host is not the director's alone.
        bool MayGo(string target) => wanted.Prune && wanted.Owner is string owner && !named.Contains(target) && owners.IsOwn(owner, target);
        bool ServiceMayGo(LvsServiceId id) => wanted.Prune && wanted.Owner is null ? !named.Contains(StateTargets.Name(id)) : MayGo(StateTargets.Name(id));

        var index = new TableIndex(current);
        var inHand = new ServersInHand(current, index);
        LvsPlan table = DiffTable(current, inHand, wanted, ServiceMayGo);
        IEnumerable<LvsHostChange?> hosts =
        [
            .. (wanted.KernelSettings ?? []).Select(s => new LvsKernelSettingChange(current.Setting(s.Name)!, s)),
            .. (wanted.VirtualAddresses ?? []).Select(a => new LvsVirtualAddressChange(current.Address(a.Address, a.PrefixLength!.Value, a.Interface), a)),
            .. (wanted.RealServerHosts ?? []).Select(h => new LvsRealServerHostChange(Wish(current.RealServerHost(h.VirtualAddress)), h)),
            .. (wanted.FwMarks ?? []).Select(m => new LvsFwMarkChange(current.Mark(m.FwMark), m)),
            .. wanted.Services.Where(s => s.FullNat is not null).Select(s => FullNat(current, s.Service.Service, s.FullNat!.Enabled ? s.FullNat : null)),
            .. current.FullNats.Where(f => MayGo(StateTargets.FullNat(f.Service))).Select(f => FullNat(current, f.Service, null)),
            .. current.FwMarks.Select(m => m.FwMark).Distinct().Where(m => MayGo(StateTargets.Mark(m))).Select(m => new LvsFwMarkChange(current.Mark(m), null)),
            .. current.RealServerHosts.Where(h => MayGo(StateTargets.RealServerHost(h.VirtualAddress))).Select(h => new LvsRealServerHostChange(Wish(h), null)),
            .. current.VirtualAddresses.Where(a => MayGo(StateTargets.Name(a))).Select(a => new LvsVirtualAddressChange(a, null)),
        ];
        List<LvsHostChange> open = [.. hosts.OfType<LvsHostChange>().Where(c => !c.IsDone(index))];
        IEnumerable<LvsChange> all = [.. open.Where(c => !c.IsEnding), .. table.Changes, .. open.Where(c => c.IsEnding)];
        return new LvsPlan([.. all.Select(c => c with { Reason = ReasonOf(c, wanted) })])
        {
            // What is no longer named and not removed is the owner's all the same, until a document of it prunes.
            Owned = wanted.Owner is string name ? Owned(name) : null,
            LeftAlone = inHand.Notes,
        };
    }

    private static LvsPlan DiffTable(LiveState current, ServersInHand inHand, LvsDesiredState wanted, Func<LvsServiceId, bool> mayGo)
    {
        var table = new LvsTable
        {
            Services = [.. wanted.Services.Select(s => s.Service with { RealServers = inHand.Wanted(s) })],
            Timeout = wanted.Timeout,
            SyncDaemons = wanted.SyncDaemons,
        };
        HashSet<LvsServiceId> named = [.. table.Services.Select(s => s.Service)];
        LvsTable managed = current.Table with { Services = [.. current.Table.Services.Where(s => named.Contains(s.Service) || mayGo(s.Service))] };
        return TableDiffer.Diff(managed, table, LvsDiffMode.Replace);
    }

    private static LvsDesiredRealServerHost? Wish(LvsRealServerHost? host) => host is null ? null : LvsRealServerHostChange.Of(host);

    private static LvsFullNatChange? FullNat(LiveState current, LvsServiceId service, LvsDesiredFullNat? wanted) =>
        current.FullNat(service) is null && wanted is null ? null : new LvsFullNatChange(service, current.FullNat(service), wanted);

    private static string ReasonOf(LvsChange change, LvsDesiredState wanted) => change switch
    {
        LvsSyncDaemonChange { Successor: not null } => Restart,
        { Action: LvsAction.Add } => New,
        { Action: LvsAction.Edit } => Differs,
        LvsRealServerChange => Unlisted,
        LvsSyncDaemonChange => Pruned,
        LvsFullNatChange nat when wanted.Services.Any(s => s.Service.Service == nat.Service) => Differs,
        _ when wanted.Owner is string owner => $"The document of {owner} named it before, and no longer does.",
        _ => Pruned,
    };
}
