using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Text;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <content>What belongs to single kinds of checks.</content>
public sealed partial class NewLvsHealthCheckCommand
{
    /// <summary>The method of the request; GET without it.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    public string Method { get; set; } = "GET";

    /// <summary>The path that is asked for, with its query.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    public string Path { get; set; } = "/";

    /// <summary>The Host header.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    public string? HostHeader { get; set; }

    /// <summary>The status codes of a server that can serve, or ranges of them.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [ValidateNotNullOrEmpty]
    public string[]? StatusCode { get; set; }

    /// <summary>A regular expression that the body, the reply or an answer must match.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Udp")]
    [Parameter(ParameterSetName = "Dns")]
    public string? Match { get; set; }

    /// <summary>A regular expression that the body must not match.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    public string? NotMatch { get; set; }

    /// <summary>The MD5 digest of the body, as genhash writes it.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    public string? Digest { get; set; }

    /// <summary>Headers of the request.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public IDictionary Header { get; set; } = new Hashtable();

    /// <summary>The version of HTTP: 1.0, 1.1 or 2.0.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public Version HttpVersion { get; set; } = System.Net.HttpVersion.Version11;

    /// <summary>Who the server is told that we are.</summary>
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Preset")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    [Credential]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>Whether TLS is spoken: from the first byte, or, with a database, as its protocol begins it.</summary>
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    public SwitchParameter Tls { get; set; }

    /// <summary>The name that the certificate must have.</summary>
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    public string? TlsName { get; set; }

    /// <summary>Any certificate will do.</summary>
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>A PEM file of the authorities to trust.</summary>
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    public string? AuthorityPath { get; set; }

    /// <summary>How many requests are sent, until one is answered.</summary>
    [Parameter(ParameterSetName = "Ping")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Count { get; set; } = 1;

    /// <summary>What is sent: text, or bytes.</summary>
    [Parameter(ParameterSetName = "Udp")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? Payload { get; set; }

    /// <summary>How the reply must begin, in hexadecimal digits.</summary>
    [Parameter(ParameterSetName = "Udp")]
    public string? Reply { get; set; }

    /// <summary>A server that says nothing is down.</summary>
    [Parameter(ParameterSetName = "Udp")]
    public SwitchParameter RequireReply { get; set; }

    /// <summary>What is sent before anything is waited for, with its line end.</summary>
    [Parameter(ParameterSetName = "Expect")]
    public string? Send { get; set; }

    /// <summary>The arguments of the executable, each as it is.</summary>
    [Parameter(ParameterSetName = "Command")]
    [ValidateNotNull]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>Virtual address, virtual port, real address and real port follow as arguments.</summary>
    [Parameter(ParameterSetName = "Command")]
    public SwitchParameter PassServer { get; set; }

    /// <summary>Exit codes from 2 are weights.</summary>
    [Parameter(ParameterSetName = "Command")]
    public SwitchParameter Dynamic { get; set; }

    /// <summary>What the number in the file is multiplied by before it is added to the weight; 0 where it says up or down.</summary>
    [Parameter(ParameterSetName = "File")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int WeightFactor { get; set; }

    /// <summary>0 is down, or the weight is taken away.</summary>
    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Reverse { get; set; }

    private NetworkCredential? Secret => Credential?.GetNetworkCredential();

    private LvsHttpCheck HttpCheck()
    {
        var check = new LvsHttpCheck
        {
            IsTls = ParameterSetName == "Https",
            Method = Method,
            Path = Path,
            HostHeader = HostHeader,
            Match = Match,
            NotMatch = NotMatch,
            Digest = Digest,
            Headers = [.. Header.Cast<DictionaryEntry>().Select(h => KeyValuePair.Create($"{h.Key}", $"{h.Value}"))],
            HttpVersion = HttpVersion,
            TlsName = TlsName,
            SkipCertificateCheck = SkipCertificateCheck,
            AuthorityPath = Authority(),
            Credential = Secret,
        };
        return StatusCode is null ? check : check with { StatusCodes = [.. StatusCode.Select(LvsStatusRange.Parse)] };
    }

    private LvsUdpCheck UdpCheck() => new()
    {
        Payload = (Payload is PSObject wrapped ? wrapped.BaseObject : Payload) switch
        {
            null => [],
            IEnumerable list and not string => LanguagePrimitives.ConvertTo<byte[]>(list),
            object text => Encoding.UTF8.GetBytes(text.ToString()!),
        },
        Reply = Reply,
        Match = Match,
        RequiresReply = RequireReply,
    };

    private LvsExpectCheck LineCheck(params LvsExpectStep[] steps) => new()
    {
        Steps = steps,
        IsTls = Tls,
        TlsName = TlsName,
        SkipCertificateCheck = SkipCertificateCheck,
        AuthorityPath = Authority(),
        Credential = Secret,
    };

    private LvsHealthCheck PresetCheck() => Preset.ToUpperInvariant() switch
    {
        "FTP" => LvsExpectCheck.ForFtp(Secret),
        "NNTP" => LvsExpectCheck.ForNntp(Secret),
        "REDIS" => LvsExpectCheck.ForRedis(Secret),
        "SIP" => LvsExpectCheck.ForSip(),
        _ => LvsUdpCheck.ForSip(),
    };

    private string? Authority() => AuthorityPath is null ? null : FilePaths.Literal(this, AuthorityPath);
}
