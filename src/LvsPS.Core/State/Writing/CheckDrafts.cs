using System.Net;
using System.Text;

namespace LvsPS;

/// <summary>Takes checks apart, and what is run and told beside them, so that they can be written. What is as without a word is left out.</summary>
internal static class CheckDrafts
{
    /// <summary>Takes a check apart.</summary>
    /// <param name="check">The check.</param>
    /// <returns>What is to be written.</returns>
    /// <exception cref="LvsInputException">It has what no document can hold.</exception>
    public static CheckDraft Of(LvsHealthCheck check)
    {
        CheckDraft draft = Kind(check);
        TimeSpan usual = check is LvsCombinedCheck combined ? combined.Checks.Max(c => c.Timeout) : LvsHealthCheck.DefaultTimeout;
        draft.Timeout = check.Timeout == usual ? null : check.Timeout;
        draft.Address = check.Address;
        draft.Port = check.Port;
        return draft;
    }

    /// <summary>Takes an action apart.</summary>
    public static ActionDraft? Of(LvsHealthAction? action) => action is null ? null : new ActionDraft
    {
        Command = action.Executable,
        Arguments = action.Arguments.Count == 0 ? null : action.Arguments,
        Script = action.Script,
        Timeout = action.Timeout == LvsHealthAction.DefaultTimeout ? null : action.Timeout,
    };

    /// <summary>Takes apart to whom mail is sent.</summary>
    public static MailDraft? Of(LvsHealthMail? mail) => mail is null ? null : new MailDraft
    {
        To = mail.To,
        From = mail.From,
        Server = mail.Server == "localhost" ? null : mail.Server,
        Port = mail.Port == 25 ? null : mail.Port,
        RequireTls = Yes(mail.RequiresTls),
        SkipCertificateCheck = Yes(mail.SkipCertificateCheck),
        RepeatInterval = mail.RepeatInterval,
        Events = mail.Kinds.Count == 0 ? null : mail.Kinds,
        Credential = Of(mail.Credential),
    };

    private static CheckDraft Kind(LvsHealthCheck check) => check switch
    {
        LvsTcpCheck => new CheckDraft { Type = "tcp" },
        LvsHttpCheck http => Http(http),
        LvsPingCheck ping => new CheckDraft { Type = "ping", Count = ping.Count == 1 ? null : ping.Count },
        LvsUdpCheck udp => Udp(udp),
        LvsExpectCheck talk => Talk(talk),
        LvsDnsCheck dns => new CheckDraft
        {
            Type = "dns",
            Name = dns.Name == "." ? null : dns.Name,
            RecordType = dns.Type == LvsDnsType.Soa ? null : dns.Type,
            Answers = dns.Answers.Count == 0 ? null : dns.Answers,
            Match = dns.Match,
            RequireAll = Yes(dns.RequiresAll),
            UseTcp = Yes(dns.UsesTcp),
        },
        LvsMailCheck mail => new CheckDraft
        {
            Type = mail.MailProtocol switch { LvsMailProtocol.Smtp => "smtp", LvsMailProtocol.Imap => "imap", _ => "pop" },
            Encryption = mail.Encryption == LvsMailEncryption.None ? null : mail.Encryption,
            LocalName = mail.LocalName,
            TlsName = mail.TlsName,
            SkipCertificateCheck = Yes(mail.SkipCertificateCheck),
            AuthorityPath = mail.AuthorityPath,
            Credential = Of(mail.Credential),
        },
        LvsSqlCheck sql => new CheckDraft
        {
            Type = sql.Engine == LvsSqlEngine.PostgreSql ? "postgreSql" : "mySql",
            Query = sql.Query == "SELECT 1" ? null : sql.Query,
            Database = sql.Database,
            Tls = Yes(sql.IsTls),
            TlsName = sql.TlsName,
            SkipCertificateCheck = Yes(sql.SkipCertificateCheck),
            AuthorityPath = sql.AuthorityPath,
            Credential = Of(sql.Credential),
        },
        LvsLdapCheck ldap => new CheckDraft
        {
            Type = "ldap",
            BaseName = ldap.BaseName.Length == 0 ? null : ldap.BaseName,
            Filter = ldap.Filter == "(objectClass=*)" ? null : ldap.Filter,
            Tls = Yes(ldap.IsTls),
            TlsName = ldap.TlsName,
            SkipCertificateCheck = Yes(ldap.SkipCertificateCheck),
            AuthorityPath = ldap.AuthorityPath,
            Credential = Of(ldap.Credential),
        },
        LvsCommandCheck command => new CheckDraft
        {
            Type = "command",
            Executable = command.Executable,
            Arguments = command.Arguments.Count == 0 ? null : command.Arguments,
            PassServer = Yes(command.PassesServer),
            Dynamic = Yes(command.IsDynamic),
        },
        LvsFileCheck file => new CheckDraft
        {
            Type = "file",
            File = file.File,
            WeightFactor = file.WeightFactor == 0 ? null : file.WeightFactor,
            Reverse = Yes(file.IsReversed),
        },
        LvsScriptCheck script => new CheckDraft { Type = "script", Script = script.Script },
        LvsConstantCheck constant => new CheckDraft { Type = constant.IsUp ? "on" : "off" },
        LvsCombinedCheck combined => new CheckDraft { Type = combined.IsAll ? "all" : "any", Checks = [.. combined.Checks.Select(Of)] },
        _ => throw new InvalidOperationException($"There is no type of document for {check.GetType().Name}."),
    };

    private static CheckDraft Http(LvsHttpCheck check)
    {
        var usual = new LvsHttpCheck();
        if (check.Headers.Select(h => h.Key).Distinct(StringComparer.Ordinal).Count() != check.Headers.Count)
        {
            throw new LvsInputException(LvsErrorId.InvalidHealthCheck, "The Http check has a header twice, which a document cannot say.", check, "Give one header of each name, its values with commas between.");
        }

        return new CheckDraft
        {
            Type = check.IsTls ? "https" : "http",
            Method = check.Method == usual.Method ? null : check.Method,
            Path = check.Path == usual.Path ? null : check.Path,
            HostHeader = check.HostHeader,
            StatusCodes = check.StatusCodes.SequenceEqual(usual.StatusCodes) ? null : [.. check.StatusCodes.Select(c => c.ToString())],
            Match = check.Match,
            NotMatch = check.NotMatch,
            Digest = check.Digest,
            Headers = check.Headers.Count == 0 ? null : check.Headers,
            HttpVersion = check.HttpVersion == usual.HttpVersion ? null : check.HttpVersion.ToString(2),
            TlsName = check.IsTls ? check.TlsName : null,
            SkipCertificateCheck = check.IsTls ? Yes(check.SkipCertificateCheck) : null,
            AuthorityPath = check.IsTls ? check.AuthorityPath : null,
            Credential = Of(check.Credential),
        };
    }

    private static CheckDraft Udp(LvsUdpCheck check)
    {
        byte[] bytes = [.. check.Payload];
        bool isText = bytes.All(b => b is (>= 0x20 and < 0x7f) or (byte)'\r' or (byte)'\n' or (byte)'\t');
        return new CheckDraft
        {
            Type = "udp",
            Payload = bytes.Length > 0 && isText ? Encoding.ASCII.GetString(bytes) : null,
            PayloadHex = isText ? null : Convert.ToHexString(bytes).ToLowerInvariant(),
            FillIn = Yes(check.HasTokens),
            RequireReply = Yes(check.RequiresReply),
            Reply = check.Reply,
            Match = check.Match,
            MinReplyLength = check.MinReplyLength == 0 ? null : check.MinReplyLength,
            MaxReplyLength = check.MaxReplyLength == ushort.MaxValue ? null : check.MaxReplyLength,
        };
    }

    private static CheckDraft Talk(LvsExpectCheck check)
    {
        IReadOnlyList<LvsExpectStep> usual = check.Preset switch
        {
            "Ftp" => LvsExpectCheck.ForFtp(check.Credential).Steps,
            "Nntp" => LvsExpectCheck.ForNntp(check.Credential).Steps,
            "Redis" => LvsExpectCheck.ForRedis(check.Credential).Steps,
            "Sip" => LvsExpectCheck.ForSip().Steps,
            _ => [],
        };
        return new CheckDraft
        {
            Type = check.Preset?.ToLowerInvariant() ?? "expect",
            Steps = check.Steps.SequenceEqual(usual) ? null : [.. check.Steps.Select(s => new StepDraft { Send = s.Send, Expect = s.Expect, Fail = s.Fail })],
            Tls = Yes(check.IsTls),
            TlsName = check.TlsName,
            SkipCertificateCheck = Yes(check.SkipCertificateCheck),
            AuthorityPath = check.AuthorityPath,
            Credential = Of(check.Credential),
        };
    }

    private static CredentialDraft? Of(NetworkCredential? credential) => credential switch
    {
        null => null,
        FileCredential known => new CredentialDraft { User = known.UserName, PasswordFile = known.PasswordFile, Domain = NullIfEmpty(known.Domain) },
        _ => throw new LvsInputException(
            LvsErrorId.InvalidHealthCheck,
            $"The password of {(credential.UserName.Length == 0 ? "a check" : credential.UserName)} cannot be written, since passwords do not stand in documents.",
            null,
            "Name a folder for secrets: each password is then written into a file of its own, which the document names."),
    };

    private static bool? Yes(bool value) => value ? true : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
