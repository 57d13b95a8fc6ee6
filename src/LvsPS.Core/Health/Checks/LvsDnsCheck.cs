using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LvsPS.Probes;

namespace LvsPS;

/// <summary>The types of DNS records that can be asked for.</summary>
public enum LvsDnsType
{
    /// <summary>The beginning of a zone.</summary>
    Soa,

    /// <summary>An IPv4 address.</summary>
    A,

    /// <summary>An IPv6 address.</summary>
    Aaaa,

    /// <summary>The name of an address.</summary>
    Ptr,

    /// <summary>Another name.</summary>
    Cname,

    /// <summary>The servers of a zone.</summary>
    Ns,

    /// <summary>The servers for mail.</summary>
    Mx,

    /// <summary>The servers of a service.</summary>
    Srv,

    /// <summary>Any text.</summary>
    Txt,
}

/// <summary>
/// Asks a DNS server. Without expected answers any answer without an error is good, an empty one too, as for keepalived's DNS_CHECK;
/// with some, one of them at least must be among the answers.
/// </summary>
public sealed record LvsDnsCheck : LvsHealthCheck
{
    private readonly IReadOnlyList<string> _answers = ValueList<string>.Of([]);

    /// <inheritdoc/>
    public override string Kind => "Dns";

    /// <summary>The name; <c>.</c> is the root of all names. For <see cref="LvsDnsType.Ptr"/> an address may stand here.</summary>
    public string Name { get; init; } = ".";

    /// <summary>What is asked for.</summary>
    public LvsDnsType Type { get; init; } = LvsDnsType.Soa;

    /// <summary>
    /// The answers of which one must come: addresses, names; <c>10 mail.example.org</c> for MX, <c>0 5 5060 sip.example.org</c> for SRV,
    /// the first server's name for SOA. Empty for any.
    /// </summary>
    public IReadOnlyList<string> Answers
    {
        get => _answers;
        init => _answers = ValueList<string>.Of(value);
    }

    /// <summary>A regular expression that one of the answers must match as text; null for any.</summary>
    public string? Match { get; init; }

    /// <summary>Whether all of the expected answers must come, and not one of them.</summary>
    public bool RequiresAll { get; init; }

    /// <summary>Whether it asks by TCP, and not by UDP.</summary>
    public bool UsesTcp { get; init; }

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            DnsReply reply = await DnsProbe.AskAsync(new IPEndPoint(target.Address, target.Port), Name, Type.ToString(), UsesTcp, cancellation).ConfigureAwait(false);
            return Judge(reply);
        }
        catch (RegexMatchTimeoutException)
        {
            return LvsCheckResult.Down(FormattableString.Invariant($"the pattern did not come to an end within {CheckPattern.MatchTimeout.TotalSeconds} s"));
        }
#pragma warning disable CA1031 // Whatever went wrong between us and the server, it is the reason why the server is down.
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancellation.ThrowIfCancellationRequested();
            return LvsCheckResult.Down(Reason(e));
        }
    }

    /// <inheritdoc/>
    internal override IEnumerable<LvsInputException> Check(LvsServiceId? service) =>

        // DNS is served by UDP and TCP at the same port, so either may be asked for the other.
        service?.Protocol == LvsProtocol.Sctp && Port is null
            ? base.Check(service).Append(new LvsInputException(
                LvsErrorId.InvalidHealthCheck, $"The Dns check cannot be used for {service}: DNS is not spoken by SCTP.", this, "Name the port that is to be asked."))
            : base.Check(service);

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (!IsName(Name))
        {
            yield return new CheckFault($"'{Name}' is no name", "Write a name of labels of at most 63 characters, with dots between, or . for the root.");
        }
        else if (IPAddress.TryParse(Name, out _) && Type != LvsDnsType.Ptr)
        {
            yield return new CheckFault($"'{Name}' is an address and no name", "Ask for its PTR record, or write a name.");
        }

        foreach (CheckFault fault in CheckPattern.Faults("its pattern", Match))
        {
            yield return fault;
        }

        foreach (string answer in Answers)
        {
            AddressFamily? family = Type switch { LvsDnsType.A => AddressFamily.InterNetwork, LvsDnsType.Aaaa => AddressFamily.InterNetworkV6, _ => null };
            if (string.IsNullOrWhiteSpace(answer) || (family is not null && !(IPAddress.TryParse(answer, out IPAddress? address) && address.AddressFamily == family)))
            {
                yield return new CheckFault($"'{answer}' cannot be an answer to a question for {Type.ToString().ToUpperInvariant()}", "Write what the server is to answer.");
            }
        }
    }

    private static string Reason(Exception error)
    {
        string words = ProbeText.Of(error);
        return words == error.Message ? "no DNS answer" : words;
    }

    private static bool IsName(string name) =>
        name is "." || IPAddress.TryParse(name, out _)
        || (name.Length is > 0 and <= 254 && name.TrimEnd('.').Split('.').All(label => label.Length is > 0 and <= 63 && !label.Any(char.IsWhiteSpace)));

    private static string Plain(string answer)
    {
        string text = answer.Trim();
        return IPAddress.TryParse(text, out IPAddress? address) ? address.ToString() : text.Length > 1 ? text.TrimEnd('.') : text;
    }

    private LvsCheckResult Judge(DnsReply reply)
    {
        if (reply.Code != "NoError")
        {
            return LvsCheckResult.Down(reply.Code);
        }

        string came = reply.Answers.Count == 0 ? "no answer of that type" : string.Join(", ", reply.Answers);
        bool Has(string wanted) => reply.Answers.Contains(Plain(wanted), Type == LvsDnsType.Txt ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        bool isWanted = Answers.Count == 0 || (RequiresAll ? Answers.All(Has) : Answers.Any(Has));
        bool matches = Match is null || reply.Answers.Any(a => CheckPattern.IsMatch(Match, a));
        return isWanted && matches ? LvsCheckResult.Up(Short(came))
            : LvsCheckResult.Down($"{Short(came)}, which is not what is wanted{(reply.IsTruncated ? "; there is more by TCP" : string.Empty)}");
    }

    private static string Short(string text) => text.Length > 200 ? $"{text[..200]}..." : text;
}
