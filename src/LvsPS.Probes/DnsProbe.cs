using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DnsClient;
using DnsClient.Protocol;

namespace LvsPS.Probes;

/// <summary>What a DNS server answered.</summary>
/// <param name="Code">The response code, such as <c>NoError</c>.</param>
/// <param name="IsTruncated">Whether there was more than fits into a datagram.</param>
/// <param name="Answers">The data of the answers of the wanted type, without the dots at the ends of names.</param>
public sealed record DnsReply(string Code, bool IsTruncated, IReadOnlyList<string> Answers);

/// <summary>Asks DNS servers, by DnsClient.</summary>
public static class DnsProbe
{
    // A client keeps its TCP connection for some seconds and cannot be closed, so there is one for each server, and not one for each run.
    private static readonly ConcurrentDictionary<IPEndPoint, LookupClient> s_tcp = new();

    /// <summary>Asks a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">The name; an address for PTR.</param>
    /// <param name="type">The type of record, such as <c>AAAA</c>.</param>
    /// <param name="usesTcp">Whether TCP is used, and not UDP.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="DnsResponseException">There was none.</exception>
    public static async Task<DnsReply> AskAsync(IPEndPoint server, string name, string type, bool usesTcp, CancellationToken cancellation)
    {
        LookupClient client = usesTcp ? s_tcp.GetOrAdd(server, static at => Make(at, usesTcp: true)) : Make(server, usesTcp: false);
        QueryType queryType = Enum.Parse<QueryType>(type, ignoreCase: true);
        string asked = queryType == QueryType.PTR && IPAddress.TryParse(name, out IPAddress? address) ? address.GetArpaName() : name;
        IDnsQueryResponse response = await client.QueryAsync(new DnsQuestion(asked, queryType), cancellation).ConfigureAwait(false);
        IEnumerable<string> answers = response.Answers.Where(a => (int)a.RecordType == (int)queryType).Select(Data);
        return new DnsReply(response.Header.ResponseCode.ToString(), response.Header.ResultTruncated, [.. answers]);
    }

    /// <summary>Whether a text can be asked for.</summary>
    /// <param name="name">The text.</param>
    /// <returns>True where it is a name or an address.</returns>
    public static bool IsName(string name)
    {
        try
        {
            _ = DnsString.Parse(name);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static LookupClient Make(IPEndPoint server, bool usesTcp) => new(new LookupClientOptions(server)
    {
        UseCache = false,
        Retries = 0,
        Timeout = Timeout.InfiniteTimeSpan,
        UseTcpOnly = usesTcp,
        UseTcpFallback = false,
        ThrowDnsErrors = false,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
    });

    private static string Data(DnsResourceRecord record) => record switch
    {
        AddressRecord address => address.Address.ToString(),
        PtrRecord pointer => Name(pointer.PtrDomainName),
        CNameRecord canonical => Name(canonical.CanonicalName),
        NsRecord server => Name(server.NSDName),
        SoaRecord soa => Name(soa.MName),
        MxRecord mail => FormattableString.Invariant($"{mail.Preference} {Name(mail.Exchange)}"),
        SrvRecord srv => FormattableString.Invariant($"{srv.Priority} {srv.Weight} {srv.Port} {Name(srv.Target)}"),
        TxtRecord text => new StringBuilder().AppendJoin(string.Empty, text.Text).ToString(),
        _ => record.ToString(),
    };

    private static string Name(DnsString name) => name.Value.Length > 1 ? name.Value.TrimEnd('.') : name.Value;
}
