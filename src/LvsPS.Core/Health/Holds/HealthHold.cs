namespace LvsPS;

/// <summary>
/// A place in the table that a running monitor keeps otherwise than its document has it, for as long as its checks say so. What a
/// document of the wanted state says of presence and weight does not count there until then.
/// </summary>
/// <param name="Server">The real server as the monitor's document has it.</param>
/// <param name="Kind">In which way it is otherwise.</param>
internal sealed record HealthHold(LvsRealServer Server, HealthHoldKind Kind)
{
    /// <summary>The service.</summary>
    public LvsServiceId Service => Server.Service;

    /// <inheritdoc/>
    public bool Equals(HealthHold? other) => other is not null && Kind == other.Kind && Server.HasSameSettings(other.Server);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Server.Service, Server.Address, Server.Port);
}

/// <summary>How a monitor keeps a place in the table.</summary>
internal enum HealthHoldKind
{
    /// <summary>The server is down, or not checked yet, and not in the table.</summary>
    Out,

    /// <summary>The server has another weight: 0 since it is down, or what its check or its ramp says.</summary>
    Weight,

    /// <summary>The server is the fallback, and answers.</summary>
    Fallback,
}
