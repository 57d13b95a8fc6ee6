using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>Reads what the firewall does with marks and full NAT.</summary>
internal static class FirewallReader
{
    /// <summary>Reads it.</summary>
    /// <param name="session">Whose host.</param>
    /// <param name="services">The services, whose marks are looked for.</param>
    /// <returns>What can be told; where it cannot be read, why.</returns>
    public static FirewallPicture Read(LvsSession session, IEnumerable<LvsService> services)
    {
        var picture = new FirewallPicture { LegacyFamilies = LegacyFamilies(session.Files) };
        try
        {
            OwnTable table = OwnTable.Read(session.Host.Nftables);
            List<NftRule> others = [.. table.Ruleset.Rules.Where(r => !r.IsOwn)];
            ForeignMarks marks = ForeignMarks.In(table.Ruleset, session.Host.Nftables);
            IEnumerable<uint> wanted = table.Marks.Select(m => m.Mark.Mark).Concat(services.Select(s => s.FwMark).OfType<uint>()).Distinct();
            return picture with
            {
                Marks = [.. table.Marks.Where(m => !m.IsLocal).Select(m => PictureOf(m.Mark))],
                ForeignMarks = [.. wanted.SelectMany(mark => marks.TablesOf(mark).Select(owner => new ForeignMark(mark, owner, PlaceOf(mark, owner, others))))],
                HasHiddenMarks = others.Exists(r => r.Expressions.Any(IsHidden)),
                HasForeignRules = others.Count > 0,
                FullNats = [.. table.FullNats.Select(f => f.Nat.Service)],
            };
        }
        catch (LvsException e)
        {
            return picture with { Fault = e.ErrorId };
        }
    }

    private static PicturedMark PictureOf(FwMarkRule rule) => new(
        rule.Mark,
        rule.Family,
        [.. rule.Addresses.Where(a => a.PrefixLength == (rule.Family == AddressFamily.InterNetwork ? 32 : 128)).Select(a => a.BaseAddress)],
        [.. rule.Ports.Select(p => p.Protocol).Distinct()]);

    /// <summary>The one rule of a table that gives a mark, by its number, or by a target of iptables whose number JSON does not show.</summary>
    private static string? PlaceOf(uint mark, string table, List<NftRule> others)
    {
        List<NftRule> own = others.FindAll(r => $"{r.Family} {r.Table}" == table);
        List<NftRule> giving = own.FindAll(r => r.Expressions.Any(e => ValueOf(e) is JsonNode value && NftJson.Number(value) == mark));
        giving = giving.Count > 0 ? giving : own.FindAll(r => r.Expressions.Any(IsTarget));
        return giving.Count == 1 ? string.Create(CultureInfo.InvariantCulture, $"{table} {giving[0].Chain} handle {giving[0].Handle}") : null;
    }

    /// <summary>Whether an expression gives a mark whose number is not in it: from a map, a connection, or a target of iptables.</summary>
    private static bool IsHidden(JsonNode expression) => IsTarget(expression) || (ValueOf(expression) is JsonNode value && NftJson.Number(value) is null);

    private static bool IsTarget(JsonNode expression) => NftJson.Text(NftJson.At(expression, "xt", "name")) is "MARK" or "CONNMARK";

    private static JsonNode? ValueOf(JsonNode expression) => NftJson.At(expression, "mangle") is JsonObject mangle && NftJson.Same(mangle["key"], NftJson.Meta("mark"))
        ? mangle["value"]
        : null;

    /// <summary>/proc/net/ip_tables_names has the tables of iptables-legacy that are in use; it is missing without these.</summary>
    private static HashSet<AddressFamily> LegacyFamilies(IKernelFiles files)
    {
        HashSet<AddressFamily> found = [];
        foreach ((string file, AddressFamily family) in new[] { ("ip_tables_names", AddressFamily.InterNetwork), ("ip6_tables_names", AddressFamily.InterNetworkV6) })
        {
            try
            {
                using var reader = new StreamReader(files.OpenNet(file));
                if (reader.ReadLine() is { Length: > 0 })
                {
                    found.Add(family);
                }
            }
            catch (UnauthorizedAccessException)
            {
                // There may be some.
                found.Add(family);
            }
            catch (IOException)
            {
                // There are none.
            }
        }

        return found;
    }
}
