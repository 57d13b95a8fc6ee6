using LvsPS.Netlink.Transport;
using LvsPS.Nftables;

namespace LvsPS;

/// <summary>The nftables of a namespace of this machine, by libnftables.</summary>
/// <param name="namespacePath">The namespace; null for the one that the process is in.</param>
internal sealed class KernelNftables(string? namespacePath) : INftables
{
    public string Run(string commands) => InNamespace(commands, json: true);

    public string ListText() => InNamespace("list ruleset", json: false);

    private string InNamespace(string commands, bool json)
    {
        try
        {
            return namespacePath is null ? RunHere(commands, json) : NetworkNamespace.Run(namespacePath, () => RunHere(commands, json));
        }
        catch (NetlinkTransportException e)
        {
            throw e.Errno is Errno.NotPermitted or Errno.AccessDenied
                ? NamespaceErrors.Forbidden(namespacePath, e)
                : NamespaceErrors.Gone(namespacePath, e);
        }
    }

    /// <summary>The context's socket belongs to the namespace of the thread that makes it, so each run has one of its own.</summary>
    private static string RunHere(string commands, bool json)
    {
        try
        {
            using var context = new NftablesContext(json);
            return context.Run(commands);
        }
        catch (NftablesException e)
        {
            throw NftablesErrors.For(e.Failure, e.Message, e);
        }
    }
}
