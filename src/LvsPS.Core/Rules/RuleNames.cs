using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Finds names, each only once for a text, and keeps the identities that it names: each service stands in many lines.</summary>
internal sealed class RuleNames
{
    private readonly INameResolver _resolver;
    private readonly Dictionary<string, IReadOnlyList<IPAddress>> _hosts = [];
    private readonly Dictionary<(RuleOptionId, string), LvsServiceId> _services = [];

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

        return Fitting(all, preferred);
    }

    /// <summary>Of a name's addresses those that count: where there are some of the preferred family, only these.</summary>
    public static IReadOnlyList<IPAddress> Fitting(IReadOnlyList<IPAddress> all, AddressFamily preferred)
    {
        List<IPAddress> fitting = [.. all.Where(a => a.AddressFamily == preferred)];
        return fitting.Count > 0 ? fitting : all;
    }

    /// <summary>The service that an option and its value named in an earlier line.</summary>
    public LvsServiceId? KnownService(RuleOptionId option, string value) => _services.GetValueOrDefault((option, value));

    public void AddService(RuleOptionId option, string value, LvsServiceId service) => _services[(option, value)] = service;

    public int? Port(string name, LvsProtocol protocol) => _resolver.ResolvePort(name, protocol);
}
