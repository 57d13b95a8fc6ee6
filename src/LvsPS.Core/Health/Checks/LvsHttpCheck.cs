using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>
/// Asks by HTTP or HTTPS. The address and port that are asked are always the target's, whatever names the request has; redirects are an
/// answer like others and are not followed.
/// </summary>
public sealed record LvsHttpCheck : LvsHealthCheck
{
    private static readonly ValueList<LvsStatusRange> s_success = ValueList<LvsStatusRange>.Of([LvsStatusRange.Success]);

    private readonly CheckCredential? _credential;
    private readonly IReadOnlyList<LvsStatusRange> _statusCodes = s_success;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers = ValueList<KeyValuePair<string, string>>.Of([]);

    /// <inheritdoc/>
    public override string Kind => IsTls ? "Https" : "Http";

    /// <summary>Whether TLS is spoken.</summary>
    public bool IsTls { get; init; }

    /// <summary>The method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The path with its query; or a whole URI, which the server is then asked for as a proxy.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The Host header; null for the address that is asked.</summary>
    public string? HostHeader { get; init; }

    /// <summary>The status codes of a server that can serve: 200 to 299 where nothing else is said.</summary>
    public IReadOnlyList<LvsStatusRange> StatusCodes
    {
        get => _statusCodes;
        init => _statusCodes = ValueList<LvsStatusRange>.Of(value);
    }

    /// <summary>A regular expression that the body must match; <c>^</c> and <c>$</c> are ends of lines. Null for any body.</summary>
    public string? Match { get; init; }

    /// <summary>A regular expression that the body must not match; null for none.</summary>
    public string? NotMatch { get; init; }

    /// <summary>The MD5 digest of the body in hexadecimal digits, as keepalived's genhash writes it; null for any body.</summary>
    public string? Digest { get; init; }

    /// <summary>Headers of the request beside Host.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get => _headers;
        init => _headers = ValueList<KeyValuePair<string, string>>.Of(value);
    }

    /// <summary>The version of HTTP: 1.0, 1.1 or 2.0; no other is fallen back to.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>The name that the server is asked for by TLS and that its certificate must have; null for the Host header's, or the address.</summary>
    public string? TlsName { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>A PEM file of the authorities to trust; null for the system's.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>Who the server is told that we are, by the Basic scheme; null for nobody. It is never shown.</summary>
    internal NetworkCredential? Credential
    {
        get => _credential?.Value;
        init => _credential = CheckCredential.Of(value);
    }

    /// <inheritdoc/>
    internal override LvsProtocol? Protocol => LvsProtocol.Tcp;

    /// <inheritdoc/>
    internal override bool WaitsAtOnce => true;

    /// <summary>Whether the path is a whole URI.</summary>
    internal bool IsForProxy => !Path.StartsWith('/');

    /// <summary>Whether what the body says matters.</summary>
    internal bool AsksBody => Match is not null || NotMatch is not null || Digest is not null;

    /// <summary>Whether a status code is one of a server that can serve.</summary>
    /// <param name="code">The code.</param>
    /// <returns>True where it is.</returns>
    internal bool Wants(int code)
    {
        foreach (LvsStatusRange range in StatusCodes)
        {
            if (range.Contains(code))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            HttpAnswer answer = HttpProbe.Sends(this)
                ? await HttpProbe.AskAsync(this, target, Tls(target), cancellation).ConfigureAwait(false)
                : await HttpExchange.AskAsync(this, target, Tls(target), cancellation).ConfigureAwait(false);
            return Judge(answer);
        }
        catch (RegexMatchTimeoutException)
        {
            return LvsCheckResult.Down(FormattableString.Invariant($"the pattern did not come to an end within {CheckPattern.MatchTimeout.TotalSeconds} s"));
        }
        catch (Exception e) when (e is SocketException or HttpRequestException or IOException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return LvsCheckResult.Down(ProbeText.Of(e));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults() =>
        HttpFaults.Of(this).Concat(CheckPattern.Faults("its pattern", Match)).Concat(CheckPattern.Faults("its pattern", NotMatch));

    private ProbeTls? Tls(ProbeTarget target) =>
        IsTls && !IsForProxy ? new ProbeTls(TlsName ?? HttpProbe.NameOf(HostHeader) ?? target.Address.ToString(), SkipCertificateCheck, AuthorityPath) : null;

    private LvsCheckResult Judge(HttpAnswer answer)
    {
        string status = FormattableString.Invariant($"{answer.Code} {ProbeText.Plain(answer.Phrase)}").TrimEnd();
        if (answer.Body is not HttpBody body)
        {
            string where = answer.Location is string location ? $" to {ProbeText.Quote(location)}" : string.Empty;
            return LvsCheckResult.Down(status + where);
        }

        if (!AsksBody)
        {
            return LvsCheckResult.Up(status);
        }

        string seen = body.IsWhole ? "the body" : FormattableString.Invariant($"the first {HttpBody.Limit >> 10} KiB of the body");
        return Match is not null && !CheckPattern.IsMatch(Match, body.Text) ? LvsCheckResult.Down($"{status}, but {seen} does not match")
            : NotMatch is not null && CheckPattern.IsMatch(NotMatch, body.Text) ? LvsCheckResult.Down($"{status}, but {seen} matches what it must not")
            : Digest is not null && !(body.IsWhole && body.HasDigest(Digest)) ? LvsCheckResult.Down($"{status}, but {seen} has another digest")
            : LvsCheckResult.Up($"{status}, and the body is right");
    }
}
