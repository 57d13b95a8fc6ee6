using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Who made an entry of the connection table.</summary>
public enum LvsConnectionOrigin
{
    /// <summary>This director, from a client's packet.</summary>
    Local,

    /// <summary>The synchronisation daemon, from another director's word.</summary>
    Sync,
}

/// <summary>
/// An entry of the director's connection table (<c>net/netfilter/ipvs/ip_vs_conn.c</c>): a connection, or a template by which a
/// persistent service remembers a client's server. Address and Port are the real server's, as everywhere.
/// </summary>
public sealed record LvsConnection
{
    /// <summary>The protocol; null for the template of a firewall mark.</summary>
    public LvsProtocol? Protocol { get; init; }

    /// <summary>The client's address; of a template with a netmask, the network's.</summary>
    public required IPAddress ClientAddress { get; init; }

    /// <summary>The client's port; 0 for a template.</summary>
    public int ClientPort { get; init; }

    /// <summary>The address that the client asked for; null for the template of a firewall mark.</summary>
    public IPAddress? VirtualAddress { get; init; }

    /// <summary>The port that the client asked for; 0 for the template of a service of all ports; null for that of a firewall mark.</summary>
    public int? VirtualPort { get; init; }

    /// <summary>The firewall mark of a template; null for all others, since the kernel does not say by which mark a connection came.</summary>
    public uint? FwMark { get; init; }

    /// <summary>The real server's address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The real server's port; 0 for a template without one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The state in the kernel's words: ESTABLISHED, SYN_RECV, TIME_WAIT, ... for TCP, UDP for UDP, NONE or ASSURED for templates.
    /// </summary>
    public required string State { get; init; }

    /// <summary>How long the entry lives on without a packet, in whole seconds.</summary>
    public TimeSpan Expires { get; init; }

    /// <summary>Whether it is a persistence template, not a connection.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>The persistence engine of a template, such as <c>sip</c>; null for none, and where origins were asked for.</summary>
    public string? PersistenceEngine { get; init; }

    /// <summary>What the engine knows the client by, such as a SIP call's id; null where there is no engine.</summary>
    public string? PersistenceData { get; init; }

    /// <summary>Who made the entry; null where origins were not asked for.</summary>
    public LvsConnectionOrigin? Origin { get; init; }

    /// <summary>The client's and the virtual address's family; the real server's may differ behind a tunnel.</summary>
    public AddressFamily AddressFamily => ClientAddress.AddressFamily;

    /// <summary>
    /// The service that the entry names. One of all ports or of a firewall mark may have taken the connection instead: the kernel
    /// does not say.
    /// </summary>
    public LvsServiceId Service => (FwMark is uint mark
        ? LvsServiceId.ForMark(mark, AddressFamily == AddressFamily.InterNetworkV6)
        : LvsServiceId.ForAddress(Protocol!.Value, VirtualAddress!, VirtualPort!.Value)).From(Session);

    /// <summary>The director that it was read from; what is piped on goes back there.</summary>
    internal LvsSession? Session { get; init; }

    /// <summary>The entry in one line.</summary>
    /// <returns>Such as <c>tcp 10.1.2.3:4711 -> 10.0.0.10:80 -> 10.9.0.1:8080 ESTABLISHED</c>.</returns>
    public override string ToString()
    {
        string protocol = Protocol is LvsProtocol known ? known.ToString().ToLowerInvariant() : "ip";
        string wanted = FwMark is uint mark
            ? string.Create(CultureInfo.InvariantCulture, $"fwmark {mark}")
            : new LvsEndpoint(VirtualAddress!, VirtualPort).ToString();
        return $"{protocol} {new LvsEndpoint(ClientAddress, ClientPort)} -> {wanted} -> {new LvsEndpoint(Address, Port)} {State}";
    }
}
