namespace LvsPS;

/// <summary>How a setting's value is written.</summary>
public enum LvsSettingKind
{
    /// <summary>One whole number.</summary>
    Integer,

    /// <summary>0 or 1.</summary>
    Boolean,

    /// <summary>Two whole numbers.</summary>
    Pair,

    /// <summary>A list of processors such as 0-3,5.</summary>
    ProcessorList,
}

/// <summary>
/// What is known of a setting in <c>/proc/sys/net/ipv4/vs</c> (<c>Documentation/networking/ipvs-sysctl.rst</c>, and the table in
/// <c>net/netfilter/ipvs/ip_vs_ctl.c</c>, ip_vs_lblc.c and ip_vs_lblcr.c).
/// </summary>
internal sealed record KernelSettingInfo(
    string Name, LvsSettingKind Kind, string? Default, long Minimum, long Maximum, string Description)
{
    // The kernel keeps it in ticks of an int (proc_dointvec_jiffies), 1000 a second at most.
    private const long LongestTime = int.MaxValue / 1000;

    /// <summary>The known settings by name; a kernel has some of them, and may have others.</summary>
    public static IReadOnlyList<KernelSettingInfo> Known { get; } =
    [
        Number("am_droprate", "10", 0, int.MaxValue, "In mode 3 of drop_packet, drops one packet of this many."),
        Number("amemthresh", "1024", 0, int.MaxValue, "Pages of free memory below which defences become active."),
        Switch("backup_only", "0", "A node with a backup daemon does not direct (no loops)."),
        Switch("cache_bypass", "0", "Without a cache server, packets go on to their address."),
        Number("conn_reuse_mode", "1", 0, 3, "Client port reused: 0 old server; 1 new; 2 also FIN_WAIT."),
        Number("conn_lfactor", null, -8, 8, "Load factor of the connection table, in powers of two."),
        Number("conn_max", null, 0, int.MaxValue, "The most connections of this network namespace."),
        Switch("conntrack", "0", "Netfilter tracks the connections too (for full NAT)."),
        Number("debug_level", null, 0, 12, "How much the kernel logs, where built with debugging."),
        Number("drop_entry", "0", 0, 3, "Drops connections: 0 never; 1, 2 by memory; 3 always."),
        Number("drop_packet", "0", 0, 3, "Drops packets: 0 never; 1, 2 by memory; 3 always."),
        new("est_cpulist", LvsSettingKind.ProcessorList, null, 0, 0, "Processors that compute statistics; empty stops them."),
        Number("est_nice", "0", -20, 19, "How nice the threads are that compute statistics."),
        Switch("expire_nodest_conn", "0", "Connections to removed servers end at the next packet."),
        Switch("expire_quiescent_template", "0", "Persistent clients leave servers whose weight is 0."),
        Switch("ignore_tunneled", "0", "Packets of unknown protocols are left alone (tunnels)."),
        Number("lblc_expiration", "86400", 0, LongestTime, "Seconds after which lblc forgets an unused destination."),
        Number("lblcr_expiration", "86400", 0, LongestTime, "Seconds after which lblcr forgets an unused destination."),
        Switch("nat_icmp_send", "0", "Replies of masqueraded servers without state get ICMP."),
        Switch("pmtu_disc", "1", "Too long packets get ICMP; 0 cuts them in tunnels."),
        Switch("run_estimation", "1", "Computes totals and rates; 0 freezes both."),
        Switch("schedule_icmp", "0", "ICMP errors without a connection are scheduled."),
        Number("secure_tcp", "0", 0, 3, "Stricter TCP states: 0 never; 1, 2 by memory; 3 always."),
        Switch("sloppy_sctp", "0", "SCTP connections may begin with any packet (fail-over)."),
        Switch("sloppy_tcp", "0", "TCP connections may begin with any packet (fail-over)."),
        Switch("snat_reroute", "1", "Replies of masqueraded servers are routed anew."),
        Number("svc_lfactor", null, -8, 8, "Load factor of the service table, in powers of two."),
        Switch("sync_persist_mode", "0", "Of persistent services, synchronises templates only."),
        Number("sync_ports", "1", 1, 64, "Threads and ports of a sync daemon: a power of two."),
        Number("sync_qlen_max", null, 0, long.MaxValue, "The most sync messages that wait to be sent."),
        Number("sync_refresh_period", "0", 0, LongestTime, "Timer change in seconds before another sync message."),
        Number("sync_retries", "0", 0, 3, "How often a sync message is repeated."),
        Number("sync_sock_size", "0", 0, int.MaxValue, "Socket buffer of sync daemons in bytes; 0: the system's."),
        new("sync_threshold", LvsSettingKind.Pair, "3 50", 0, int.MaxValue, "Packets before the first sync message, and between two."),
        Switch("sync_version", "1", "Version of sync messages; 0 for very old directors."),
    ];

    private static KernelSettingInfo Number(string name, string? value, long minimum, long maximum, string description) =>
        new(name, LvsSettingKind.Integer, value, minimum, maximum, description);

    private static KernelSettingInfo Switch(string name, string? value, string description) =>
        new(name, LvsSettingKind.Boolean, value, 0, 1, description);
}
