using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>
/// The marks that rules of other tables give. Rules of iptables-legacy are not in nftables, and so not seen here.
/// </summary>
internal sealed partial class ForeignMarks
{
    private readonly HashSet<(uint Mark, string Table)> _found = [];

    private ForeignMarks()
    {
    }

    /// <summary>Looks through the rules of others.</summary>
    /// <param name="ruleset">All rules.</param>
    /// <param name="nftables">Where they were read.</param>
    /// <returns>Their marks.</returns>
    public static ForeignMarks In(NftRuleset ruleset, INftables nftables)
    {
        var marks = new ForeignMarks();
        bool hasTargets = false;
        foreach (NftRule rule in ruleset.Rules.Where(r => !r.IsOwn))
        {
            foreach (JsonNode expression in rule.Expressions)
            {
                if (NftJson.At(expression, "mangle") is JsonObject mangle && NftJson.Same(mangle["key"], NftJson.Meta("mark")))
                {
                    marks.Add(rule, ruleset, mangle["value"]);
                }

                hasTargets |= NftJson.Text(NftJson.At(expression, "xt", "name")) == "MARK";
            }
        }

        if (hasTargets)
        {
            marks.AddTargets(nftables.ListText());
        }

        return marks;
    }

    /// <summary>The tables that give a mark.</summary>
    /// <param name="mark">The mark.</param>
    /// <returns>Their families and names, such as <c>ip mangle</c>.</returns>
    public IReadOnlyList<string> TablesOf(uint mark) => [.. _found.Where(f => f.Mark == mark).Select(f => f.Table).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^table (\S+) (\S+) \{$", RegexOptions.CultureInvariant)]
    private static partial Regex TableLine();

    [GeneratedRegex(@"\bmeta mark set (0x[0-9a-fA-F]+|[0-9]+)(?= |$)", RegexOptions.CultureInvariant)]
    private static partial Regex MarkSet();

    /// <summary>What a value may come to: itself, what it adds to no mark, or what a map holds.</summary>
    private static IEnumerable<long> NumbersOf(JsonNode? value, NftRule rule, NftRuleset ruleset) => value switch
    {
        JsonValue when NftJson.Number(value) is long number => [number],
        JsonValue when NftJson.Text(value) is ['@', .. string name] && ruleset.Maps.TryGetValue((rule.Family, rule.Table, name), out JsonNode? elements) => SecondsOf(elements),
        JsonObject combined when combined["|"] is JsonArray parts => parts.SelectMany(p => NumbersOf(p, rule, ruleset)),
        JsonObject map when NftJson.At(map, "map", "data") is JsonNode data => data is JsonObject ? SecondsOf(NftJson.At(data, "set")) : NumbersOf(data, rule, ruleset),
        _ => [],
    };

    private static IEnumerable<long> SecondsOf(JsonNode? elements) =>
        (elements as JsonArray ?? []).OfType<JsonArray>().Where(p => p.Count == 2).Select(p => NftJson.Number(p[1])).OfType<long>();

    private void Add(NftRule rule, NftRuleset ruleset, JsonNode? value)
    {
        foreach (long number in NumbersOf(value, rule, ruleset).Where(n => n is > 0 and <= uint.MaxValue))
        {
            _found.Add(((uint)number, $"{rule.Family} {rule.Table}"));
        }
    }

    /// <summary>iptables' own targets have no value in JSON, but are translated in the language of nft.</summary>
    private void AddTargets(string text)
    {
        string? table = null;
        foreach (string line in text.Split('\n'))
        {
            if (TableLine().Match(line) is { Success: true } start)
            {
                table = start.Groups[1].Value == NftJson.Family && start.Groups[2].Value == NftJson.Table ? null : $"{start.Groups[1].Value} {start.Groups[2].Value}";
            }
            else if (table is not null && MarkSet().Match(line) is { Success: true } set)
            {
                string value = set.Groups[1].Value;
                bool isHexadecimal = value.StartsWith("0x", StringComparison.Ordinal);
                if (uint.TryParse(
                    isHexadecimal ? value[2..] : value,
                    isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out uint mark))
                {
                    _found.Add((mark, table));
                }
            }
        }
    }
}
