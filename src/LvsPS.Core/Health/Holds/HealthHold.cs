using System.Net;

namespace LvsPS;

/// <summary>
/// A place in the table that a running monitor keeps otherwise than its document has it, for as long as its checks say so. What a
/// document of the wanted state says of presence and weight does not count there until then.
/// </summary>
/// <param name="Service">The service.</param>
/// <param name="Address">The real server's address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Kind">In which way.</param>
internal sealed record HealthHold(LvsServiceId Service, IPAddress Address, int Port, HealthHoldKind Kind);

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
