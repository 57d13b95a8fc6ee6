using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace LvsPS;

/// <summary>What a virtual server listens on: an address with a port, or a firewall mark.</summary>
/// <param name="Address">The address; null for a mark.</param>
/// <param name="Port">The port, 0 for all.</param>
/// <param name="Mark">The mark; 0 for an address.</param>
/// <param name="Family">The family that a mark is said to be of; null where nothing says so.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record KeepalivedListener(IPAddress? Address, int Port, uint Mark, AddressFamily? Family, ConfigPlace Place);

/// <summary>Reads the entries of a virtual_server_group: addresses, ranges of them, and marks.</summary>
internal static class KeepalivedGroup
{
    /// <summary>How many services a configuration may have.</summary>
    public const int MostServices = 65536;

    private const string Form = "an address, a range such as 192.0.2.1-10, 192.0.2.250-192.0.3.10 or 192.0.2.8/29, each with or without a port, or fwmark and a number";

    /// <summary>Reads a group.</summary>
    public static IReadOnlyList<KeepalivedListener> Read(KeepalivedStatement group, KeepalivedValues values)
    {
        var listeners = new List<KeepalivedListener>();
        foreach (KeepalivedStatement entry in group.Block ?? [])
        {
            IEnumerable<KeepalivedListener> read = entry.Keyword == "fwmark" ? [.. Mark(entry, 1, values) is { } mark ? [mark] : Array.Empty<KeepalivedListener>()] : Addresses(entry, values);
            listeners.AddRange(read.Take(MostServices + 1 - listeners.Count));
            if (listeners.Count > MostServices)
            {
                values.Findings.Error(entry.Place, entry.Raw, $"at most {MostServices} addresses", "The group has too many addresses.");
                return [];
            }
        }

        return listeners;
    }

    /// <summary>Reads a firewall mark and perhaps its family.</summary>
    public static KeepalivedListener? Mark(KeepalivedStatement statement, int at, KeepalivedValues values)
    {
        string? text = at < statement.Words.Count ? statement.Words[at].Text : null;
        ConfigPlace place = at < statement.Words.Count ? statement.Words[at].Place : statement.Place;
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint mark) || mark == 0)
        {
            values.Findings.Error(place, text ?? "nothing", "a firewall mark from 1 to 4294967295", "This is no firewall mark.");
            return null;
        }

        string? family = at + 1 < statement.Words.Count ? statement.Words[at + 1].Text : null;
        if (family is not (null or "inet" or "inet6"))
        {
            values.Findings.Error(statement.Words[at + 1].Place, family, "inet or inet6", "This is no address family.");
            return null;
        }

        return new KeepalivedListener(
            null, 0, mark, family is null ? null : family == "inet6" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, place);
    }

    /// <summary>Reads a port behind an address; none is 0, and so is 0 itself.</summary>
    public static int? Port(KeepalivedStatement statement, int at, KeepalivedValues values)
    {
        values.TellRest(statement, at + 1);
        return at < statement.Words.Count ? values.Port(statement.Words[at], 0, statement.Keyword) : 0;
    }

    private static IEnumerable<KeepalivedListener> Addresses(KeepalivedStatement entry, KeepalivedValues values)
    {
        string text = entry.Keyword;
        int sign = text.AsSpan().IndexOfAny('-', '/');
        int? port = Port(entry, 1, values);
        IPAddress? first = LvsEndpoint.TryAddress(sign < 0 ? text : text[..sign]);
        string? fault = null;
        if (first is null || entry.Block is not null)
        {
            fault = "This is no entry of a virtual_server_group.";
        }
        else if (sign >= 0)
        {
            BigInteger last = Last(first, text[(sign + 1)..], text[sign], out fault);
            return fault is null ? Range(entry, first, last, port, values) : Wrong(entry, values, fault);
        }

        return fault is not null ? Wrong(entry, values, fault)
            : port is null ? []
            : [new KeepalivedListener(first, port.Value, 0, null, entry.Place)];
    }

    private static IEnumerable<KeepalivedListener> Wrong(KeepalivedStatement entry, KeepalivedValues values, string fault)
    {
        values.Findings.Error(entry.Place, entry.Raw, Form, fault);
        return [];
    }

    /// <summary>The end of a range: its last part, in hexadecimal digits for IPv6, a whole address, or the length of a prefix.</summary>
    private static BigInteger Last(IPAddress first, string end, char sign, out string? fault)
    {
        bool isIPv6 = first.AddressFamily == AddressFamily.InterNetworkV6;
        int bits = isIPv6 ? 128 : 32;
        BigInteger start = Value(first);
        BigInteger last = start;
        fault = "The range does not end.";
        if (sign == '/')
        {
            if (int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length >= 1 && length <= bits)
            {
                BigInteger rest = (BigInteger.One << (bits - length)) - 1;
                last = start | rest;
                fault = (start & rest).IsZero ? null : "The address is not the first of its range.";
            }
        }
        else if (LvsEndpoint.TryAddress(end) is IPAddress address)
        {
            last = Value(address);
            fault = address.AddressFamily == first.AddressFamily ? null : "The ends of the range are of different families.";
        }
        else if (int.TryParse(end, isIPv6 ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            && part >= 0 && part <= (isIPv6 ? 0xffff : 0xff))
        {
            last = (start & ~(isIPv6 ? new BigInteger(0xffff) : new BigInteger(0xff))) | part;
            fault = null;
        }

        fault ??= last < start ? "The range ends before it begins." : null;
        return last;
    }

    private static IEnumerable<KeepalivedListener> Range(KeepalivedStatement entry, IPAddress first, BigInteger last, int? port, KeepalivedValues values)
    {
        BigInteger start = Value(first);
        if (last - start >= MostServices)
        {
            return Wrong(entry, values, FormattableString.Invariant($"The range has more than {MostServices} addresses."));
        }

        int length = first.GetAddressBytes().Length;
        return port is null ? [] : Enumerable.Range(0, (int)(last - start) + 1)
            .Select(i => new KeepalivedListener(Address(start + i, length), port.Value, 0, null, entry.Place));
    }

    private static BigInteger Value(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static IPAddress Address(BigInteger value, int length)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] whole = new byte[length];
        bytes.CopyTo(whole, length - bytes.Length);
        return new IPAddress(whole);
    }
}
