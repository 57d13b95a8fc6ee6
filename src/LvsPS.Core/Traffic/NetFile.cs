using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>Opens what IPVS shows in /proc/net, with the errors of the domain.</summary>
internal static class NetFile
{
    /// <summary>The path of a file, for messages.</summary>
    public static string PathOf(string name) => $"/proc/net/{name}";

    /// <summary>Opens a file that every kernel with IPVS has.</summary>
    /// <param name="session">The director.</param>
    /// <param name="name">The file's name, such as <c>ip_vs_conn</c>.</param>
    /// <returns>The file, as the session's namespace has it.</returns>
    /// <exception cref="LvsException">The kernel has no IPVS, or the file may not be read.</exception>
    public static Stream Open(LvsSession session, string name)
    {
        // A closed session says so in its own words.
        _ = session.IsClosed ? session.Client : null;
        try
        {
            return session.Files.OpenNet(name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failure(name, Errno.NoEntry);
        }
        catch (UnauthorizedAccessException)
        {
            throw Failure(name, Errno.AccessDenied);
        }
        catch (NetlinkTransportException e)
        {
            // The namespace itself is gone, or may not be entered.
            throw e.Errno == Errno.NoEntry
                ? NamespaceErrors.Gone(session.NetworkNamespace, e, session)
                : Failure(name, e.Errno);
        }
    }

    /// <summary>Opens a file where the kernel has it.</summary>
    /// <param name="session">The director.</param>
    /// <param name="name">The file's name.</param>
    /// <returns>The file; null where there is none.</returns>
    /// <exception cref="LvsException">It may not be read.</exception>
    public static Stream? TryOpen(LvsSession session, string name)
    {
        try
        {
            return Open(session, name);
        }
        catch (LvsException e) when (e.ErrorId == LvsErrorId.IpvsNotAvailable)
        {
            return null;
        }
    }

    private static LvsException Failure(string name, int errno) =>
        KernelErrors.For(LvsOperation.Read, PathOf(name), $"Read {PathOf(name)}", errno, null);
}
