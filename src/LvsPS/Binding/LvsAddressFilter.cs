using System.Net;

namespace LvsPS.Binding;

/// <summary>An address, or a block of addresses such as <c>10.0.0.0/24</c>, that others are held against.</summary>
internal sealed class LvsAddressFilter
{
    private readonly IPNetwork _network;

    /// <summary>Reads a filter.</summary>
    /// <param name="text">An address or a CIDR block.</param>
    /// <exception cref="LvsInputException">It is neither.</exception>
    public LvsAddressFilter(string text)
    {
        if (LvsEndpoint.TryAddress(text) is IPAddress address)
        {
            (_network, IsSingle) = (Single(address), true);
        }
        else if (!IPNetwork.TryParse(text, out _network) || !_network.BaseAddress.Equals(LvsEndpoint.TryAddress(text.Split('/')[0])))
        {
            throw new LvsInputException(
                LvsErrorId.InvalidEndpoint,
                $"'{text}' is no address and no block of addresses.",
                text,
                "Write an address such as 10.0.0.5, or a block whose host bits are zero such as 10.0.0.0/24.");
        }
    }

    /// <summary>Whether it is one address, not a block.</summary>
    public bool IsSingle { get; }

    /// <summary>The block; a single address is one of its own.</summary>
    public IPNetwork Network => _network;

    /// <summary>Reads the filters of a parameter; null where none was given.</summary>
    public static LvsAddressFilter[]? Parse(string[]? texts) => texts?.Select(t => new LvsAddressFilter(t)).ToArray();

    /// <summary>Whether an address fits.</summary>
    /// <param name="address">The address, or null for none.</param>
    /// <returns>True where it does.</returns>
    public bool Matches(IPAddress? address) => address is not null && address.AddressFamily == _network.BaseAddress.AddressFamily && _network.Contains(address);

    /// <summary>The filter as text.</summary>
    /// <returns>An address or a block.</returns>
    public override string ToString() => IsSingle ? _network.BaseAddress.ToString() : _network.ToString();

    private static IPNetwork Single(IPAddress address) =>
        new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? 128 : 32);
}
