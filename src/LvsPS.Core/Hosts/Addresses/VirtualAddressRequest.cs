using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>A virtual address as it was asked for. What is null is for the host to fill in.</summary>
/// <param name="Address">The address.</param>
internal sealed record VirtualAddressRequest(IPAddress Address)
{
    // IFNAMSIZ without the NUL; a label is no longer.
    private const int LongestLabel = 15;

    /// <summary>The interface.</summary>
    public string? Interface { get; init; }

    /// <summary>The length of the prefix.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The broadcast address.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>The label.</summary>
    public string? Label { get; init; }

    /// <summary>How many bits the address has.</summary>
    public int Width => IsIPv4 ? 32 : 128;

    private bool IsIPv4 => Address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Reads an address, which may have the length of its prefix behind it as <c>ip addr</c> writes it.</summary>
    /// <param name="text">Such as <c>192.168.1.205</c> or <c>192.168.1.205/32</c>.</param>
    /// <returns>The request for it.</returns>
    /// <exception cref="LvsInputException">It is no address that clients could reach.</exception>
    public static VirtualAddressRequest Parse(string text)
    {
        string[] parts = text.Split('/');
        int length = 0;
        if (LvsEndpoint.TryAddress(parts[0]) is not IPAddress address
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length))
            || parts.Length > 2)
        {
            throw new LvsInputException(LvsErrorId.InvalidEndpoint, $"'{text}' is no address.", text, "Write an address such as 192.168.1.205 or 2001:db8::5.");
        }

        string? what = address.IsIPv6Multicast || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] >= 224)
                ? "a multicast or broadcast address"
            : IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Loopback) ? "the host's own loopback"
            : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "the address that stands for any"
            : address.IsIPv4MappedToIPv6 ? "an IPv4 address in the form of IPv6"
            : null;
        return what is null
            ? new VirtualAddressRequest(address) { PrefixLength = parts.Length == 2 ? length : null }
            : throw new LvsInputException(
                LvsErrorId.InvalidEndpoint, $"{address} is {what}, which no interface can serve to clients.", address, "Write the address that clients connect to.");
    }

    /// <summary>Refuses what contradicts itself, before anything is asked of the host.</summary>
    /// <returns>This.</returns>
    /// <exception cref="LvsInputException">It contradicts itself.</exception>
    public VirtualAddressRequest Check()
    {
        if (PrefixLength is int length && (length < 1 || length > Width))
        {
            throw Invalid($"{Address} cannot have a prefix of {length} bits.", Address, $"Give -PrefixLength from 1 to {Width}; without it, it is {Width}.");
        }

        if (!IsIPv4 && (Label is not null || Broadcast is not null))
        {
            throw Invalid(
                $"{Address} is an IPv6 address, which has no {(Label is not null ? "label" : "broadcast address")}.",
                Address,
                $"Leave -{(Label is not null ? nameof(Label) : nameof(Broadcast))} out for IPv6.");
        }

        if (Broadcast is { AddressFamily: not AddressFamily.InterNetwork })
        {
            throw Invalid($"{Broadcast} cannot be the broadcast address of {Address}.", Address, "Give an IPv4 address, or leave -Broadcast out.");
        }

        // The kernel takes any label, and ifconfig and ifdown would then take the address for another interface's.
        return Label is null || Interface is null || ((Label == Interface || Label.StartsWith($"{Interface}:", StringComparison.Ordinal)) && Label.Length <= LongestLabel)
            ? this
            : throw Invalid(
                $"'{Label}' cannot be a label of {Interface}.",
                Address,
                $"Write the interface's name, a colon and a word, {LongestLabel} characters at most: {Interface}:0.");
    }

    /// <summary>What is to be added, with the host's defaults for what was not said.</summary>
    /// <param name="interfaceName">The interface.</param>
    /// <returns>The address as rtnetlink has it.</returns>
    public HostAddress On(string interfaceName)
    {
        int length = PrefixLength ?? Width;
        return new HostAddress(interfaceName, Address, length)
        {
            Broadcast = IsIPv4 ? Broadcast ?? LastOf(length) : null,
            Label = Label,
            NoDad = !IsIPv4,
        };
    }

    private static LvsInputException Invalid(string message, object target, string remedy) =>
        new(LvsErrorId.InvalidVirtualAddress, message, target, remedy);

    /// <summary>The last address of the network, which for /32 is the address itself; none for the two of a link between two (RFC 3021).</summary>
    private IPAddress? LastOf(int length)
    {
        byte[] bytes = Address.GetAddressBytes();
        for (int bit = length; bit < Width; bit++)
        {
            bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return length == Width - 1 ? null : new IPAddress(bytes);
    }
}
