using System.DirectoryServices.Protocols;
using System.Net;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace LvsPS.Probes;

/// <summary>
/// Asks LDAP servers, by System.DirectoryServices.Protocols over the machine's libldap. That library connects by itself, waits without
/// end and tells nothing of certificates, so it is given a relay on loopback, and the connection behind it is ours.
/// </summary>
public static class LdapProbe
{
    // Debian 13's name of the library, which the package does not look for.
    private const string NewerLibrary = "libldap.so.2";

    static LdapProbe() => AssemblyLoadContext.GetLoadContext(typeof(LdapConnection).Assembly)!.ResolvingUnmanagedDll += (_, name) =>
        name.StartsWith("libldap", StringComparison.Ordinal) && NativeLibrary.TryLoad(NewerLibrary, out nint library) ? library : 0;

    /// <summary>Binds, and looks for one entry.</summary>
    /// <param name="server">A connection to the server, which the caller closes.</param>
    /// <param name="entry">The entry's name; empty for the root of the server.</param>
    /// <param name="filter">What the entry must be.</param>
    /// <param name="credential">Who we say that we are; null for nobody.</param>
    /// <param name="timeout">How long the library waits; it is ended by the cancellation before.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many entries were found.</returns>
    /// <exception cref="ProbeException">The server refused, or the library is not there.</exception>
    public static async Task<int> AskAsync(Stream server, string entry, string filter, NetworkCredential? credential, TimeSpan timeout, CancellationToken cancellation)
    {
        await using var relay = new LoopbackRelay(server);

        // The library blocks: on a thread of its own, which ends with the relay.
        Task<int> asking = Task.Factory.StartNew(
            () => Ask(relay.Port, entry, filter, credential, timeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await using (cancellation.Register(relay.Close))
        {
            return await asking.ConfigureAwait(false);
        }
    }

    private static int Ask(int port, string entry, string filter, NetworkCredential? credential, TimeSpan timeout)
    {
        try
        {
            using var connection = new LdapConnection(new LdapDirectoryIdentifier(LoopbackRelay.Address, port))
            {
                AuthType = credential is null ? AuthType.Anonymous : AuthType.Basic,
                Timeout = timeout,
                AutoBind = false,
            };
            connection.SessionOptions.ProtocolVersion = 3;
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            if (credential is null)
            {
                connection.Bind();
            }
            else
            {
                connection.Bind(credential);
            }

            // 1.1: no attributes (RFC 4511, 4.5.1.8).
            var response = (SearchResponse)connection.SendRequest(new SearchRequest(entry, filter, SearchScope.Base, "1.1"), timeout);
            return response.Entries.Count;
        }
        catch (DirectoryOperationException e)
        {
            throw new ProbeException(e.Response is DirectoryResponse { ResultCode: var code } ? $"the search was refused: {code}" : e.Message, e);
        }
        catch (LdapException e)
        {
            // Of RFC 4511, appendix A; 81 is the library's own.
            throw new ProbeException(
                e.ErrorCode switch
                {
                    49 => "the login was refused",
                    81 => "connection lost",
                    _ => e.Message.TrimEnd('.'),
                },
                e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new ProbeException("libldap is not on this machine; Debian's package is libldap-2.5-0 or libldap2", e);
        }
    }
}
