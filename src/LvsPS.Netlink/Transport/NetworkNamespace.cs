using System.Runtime.ExceptionServices;
using System.Text;
using Tmds.Linux;

namespace LvsPS.Netlink.Transport;

/// <summary>
/// A network namespace other than the process's own (<c>network_namespaces(7)</c>, <c>setns(2)</c>). A socket belongs to the
/// namespace of the thread that opens it, so a thread of its own goes there, does one thing and ends.
/// </summary>
public static unsafe class NetworkNamespace
{
    /// <summary>Where <c>ip netns add</c> keeps names (<c>ip-netns(8)</c>).</summary>
    public const string NamedFolder = "/run/netns";

    /// <summary>The path of a namespace.</summary>
    /// <param name="nameOrPath">A name as <c>ip netns</c> knows it, or a path such as <c>/proc/1234/ns/net</c>.</param>
    /// <returns>The path.</returns>
    public static string PathOf(string nameOrPath) => nameOrPath.Contains('/') ? nameOrPath : $"{NamedFolder}/{nameOrPath}";

    /// <summary>The name of the namespace that the calling thread is in, where that is not the machine's first one.</summary>
    /// <returns>The first of its names as <c>ip netns</c> knows it; null where it has none.</returns>
    public static string? NameOfThread()
    {
        (ulong, ulong)? own = FileOwner.Identity("/proc/thread-self/ns/net");
        return own is null || own == FileOwner.Identity("/proc/1/ns/net") || !Directory.Exists(NamedFolder)
            ? null
            : Directory.EnumerateFiles(NamedFolder).Order(StringComparer.Ordinal).FirstOrDefault(path => FileOwner.Identity(path) == own) is string found
                ? Path.GetFileName(found)
                : null;
    }

    /// <summary>Does something in a namespace.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="path">The namespace's path.</param>
    /// <param name="action">What is to be done there.</param>
    /// <returns>What the action gave.</returns>
    /// <exception cref="NetlinkTransportException">The namespace does not exist, is none, or may not be entered.</exception>
    public static T Run<T>(string path, Func<T> action)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter(path);
                result = action();
            }
#pragma warning disable CA1031 // It is thrown again on the calling thread.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }
        })
        { IsBackground = true, Name = $"netns {path}" };
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return result;
    }

    private static void Enter(string path)
    {
        if (path.Contains('\0'))
        {
            // The kernel would open what stands in front of it.
            throw new NetlinkTransportException($"open({path})", Errno.Invalid);
        }

        byte[] name = Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* bytes = name)
        {
            // Without O_NONBLOCK a pipe, which is none, would be waited for.
            int descriptor = LibC.open(bytes, LibC.O_RDONLY | LibC.O_NONBLOCK | LibC.O_CLOEXEC, default);
            if (descriptor < 0)
            {
                throw new NetlinkTransportException($"open({path})", LibC.errno);
            }

            using var handle = new NetlinkSocketHandle(descriptor);
            if (LibC.setns(descriptor, LibC.CLONE_NEWNET) < 0)
            {
                throw new NetlinkTransportException($"setns({path})", LibC.errno);
            }
        }
    }
}
