using System.Net;

namespace LvsPS;

/// <summary>The time-outs that all connections of a network namespace share (<c>ipvsadm --set</c>); null leaves one as it is.</summary>
public sealed record LvsTimeout
{
    /// <summary>An established TCP connection without traffic.</summary>
    public TimeSpan? Tcp { get; init; }

    /// <summary>A TCP connection after a FIN.</summary>
    public TimeSpan? TcpFin { get; init; }

    /// <summary>A UDP flow without traffic.</summary>
    public TimeSpan? Udp { get; init; }

    /// <summary>Where they were read.</summary>
    internal ReadFrom Origin { get; init; }
}

/// <summary>A daemon that sends connections to other directors, or takes them (<c>ipvsadm --start-daemon</c>).</summary>
public sealed record LvsSyncDaemon
{
    /// <summary>Sender or receiver.</summary>
    public required LvsSyncRole Role { get; init; }

    /// <summary>The multicast interface.</summary>
    public required string Interface { get; init; }

    /// <summary>0 to 255; a backup with 0 takes the messages of any.</summary>
    public int SyncId { get; init; }

    /// <summary>The most bytes of a message; 0 lets the kernel choose by the interface.</summary>
    public int MaxLength { get; init; }

    /// <summary>The multicast group; null for 224.0.0.81.</summary>
    public IPAddress? Group { get; init; }

    /// <summary>The UDP port; 0 for 8848.</summary>
    public int Port { get; init; }

    /// <summary>The time to live; 0 for 1.</summary>
    public int Ttl { get; init; }

    /// <summary>Where it was read.</summary>
    internal ReadFrom Origin { get; init; }
}

/// <summary>
/// A whole table: what a director has, what a file says, or what is wanted. A part that is null is not spoken of, and stays as it is.
/// </summary>
public sealed record LvsTable
{
    /// <summary>A table without services that says nothing of the rest.</summary>
    public static LvsTable Empty { get; } = new();

    /// <summary>The services, each with its real servers.</summary>
    public IReadOnlyList<LvsService> Services { get; init; } = [];

    /// <summary>The time-outs.</summary>
    public LvsTimeout? Timeout { get; init; }

    /// <summary>The synchronisation daemons.</summary>
    public IReadOnlyList<LvsSyncDaemon>? SyncDaemons { get; init; }
}

/// <summary>What the kernel says of its IPVS.</summary>
/// <param name="Version">The version, such as 1.2.1.</param>
/// <param name="ConnectionTableSize">Buckets of the connection table.</param>
public sealed record LvsInfo(Version Version, int ConnectionTableSize);
