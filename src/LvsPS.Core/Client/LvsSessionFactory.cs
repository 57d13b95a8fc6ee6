using LvsPS.Netlink.Transport;
using LvsPS.Simulator;

namespace LvsPS;

/// <summary>Makes sessions of each kind.</summary>
internal static class LvsSessionFactory
{
    /// <summary>This host, in the network namespace that the process is in when the session is first used.</summary>
    public static LvsSession Local(int id, string name, TimeSpan? timeout) => new(id, name, LvsSessionKind.Local, null, SessionHost.OfNamespace(null), session =>
    {
        try
        {
            return Client(NetlinkSocket.Open(), session, new TableLock(TableLock.KeyOfThread()), timeout);
        }
        catch (NetlinkTransportException e)
        {
            throw KernelErrors.For(LvsOperation.Read, session, "Open a netlink socket", e.Errno, null);
        }
    });

    /// <summary>This host, in another network namespace; it is opened at once, so that a wrong name shows at once.</summary>
    public static LvsSession ForNamespace(int id, string name, string nameOrPath, TimeSpan? timeout)
    {
        var session = new LvsSession(id, name, LvsSessionKind.NetworkNamespace, nameOrPath, SessionHost.OfNamespace(NetworkNamespace.PathOf(nameOrPath)), s => OpenNamespace(s, nameOrPath, timeout));
        _ = session.Client;
        return session;
    }

    /// <summary>A simulated kernel of its own, given as an object, since the cmdlets refer to no layer below this one.</summary>
    public static (LvsSession Session, object Kernel) Simulated(int id, string name, TimeSpan? timeout)
    {
        var kernel = new SimulatedKernel();
        return (new LvsSession(id, name, LvsSessionKind.Simulated, null, SessionHost.OfSimulated(kernel), s => Client(kernel.Connect(), s, null, timeout)), kernel);
    }

    private static LvsClient OpenNamespace(LvsSession session, string nameOrPath, TimeSpan? timeout)
    {
        string path = NetworkNamespace.PathOf(nameOrPath);
        try
        {
            (NetlinkSocket socket, string key) = NetworkNamespace.Run(path, () => (NetlinkSocket.Open(), TableLock.KeyOfThread()));
            return Client(socket, session, new TableLock(key), timeout);
        }
        catch (NetlinkTransportException e) when (e.Errno is Errno.NotPermitted or Errno.AccessDenied)
        {
            throw NamespaceErrors.Forbidden(nameOrPath, e);
        }
        catch (NetlinkTransportException e)
        {
            throw new LvsException(
                LvsErrorId.NamespaceNotFound,
                e.Errno == Errno.Invalid
                    ? $"{path} is no network namespace."
                    : $"There is no network namespace {nameOrPath} ({path}).",
                nameOrPath,
                "'ip netns list' shows the names; a path such as /proc/PID/ns/net may be given too.",
                e);
        }
    }

    private static LvsClient Client(INetlinkTransport transport, LvsSession session, TableLock? tableLock, TimeSpan? timeout)
    {
        var client = new LvsClient(transport, session, tableLock);
        if (timeout is TimeSpan given)
        {
            client.Timeout = given;
        }

        return client;
    }
}
