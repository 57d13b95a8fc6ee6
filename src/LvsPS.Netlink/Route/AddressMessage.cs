using System.Net;
using System.Runtime.InteropServices;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Route;

/// <summary>What is known of an address (<c>linux/if_addr.h</c>, IFA_F_*); those that matter here.</summary>
[Flags]
public enum AddressFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IFA_F_NODAD: no detection of duplicates (IPv6).</summary>
    NoDad = 0x02,

    /// <summary>IFA_F_DADFAILED: another host has it (IPv6).</summary>
    DadFailed = 0x08,

    /// <summary>IFA_F_TENTATIVE: detection still runs (IPv6).</summary>
    Tentative = 0x40,
}

/// <summary>An address on an interface: RTM_NEWADDR with <c>struct ifaddrmsg</c>.</summary>
/// <param name="InterfaceIndex">The interface's number.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">The length of its network's prefix.</param>
public sealed record AddressMessage(int InterfaceIndex, IPAddress Address, byte PrefixLength)
{
    // family, prefix length, flags, scope and interface index (linux/if_addr.h).
    private const int HeaderSize = 8;

    /// <summary>The broadcast address; null for none.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>The label (IPv4); null for the kernel's own, which is the interface's name.</summary>
    public string? Label { get; init; }

    /// <summary>Its flags.</summary>
    public AddressFlags Flags { get; init; }

    /// <summary>Reads a message.</summary>
    /// <param name="payload">What follows the netlink header.</param>
    /// <returns>The address; null for one of another family than IPv4 and IPv6.</returns>
    public static AddressMessage? Read(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> header = RoutePolicy.HeaderOf(payload, HeaderSize, "struct ifaddrmsg");
        var address = new AddressMessage(MemoryMarshal.Read<int>(header[4..]), IPAddress.None, header[1]) { Flags = (AddressFlags)header[2] };
        IPAddress? local = null;
        IPAddress? peer = null;
        var reader = new AttributeReader(payload[HeaderSize..], RoutePolicy.Address);
        while (reader.MoveNext())
        {
            switch (reader.Type)
            {
                case RoutePolicy.AddressLocal:
                    local = new IPAddress(reader.Payload);
                    break;
                case RoutePolicy.AddressAddress:
                    peer = new IPAddress(reader.Payload);
                    break;
                case RoutePolicy.AddressBroadcast:
                    address = address with { Broadcast = new IPAddress(reader.Payload) };
                    break;
                case RoutePolicy.AddressLabel:
                    address = address with { Label = reader.GetText() };
                    break;
                case RoutePolicy.AddressFlags:
                    address = address with { Flags = (AddressFlags)reader.GetU32() };
                    break;
            }
        }

        // On a point-to-point link IFA_ADDRESS is the other end's; IPv6 has IFA_LOCAL only there.
        return (local ?? peer) is IPAddress own ? address with { Address = own } : null;
    }

    /// <summary>Asks for all addresses of both families.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_GETADDR.</returns>
    public static byte WriteAll(ref AttributeWriter writer)
    {
        _ = writer.PutHeader(HeaderSize);
        return (byte)RouteCommand.GetAddress;
    }

    /// <summary>Has the address added.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_NEWADDR.</returns>
    public byte WriteNew(ref AttributeWriter writer)
    {
        WriteIdentity(ref writer);
        if (Broadcast is not null)
        {
            RoutePolicy.Put(ref writer, RoutePolicy.AddressBroadcast, Broadcast);
        }

        if (Label is not null)
        {
            writer.PutText(RoutePolicy.AddressLabel, Label);
        }

        if (Flags != AddressFlags.None)
        {
            writer.PutU32(RoutePolicy.AddressFlags, (uint)Flags);
        }

        return (byte)RouteCommand.NewAddress;
    }

    /// <summary>Has the address removed, whatever its label and flags are.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>RTM_DELADDR.</returns>
    public byte WriteDelete(ref AttributeWriter writer)
    {
        WriteIdentity(ref writer);
        return (byte)RouteCommand.DeleteAddress;
    }

    private void WriteIdentity(ref AttributeWriter writer)
    {
        Span<byte> header = writer.PutHeader(HeaderSize);
        header[0] = RoutePolicy.FamilyOf(Address);
        header[1] = PrefixLength;
        MemoryMarshal.Write(header[4..], InterfaceIndex);
        RoutePolicy.Put(ref writer, RoutePolicy.AddressLocal, Address);
        RoutePolicy.Put(ref writer, RoutePolicy.AddressAddress, Address);
    }
}
