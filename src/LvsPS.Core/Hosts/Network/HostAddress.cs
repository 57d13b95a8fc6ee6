using System.Net;

namespace LvsPS;

/// <summary>An address on an interface as rtnetlink shows it (RTM_NEWADDR). Identity is interface, address and prefix.</summary>
/// <param name="Interface">The interface's name.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">The length of its network's prefix.</param>
internal sealed record HostAddress(string Interface, IPAddress Address, int PrefixLength)
{
    /// <summary>The broadcast address; null for none and for IPv6.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>The label (IPv4): the interface's name, or that with a colon and a word; null where none was given.</summary>
    public string? Label { get; init; }

    /// <summary>Whether duplicate address detection is left out (IPv6, IFA_F_NODAD).</summary>
    public bool NoDad { get; init; }

    /// <summary>Whether detection still runs (IFA_F_TENTATIVE), so that the address is not served yet.</summary>
    public bool IsTentative { get; init; }

    /// <summary>Whether detection found another host with it (IFA_F_DADFAILED).</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Whether both are the same address on the same interface.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True where interface, address and prefix are equal.</returns>
    public bool IsSame(HostAddress other) =>
        Interface == other.Interface && PrefixLength == other.PrefixLength && Address.Equals(other.Address);
}
