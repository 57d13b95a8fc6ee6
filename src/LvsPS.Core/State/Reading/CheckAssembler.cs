using System.Text;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Makes checks, and what is run and told beside them.</summary>
internal sealed class CheckAssembler(ReadingContext context)
{
    private readonly Dictionary<CheckDraft, LvsHealthCheck?> _made = [];

    /// <summary>Makes a check, once for all who share it.</summary>
    /// <param name="draft">What was said of it.</param>
    /// <returns>The check; null where it cannot be right.</returns>
    public LvsHealthCheck? CheckOf(CheckDraft draft)
    {
        if (_made.TryGetValue(draft, out LvsHealthCheck? known))
        {
            return known;
        }

        LvsHealthCheck? check = Kind(draft);
        if (check is not null)
        {
            check = check with { Timeout = draft.Timeout ?? check.Timeout, Address = draft.Address, Port = draft.Port };
            List<LvsInputException> faults = [.. check is LvsCombinedCheck ? [] : check.Check(null)];
            faults.ForEach(f => context.Error(draft.At("type"), f.Message, f.Remedy));
            if (draft.Timeout <= TimeSpan.Zero)
            {
                context.Error(draft.At("timeout"), "The timeout leaves no time.", "Write a time above 0.");
            }

            check = faults.Count == 0 ? check : null;
        }

        _made[draft] = check;
        return check;
    }

    /// <summary>Makes what is run at an event.</summary>
    public LvsHealthAction? ActionOf(ActionDraft? draft)
    {
        if (draft is null)
        {
            return null;
        }

        if ((draft.Command is null) == (draft.Script is null))
        {
            context.Error(draft.At("command"), draft.Command is null ? "The action has neither a command nor a script." : "The action has both a command and a script.", "Write one of them.");
            return null;
        }

        if (draft is { Script: not null, Arguments: not null })
        {
            context.Error(draft.At("arguments"), "Arguments are for a command, and the action is a script.", "Leave them out.");
        }
        else if (draft.Timeout <= TimeSpan.Zero)
        {
            context.Error(draft.At("timeout"), "The timeout leaves no time.", "Write a time above 0.");
            return null;
        }

        LvsHealthAction action = draft.Script is string script
            ? HealthScripts.ActionOf(script)
            : LvsHealthAction.ForExecutable(draft.Command ?? string.Empty, [.. draft.Arguments ?? []]);
        return action with { Timeout = draft.Timeout ?? LvsHealthAction.DefaultTimeout };
    }

    /// <summary>Makes to whom mail is sent.</summary>
    public LvsHealthMail? MailOf(MailDraft? draft) => draft is null ? null : new LvsHealthMail
    {
        To = draft.To ?? [],
        From = draft.From,
        Server = draft.Server ?? "localhost",
        Port = draft.Port ?? 25,
        RequiresTls = draft.RequireTls ?? false,
        SkipCertificateCheck = draft.SkipCertificateCheck ?? false,
        RepeatInterval = draft.RepeatInterval,
        Kinds = draft.Events ?? [],
        Credential = CredentialOf(draft.Credential),
    };

    private LvsHealthCheck? Kind(CheckDraft draft) => draft.Type switch
    {
        "tcp" => new LvsTcpCheck(),
        "http" or "https" => Http(draft),
        "ping" => new LvsPingCheck { Count = draft.Count ?? 1 },
        "udp" => Udp(draft),
        "expect" => Talk(draft, new LvsExpectCheck()),
        "ftp" => Talk(draft, LvsExpectCheck.ForFtp(CredentialOf(draft.Credential))),
        "nntp" => Talk(draft, LvsExpectCheck.ForNntp(CredentialOf(draft.Credential))),
        "redis" => Talk(draft, LvsExpectCheck.ForRedis(CredentialOf(draft.Credential))),
        "sip" => Talk(draft, LvsExpectCheck.ForSip()),
        "dns" => new LvsDnsCheck
        {
            Name = draft.Name ?? ".",
            Type = draft.RecordType ?? LvsDnsType.Soa,
            Answers = draft.Answers ?? [],
            Match = draft.Match,
            RequiresAll = draft.RequireAll ?? false,
            UsesTcp = draft.UseTcp ?? false,
        },
        "smtp" => Mail(draft, LvsMailProtocol.Smtp),
        "imap" => Mail(draft, LvsMailProtocol.Imap),
        "pop" => Mail(draft, LvsMailProtocol.Pop),
        "postgreSql" => Sql(draft, LvsSqlEngine.PostgreSql),
        "mySql" => Sql(draft, LvsSqlEngine.MySql),
        "ldap" => Ldap(draft),
        "command" => new LvsCommandCheck
        {
            Executable = draft.Executable ?? string.Empty,
            Arguments = draft.Arguments ?? [],
            PassesServer = draft.PassServer ?? false,
            IsDynamic = draft.Dynamic ?? false,
        },
        "file" => new LvsFileCheck { File = draft.File ?? string.Empty, WeightFactor = draft.WeightFactor ?? 0, IsReversed = draft.Reverse ?? false },
        "script" => draft.Script is null ? null : HealthScripts.CheckOf(draft.Script),
        "on" or "off" => new LvsConstantCheck(draft.Type == "on"),
        "all" or "any" => Combined(draft),
        _ => null,
    };

    private LvsHttpCheck Http(CheckDraft draft)
    {
        var check = new LvsHttpCheck
        {
            IsTls = draft.Type == "https",
            Method = draft.Method ?? "GET",
            Path = draft.Path ?? "/",
            HostHeader = draft.HostHeader,
            Match = draft.Match,
            NotMatch = draft.NotMatch,
            Digest = draft.Digest,
            Headers = draft.Headers ?? [],
            HttpVersion = Version.Parse(draft.HttpVersion ?? "1.1"),
            TlsName = draft.TlsName,
            SkipCertificateCheck = draft.SkipCertificateCheck ?? false,
            AuthorityPath = draft.AuthorityPath,
            Credential = CredentialOf(draft.Credential),
        };
        return draft.StatusCodes is null ? check : check with { StatusCodes = [.. draft.StatusCodes.Select(LvsStatusRange.Parse)] };
    }

    private LvsUdpCheck Udp(CheckDraft draft)
    {
        if (draft is { Payload: not null, PayloadHex: not null })
        {
            context.Error(draft.At("payloadHex"), "What is sent stands there twice, as text and in hexadecimal digits.", "Write payload or payloadHex.");
        }

        IReadOnlyList<byte> payload = Encoding.UTF8.GetBytes(draft.Payload ?? string.Empty);
        if (draft.PayloadHex is string hex)
        {
            try
            {
                payload = Convert.FromHexString(string.Concat(hex.Where(c => !char.IsWhiteSpace(c))));
            }
            catch (FormatException)
            {
                context.Error(draft.At("payloadHex"), $"'{hex}' are no bytes.", "Write pairs of hexadecimal digits.");
            }
        }

        return new LvsUdpCheck
        {
            Payload = payload,
            HasTokens = draft.FillIn ?? false,
            RequiresReply = draft.RequireReply ?? false,
            Reply = draft.Reply,
            Match = draft.Match,
            MinReplyLength = draft.MinReplyLength ?? 0,
            MaxReplyLength = draft.MaxReplyLength ?? ushort.MaxValue,
        };
    }

    private LvsExpectCheck Talk(CheckDraft draft, LvsExpectCheck known) => known with
    {
        Steps = draft.Steps is null ? known.Steps : [.. draft.Steps.Select(s => new LvsExpectStep { Send = s.Send, Expect = s.Expect, Fail = s.Fail })],
        IsTls = draft.Tls ?? false,
        TlsName = draft.TlsName,
        SkipCertificateCheck = draft.SkipCertificateCheck ?? false,
        AuthorityPath = draft.AuthorityPath,
        Credential = known.Credential ?? CredentialOf(draft.Credential),
    };

    private LvsMailCheck Mail(CheckDraft draft, LvsMailProtocol protocol) => new()
    {
        MailProtocol = protocol,
        Encryption = draft.Encryption ?? LvsMailEncryption.None,
        LocalName = draft.LocalName,
        TlsName = draft.TlsName,
        SkipCertificateCheck = draft.SkipCertificateCheck ?? false,
        AuthorityPath = draft.AuthorityPath,
        Credential = CredentialOf(draft.Credential),
    };

    private LvsSqlCheck Sql(CheckDraft draft, LvsSqlEngine engine) => new()
    {
        Engine = engine,
        Query = draft.Query ?? "SELECT 1",
        Database = draft.Database,
        IsTls = draft.Tls ?? false,
        TlsName = draft.TlsName,
        SkipCertificateCheck = draft.SkipCertificateCheck ?? false,
        AuthorityPath = draft.AuthorityPath,
        Credential = CredentialOf(draft.Credential),
    };

    private LvsLdapCheck Ldap(CheckDraft draft) => new()
    {
        BaseName = draft.BaseName ?? string.Empty,
        Filter = draft.Filter ?? "(objectClass=*)",
        IsTls = draft.Tls ?? false,
        TlsName = draft.TlsName,
        SkipCertificateCheck = draft.SkipCertificateCheck ?? false,
        AuthorityPath = draft.AuthorityPath,
        Credential = CredentialOf(draft.Credential),
    };

    private LvsCombinedCheck? Combined(CheckDraft draft)
    {
        List<LvsHealthCheck> checks = [.. (draft.Checks ?? []).Select(CheckOf).OfType<LvsHealthCheck>()];
        return checks.Count == 0 ? null : new LvsCombinedCheck(checks, draft.Type == "all");
    }

    private FileCredential? CredentialOf(CredentialDraft? draft)
    {
        if (draft is not { User: string user, PasswordFile: string file })
        {
            return null;
        }

        string path = Path.Combine(Path.GetDirectoryName(context.Path) ?? string.Empty, file);
        YamlNode at = draft.At("passwordFile");
        _ = context.SecretFiles.Add(path);
        try
        {
            (string secret, bool isOpen) = SecretFile.Read(path);
            if (isOpen)
            {
                context.Warning(at, $"The file {path} can be read or written by others than its owner.", "Take the rights away: chmod 600.");
            }

            return new FileCredential(user, secret, draft.Domain, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string message = $"The file {path} of the password cannot be read: {e.Message.TrimEnd('.')}.";
            if (context.NeedsSecrets)
            {
                context.Error(at, message, "Write the password into this file, in its first line.");
            }
            else
            {
                context.Warning(at, message, "On the director the password must stand in this file, in its first line.");
            }

            return new FileCredential(user, string.Empty, draft.Domain, file);
        }
    }
}
