using System.Net;
using System.Net.Sockets;

namespace LvsPS.Binding;

/// <summary>Reads addresses that stand for several: blocks such as 10.0.0.0/28, and ranges such as '10.0.0.1-10.0.0.9'.</summary>
internal static class AddressPools
{
    // More addresses than these, if they do not follow each other, would make one rule too long.
    private const int MostApart = 256;

    /// <summary>Reads addresses and blocks.</summary>
    /// <param name="texts">What was given.</param>
    /// <returns>The blocks.</returns>
    /// <exception cref="LvsInputException">There is none among them, or one is none.</exception>
    public static IReadOnlyList<IPNetwork> Blocks(string[] texts) => texts.Length > 0
        ? [.. texts.Select(t => t.AsSpan().ContainsAny('/', '*', '?') ? new LvsAddressFilter(t).Network : AddressBlocks.Single(HostNames.ResolveAddress(t)))]
        : throw new LvsInputException(LvsErrorId.InvalidEndpoint, "No address is named.", null, "Give -Address with the virtual addresses.");

    /// <summary>Reads source addresses.</summary>
    /// <param name="texts">What was given; null for nothing.</param>
    /// <param name="service">The service that they are for.</param>
    /// <returns>The ranges.</returns>
    /// <exception cref="LvsInputException">One is none, or not of the service's family.</exception>
    public static IReadOnlyList<AddressRange> Sources(string[]? texts, LvsServiceId service)
    {
        if (texts is null)
        {
            return [];
        }

        if (texts.Length == 0)
        {
            throw Invalid("-SourceAddress names no address.", null, "Leave it out for the address of the interface by which packets leave.");
        }

        IReadOnlyList<AddressRange> ranges = [.. texts.Select(Range)];
        if (ranges.FirstOrDefault(r => r.First.AddressFamily != service.AddressFamily) is AddressRange other)
        {
            throw Invalid(
                $"{other} is an address of another family than {service}.", other.ToString(), service.AddressFamily == AddressFamily.InterNetworkV6 ? "Give IPv6 addresses." : "Give IPv4 addresses.");
        }

        ranges = AddressRange.Joined(ranges);
        return ranges.Count == 1 || ranges.Aggregate(System.Numerics.BigInteger.Zero, (sum, r) => sum + r.Count) <= MostApart
            ? ranges
            : throw Invalid($"More than {MostApart} source addresses that do not follow each other.", null, "Give one range, such as '10.0.0.1-10.0.3.254'.");
    }

    private static AddressRange Range(string text)
    {
        string[] ends = text.Split('-');
        if (text.Contains('/') && ends.Length == 1)
        {
            IPNetwork block = new LvsAddressFilter(text).Network;
            return Usable(new AddressRange(block.BaseAddress, AddressBlocks.LastOf(block)), text);
        }

        IPAddress? first = LvsEndpoint.TryAddress(ends[0].Trim());
        IPAddress? last = ends.Length == 2 ? LvsEndpoint.TryAddress(ends[1].Trim()) : ends.Length == 1 ? first : null;
        if (first is null || last is null || first.AddressFamily != last.AddressFamily)
        {
            throw Invalid($"'{text}' is no address and no range of addresses.", text, "Write 10.0.0.1, '10.0.0.1-10.0.0.9' or 10.0.0.0/28.");
        }

        return AddressBlocks.Number(first) <= AddressBlocks.Number(last)
            ? Usable(new AddressRange(first, last), text)
            : throw Invalid($"The range '{text}' is reversed.", text, $"Write '{last}-{first}'.");
    }

    private static AddressRange Usable(AddressRange range, string text)
    {
        foreach (IPAddress end in new[] { range.First, range.Last })
        {
            byte[] bytes = end.GetAddressBytes();
            bool isIPv6 = end.AddressFamily == AddressFamily.InterNetworkV6;
            if (end.Equals(isIPv6 ? IPAddress.IPv6Any : IPAddress.Any) || IPAddress.IsLoopback(end) || (isIPv6 ? bytes[0] == 0xff : bytes[0] >= 224))
            {
                throw Invalid($"'{text}': nobody can answer to {end}.", text, "Give addresses of this host that the real servers reach.");
            }
        }

        return range;
    }

    private static LvsInputException Invalid(string message, object? target, string remedy) => new(LvsErrorId.InvalidSourceAddress, message, target, remedy);
}
