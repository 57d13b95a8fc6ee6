using System.Net;

namespace LvsPS;

/// <summary>Finds what the names of hosts and ports in a rule text stand for.</summary>
public interface INameResolver
{
    /// <summary>Looks up a host.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its addresses of both families; none where the name is not known.</returns>
    IReadOnlyList<IPAddress> ResolveHost(string name);

    /// <summary>Looks up a port.</summary>
    /// <param name="name">The name of its service, such as <c>http</c>.</param>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The port, or null where the name is not known for the protocol.</returns>
    int? ResolvePort(string name, LvsProtocol protocol);
}
