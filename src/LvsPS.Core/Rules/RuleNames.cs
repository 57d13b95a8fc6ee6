using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Finds names, each only once for a text.</summary>
internal sealed class RuleNames
{
    private readonly INameResolver _resolver;
    private readonly Dictionary<string, IReadOnlyList<IPAddress>> _hosts = [];

    public RuleNames(INameResolver resolver) => _resolver = resolver;

    /// <summary>
    /// The addresses of a host: those of one family where it has both, as ipvsadm takes only IPv4 ones, and a real server's should be of
    /// its service's family.
    /// </summary>
    public IReadOnlyList<IPAddress> Host(string name, AddressFamily preferred)
    {
        if (!_hosts.TryGetValue(name, out IReadOnlyList<IPAddress>? all))
        {
            all = [.. _resolver.ResolveHost(name).Distinct()];
            _hosts[name] = all;
        }

        List<IPAddress> fitting = [.. all.Where(a => a.AddressFamily == preferred)];
        return fitting.Count > 0 ? fitting : all;
    }

    public int? Port(string name, LvsProtocol protocol) => _resolver.ResolvePort(name, protocol);
}
