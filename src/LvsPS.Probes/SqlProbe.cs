using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Security;
using MySqlConnector;
using Npgsql;

namespace LvsPS.Probes;

/// <summary>Where a database is, and as whom it is asked.</summary>
/// <param name="Connection">A connection to the server, which the caller closes.</param>
/// <param name="Database">The database; null for the user's own or none.</param>
/// <param name="Credential">Who we say that we are.</param>
/// <param name="Validator">What looks at the server's certificate; null for no TLS.</param>
public sealed record SqlTarget(Stream Connection, string? Database, NetworkCredential Credential, RemoteCertificateValidationCallback? Validator);

/// <summary>
/// Asks databases, by Npgsql and MySqlConnector. These connect by themselves, and one of them waits for a greeting without end, so they
/// are given a relay on loopback, and the connection behind it is ours.
/// </summary>
public static class SqlProbe
{
    /// <summary>Asks a PostgreSQL server.</summary>
    /// <param name="target">The server.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there was a row.</returns>
    /// <exception cref="ProbeException">The server refused.</exception>
    public static async Task<bool> AskPostgreSqlAsync(SqlTarget target, string query, CancellationToken cancellation)
    {
        await using var relay = new LoopbackRelay(target.Connection, target.Validator is null ? IsPostgreSql : IsPostgreSqlBeforeTls);
        var builder = new NpgsqlDataSourceBuilder();
        NpgsqlConnectionStringBuilder settings = builder.ConnectionStringBuilder;
        settings.Host = LoopbackRelay.Address;
        settings.Port = relay.Port;
        settings.Username = target.Credential.UserName;
        settings.Password = target.Credential.Password;
        settings.Database = target.Database;
        settings.SslMode = target.Validator is null ? SslMode.Disable : SslMode.Require;
        settings.ApplicationName = "LvsPS";
        settings.Pooling = false;
        settings.Timeout = 0;
        settings.CommandTimeout = 0;
        settings.CancellationTimeout = -1;
        _ = builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        if (target.Validator is not null)
        {
            _ = builder.UseSslClientAuthenticationOptionsCallback(options => options.RemoteCertificateValidationCallback = target.Validator);
        }

        await using NpgsqlDataSource source = builder.Build();
        await using NpgsqlConnection connection = source.CreateConnection();
        return await HasRowAsync(relay, connection, query, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks a MySQL or MariaDB server.</summary>
    /// <param name="target">The server.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there was a row.</returns>
    /// <exception cref="ProbeException">The server refused.</exception>
    public static async Task<bool> AskMySqlAsync(SqlTarget target, string query, CancellationToken cancellation)
    {
        await using var relay = new LoopbackRelay(target.Connection);
        var settings = new MySqlConnectionStringBuilder
        {
            Server = LoopbackRelay.Address,
            Port = (uint)relay.Port,
            UserID = target.Credential.UserName,
            Password = target.Credential.Password,
            Database = target.Database ?? string.Empty,
            SslMode = target.Validator is null ? MySqlSslMode.Disabled : MySqlSslMode.Required,

            // Without TLS, caching_sha2_password asks for the server's key to encrypt the password with.
            AllowPublicKeyRetrieval = target.Validator is null,
            ApplicationName = "LvsPS",
            Pooling = false,
            ConnectionTimeout = 0,
            DefaultCommandTimeout = 0,
            CancellationTimeout = -1,
        };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        if (target.Validator is not null)
        {
            connection.RemoteCertificateValidationCallback = target.Validator;
        }

        return await HasRowAsync(relay, connection, query, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether a server begins as PostgreSQL does: a type and a length (protocol 3, 55.7). Npgsql makes room for whatever length is said,
    /// which is a gigabyte where another server's greeting is taken for one.
    /// </summary>
    private static bool IsPostgreSql(byte[] first) =>
        "RESNvK"u8.Contains(first[0]) && (first.Length < LoopbackRelay.GreetingLength || BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(1)) < 1 << 16);

    /// <summary>Whether a server answers as PostgreSQL does when it is asked for TLS: by one letter, or by an error.</summary>
    private static bool IsPostgreSqlBeforeTls(byte[] first) => "SN"u8.Contains(first[0]) ? first.Length == 1 : first[0] == 'E' && IsPostgreSql(first);

    private static async Task<bool> HasRowAsync(LoopbackRelay relay, DbConnection connection, string query, CancellationToken cancellation)
    {
        await using CancellationTokenRegistration closing = cancellation.Register(relay.Close);
        bool hasRow = false;
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is whatever the administrator wants to be asked.
            command.CommandText = query;
#pragma warning restore CA2100
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            hasRow = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            return hasRow;
        }
        catch (Exception) when (hasRow && !cancellation.IsCancellationRequested)
        {
            // What came after the row was too much to be read.
            return true;
        }
        catch (Exception) when (relay.IsForeign)
        {
            // How the library fares without an answer tells nothing.
            throw new ProbeException("the answer is no PostgreSQL");
        }
        catch (PostgresException e)
        {
            throw new ProbeException($"{e.SqlState}: {e.MessageText}", e);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.UnableToConnectToHost)
        {
            // So it calls whatever goes wrong before the login.
            throw new ProbeException("closed before the login", e);
        }
        catch (MySqlException e) when (e.Number > 0 && e.InnerException is null)
        {
            throw new ProbeException(string.Create(CultureInfo.InvariantCulture, $"{e.Number}: {e.Message}"), e);
        }
    }
}
