using System.Net;

namespace LvsPS;

/// <summary>A real server of ldirectord.cf, of a range each of its servers.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port, 0 where none is given.</param>
/// <param name="Forwarding">How packets reach it.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record DirectordReal(IPAddress Address, int Port, LvsForwarding Forwarding, ConfigPlace Place)
{
    /// <summary>The name that it is written with, where it is one.</summary>
    public string? Name { get; init; }

    /// <summary>Its weight.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Its own request; null for the virtual's.</summary>
    public string? Request { get; init; }

    /// <summary>What it is to answer to its own request.</summary>
    public string? Receive { get; init; }

    /// <summary>The lower threshold of its connections.</summary>
    public uint Lower { get; init; }

    /// <summary>The upper threshold of its connections.</summary>
    public uint Upper { get; init; }
}
