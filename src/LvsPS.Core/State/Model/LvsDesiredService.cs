namespace LvsPS;

/// <summary>A virtual service as it is wanted.</summary>
public sealed record LvsDesiredService
{
    private readonly IReadOnlyList<LvsDesiredRealServer>? _realServers;

    /// <summary>The service with all its settings; its own list of real servers is null.</summary>
    public required LvsService Service { get; init; }

    /// <summary>All its real servers: others of it are removed. Null where they are not managed.</summary>
    public IReadOnlyList<LvsDesiredRealServer>? RealServers
    {
        get => _realServers;
        init => _realServers = value is null ? null : ValueList<LvsDesiredRealServer>.Of(value);
    }

    /// <summary>Whether and how its real servers see the director as their client; null where that is not managed.</summary>
    public LvsDesiredFullNat? FullNat { get; init; }

    /// <inheritdoc/>
    public bool Equals(LvsDesiredService? other) => other is not null
        && Service.HasSameSettings(other.Service) && Equals(RealServers, other.RealServers) && Equals(FullNat, other.FullNat);

    /// <inheritdoc/>
    public override int GetHashCode() => Service.Service.GetHashCode();

    /// <summary>The service's identity.</summary>
    /// <returns>Such as <c>tcp://10.0.0.10:80</c>.</returns>
    public override string ToString() => Service.ToString();
}

/// <summary>A real server as it is wanted.</summary>
public sealed record LvsDesiredRealServer
{
    /// <summary>The server with all its settings.</summary>
    public required LvsRealServer Server { get; init; }

    /// <summary>
    /// Whether its weight is left as it is (<c>weight: keep</c>), since an administrator or a monitor sets it; that of
    /// <see cref="Server"/> is for one that is not there yet.
    /// </summary>
    public bool KeepWeight { get; init; }

    /// <inheritdoc/>
    public bool Equals(LvsDesiredRealServer? other) => other is not null && KeepWeight == other.KeepWeight && Server.HasSameSettings(other.Server);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Server.Address, Server.Port);

    /// <summary>The server's endpoint.</summary>
    /// <returns>Such as <c>10.0.0.1:80</c>.</returns>
    public override string ToString() => Server.ToString();
}

/// <summary>Full NAT as it is wanted of a service.</summary>
public sealed record LvsDesiredFullNat
{
    private readonly IReadOnlyList<string> _sourceAddress = ValueList<string>.Of([]);

    /// <summary>Whether it is wanted; false where it is to be taken away.</summary>
    public required bool Enabled { get; init; }

    /// <summary>
    /// The addresses that real servers see, as addresses and ranges such as <c>192.168.1.210-192.168.1.213</c>; none for that of the
    /// interface by which a packet leaves.
    /// </summary>
    public IReadOnlyList<string> SourceAddress
    {
        get => _sourceAddress;
        init => _sourceAddress = ValueList<string>.Of(value);
    }
}
