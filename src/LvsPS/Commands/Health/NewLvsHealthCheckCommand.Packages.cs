using System.Management.Automation;

namespace LvsPS.Commands;

/// <content>The kinds that speak a protocol by a package of its own: names, mail, databases and directories.</content>
public sealed partial class NewLvsHealthCheckCommand
{
    /// <summary>Asks a DNS server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Dns")]
    public SwitchParameter Dns { get; set; }

    /// <summary>Speaks with a mail server by SMTP.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Smtp")]
    public SwitchParameter Smtp { get; set; }

    /// <summary>Speaks with a mail server by IMAP.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Imap")]
    public SwitchParameter Imap { get; set; }

    /// <summary>Speaks with a mail server by POP3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Pop")]
    public SwitchParameter Pop { get; set; }

    /// <summary>Asks a PostgreSQL server for a row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "PostgreSql")]
    public SwitchParameter PostgreSql { get; set; }

    /// <summary>Asks a MySQL or MariaDB server for a row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "MySql")]
    public SwitchParameter MySql { get; set; }

    /// <summary>Looks for an entry of a directory.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Ldap")]
    public SwitchParameter Ldap { get; set; }

    /// <summary>The name that a DNS server is asked for; the root of all names without it.</summary>
    [Parameter(ParameterSetName = "Dns")]
    public string Name { get; set; } = ".";

    /// <summary>The type of the records that a DNS server is asked for.</summary>
    [Parameter(ParameterSetName = "Dns")]
    public LvsDnsType Type { get; set; } = LvsDnsType.Soa;

    /// <summary>The answers of which one must come.</summary>
    [Parameter(ParameterSetName = "Dns")]
    [ValidateNotNullOrEmpty]
    public string[] Answer { get; set; } = [];

    /// <summary>All of the answers must come.</summary>
    [Parameter(ParameterSetName = "Dns")]
    public SwitchParameter RequireAll { get; set; }

    /// <summary>A DNS server is asked by TCP, and not by UDP.</summary>
    [Parameter(ParameterSetName = "Dns")]
    public SwitchParameter UseTcp { get; set; }

    /// <summary>TLS begins after the greeting.</summary>
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    public SwitchParameter StartTls { get; set; }

    /// <summary>The name that we give ourselves to an SMTP server.</summary>
    [Parameter(ParameterSetName = "Smtp")]
    public string? LocalName { get; set; }

    /// <summary>What a database is asked.</summary>
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    public string Query { get; set; } = "SELECT 1";

    /// <summary>The database.</summary>
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    public string? Database { get; set; }

    /// <summary>The name of the entry; the directory's root without it.</summary>
    [Parameter(ParameterSetName = "Ldap")]
    public string BaseName { get; set; } = string.Empty;

    /// <summary>What the entry must be.</summary>
    [Parameter(ParameterSetName = "Ldap")]
    public string Filter { get; set; } = "(objectClass=*)";

    private LvsDnsCheck DnsCheck() =>
        new() { Name = Name, Type = Type, Answers = Answer, Match = Match, RequiresAll = RequireAll, UsesTcp = UseTcp };

    private LvsMailCheck MailCheck() => new()
    {
        MailProtocol = Enum.Parse<LvsMailProtocol>(ParameterSetName),
        Encryption = (bool)Tls && StartTls
            ? throw new LvsInputException(
                LvsErrorId.InvalidHealthCheck,
                $"The {ParameterSetName} check cannot be used: TLS cannot begin both with the first byte and after the greeting.",
                null,
                "Give -Tls or -StartTls.")
            : Tls ? LvsMailEncryption.Implicit : StartTls ? LvsMailEncryption.StartTls : LvsMailEncryption.None,
        LocalName = LocalName,
        TlsName = TlsName,
        SkipCertificateCheck = SkipCertificateCheck,
        AuthorityPath = Authority(),
        Credential = Secret,
    };

    private LvsSqlCheck SqlCheck() => new()
    {
        Engine = Enum.Parse<LvsSqlEngine>(ParameterSetName),
        Query = Query,
        Database = Database,
        IsTls = Tls,
        TlsName = TlsName,
        SkipCertificateCheck = SkipCertificateCheck,
        AuthorityPath = Authority(),
        Credential = Secret,
    };

    private LvsLdapCheck LdapCheck() => new()
    {
        BaseName = BaseName,
        Filter = Filter,
        IsTls = Tls,
        TlsName = TlsName,
        SkipCertificateCheck = SkipCertificateCheck,
        AuthorityPath = Authority(),
        Credential = Secret,
    };
}
