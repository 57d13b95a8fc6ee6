namespace LvsPS;

/// <summary>The full NAT of a session's host: the rules of nftables, and the connection tracking that they need, which is claimed for each service.</summary>
internal sealed class FullNats(LvsSession session)
{
    private const string Conntrack = "net/ipv4/vs/conntrack";

    private INftables Nftables => session.Host.Nftables;

    private HostWish Tracking => new(HostCells.Of(session, HostCellKind.Setting, Conntrack), "1");

    /// <summary>Reads all of it.</summary>
    /// <returns>The services in the order of the rules, and what is to be told of rules that are not understood.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public (IReadOnlyList<LvsFullNat> FullNats, IReadOnlyList<string> Warnings) Read()
    {
        OwnTable table = OwnTable.Read(Nftables);
        bool isTracking = table.FullNats.Count > 0 && Tracking.Cell.Read() == Tracking.State;
        return ([.. table.FullNats.Select(f => MakeFullNat(f.Nat, isTracking))], table.Warnings);
    }

    /// <summary>What would be read once a service had it.</summary>
    /// <param name="rule">The service and its sources.</param>
    /// <returns>It.</returns>
    public LvsFullNat Planned(FullNatRule rule) => MakeFullNat(rule, isTracking: true);

    /// <summary>What giving it to a service would do.</summary>
    /// <param name="rule">The service and its sources.</param>
    /// <returns>The steps; none where everything is so already.</returns>
    public IReadOnlyList<HostStep> StepsToEnable(FullNatRule rule)
    {
        List<HostStep> steps = [.. HostRecord.StepsToClaim([Tracking])];
        if (CommandsToEnable(OwnTable.Read(Nftables), rule) is string commands)
        {
            steps.Add(EnablingStep(rule, commands));
        }

        return steps;
    }

    /// <summary>Gives it to a service; a failure leaves everything as it was. The caller holds the lock of the table.</summary>
    /// <param name="rule">The service and its sources.</param>
    /// <param name="tell">Is told the line of each step; null for nobody.</param>
    /// <param name="also">What is done with it; null for nothing.</param>
    /// <exception cref="LvsException">It could not be given.</exception>
    public void Enable(FullNatRule rule, Action<string>? tell = null, Action<HostTransaction>? also = null) => HostTransaction.Run(
        transaction =>
        {
            also?.Invoke(transaction);
            HostRecord.Of(session).Claim(transaction, ClaimantOf(rule.Service), [Tracking]);
            if (CommandsToEnable(OwnTable.Read(Nftables), rule) is string commands)
            {
                // The last step, and a transaction of the kernel's own: there is nothing to undo of it.
                transaction.Do(EnablingStep(rule, commands), () => Nftables.Run(commands), () => { });
            }

            return true;
        },
        tell);

    /// <summary>
    /// Gives a service a rule that does nothing, since connections are not tracked: how it was where somebody had ended the tracking.
    /// The caller holds the lock of the table.
    /// </summary>
    /// <param name="rule">The service and its sources.</param>
    /// <param name="tell">Is told the line of each step; null for nobody.</param>
    /// <exception cref="LvsException">It could not be given.</exception>
    public void Untrack(FullNatRule rule, Action<string>? tell = null) => HostTransaction.Run(
        transaction =>
        {
            if (Tracking.Cell.Read() is string before && before == Tracking.State)
            {
                HostStep step = new("Do not track connections", "sysctl -w net.ipv4.vs.conntrack='0'");
                transaction.Do(step, () => Tracking.Cell.Write("0"), () => Tracking.Cell.Write(before));
            }

            if (CommandsToEnable(OwnTable.Read(Nftables), rule) is string commands)
            {
                transaction.Do(EnablingStep(rule, commands), () => Nftables.Run(commands), () => { });
            }

            return true;
        },
        tell);

    /// <summary>What taking it from a service would do.</summary>
    /// <param name="service">The service.</param>
    /// <returns>The steps; none where it has none.</returns>
    public IReadOnlyList<HostStep> StepsToDisable(LvsServiceId service)
    {
        List<HostStep> steps = [];
        if (CommandsToDisable(OwnTable.Read(Nftables), service) is string commands)
        {
            steps.Add(DisablingStep(service, commands));
        }

        steps.AddRange(HostRecord.Of(session).StepsToRelease(ClaimantOf(service)));
        return steps;
    }

    /// <summary>Takes it from a service; a failure leaves everything as it was. The caller holds the lock of the table.</summary>
    /// <param name="service">The service.</param>
    /// <param name="tell">Is told the line of each step; null for nobody.</param>
    /// <param name="also">What is done with it; null for nothing.</param>
    /// <returns>What was left, since somebody else had changed it meanwhile: a sentence each.</returns>
    /// <exception cref="LvsException">It could not be taken.</exception>
    public IReadOnlyList<string> Disable(LvsServiceId service, Action<string>? tell = null, Action<HostTransaction>? also = null) => HostTransaction.Run(
        transaction =>
        {
            // Read first: where the boot's own record was lost, the document has it.
            HostRecord record = HostRecord.Of(session);
            also?.Invoke(transaction);
            OwnTable table = OwnTable.Read(Nftables);
            if (CommandsToDisable(table, service) is string commands)
            {
                FullNatRule before = table.FullNats.Find(f => f.Nat.Service == service).Nat;
                transaction.Do(
                    DisablingStep(service, commands),
                    () => Nftables.Run(commands),
                    () =>
                    {
                        if (CommandsToEnable(OwnTable.Read(Nftables), before) is string again)
                        {
                            _ = Nftables.Run(again);
                        }
                    });
            }

            return record.Release(transaction, ClaimantOf(service));
        },
        tell);

    private static string ClaimantOf(LvsServiceId service) => $"fullnat {service}";

    private static HostStep EnablingStep(FullNatRule rule, string commands) => new(
        rule.Sources.Count == 0
            ? $"Give connections to {rule.Service} the director's address as their source"
            : $"Give connections to {rule.Service} a source of {string.Join(", ", rule.Sources)}",
        $"nft -j '{commands}'");

    private static HostStep DisablingStep(LvsServiceId service, string commands) =>
        new($"Leave connections to {service} their source", $"nft -j '{commands}'");

    private static string? CommandsToEnable(OwnTable table, FullNatRule rule)
    {
        var change = new OwnTableChange(table);
        List<(NftRule Rule, FullNatRule Nat)> there = table.FullNats.FindAll(f => f.Nat.Service == rule.Service);
        if (there.Count == 0)
        {
            change.Add(FullNatRule.Chain, rule.Write(), table.FullNats.Find(f => f.Nat.Rank > rule.Rank).Rule);
        }
        else if (!there[0].Nat.HasSameSources(rule))
        {
            change.Replace(there[0].Rule, rule.Write());
        }

        // Only the first counts; more of them are none of ours, but rules of our form all the same.
        there.Skip(1).ToList().ForEach(t => change.Remove(t.Rule));
        return change.Commands();
    }

    private static string? CommandsToDisable(OwnTable table, LvsServiceId service)
    {
        var change = new OwnTableChange(table);
        table.FullNats.FindAll(f => f.Nat.Service == service).ForEach(f => change.Remove(f.Rule));
        return change.Commands();
    }

    private LvsFullNat MakeFullNat(FullNatRule rule, bool isTracking) => new()
    {
        Service = rule.Service.From(session),
        SourceAddress = [.. rule.Sources.Select(s => s.ToString())],
        Conntrack = isTracking,
    };
}
