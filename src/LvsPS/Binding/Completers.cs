using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using LvsPS.Commands;

namespace LvsPS.Binding;

/// <summary>What all completers share: the words of a list that begin with what was typed, and never an error at the prompt.</summary>
internal abstract class LvsCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        try
        {
            return [.. Words(fakeBoundParameters)
                .Where(w => w.Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(w => new CompletionResult(Quote(w.Word), w.Word, CompletionResultType.ParameterValue, w.Tip))];
        }
#pragma warning disable CA1031 // A prompt without completions is better than one with an error.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    protected static ILvsClient Client(IDictionary bound) =>
        ((bound["Session"] is PSObject wrapped ? wrapped.BaseObject : bound["Session"]) as LvsSession ?? SessionTable.Default).Client;

    protected static string? Text(IDictionary bound, string parameter) => bound[parameter]?.ToString();

    protected abstract IEnumerable<(string Word, string Tip)> Words(IDictionary bound);

    private static string Quote(string word) => word.Any(c => " '\"[](){};,|&$`".Contains(c, StringComparison.Ordinal)) ? $"'{word}'" : word;
}

/// <summary>The services of the director.</summary>
internal sealed class ServiceCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        Client(bound).ReadServices(withRealServers: false).Services.Select(s => (s.ToString(), $"{s} {s.Scheduler}"));
}

/// <summary>The real servers of the service that was named, or of all.</summary>
internal sealed class RealServerCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound)
    {
        ILvsClient client = Client(bound);
        IEnumerable<LvsRealServer> servers = ServiceOf(bound) is LvsServiceId service
            ? client.ReadRealServers(service)
            : client.ReadServices(withRealServers: true).Services.SelectMany(s => s.RealServers!);
        return servers.GroupBy(s => s.Address.ToString()).Select(g => (g.Key, $"{g.Key} ({g.First().Forwarding}, weight {g.First().Weight})"));
    }

    private static LvsServiceId? ServiceOf(IDictionary bound) =>
        Text(bound, "Service") is string id ? LvsServiceId.Parse(id)
        : Text(bound, "Tcp") is string tcp ? ServiceIds.Resolve(LvsProtocol.Tcp, tcp)
        : Text(bound, "Udp") is string udp ? ServiceIds.Resolve(LvsProtocol.Udp, udp)
        : Text(bound, "Sctp") is string sctp ? ServiceIds.Resolve(LvsProtocol.Sctp, sctp)
        : null;
}

/// <summary>The schedulers of the kernel's own sources; others may be named too.</summary>
internal sealed class SchedulerCompleter : LvsCompleter
{
    private static readonly (string Word, string Tip)[] s_schedulers =
    [
        ("rr", "round robin"), ("wrr", "weighted round robin"), ("lc", "least connections"), ("wlc", "weighted least connections (the default)"),
        ("sh", "source address hash"), ("mh", "Maglev hash of the source address"), ("dh", "destination address hash"),
        ("sed", "shortest expected delay"), ("nq", "never queue"), ("fo", "weighted fail-over"), ("ovf", "weighted overflow"),
        ("lblc", "locality-based least connections"), ("lblcr", "locality-based least connections with replication"),
        ("twos", "power of two random choices"),
    ];

    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => s_schedulers;
}

/// <summary>The flags that fit the scheduler that was named.</summary>
internal sealed class SchedulerFlagCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        LvsSchedulerFlagNames.For(Text(bound, "Scheduler") ?? string.Empty).Select(f => (f, f));
}

/// <summary>The namespaces of 'ip netns'.</summary>
internal sealed class NetworkNamespaceCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        Directory.EnumerateFiles("/run/netns").Select(p => (Path.GetFileName(p), p));
}
