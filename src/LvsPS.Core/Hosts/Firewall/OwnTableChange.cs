using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>
/// One transaction on the table <c>inet lvsps</c>. Rules are removed by their handles, so that what others put into the same chains
/// stays; a chain goes with its last rule, and the table with its last chain.
/// </summary>
internal sealed class OwnTableChange
{
    private readonly OwnTable _table;
    private readonly List<JsonNode> _removals = [];
    private readonly List<JsonNode> _additions = [];
    private readonly Dictionary<string, int> _rules;
    private readonly List<NftChain> _chains = [];

    public OwnTableChange(OwnTable table)
    {
        _table = table;
        _rules = table.Ruleset.OwnChains.ToDictionary(
            c => c.Name, c => table.Ruleset.Rules.Count(r => r.IsOwn && r.Chain == c.Name), StringComparer.Ordinal);
    }

    /// <summary>Adds a rule.</summary>
    /// <param name="chain">Its chain.</param>
    /// <param name="expressions">What it compares and does.</param>
    /// <param name="before">The rule that it stands before; null for the end of the chain.</param>
    public void Add(NftChain chain, JsonArray expressions, NftRule? before = null)
    {
        if (!_chains.Contains(chain))
        {
            if (_table.Ruleset.OwnChains.Find(c => c.Name == chain.Name) is NftChain other && other != chain)
            {
                throw new LvsException(
                    LvsErrorId.ForeignChain,
                    $"The chain {chain.Name} of the table inet lvsps is none of LvsPS: it is not of the type {chain.Type} with the hook {chain.Hook} and the priority {chain.Priority}.",
                    chain.Name,
                    $"Remove it ('nft delete chain inet lvsps {chain.Name}'), or have whoever made it use a table of its own.");
            }

            _chains.Add(chain);
        }

        _additions.Add(NftJson.AddRule(chain.Name, expressions, before?.Handle));
        _rules[chain.Name] = _rules.GetValueOrDefault(chain.Name) + 1;
    }

    /// <summary>Puts a rule in the place of another.</summary>
    public void Replace(NftRule rule, JsonArray expressions) => _additions.Add(NftJson.ReplaceRule(rule, expressions));

    /// <summary>Removes a rule.</summary>
    public void Remove(NftRule rule)
    {
        _removals.Add(NftJson.DeleteRule(rule));
        _rules[rule.Chain]--;
    }

    /// <summary>The commands.</summary>
    /// <returns>A document; null where nothing is to be done.</returns>
    public string? Commands()
    {
        if (_removals.Count == 0 && _additions.Count == 0)
        {
            return null;
        }

        // Chains that others made are theirs, though they be empty.
        List<string> emptied = [.. _table.Ruleset.OwnChains.Where(c => _rules[c.Name] == 0 && OwnTable.IsOwn(c)).Select(c => c.Name)];
        bool isLast = emptied.Count == _rules.Count && !_table.Ruleset.HasOwnObjects;
        List<JsonNode> commands = [];
        if (_chains.Count > 0)
        {
            commands.Add(NftJson.AddTable());
            commands.AddRange(_chains.Select(NftJson.AddChain));
        }

        commands.AddRange(_additions);
        commands.AddRange(_removals);
        commands.AddRange(emptied.Select(NftJson.DeleteChain));
        if (isLast)
        {
            commands.Add(NftJson.DeleteTable());
        }

        return NftJson.Document(commands);
    }
}
