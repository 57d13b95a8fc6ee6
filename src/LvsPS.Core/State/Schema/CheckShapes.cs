namespace LvsPS;

/// <summary>Checks: which keys each type has.</summary>
internal static class CheckShapes
{
    /// <summary>The types, as New-LvsHealthCheck has them.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "tcp", "http", "https", "ping", "udp", "expect", "ftp", "nntp", "redis", "sip", "dns", "smtp", "imap", "pop", "postgreSql", "mySql", "ldap", "command",
        "file", "script", "on", "off", "all", "any",
    ];

    private const string Talks = "expect ftp nntp redis sip";
    private const string Mails = "smtp imap pop";
    private const string Asked = $"tcp http https ping udp dns postgreSql mySql ldap command {Talks} {Mails}";
    private const string WithPort = $"tcp http https udp dns postgreSql mySql ldap command {Talks} {Mails}";
    private const string WithTls = $"https postgreSql mySql ldap {Talks} {Mails}";

    /// <summary>Who a server is told that we are.</summary>
    public static readonly MapShape<CredentialDraft> Credential = new MapShape<CredentialDraft>("credential", "Who a server is told that we are. The password stands in a file of its own, never here.") { IsFlow = true }
        .Item("user", CommonShapes.AnyText, d => d.User, (d, v) => d.User = v, "The user's name.", required: true)
        .Item("passwordFile", CommonShapes.Path, d => d.PasswordFile, (d, v) => d.PasswordFile = v, "A file whose first line is the password; relative to the document's folder.", required: true)
        .Item("domain", CommonShapes.Text, d => d.Domain, (d, v) => d.Domain = v, "The user's domain.");

    /// <summary>A step of a conversation.</summary>
    public static readonly MapShape<StepDraft> Step = new MapShape<StepDraft>("step", "A step of a conversation: what is sent, and what is waited for.")
        .Item("send", CommonShapes.AnyText, d => d.Send, (d, v) => d.Send = v, "What is sent, with its line end: \"PING\\r\\n\". {user}, {password}, {local}, {remote} and {id} are filled in.")
        .Item("expect", CommonShapes.Text, d => d.Expect, (d, v) => d.Expect = v, "A regular expression that what comes then must match.")
        .Item("fail", CommonShapes.Text, d => d.Fail, (d, v) => d.Fail = v, "A regular expression by which it is known at once that the server is down.");

    /// <summary>A check.</summary>
    public static readonly MapShape<CheckDraft> Check = Make();

    private static MapShape<CheckDraft> Make() => new MapShape<CheckDraft>("check", "How it is found out whether a real server can serve.") { Kind = ("type", Types) }
        .Item("type", new WordShape<string>([.. Types.Select(t => (t, t))]), d => d.Type, (d, v) => d.Type = v, "What is done.", required: true)
        .Value("timeout", DurationShape.Instance, d => d.Timeout, (d, v) => d.Timeout = v, "How long it may take; five seconds without it.")
        .Item("address", CommonShapes.Address, d => d.Address, (d, v) => d.Address = v, "The address that is asked; the real server's without it.", kinds: Asked)
        .Value("port", CommonShapes.Port, d => d.Port, (d, v) => d.Port = v, "The port that is asked; the real server's without it.", kinds: WithPort)
        .Item("method", CommonShapes.Text, d => d.Method, (d, v) => d.Method = v, "The method; GET without it.", kinds: "http https")
        .Item("path", CommonShapes.Text, d => d.Path, (d, v) => d.Path = v, "The path that is asked for, with its query; / without it.", kinds: "http https")
        .Item("hostHeader", CommonShapes.Text, d => d.HostHeader, (d, v) => d.HostHeader = v, "The Host header; the address without it.", kinds: "http https")
        .Item(
            "statusCodes",
            new ListShape<string>(() => s_statusCode, least: 1, isFlow: true),
            d => d.StatusCodes,
            (d, v) => d.StatusCodes = v,
            "The status codes of a server that can serve; 200-299 without it.",
            kinds: "http https")
        .Item("match", CommonShapes.Text, d => d.Match, (d, v) => d.Match = v, "A regular expression that the body, the reply or an answer must match.", kinds: "http https udp dns")
        .Item("notMatch", CommonShapes.Text, d => d.NotMatch, (d, v) => d.NotMatch = v, "A regular expression that the body must not match.", kinds: "http https")
        .Item("digest", CommonShapes.Text, d => d.Digest, (d, v) => d.Digest = v, "The MD5 digest of the body.", kinds: "http https")
        .Item(
            "headers",
            new NamesShape<KeyValuePair<string, string>>(takesNumbers: false, KeyValuePair.Create, h => (h.Key, h.Value)),
            d => d.Headers,
            (d, v) => d.Headers = v,
            "Headers of the request.",
            kinds: "http https")
        .Item("httpVersion", new WordShape<string>(("1.0", "1.0"), ("1.1", "1.1"), ("2.0", "2.0")), d => d.HttpVersion, (d, v) => d.HttpVersion = v, "The version of HTTP, in quotes; \"1.1\" without it.", kinds: "http https")
        .Value("count", CommonShapes.Count, d => d.Count, (d, v) => d.Count = v, "How many requests are sent, until one is answered.", kinds: "ping")
        .Item("payload", CommonShapes.AnyText, d => d.Payload, (d, v) => d.Payload = v, "What is sent, as text.", kinds: "udp")
        .Item("payloadHex", CommonShapes.Text, d => d.PayloadHex, (d, v) => d.PayloadHex = v, "What is sent, in hexadecimal digits.", kinds: "udp")
        .Value("fillIn", TruthShape.Instance, d => d.FillIn, (d, v) => d.FillIn = v, "Whether {local}, {remote} and {id} in what is sent are filled in.", kinds: "udp")
        .Value("requireReply", TruthShape.Instance, d => d.RequireReply, (d, v) => d.RequireReply = v, "Whether a server that says nothing is down.", kinds: "udp")
        .Item("reply", CommonShapes.Text, d => d.Reply, (d, v) => d.Reply = v, "How the reply must begin, in hexadecimal digits; x is any digit.", kinds: "udp")
        .Value("minReplyLength", CommonShapes.Natural, d => d.MinReplyLength, (d, v) => d.MinReplyLength = v, "The least length of the reply.", kinds: "udp")
        .Value("maxReplyLength", CommonShapes.Natural, d => d.MaxReplyLength, (d, v) => d.MaxReplyLength = v, "The greatest length of the reply.", kinds: "udp")
        .Item("steps", new ListShape<StepDraft>(() => Step, least: 1), d => d.Steps, (d, v) => d.Steps = v, "The steps of the conversation; known protocols have their own.", kinds: Talks)
        .Item("name", CommonShapes.Text, d => d.Name, (d, v) => d.Name = v, "The name that a DNS server is asked for; the root of all names without it.", kinds: "dns")
        .Value(
            "recordType",
            new WordShape<LvsDnsType>([.. Enum.GetValues<LvsDnsType>().Select(t => (t.ToString().ToUpperInvariant(), t))]),
            d => d.RecordType,
            (d, v) => d.RecordType = v,
            "The type of the records; SOA without it.",
            kinds: "dns")
        .Item("answers", CommonShapes.Texts, d => d.Answers, (d, v) => d.Answers = v, "The answers of which one must come; any without it.", kinds: "dns")
        .Value("requireAll", TruthShape.Instance, d => d.RequireAll, (d, v) => d.RequireAll = v, "Whether all of the answers must come.", kinds: "dns")
        .Value("useTcp", TruthShape.Instance, d => d.UseTcp, (d, v) => d.UseTcp = v, "Whether it is asked by TCP.", kinds: "dns")
        .Value(
            "encryption",
            new WordShape<LvsMailEncryption>(("none", LvsMailEncryption.None), ("startTls", LvsMailEncryption.StartTls), ("implicit", LvsMailEncryption.Implicit)),
            d => d.Encryption,
            (d, v) => d.Encryption = v,
            "When TLS begins; none without it.",
            kinds: Mails)
        .Item("localName", CommonShapes.Text, d => d.LocalName, (d, v) => d.LocalName = v, "The name that we give ourselves.", kinds: Mails)
        .Item("query", CommonShapes.Text, d => d.Query, (d, v) => d.Query = v, "What is asked; SELECT 1 without it.", kinds: "postgreSql mySql")
        .Item("database", CommonShapes.Text, d => d.Database, (d, v) => d.Database = v, "The database.", kinds: "postgreSql mySql")
        .Item("baseName", CommonShapes.AnyText, d => d.BaseName, (d, v) => d.BaseName = v, "The name of the entry; the directory's root without it.", kinds: "ldap")
        .Item("filter", CommonShapes.Text, d => d.Filter, (d, v) => d.Filter = v, "What the entry must be; (objectClass=*) without it.", kinds: "ldap")
        .Value("tls", TruthShape.Instance, d => d.Tls, (d, v) => d.Tls = v, "Whether TLS is spoken.", kinds: $"postgreSql mySql ldap {Talks}")
        .Item("tlsName", CommonShapes.Text, d => d.TlsName, (d, v) => d.TlsName = v, "The name that the certificate must have; the address without it.", kinds: WithTls)
        .Value("skipCertificateCheck", TruthShape.Instance, d => d.SkipCertificateCheck, (d, v) => d.SkipCertificateCheck = v, "Whether any certificate will do.", kinds: WithTls)
        .Item("authorityPath", CommonShapes.Path, d => d.AuthorityPath, (d, v) => d.AuthorityPath = v, "A PEM file of the authorities to trust; the system's without it.", kinds: WithTls)
        .Item("credential", Credential, d => d.Credential, (d, v) => d.Credential = v, "Who the server is told that we are.", kinds: $"http {WithTls}")
        .Item("executable", CommonShapes.Path, d => d.Executable, (d, v) => d.Executable = v, "The executable, whose exit code tells; it is run by no shell.", required: true, kinds: "command")
        .Item("arguments", CommonShapes.Texts, d => d.Arguments, (d, v) => d.Arguments = v, "Its arguments, each as it is.", kinds: "command")
        .Value("passServer", TruthShape.Instance, d => d.PassServer, (d, v) => d.PassServer = v, "Whether virtual address, virtual port, real address and real port follow as arguments.", kinds: "command")
        .Value("dynamic", TruthShape.Instance, d => d.Dynamic, (d, v) => d.Dynamic = v, "Whether exit codes from 2 are weights, but for those that the end by a signal looks like, such as 139.", kinds: "command")
        .Item("file", CommonShapes.Path, d => d.File, (d, v) => d.File = v, "The file with a number in it; one that is absent counts as 0.", required: true, kinds: "file")
        .Value("weightFactor", CommonShapes.Whole, d => d.WeightFactor, (d, v) => d.WeightFactor = v, "What the number is multiplied by before it is added to the server's weight; without it, 0 is up and any other number down.", kinds: "file")
        .Value("reverse", TruthShape.Instance, d => d.Reverse, (d, v) => d.Reverse = v, "Whether 0 is down, or the weight is taken away.", kinds: "file")
        .Item("script", CommonShapes.Text, d => d.Script, (d, v) => d.Script = v, "A PowerShell script that is given the real server, and gives a truth value, a weight or a result.", required: true, kinds: "script")
        .Item("checks", new ListShape<CheckDraft>(() => Check, least: 1), d => d.Checks, (d, v) => d.Checks = v, "The checks of which all, or any, must pass.", required: true, kinds: "all any");

    private static readonly FormShape<string> s_statusCode = new(
        "statusCode", "a status code from 100 to 999, or a range such as 200-299", "^[1-9][0-9][0-9](-[1-9][0-9][0-9])?$", t => LvsStatusRange.Parse(t).ToString(), c => c)
    {
        Numbers = (100, 999),
    };
}
