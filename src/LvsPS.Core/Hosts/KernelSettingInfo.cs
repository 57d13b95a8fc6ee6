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
/// <c>net/netfilter/ipvs/ip_vs_ctl.c</c>).
/// </summary>
internal sealed record KernelSettingInfo(
    string Name, LvsSettingKind Kind, string? Default, long Minimum, long Maximum, string Description)
{
    /// <summary>The known settings by name; a kernel has some of them, and may have others.</summary>
    public static IReadOnlyList<KernelSettingInfo> Known { get; } =
    [
        Number("am_droprate", "10", 0, int.MaxValue, "In mode 3 of drop_packet, one packet of this many is dropped."),
        Number("amemthresh", "1024", 0, int.MaxValue, "Pages of free memory below which the automatic defences begin."),
        Switch("backup_only", "0", "A node that runs a backup daemon does not direct: it prevents loops of directors that are real servers too."),
        Switch("cache_bypass", "0", "Where no cache server is left, packets go to the address that the client asked for."),
        Number("conn_reuse_mode", "1", 0, 3, "When a client's port is used again: 0 the old server, 1 a new one after TIME_WAIT, 2 also after FIN_WAIT."),
        Number("conn_lfactor", null, -8, 8, "Load factor of the connection table, as a power of two (kernel 7.1)."),
        Number("conn_max", null, 0, int.MaxValue, "The most connections of this network namespace (kernel 7.2)."),
        Switch("conntrack", "0", "Connections are tracked by netfilter too, as firewall rules and full NAT need."),
        Number("debug_level", null, 0, 12, "How much the kernel logs, where it was built with debugging."),
        Number("drop_entry", "0", 0, 3, "Connections are dropped when memory is short: 0 never, 1 or 2 automatic, 3 always."),
        Number("drop_packet", "0", 0, 3, "Packets are dropped when memory is short: 0 never, 1 or 2 automatic, 3 always."),
        new("est_cpulist", LvsSettingKind.ProcessorList, null, 0, 0, "The processors that compute statistics; empty stops them (kernel 6.2)."),
        Number("est_nice", "0", -20, 19, "How nice the threads are that compute statistics (kernel 6.2)."),
        Switch("expire_nodest_conn", "0", "A connection to a removed real server ends at its next packet, so that the client can come again."),
        Switch("expire_quiescent_template", "0", "A persistent client leaves a real server whose weight is 0."),
        Switch("ignore_tunneled", "0", "Packets with an unknown protocol are let pass."),
        Switch("nat_icmp_send", "0", "A reply of a masqueraded server without a connection is answered with ICMP."),
        Switch("pmtu_disc", "1", "Tunnelled packets that are too long are answered with ICMP, not cut."),
        Switch("run_estimation", "1", "Totals and rates are computed (kernel 5.15); 0 freezes both."),
        Switch("schedule_icmp", "0", "ICMP errors without a connection are scheduled."),
        Number("secure_tcp", "0", 0, 3, "Shorter TCP states when memory is short: 0 never, 1 or 2 automatic, 3 always."),
        Switch("sloppy_sctp", "0", "An SCTP connection may begin with any packet, as after a fail-over."),
        Switch("sloppy_tcp", "0", "A TCP connection may begin with any packet, as after a fail-over."),
        Switch("snat_reroute", "1", "Replies of masqueraded servers are routed anew, by the virtual address."),
        Number("svc_lfactor", null, -8, 8, "Load factor of the service table, as a power of two (kernel 7.1)."),
        Switch("sync_persist_mode", "0", "For persistent services only the templates are synchronised."),
        Number("sync_ports", "1", 1, 64, "Threads and ports of a synchronisation daemon: a power of two."),
        Number("sync_qlen_max", null, 0, int.MaxValue, "The most messages that wait to be sent."),
        Number("sync_refresh_period", "0", 0, int.MaxValue, "Seconds of change in a connection's timer before it is sent again; 0 goes by sync_threshold."),
        Number("sync_retries", "0", 0, 3, "How often a connection is sent again."),
        Number("sync_sock_size", "0", 0, int.MaxValue, "Bytes of the daemon's socket buffer; 0 for the system's."),
        new("sync_threshold", LvsSettingKind.Pair, "3\t50", 0, int.MaxValue, "A connection is sent at its first number of packets, and again after each second number."),
        Switch("sync_version", "1", "The version of the synchronisation protocol."),
    ];

    private static KernelSettingInfo Number(string name, string? value, long minimum, long maximum, string description) =>
        new(name, LvsSettingKind.Integer, value, minimum, maximum, description);

    private static KernelSettingInfo Switch(string name, string? value, string description) =>
        new(name, LvsSettingKind.Boolean, value, 0, 1, description);
}
