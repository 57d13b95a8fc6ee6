using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>An address as a number in host order, which compares and masks without an object.</summary>
internal readonly record struct RawAddress(UInt128 Value, bool IsIPv6)
{
    public static RawAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        bool wide = address.AddressFamily == AddressFamily.InterNetworkV6;
        _ = address.TryWriteBytes(wide ? bytes : bytes[12..], out _);
        return new RawAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), wide);
    }

    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(IsIPv6 ? bytes : bytes[12..]);
    }
}

/// <summary>A line of the connection table as it was read, without an object.</summary>
internal struct ConnectionEntry
{
    /// <summary>The protocol's number; 0 for the template of a firewall mark.</summary>
    public int Protocol;

    /// <summary>From where.</summary>
    public RawAddress Client;

    /// <summary>From which port.</summary>
    public ushort ClientPort;

    /// <summary>To where; with protocol 0, the firewall mark.</summary>
    public RawAddress Virtual;

    /// <summary>To which port.</summary>
    public ushort VirtualPort;

    /// <summary>To which server in truth.</summary>
    public RawAddress Server;

    /// <summary>To which port of it.</summary>
    public ushort ServerPort;

    /// <summary>The state's name.</summary>
    public string State;

    /// <summary>Seconds to live.</summary>
    public uint Expires;

    /// <summary>The origin, where the file has one.</summary>
    public LvsConnectionOrigin? Origin;

    /// <summary>
    /// Whether it is a template: no client port, and one of a template's states. The kernel prints no more of it; an entry of
    /// ip_vs_ftp that still waits for its client looks the same.
    /// </summary>
    public readonly bool IsTemplate => ClientPort == 0 && State is "NONE" or "ASSURED";

    /// <summary>The mark of a template: it stands in the first four bytes of the address (<c>ip_vs_sched_persist</c>).</summary>
    public readonly uint Mark => (uint)(Virtual.IsIPv6 ? Virtual.Value >> 96 : Virtual.Value);
}
