using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPS;

/// <summary>
/// Writes addresses as inet_ntop of glibc does, and so as ipvsadm does. .NET differs where the end of an IPv6 address can be read as an
/// IPv4 one.
/// </summary>
internal static class RuleAddress
{
    /// <summary>Address and port, an IPv6 address in brackets.</summary>
    public static string Endpoint(IPAddress address, int port) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? string.Create(CultureInfo.InvariantCulture, $"[{IPv6(address)}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");

    private static string IPv6(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        Span<ushort> words = stackalloc ushort[8];
        for (int i = 0; i < 8; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        }

        (int start, int length) = LongestZeros(words);
        var text = new StringBuilder(39);
        for (int i = 0; i < 8; i++)
        {
            if (i >= start && i < start + length)
            {
                text.Append(i == start ? "::" : string.Empty);
                continue;
            }

            text.Append(i > 0 && i != start + length ? ":" : string.Empty);

            // Only IPv4-compatible and IPv4-mapped addresses end in dotted form.
            if (i == 6 && start == 0 && (length == 6 || (length == 5 && words[5] == 0xffff)))
            {
                return text.Append(CultureInfo.InvariantCulture, $"{bytes[12]}.{bytes[13]}.{bytes[14]}.{bytes[15]}").ToString();
            }

            text.Append(CultureInfo.InvariantCulture, $"{words[i]:x}");
        }

        return text.ToString();
    }

    /// <summary>The first of the longest runs of zeros, where it is of two or more.</summary>
    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> words)
    {
        (int Start, int Length) best = (-1, 0);
        for (int i = 0; i < words.Length; i++)
        {
            int end = i;
            while (end < words.Length && words[end] == 0)
            {
                end++;
            }

            if (end - i > best.Length && end - i > 1)
            {
                best = (i, end - i);
            }

            i = Math.Max(i, end - 1);
        }

        return best;
    }
}
