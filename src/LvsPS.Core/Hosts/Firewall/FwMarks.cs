using System.Net.Sockets;

namespace LvsPS;

/// <summary>The firewall marks of a session's host. The kernel's rules are the only state.</summary>
internal sealed class FwMarks(LvsSession session)
{
    private INftables Nftables => session.Host.Nftables;

    /// <summary>Reads all marks.</summary>
    /// <returns>Them by number and family, and what is to be told of rules that are not understood.</returns>
    /// <exception cref="LvsException">They cannot be read.</exception>
    public (IReadOnlyList<LvsFwMark> Marks, IReadOnlyList<string> Warnings) Read()
    {
        OwnTable table = OwnTable.Read(Nftables);
        if (table.Marks.Count == 0)
        {
            return ([], table.Warnings);
        }

        var foreign = ForeignMarks.In(table.Ruleset, Nftables);
        Dictionary<string, IReadOnlyList<LvsPortRange>> local = Groups(table, isLocal: true).ToDictionary(g => KeyOf(g.Mark), g => g.Ports);
        var marks = new List<LvsFwMark>();
        foreach ((FwMarkRule mark, IReadOnlyList<LvsPortRange> ports) in Groups(table, isLocal: false))
        {
            bool includeLocal = local.TryGetValue(KeyOf(mark), out IReadOnlyList<LvsPortRange>? same) && same.SequenceEqual(ports);
            _ = includeLocal && local.Remove(KeyOf(mark));
            marks.Add(MakeMark(mark, ports, includeLocal, foreign.TablesOf(mark.Mark)));
        }

        return (
            [.. marks.OrderBy(m => m.FwMark).ThenBy(m => m.AddressFamily)],
            [
                .. table.Warnings,
                .. Groups(table, isLocal: true).Where(g => local.ContainsKey(KeyOf(g.Mark))).Select(g =>
                    $"Locally made packets get the mark {g.Mark.Mark} by other rules than those that come in; Set-LvsFwMark makes them the same."),
            ]);
    }

    /// <summary>What setting a mark would do.</summary>
    /// <param name="request">The mark.</param>
    /// <returns>The step; null where everything is so already.</returns>
    public HostStep? StepToSet(FwMarkRequest request)
    {
        OwnTable table = OwnTable.Read(Nftables);
        string? commands = CommandsToSet(table, request);
        if (commands is null)
        {
            return null;
        }

        string instead = string.Join(" and ", Groups(table, isLocal: false).Where(g => g.Mark.Mark == request.Mark)
            .Select(g => FwMarkRequest.Words(g.Mark.Addresses.Select(AddressBlocks.TextOf), g.Ports, includeLocal: false)));
        return StepOf($"Mark {request.Words()} with {request.Mark}{(instead.Length > 0 ? $" instead of {instead}" : string.Empty)}", commands);
    }

    /// <summary>Makes a mark's set as wanted, in one transaction. The caller holds the lock of the table.</summary>
    /// <param name="request">The mark.</param>
    /// <param name="tell">Is told the command; null for nobody.</param>
    /// <param name="also">What is done with it; null for nothing.</param>
    /// <exception cref="LvsException">It could not be made; nothing was changed.</exception>
    public void Set(FwMarkRequest request, Action<string>? tell = null, Action<HostTransaction>? also = null) =>
        Run(() => CommandsToSet(OwnTable.Read(Nftables), request), tell, also);

    /// <summary>What the marks are that a request makes.</summary>
    /// <param name="request">The mark.</param>
    /// <returns>One for each family.</returns>
    public IReadOnlyList<LvsFwMark> Planned(FwMarkRequest request) =>
    [
        .. request.Rules().GroupBy(r => r.Family).Select(g => MakeMark(g.First(), PortSet.Of(request.Ports), request.IncludeLocal, [])),
    ];

    /// <summary>What removing a mark would do.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="family">Of this family only; null for both.</param>
    /// <returns>The step; null where there is no such mark.</returns>
    public HostStep? StepToRemove(uint mark, AddressFamily? family)
    {
        OwnTable table = OwnTable.Read(Nftables);
        string words = string.Join(" and ", Groups(table, isLocal: false).Concat(Groups(table, isLocal: true))
            .Where(g => g.Mark.Mark == mark && (family is null || g.Mark.Family == family))
            .Select(g => FwMarkRequest.Words(g.Mark.Addresses.Select(AddressBlocks.TextOf), g.Ports, includeLocal: false)).Distinct());
        return CommandsToRemove(table, mark, family) is string commands ? StepOf($"No longer mark {words} with {mark}", commands) : null;
    }

    /// <summary>Removes a mark. The caller holds the lock of the table.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="family">Of this family only; null for both.</param>
    /// <param name="tell">Is told the command; null for nobody.</param>
    /// <param name="also">What is done with it; null for nothing.</param>
    /// <exception cref="LvsException">It could not be removed; nothing was changed.</exception>
    public void Remove(uint mark, AddressFamily? family, Action<string>? tell = null, Action<HostTransaction>? also = null) =>
        Run(() => CommandsToRemove(OwnTable.Read(Nftables), mark, family), tell, also);

    private static string? CommandsToSet(OwnTable table, FwMarkRequest request)
    {
        IReadOnlyList<FwMarkRule> wanted = request.Rules();
        List<(NftRule Rule, FwMarkRule Mark, bool IsLocal)> there = [.. table.Marks.Where(m => m.Mark.Mark == request.Mark)];
        bool[] chains = request.IncludeLocal ? [false, true] : [false];
        if (there.Count == wanted.Count * chains.Length
            && chains.All(isLocal => wanted.All(w => there.Any(t => t.IsLocal == isLocal && AreSame(w, t.Mark)))))
        {
            return null;
        }

        var change = new OwnTableChange(table);
        foreach (bool isLocal in chains)
        {
            foreach (FwMarkRule rule in wanted)
            {
                change.Add(FwMarkRule.ChainOf(request.Mark, isLocal), rule.Write());
            }
        }

        there.ForEach(t => change.Remove(t.Rule));
        return change.Commands();
    }

    private static string? CommandsToRemove(OwnTable table, uint mark, AddressFamily? family)
    {
        var change = new OwnTableChange(table);
        table.Marks.FindAll(m => m.Mark.Mark == mark && (family is null || m.Mark.Family == family)).ForEach(m => change.Remove(m.Rule));
        return change.Commands();
    }

    private static bool AreSame(FwMarkRule wanted, FwMarkRule there) =>
        wanted.Family == there.Family && wanted.Ports.SequenceEqual(there.Ports) && AddressBlocks.Same(wanted.Addresses, there.Addresses);

    private static HostStep StepOf(string sentence, string commands) => new(sentence, $"nft -j '{commands}'");

    /// <summary>The rules of a mark with the same addresses, which differ by protocol, are one.</summary>
    private static IEnumerable<(FwMarkRule Mark, IReadOnlyList<LvsPortRange> Ports)> Groups(OwnTable table, bool isLocal) =>
        table.Marks.Where(m => m.IsLocal == isLocal).Select(m => m.Mark).GroupBy(KeyOf).Select(g => (g.First(), PortSet.Of(g.SelectMany(m => m.Ports))));

    private static string KeyOf(FwMarkRule rule) => $"{rule.Mark} {string.Join(',', rule.Addresses.Select(AddressBlocks.TextOf))}";

    private LvsFwMark MakeMark(FwMarkRule mark, IReadOnlyList<LvsPortRange> ports, bool includeLocal, IReadOnlyList<string> clashing) => new()
    {
        FwMark = mark.Mark,
        AddressFamily = mark.Family,
        Service = LvsServiceId.ForMark(mark.Mark, mark.Family == AddressFamily.InterNetworkV6).From(session),
        Addresses = [.. mark.Addresses.Select(AddressBlocks.TextOf)],
        Ports = ports,
        IncludeLocal = includeLocal,
        ClashingTables = clashing,
        Origin = new ReadFrom(session),
    };

    private void Run(Func<string?> compute, Action<string>? tell, Action<HostTransaction>? also) => HostTransaction.Run(
        transaction =>
        {
            also?.Invoke(transaction);
            if (compute() is string commands)
            {
                // The last step, and a transaction of the kernel's own: there is nothing to undo of it.
                transaction.Do(StepOf(string.Empty, commands), () => Nftables.Run(commands), () => { });
            }

            return true;
        },
        tell);
}
