using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net;
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
            return [.. Words(fakeBoundParameters, typed)
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

    protected static LvsSession SessionOf(IDictionary bound) =>
        (bound["Session"] is PSObject wrapped ? wrapped.BaseObject : bound["Session"]) as LvsSession ?? SessionTable.Default;

    protected static ILvsClient Client(IDictionary bound) => SessionOf(bound).Client;

    protected static string? Text(IDictionary bound, string parameter) => bound[parameter]?.ToString();

    /// <summary>The one service that was named, in any of the ways in which it can be.</summary>
    protected static LvsServiceId? ServiceOf(IDictionary bound) =>
        Text(bound, "Service") is string id ? LvsServiceId.Parse(id)
        : Text(bound, "Tcp") is string tcp ? ServiceIds.Resolve(LvsProtocol.Tcp, tcp)
        : Text(bound, "Udp") is string udp ? ServiceIds.Resolve(LvsProtocol.Udp, udp)
        : Text(bound, "Sctp") is string sctp ? ServiceIds.Resolve(LvsProtocol.Sctp, sctp)
        : Text(bound, "FwMark") is string mark ? ServiceIds.ForMark(uint.Parse(mark, CultureInfo.InvariantCulture), bound.Contains("IPv6"))
        : null;

    protected abstract IEnumerable<(string Word, string Tip)> Words(IDictionary bound);

    /// <summary>The same for those that depend on what was typed.</summary>
    protected virtual IEnumerable<(string Word, string Tip)> Words(IDictionary bound, string typed) => Words(bound);

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
        if (ServiceOf(bound) is LvsServiceId service)
        {
            return Client(bound).ReadRealServers(service)
                .GroupBy(s => s.Address.ToString()).Select(g => (g.Key, $"{g.Key} ({g.First().Forwarding}, weight {g.First().Weight})"));
        }

        return All(SessionOf(bound)).Distinct().Order(RuleOrder.Addresses).Select(a => (a.ToString(), a.ToString()));
    }

    /// <summary>By netlink this would be a request for each service; /proc/net/ip_vs has all in one, addresses of IPv4 in hexadecimal.</summary>
    private static List<IPAddress> All(LvsSession session)
    {
        const string Server = "  -> ";
        var found = new List<IPAddress>();
        using var reader = new StreamReader(session.Files.OpenNet("ip_vs"));
        while (reader.ReadLine() is string line)
        {
            if (!line.StartsWith(Server, StringComparison.Ordinal))
            {
                continue;
            }

            string address = line[Server.Length..line.LastIndexOf(':')];
            if (address.StartsWith('['))
            {
                found.Add(IPAddress.Parse(address));
            }
            else if (uint.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number))
            {
                found.Add(new IPAddress(IPAddress.HostToNetworkOrder((int)number) & uint.MaxValue));
            }
        }

        return found;
    }
}

/// <summary>The schedulers of the kernel's own sources; others may be named too.</summary>
internal sealed class SchedulerCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => LvsScheduler.Known;
}

/// <summary>The flags that fit the scheduler that was named, or that the service has which is to be changed.</summary>
internal sealed class SchedulerFlagCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound)
    {
        string? scheduler = Text(bound, "Scheduler");
        if (scheduler is null && ServiceOf(bound) is LvsServiceId service)
        {
            scheduler = Client(bound).FindService(service)?.Scheduler;
        }

        return LvsSchedulerFlagNames.For(scheduler ?? string.Empty).Select(f => (f, f));
    }
}

/// <summary>The namespaces of 'ip netns'.</summary>
internal sealed class NetworkNamespaceCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        Directory.EnumerateFiles("/run/netns").Select(p => (Path.GetFileName(p), p));
}

/// <summary>The settings of IPVS that the running kernel has; those of the network around it where a full name is begun.</summary>
internal sealed class KernelSettingCompleter : LvsCompleter
{
    // Without their values: in another namespace each reading takes a thread of its own.
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        new KernelSettings(SessionOf(bound)).Names().Select(n => (n, KernelSettings.DescriptionOf(n) ?? n));

    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound, string typed) => typed.StartsWith("net.", StringComparison.OrdinalIgnoreCase)
        ? new KernelSettings(SessionOf(bound)).FullNames().Select(n => (n, KernelSettings.DescriptionOf(n) ?? n))
        : Words(bound);
}

/// <summary>The network interfaces of the session's namespace.</summary>
internal sealed class InterfaceCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound)
    {
        // /proc/net/dev: two lines of headings, then "NAME: numbers".
        using var reader = new StreamReader(SessionOf(bound).Files.OpenNet("dev"));
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Contains(':')).Select(l => l.Split(':')[0].Trim()).Select(n => (n, n))];
    }
}

/// <summary>The marks that packets get.</summary>
internal sealed class FwMarkCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        new FwMarks(SessionOf(bound)).Read().Marks.GroupBy(m => m.FwMark)
            .Select(g => (g.Key.ToString(CultureInfo.InvariantCulture), FwMarkRequest.Words(g.SelectMany(m => m.Addresses), g.First().Ports, g.First().IncludeLocal)));
}

/// <summary>The words that findings have.</summary>
internal sealed class HostFindingCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => HostRules.Ids.Select(id => (id, id));
}
