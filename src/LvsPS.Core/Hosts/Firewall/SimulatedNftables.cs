using System.Text.Json;
using System.Text.Json.Nodes;
using LvsPS.Nftables;

namespace LvsPS;

/// <summary>
/// The nftables of a simulated session: tables, chains and rules in memory, with the commands that LvsPS sends, and what the kernel
/// refuses of them.
/// </summary>
internal sealed class SimulatedNftables : INftables
{
    private readonly object _gate = new();
    private Dictionary<string, JsonObject> _objects = [];
    private List<JsonObject> _rules = [];
    private long _handle;

    /// <summary>Whether the caller has CAP_NET_ADMIN.</summary>
    public Func<bool> IsPrivileged { get; init; } = () => true;

    /// <summary>What stands in the way of everything, as a missing library; null for nothing.</summary>
    public NftablesFailure? Failure { get; set; }

    /// <summary>What stands in the way of changes; null for nothing.</summary>
    public NftablesFailure? ChangeFailure { get; set; }

    /// <summary>How many transactions changed something.</summary>
    public int Writes { get; private set; }

    public string ListText() => string.Empty;

    public string Run(string commands)
    {
        lock (_gate)
        {
            if (Failure is not null || !IsPrivileged())
            {
                throw NftablesErrors.For(Failure ?? NftablesFailure.NotPermitted, "Operation not supported");
            }

            (Dictionary<string, JsonObject> objects, List<JsonObject> rules) = (_objects, _rules);
            try
            {
                (_objects, _rules) = (new(objects), [.. rules]);
                string answer = string.Empty;
                foreach (JsonNode? command in JsonNode.Parse(commands)!["nftables"]!.AsArray())
                {
                    (string verb, JsonNode? what) = command!.AsObject().Single();
                    (string kind, JsonNode? value) = what!.AsObject().Single();
                    answer = Do(verb, kind, value as JsonObject) ?? answer;
                }

                if (answer.Length == 0 && ChangeFailure is NftablesFailure failure)
                {
                    throw NftablesErrors.For(failure, "Operation not supported");
                }

                Writes += answer.Length == 0 ? 1 : 0;
                return answer;
            }
            catch (LvsException)
            {
                (_objects, _rules) = (objects, rules);
                throw;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
            {
                (_objects, _rules) = (objects, rules);
                throw NftablesErrors.For(NftablesFailure.Refused, "syntax error", e);
            }
        }
    }

    private static string KeyOf(string kind, JsonObject value) =>
        kind == "table" ? $"table {value["family"]} {value["name"]}" : $"{kind} {value["family"]} {value["table"]} {value["name"]}";

    private static string ChainOf(JsonObject rule) => $"chain {rule["family"]} {rule["table"]} {rule["chain"]}";

    private static LvsException Missing() => NftablesErrors.For(NftablesFailure.NotFound, "No such file or directory");

    private static LvsException Refused(string words) => NftablesErrors.For(NftablesFailure.Refused, words);

    private string? Do(string verb, string kind, JsonObject? value)
    {
        switch (verb, kind)
        {
            case ("list", "ruleset"):
                return NftJson.Document([.. _objects.Values.Select(Named), .. _rules.Select(r => (JsonNode)new JsonObject { ["rule"] = Copy(r) })]);
            case ("add", "table" or "chain" or "map"):
                Add(kind, value!);
                return null;
            case ("delete", "table"):
                Delete(KeyOf(kind, value!));
                string inside = $" {value!["family"]} {value["name"]} ";
                _ = _rules.RemoveAll(r => ChainOf(r).Contains(inside, StringComparison.Ordinal));
                foreach (string key in _objects.Keys.Where(k => k.Contains(inside, StringComparison.Ordinal)).ToArray())
                {
                    _ = _objects.Remove(key);
                }

                return null;
            case ("delete", "chain"):
                if (_rules.Any(r => ChainOf(r) == KeyOf(kind, value!)))
                {
                    throw Refused("Could not process rule: Device or resource busy");
                }

                Delete(KeyOf(kind, value!));
                return null;
            case ("flush", "ruleset"):
                (_objects, _rules) = ([], []);
                return null;
            case ("add" or "insert" or "replace" or "delete", "rule"):
                Change(verb, value!);
                return null;
            default:
                throw Refused($"unknown command {verb} {kind}");
        }
    }

    private static JsonObject Named(JsonObject item)
    {
        var copy = (JsonObject)Copy(item);
        string kind = NftJson.Text(copy["kind"])!;
        _ = copy.Remove("kind");
        return new JsonObject { [kind] = copy };
    }

    private static JsonNode Copy(JsonNode node) => node.DeepClone();

    private void Add(string kind, JsonObject value)
    {
        if (kind != "table" && !_objects.ContainsKey($"table {value["family"]} {value["table"]}"))
        {
            throw Missing();
        }

        var item = (JsonObject)Copy(value);
        item["kind"] = kind;
        string key = KeyOf(kind, value);
        if (!_objects.TryGetValue(key, out JsonObject? there))
        {
            _objects.Add(key, item);
        }
        else if (kind == "chain" && !new[] { "type", "hook", "prio" }.All(p => NftJson.Same(there[p], item[p])))
        {
            throw Refused("Could not process rule: File exists");
        }
    }

    private void Delete(string key)
    {
        if (!_objects.Remove(key))
        {
            throw Missing();
        }
    }

    private void Change(string verb, JsonObject rule)
    {
        long? handle = NftJson.Number(rule["handle"]);
        int at = handle is null ? _rules.Count : _rules.FindIndex(r => NftJson.Number(r["handle"]) == handle && ChainOf(r) == ChainOf(rule));
        if (at < 0 || !_objects.ContainsKey(ChainOf(rule)))
        {
            throw Missing();
        }

        if (verb == "delete")
        {
            _rules.RemoveAt(at);
            return;
        }

        if (rule["expr"] is not JsonArray { Count: > 0 })
        {
            throw Refused("a rule without expressions");
        }

        var made = (JsonObject)Copy(rule);
        made["handle"] = verb == "replace" ? handle : ++_handle;
        if (verb == "replace")
        {
            _rules[at] = made;
        }
        else
        {
            _rules.Insert(at, made);
        }
    }
}
