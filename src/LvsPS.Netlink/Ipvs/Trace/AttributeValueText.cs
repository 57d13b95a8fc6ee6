using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs.Trace;

/// <summary>Writes the value of an attribute whose length is right.</summary>
internal static class AttributeValueText
{
    public static string Of(AttributePolicySet policy, AttributePolicy attribute, ReadOnlySpan<byte> payload, ushort family)
    {
        switch (attribute.Kind)
        {
            case AttributeKind.U8:
                return IpvsNames.Value(policy, attribute.Id, payload[0]);
            case AttributeKind.U16:
                return IpvsNames.Value(policy, attribute.Id, MemoryMarshal.Read<ushort>(payload));
            case AttributeKind.U32:
                return IpvsNames.Value(policy, attribute.Id, MemoryMarshal.Read<uint>(payload));
            case AttributeKind.U64:
                return MemoryMarshal.Read<ulong>(payload).ToString(CultureInfo.InvariantCulture);
            case AttributeKind.U16BigEndian:
                return ((payload[0] << 8) | payload[1]).ToString(CultureInfo.InvariantCulture);
            case AttributeKind.U32BigEndian:
            case AttributeKind.Netmask when family != IpvsConstants.InterNetworkV6:
                return new IPAddress(payload).ToString();
            case AttributeKind.Netmask:
                return MemoryMarshal.Read<uint>(payload).ToString(CultureInfo.InvariantCulture);
            case AttributeKind.FlagsAndMask:
                return $"{IpvsNames.ServiceFlags(MemoryMarshal.Read<uint>(payload))} mask 0x{MemoryMarshal.Read<uint>(payload[4..]):x}";
            case AttributeKind.Address:
                return Address(payload, policy == IpvsPolicy.Daemon ? IpvsConstants.InterNetworkV6 : family);
            case AttributeKind.Text:
                return Text(payload);
            default:
                return TraceLines.HexOf(payload);
        }
    }

    /// <summary>Without a family, 16 bytes that end in twelve zeroes are taken for the IPv4 address that the kernel writes so.</summary>
    private static string Address(ReadOnlySpan<byte> payload, ushort family)
    {
        bool ipv4 = payload.Length == 4 || family == IpvsConstants.InterNetwork
            || (family != IpvsConstants.InterNetworkV6 && payload[4..].IndexOfAnyExcept((byte)0) < 0);
        return new IPAddress(ipv4 ? payload[..4] : payload).ToString();
    }

    private static string Text(ReadOnlySpan<byte> payload)
    {
        int end = payload.IndexOf((byte)0);
        var text = new StringBuilder("\"");
        foreach (byte character in end < 0 ? payload : payload[..end])
        {
            _ = character is >= 0x20 and < 0x7f && character != '"' && character != '\\'
                ? text.Append((char)character)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{character:x2}");
        }

        return text.Append('"').Append(end < 0 ? " without NUL" : string.Empty).ToString();
    }
}
