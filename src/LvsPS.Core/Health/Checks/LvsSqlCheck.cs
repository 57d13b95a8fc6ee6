using System.Net;
using System.Net.Sockets;
using LvsPS.Probes;

namespace LvsPS;

/// <summary>The kinds of database servers.</summary>
public enum LvsSqlEngine
{
    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>MySQL and MariaDB.</summary>
    MySql,
}

/// <summary>Logs in to a database, and asks a query that must give a row.</summary>
public sealed record LvsSqlCheck : LvsHealthCheck
{
    private readonly CheckCredential? _credential;

    /// <inheritdoc/>
    public override string Kind => Engine.ToString();

    /// <summary>The kind of server.</summary>
    public LvsSqlEngine Engine { get; init; }

    /// <summary>What is asked.</summary>
    public string Query { get; init; } = "SELECT 1";

    /// <summary>The database; null for PostgreSQL's of the user's name, and for none at MySQL.</summary>
    public string? Database { get; init; }

    /// <summary>Whether TLS is spoken; a server that does not offer it is then down.</summary>
    public bool IsTls { get; init; }

    /// <summary>The name that the certificate must have; null for the address.</summary>
    public string? TlsName { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>A PEM file of the authorities to trust; null for the system's.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>Who the server is told that we are. It is never shown.</summary>
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
        var tls = new ProbeTls(TlsName ?? target.Address.ToString(), SkipCertificateCheck, AuthorityPath);
        string? fault = null;
        try
        {
            using NetworkStream connection = await ProbeSocket.ConnectAsync(target, cancellation).ConfigureAwait(false);
            var server = new SqlTarget(connection, Database, Credential ?? new NetworkCredential(), IsTls ? tls.Validator(found => fault = found) : null);
            bool hasRow = Engine == LvsSqlEngine.PostgreSql
                ? await SqlProbe.AskPostgreSqlAsync(server, Query, cancellation).ConfigureAwait(false)
                : await SqlProbe.AskMySqlAsync(server, Query, cancellation).ConfigureAwait(false);
            return hasRow ? LvsCheckResult.Up("a row came") : LvsCheckResult.Down("the query gave no row");
        }
#pragma warning disable CA1031 // Whatever went wrong between us and the server, it is the reason why the server is down.
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancellation.ThrowIfCancellationRequested();
            return LvsCheckResult.Down(fault ?? ProbeText.Plain(ProbeText.Of(e)));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Query))
        {
            yield return new CheckFault("its query is empty", "Write one that gives a row, such as SELECT 1.");
        }

        if (string.IsNullOrEmpty(Credential?.UserName))
        {
            yield return new CheckFault("it has no user to log in as", "Give a credential.");
        }

        if (TlsName is "")
        {
            yield return new CheckFault("its TLS name is empty", "Write the name in the server's certificate, or none.");
        }
    }
}
