using System.Runtime.InteropServices;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs.Trace;

/// <summary>
/// Writes attributes one to a line. It walks on its own rather than with <see cref="AttributeReader"/>, which skips what it does not
/// know and stops at what is wrong: a trace is there to show just that.
/// </summary>
internal static class AttributeTrace
{
    private const int HeaderSize = 4;
    private const int MostUnknownBytes = 64;

    public static void Write(TraceLines lines, AttributePolicySet policy, ReadOnlySpan<byte> attributes) =>
        Write(lines, policy, attributes, family: 0);

    private static ushort Write(TraceLines lines, AttributePolicySet policy, ReadOnlySpan<byte> attributes, ushort family)
    {
        // The family may stand behind the address that it is about. A destination without one has its service's.
        family = FamilyOf(policy, attributes) ?? family;
        lines.Depth++;
        while (!attributes.IsEmpty)
        {
            if (attributes.Length < HeaderSize)
            {
                lines.Wrong($"{policy.Name}: {attributes.Length} bytes left, an attribute's header has {HeaderSize}", attributes);
                break;
            }

            ushort length = MemoryMarshal.Read<ushort>(attributes);
            var type = (ushort)(MemoryMarshal.Read<ushort>(attributes[2..]) & NetlinkConstants.AttributeTypeMask);
            AttributePolicy? known = policy.Find(type);
            if (length < HeaderSize || length > attributes.Length)
            {
                lines.Wrong($"{policy.Name}.{known?.Name ?? $"{type}"}: says that it has {length} bytes, {attributes.Length} were left", attributes);
                break;
            }

            ushort inside = One(lines, policy, known, type, attributes[HeaderSize..length], family);
            family = policy == IpvsPolicy.Command && inside != 0 ? inside : family;
            attributes = attributes[Math.Min(NetlinkConstants.Align(length), attributes.Length)..];
        }

        lines.Depth--;
        return family;
    }

    private static ushort One(
        TraceLines lines, AttributePolicySet policy, AttributePolicy? known, ushort type, ReadOnlySpan<byte> payload, ushort family)
    {
        if (known is null)
        {
            string more = payload.Length > MostUnknownBytes ? " ..." : string.Empty;
            lines.Add($"unknown {type}, {payload.Length} bytes: {TraceLines.HexOf(payload[..Math.Min(payload.Length, MostUnknownBytes)])}{more}");
        }
        else if (!known.Accepts(payload.Length))
        {
            lines.Wrong($"{known.Name}: wrong length of {payload.Length} bytes", payload);
        }
        else if (known.Kind == AttributeKind.Nest && known.Nested is not null)
        {
            lines.Add(known.Name);
            return Write(lines, known.Nested, payload, family);
        }
        else if (known.Kind != AttributeKind.Padding || !payload.IsEmpty)
        {
            lines.Add($"{known.Name} {AttributeValueText.Of(policy, known, payload, family)}");
        }

        return 0;
    }

    private static ushort? FamilyOf(AttributePolicySet policy, ReadOnlySpan<byte> attributes)
    {
        ushort wanted = policy == IpvsPolicy.Service ? (ushort)IpvsServiceAttribute.AddressFamily
            : policy == IpvsPolicy.Destination ? (ushort)IpvsDestinationAttribute.AddressFamily : (ushort)0;
        while (wanted != 0 && attributes.Length >= HeaderSize + sizeof(ushort))
        {
            ushort length = MemoryMarshal.Read<ushort>(attributes);
            if ((MemoryMarshal.Read<ushort>(attributes[2..]) & NetlinkConstants.AttributeTypeMask) == wanted && length == HeaderSize + sizeof(ushort))
            {
                return MemoryMarshal.Read<ushort>(attributes[HeaderSize..]);
            }

            attributes = attributes[Math.Min(Math.Max(NetlinkConstants.Align(length), HeaderSize), attributes.Length)..];
        }

        return null;
    }
}
