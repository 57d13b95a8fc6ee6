using System.Net;

namespace LvsPS;

/// <summary>The real servers of a service see the director as their client, by other addresses, or no longer.</summary>
public sealed record LvsFullNatChange : LvsHostChange
{
    /// <summary>Full NAT comes, changes or goes.</summary>
    /// <param name="service">The service.</param>
    /// <param name="before">What it has; null for none.</param>
    /// <param name="after">What it is to have; null for none.</param>
    public LvsFullNatChange(LvsServiceId service, LvsDesiredFullNat? before, LvsDesiredFullNat? after)
    {
        Service = service;
        Before = before;
        After = after;
    }

    /// <summary>The service.</summary>
    public LvsServiceId Service { get; }

    /// <summary>What it has; null for none.</summary>
    public LvsDesiredFullNat? Before { get; }

    /// <summary>What it is to have; null for none.</summary>
    public LvsDesiredFullNat? After { get; }

    /// <inheritdoc/>
    public override LvsAction Action => ActionOf(Before, After);

    /// <inheritdoc/>
    public override string Target => $"full NAT of {Service}";

    /// <inheritdoc/>
    public override string Description => After is null ? $"Leave connections to {Service} their source"
        : !After.Enabled ? $"Leave connections to {Service} untracked, so that they keep their source though there is a rule for it"
        : After.SourceAddress.Count == 0 ? $"Give connections to {Service} the director's address as their source"
        : $"Give connections to {Service} a source of {string.Join(", ", After.SourceAddress)}";

    /// <inheritdoc/>
    public override string Rule => $"# nft: {Description}";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsFullNatChange(Service, After, Before)];

    /// <inheritdoc/>
    internal override bool IsDone(TableIndex table) => table.Host is LiveState host && (After is null
        ? host.FullNat(Service) is null
        : host.FullNat(Service) is LvsDesiredFullNat now && now.Enabled == After.Enabled && RuleOf(now).HasSameSources(RuleOf(After)));

    /// <inheritdoc/>
    internal override LvsChange? From(TableIndex table) =>
        table.Host?.FullNat(Service) is null && After is null ? null : new LvsFullNatChange(Service, table.Host?.FullNat(Service), After) { Reason = Reason };

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation)
    {
        var fullNats = new FullNats(session);
        if (After is null)
        {
            return fullNats.Disable(Service, tell);
        }

        if (After.Enabled)
        {
            fullNats.Enable(RuleOf(After), tell);
        }
        else
        {
            fullNats.Untrack(RuleOf(After), tell);
        }

        return [];
    }

    private FullNatRule RuleOf(LvsDesiredFullNat nat)
    {
        FullNatRule rule = new KeptFullNat(Service.ToString()) { SourceAddress = [.. nat.SourceAddress.Select(RangeOf)] }.ToRule();
        return rule with { Sources = AddressRange.Joined(rule.Sources) };
    }

    /// <summary>A block as the range that it is; an address and a range as they are.</summary>
    private static string RangeOf(string text) =>
        text.Contains('/') && IPNetwork.Parse(text) is var block ? new AddressRange(block.BaseAddress, AddressBlocks.LastOf(block)).ToString() : text;
}
