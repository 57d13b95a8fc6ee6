using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>Turns what goes wrong with a file of /proc/sys into errors that say what to do.</summary>
internal static class SettingGuard
{
    // EROFS; .NET keeps a file's errno as HResult where it has no exception of its own for it.
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Reads or writes a setting.</summary>
    /// <param name="session">The session in whose namespace it is.</param>
    /// <param name="name">The setting's name as it is shown.</param>
    /// <param name="missing">The error for a kernel that has no such setting.</param>
    /// <param name="action">What is done.</param>
    /// <typeparam name="T">What is read.</typeparam>
    /// <returns>What was read.</returns>
    /// <exception cref="LvsException">PermissionDenied, KernelRejected, NamespaceNotFound, or what <paramref name="missing"/> gives.</exception>
    public static T Run<T>(LvsSession session, string name, Func<LvsException> missing, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw missing();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NetlinkTransportException { Errno: Errno.NotPermitted or Errno.AccessDenied })
        {
            throw new LvsException(
                LvsErrorId.PermissionDenied,
                $"The setting {name} cannot be had or changed: permission denied.",
                name,
                "Run as root; a few settings can be changed in the machine's first network namespace only.",
                e);
        }
        catch (IOException e) when (e.HResult == ReadOnlyFileSystem)
        {
            throw new LvsException(
                LvsErrorId.PermissionDenied,
                $"The setting {name} cannot be changed: /proc/sys is read-only here.",
                name,
                "Change it on the host, or run the container with a writable /proc/sys.",
                e);
        }
        catch (IOException e)
        {
            throw new LvsException(LvsErrorId.KernelRejected, $"The kernel refused the setting {name}: {e.Message}", name, "Give a value of the setting's range.", e);
        }
        catch (NetlinkTransportException e)
        {
            throw NamespaceErrors.Gone(session.NetworkNamespace, e, session);
        }
    }
}
