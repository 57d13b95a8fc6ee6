using System.Net;

namespace LvsPS;

/// <content>Negotiations that speak a protocol of names, mails, queries or directories.</content>
internal sealed partial class DirectordChecks
{
    private LvsHealthCheck OfPackage(string request, string? receive) => _kind switch
    {
        "dns" => new LvsDnsCheck
        {
            Name = request,
            Type = LvsEndpoint.TryAddress(request) is null ? LvsDnsType.A : LvsDnsType.Ptr,
            Match = receive,
            UsesTcp = !IsUdp && _service.Protocol is not null,
            Timeout = _negotiateTimeout,
        },
        "smtp" or "submission" => new LvsMailCheck { MailProtocol = LvsMailProtocol.Smtp, Timeout = _negotiateTimeout },
        "pop" or "pops" => Mail(LvsMailProtocol.Pop),
        "imap" or "imaps" => Mail(LvsMailProtocol.Imap),
        "ldap" or "ldaps" => new LvsLdapCheck
        {
            BaseName = request,
            IsTls = _kind == "ldaps",
            SkipCertificateCheck = _kind == "ldaps",
            Credential = _settings.Password is null ? null : Credential,
            Timeout = _checkTimeout,
        },
        _ => new LvsSqlCheck
        {
            Engine = _kind == "mysql" ? LvsSqlEngine.MySql : LvsSqlEngine.PostgreSql,
            Query = request,
            Database = _settings.Database,
            Credential = new NetworkCredential(Login, _settings.Password ?? string.Empty),
            Timeout = _negotiateTimeout,
        },
    };

    private LvsMailCheck Mail(LvsMailProtocol protocol) => new()
    {
        MailProtocol = protocol,
        Encryption = _kind.EndsWith('s') ? LvsMailEncryption.Implicit : LvsMailEncryption.None,
        SkipCertificateCheck = _kind.EndsWith('s'),
        Credential = Credential,
        Timeout = _negotiateTimeout,
    };
}
