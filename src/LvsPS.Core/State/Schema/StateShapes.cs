using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LvsPS;

/// <summary>The document as a whole.</summary>
internal static class StateShapes
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly MapShape<TimeoutsDraft> s_timeouts = new MapShape<TimeoutsDraft>("timeouts", "Time-outs of connections, in whole seconds; one that is not named is not managed.")
        .Value("tcp", DurationShape.Instance, d => d.Tcp, (d, v) => d.Tcp = v, "An established TCP connection without traffic.")
        .Value("tcpFin", DurationShape.Instance, d => d.TcpFin, (d, v) => d.TcpFin = v, "A TCP connection after a FIN.")
        .Value("udp", DurationShape.Instance, d => d.Udp, (d, v) => d.Udp = v, "A UDP flow without traffic.");

    private static readonly MapShape<SyncDaemonDraft> s_syncDaemon = new MapShape<SyncDaemonDraft>("syncDaemon", "A daemon that sends connections to other directors, or takes them.") { IsFlow = true }
        .Value("role", new WordShape<LvsSyncRole>(("master", LvsSyncRole.Master), ("backup", LvsSyncRole.Backup)), d => d.Role, (d, v) => d.Role = v, "Whether it sends or takes.", required: true)
        .Item("interface", CommonShapes.Interface, d => d.Interface, (d, v) => d.Interface = v, "The multicast interface.", required: true)
        .Value("syncId", new NumberShape<int>(0, 255), d => d.SyncId, (d, v) => d.SyncId = v, "The id of the group of directors.")
        .Value("maxLength", new NumberShape<int>(1, 65507), d => d.MaxLength, (d, v) => d.MaxLength = v, "The most bytes of a message; the kernel's choice without it.")
        .Item("group", CommonShapes.Address, d => d.Group, (d, v) => d.Group = v, "The multicast group; 224.0.0.81 without it.")
        .Value("port", CommonShapes.Port, d => d.Port, (d, v) => d.Port = v, "The UDP port; 8848 without it.")
        .Value("ttl", new NumberShape<int>(1, 255), d => d.Ttl, (d, v) => d.Ttl = v, "The time to live; 1 without it.");

    private static readonly MapShape<VirtualAddressDraft> s_virtualAddress = new MapShape<VirtualAddressDraft>("virtualAddress", "An address that an interface of the host is to have.") { IsFlow = true }
        .Item("address", CommonShapes.Address, d => d.Address, (d, v) => d.Address = v, "The address.", required: true)
        .Value("prefixLength", new NumberShape<int>(1, 128), d => d.PrefixLength, (d, v) => d.PrefixLength = v, "The length of the prefix; 32 or 128 without it.")
        .Item("interface", CommonShapes.Interface, d => d.Interface, (d, v) => d.Interface = v, "The interface; the one whose network the address is in without it.")
        .Item("broadcast", CommonShapes.Address, d => d.Broadcast, (d, v) => d.Broadcast = v, "The broadcast address (IPv4).")
        .Item("label", CommonShapes.Text, d => d.Label, (d, v) => d.Label = v, "The label (IPv4), such as eth0:0.")
        .Value("announce", TruthShape.Instance, d => d.Announce, (d, v) => d.Announce = v, "Whether neighbours are told of it when it is added.");

    private static readonly ListShape<string> s_ports = new(() => CommonShapes.PortRange, least: 1, isFlow: true);

    private static readonly MapShape<FwMarkDraft> s_fwMark = new MapShape<FwMarkDraft>("fwMark", "Which packets get a firewall mark.")
        .Value("fwMark", new NumberShape<uint>(1, uint.MaxValue), d => d.FwMark, (d, v) => d.FwMark = v, "The mark.", required: true)
        .Item("addresses", new ListShape<string>(() => CommonShapes.AddressBlock, least: 1, isFlow: true), d => d.Addresses, (d, v) => d.Addresses = v, "Packets to these addresses and blocks.", required: true)
        .Item("tcp", s_ports, d => d.Tcp, (d, v) => d.Tcp = v, "At these TCP ports.")
        .Item("udp", s_ports, d => d.Udp, (d, v) => d.Udp = v, "At these UDP ports.")
        .Item("sctp", s_ports, d => d.Sctp, (d, v) => d.Sctp = v, "At these SCTP ports.")
        .Value("includeLocal", TruthShape.Instance, d => d.IncludeLocal, (d, v) => d.IncludeLocal = v, "Whether packets that are made on this host get it too.");

    private static readonly MapShape<RealServerHostDraft> s_realServerHost = new MapShape<RealServerHostDraft>("realServerHost", "A virtual address that this host serves as a real server.") { IsFlow = true }
        .Item("virtualAddress", CommonShapes.Address, d => d.VirtualAddress, (d, v) => d.VirtualAddress = v, "The address.", required: true)
        .Value(
            "mode",
            new WordShape<LvsRealServerMode>(("directRouting", LvsRealServerMode.DirectRouting), ("tunnel", LvsRealServerMode.Tunnel)),
            d => d.Mode,
            (d, v) => d.Mode = v,
            "How packets reach this host.",
            required: true)
        .Value("tunnelType", CommonShapes.TunnelType, d => d.TunnelType, (d, v) => d.TunnelType = v, "The encapsulation of a tunnel; ipip without it.")
        .Value("port", CommonShapes.Port, d => d.Port, (d, v) => d.Port = v, "The UDP port of a gue tunnel.")
        .Item("localAddress", CommonShapes.Address, d => d.LocalAddress, (d, v) => d.LocalAddress = v, "The address of this host at which the tunnel ends.")
        .Value("addRoute", TruthShape.Instance, d => d.AddRoute, (d, v) => d.AddRoute = v, "Whether a route to the address is added.");

    /// <summary>The document.</summary>
    public static readonly MapShape<StateDraft> Document = new MapShape<StateDraft>("document", "How a director of the Linux Virtual Server, and its host, are to be: LvsPS's document of the wanted state.") { TakesExtensions = true }
        .Item("owner", CommonShapes.Owner, d => d.Owner, (d, v) => d.Owner = v, "Under which name it is remembered what this document manages.")
        .Value("prune", TruthShape.Instance, d => d.Prune, (d, v) => d.Prune = v, "Whether services outside of the document are removed; with an owner, instead whatever its document named before: services, full NAT, marks, virtual addresses and real-server settings. false without it.")
        .Item("defaults", ServiceShapes.Defaults, d => d.Defaults, (d, v) => d.Defaults = v, "What holds for all services and real servers that say nothing else.")
        .Item("services", new ListShape<ServiceDraft>(() => ServiceShapes.Service), d => d.Services, (d, v) => d.Services = v, "The virtual services.")
        .Item("timeouts", s_timeouts, d => d.Timeouts, (d, v) => d.Timeouts = v, "The time-outs of connections.")
        .Item("syncDaemons", new ListShape<SyncDaemonDraft>(() => s_syncDaemon), d => d.SyncDaemons, (d, v) => d.SyncDaemons = v, "All synchronisation daemons; an empty list for none.")
        .Item(
            "kernelSettings",
            new NamesShape<LvsDesiredKernelSetting>(
                takesNumbers: true, (name, value) => new LvsDesiredKernelSetting { Name = name, Value = value }, s => (s.Name, s.Value), CommonShapes.SettingName),
            d => d.KernelSettings,
            (d, v) => d.KernelSettings = v,
            "Settings of the kernel by name: those of net.ipv4.vs such as conntrack, others by their full name such as net.ipv4.ip_forward.")
        .Item("virtualAddresses", new ListShape<VirtualAddressDraft>(() => s_virtualAddress), d => d.VirtualAddresses, (d, v) => d.VirtualAddresses = v, "Virtual addresses that the host has.")
        .Item("fwMarks", new ListShape<FwMarkDraft>(() => s_fwMark), d => d.FwMarks, (d, v) => d.FwMarks = v, "Which packets get firewall marks.")
        .Item("realServerHosts", new ListShape<RealServerHostDraft>(() => s_realServerHost), d => d.RealServerHosts, (d, v) => d.RealServerHosts = v, "Virtual addresses that this host serves as a real server.")
        .Item("health", HealthShapes.Monitor, d => d.Health, (d, v) => d.Health = v, "What concerns the health monitor as a whole.");

    /// <summary>The JSON schema of the document, draft 2020-12.</summary>
    /// <returns>The text of docs/lvs.schema.json.</returns>
    public static string SchemaText()
    {
        var definitions = new SchemaDefinitions();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "LvsPS wanted state",
        };
        foreach ((string name, JsonNode? value) in Document.Describe(definitions))
        {
            schema[name] = value?.DeepClone();
        }

        schema["$defs"] = definitions.ToJson();
        return $"{schema.ToJsonString(s_json)}\n";
    }
}
