using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Support;

/// <summary>A test that enters a network namespace, skipped where this process may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NamespaceFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_obstacle = new(FindObstacle);

    public NamespaceFactAttribute() => Skip = s_obstacle.Value;

    private static string? FindObstacle()
    {
        try
        {
            return NetworkNamespace.Run<string?>("/proc/self/ns/net", () => null);
        }
        catch (NetlinkTransportException e) when (e.Errno is Errno.NotPermitted or Errno.AccessDenied)
        {
            return $"entering a network namespace is not permitted here ({ErrnoName.Of(e.Errno)}): it needs CAP_SYS_ADMIN";
        }
    }
}
