using System.Globalization;

namespace LvsPS;

/// <summary>
/// The table <c>inet lvsps</c> as it is understood: marks, full NAT, and what is neither, which is told and never touched. The
/// kernel's rules are the only state.
/// </summary>
internal sealed class OwnTable
{
    private OwnTable(NftRuleset ruleset)
    {
        Ruleset = ruleset;
        foreach (NftRule rule in ruleset.Rules.Where(r => r.IsOwn))
        {
            NftChain? chain = ruleset.OwnChains.FirstOrDefault(c => c.Name == rule.Chain);
            if (FwMarkRule.Read(rule.Expressions) is FwMarkRule mark
                && (chain == FwMarkRule.ChainOf(mark.Mark, isLocal: false) || chain == FwMarkRule.ChainOf(mark.Mark, isLocal: true)))
            {
                Marks.Add((rule, mark, chain == FwMarkRule.ChainOf(mark.Mark, isLocal: true)));
            }
            else if (chain == FullNatRule.Chain && FullNatRule.Read(rule.Expressions) is FullNatRule nat)
            {
                FullNats.Add((rule, nat));
            }
            else
            {
                Strange.Add(rule);
            }
        }
    }

    /// <summary>Everything that was read with it.</summary>
    public NftRuleset Ruleset { get; }

    /// <summary>The rules that give marks.</summary>
    public List<(NftRule Rule, FwMarkRule Mark, bool IsLocal)> Marks { get; } = [];

    /// <summary>The rules of full NAT.</summary>
    public List<(NftRule Rule, FullNatRule Nat)> FullNats { get; } = [];

    /// <summary>The rules that are not of LvsPS.</summary>
    public List<NftRule> Strange { get; } = [];

    /// <summary>What is to be told of them.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Strange.Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $"The rule with handle {r.Handle} in chain {r.Chain} of the table inet lvsps is none of LvsPS; it is left as it is. 'nft -a list chain inet lvsps {r.Chain}' shows it.")),
    ];

    /// <summary>Whether LvsPS makes such a chain.</summary>
    public static bool IsOwn(NftChain chain) =>
        chain == FullNatRule.Chain
        || (chain.Name.Split('-') is ["mark", string number, ..]
            && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out uint mark)
            && (chain == FwMarkRule.ChainOf(mark, isLocal: false) || chain == FwMarkRule.ChainOf(mark, isLocal: true)));

    /// <summary>Reads it.</summary>
    /// <param name="nftables">Where.</param>
    /// <returns>The table.</returns>
    /// <exception cref="LvsException">It cannot be read.</exception>
    public static OwnTable Read(INftables nftables) => new(NftRuleset.Read(nftables));
}
