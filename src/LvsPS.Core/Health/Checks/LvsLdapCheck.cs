using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using LvsPS.Probes;

namespace LvsPS;

/// <summary>Binds to a directory, and looks for one entry by a base search (RFC 4511). It uses the machine's libldap.</summary>
public sealed record LvsLdapCheck : LvsHealthCheck
{
    private readonly CheckCredential? _credential;

    /// <inheritdoc/>
    public override string Kind => "Ldap";

    /// <summary>The name of the entry; empty for the server's root, which every server shows.</summary>
    public string BaseName { get; init; } = string.Empty;

    /// <summary>What the entry must be.</summary>
    public string Filter { get; init; } = "(objectClass=*)";

    /// <summary>Whether TLS is spoken from the first byte, as at port 636.</summary>
    public bool IsTls { get; init; }

    /// <summary>The name that the certificate must have; null for the address.</summary>
    public string? TlsName { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>A PEM file of the authorities to trust; null for the system's.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>Who the server is told that we are, by a name such as <c>cn=check,dc=example,dc=org</c>; null for nobody. It is never shown.</summary>
    internal NetworkCredential? Credential
    {
        get => _credential?.Value;
        init => _credential = CheckCredential.Of(value);
    }

    /// <inheritdoc/>
    internal override LvsProtocol? Protocol => LvsProtocol.Tcp;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            using NetworkStream plain = await ProbeSocket.ConnectAsync(target, cancellation).ConfigureAwait(false);
            await using Stream connection = IsTls
                ? await new ProbeTls(TlsName ?? target.Address.ToString(), SkipCertificateCheck, AuthorityPath).BeginAsync(plain, cancellation).ConfigureAwait(false)
                : plain;
            int count = await LdapProbe.AskAsync(connection, BaseName, Filter, Credential, Timeout, cancellation).ConfigureAwait(false);
            return count == 1 ? LvsCheckResult.Up("the entry is there") : LvsCheckResult.Down("the entry is not there");
        }
        catch (Exception e) when (e is ProbeException or IOException or SocketException or AuthenticationException)
        {
            cancellation.ThrowIfCancellationRequested();
            return LvsCheckResult.Down(e is ProbeException ? ProbeText.Plain(e.Message) : ProbeText.Of(e));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (Filter.Length < 3 || Filter[0] != '(' || Filter[^1] != ')')
        {
            yield return new CheckFault($"'{Filter}' is no filter", "Write one in brackets: (objectClass=*).");
        }

        if (TlsName is "")
        {
            yield return new CheckFault("its TLS name is empty", "Write the name in the server's certificate, or none.");
        }
    }
}
