using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>The nest IPVS_CMD_ATTR_DAEMON: a synchronisation daemon as it stands on the wire. Setting a property adds its attribute.</summary>
public record struct IpvsDaemonMessage
{
    private uint _state;
    private string? _interface;
    private uint _syncId;
    private ushort _maxLength;
    private uint _group;
    private WireAddress _group6;
    private ushort _port;
    private byte _ttl;

    /// <summary>Which attributes the message has.</summary>
    public AttributeSet Present { readonly get; set; }

    /// <summary>IP_VS_STATE_MASTER 1 or IP_VS_STATE_BACKUP 2.</summary>
    public uint State { readonly get => _state; set => Set(ref _state, value, IpvsDaemonAttribute.State); }

    /// <summary>The multicast interface's name.</summary>
    public string? Interface { readonly get => _interface; set => Set(ref _interface, value, IpvsDaemonAttribute.Interface); }

    /// <summary>The synchronisation id; messages carry one byte of it.</summary>
    public uint SyncId { readonly get => _syncId; set => Set(ref _syncId, value, IpvsDaemonAttribute.SyncId); }

    /// <summary>The most bytes of a synchronisation message.</summary>
    public ushort MaxLength { readonly get => _maxLength; set => Set(ref _maxLength, value, IpvsDaemonAttribute.MaxLength); }

    /// <summary>The IPv4 multicast group, 0xe0000051 for 224.0.0.81.</summary>
    public uint Group { readonly get => _group; set => Set(ref _group, value, IpvsDaemonAttribute.Group); }

    /// <summary>The IPv6 multicast group.</summary>
    public WireAddress Group6 { readonly get => _group6; set => Set(ref _group6, value, IpvsDaemonAttribute.Group6); }

    /// <summary>The UDP port.</summary>
    public ushort Port { readonly get => _port; set => Set(ref _port, value, IpvsDaemonAttribute.Port); }

    /// <summary>The time to live.</summary>
    public byte Ttl { readonly get => _ttl; set => Set(ref _ttl, value, IpvsDaemonAttribute.Ttl); }

    /// <summary>Whether an attribute is there.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True where it is.</returns>
    public readonly bool Has(IpvsDaemonAttribute attribute) => Present.Has((ushort)attribute);

    /// <summary>Reads the nest.</summary>
    /// <param name="nest">Its bytes.</param>
    /// <param name="request">Reads as the kernel reads requests.</param>
    /// <returns>The message.</returns>
    /// <exception cref="NetlinkProtocolException">An attribute has a length that it cannot have.</exception>
    public static IpvsDaemonMessage Read(ReadOnlySpan<byte> nest, bool request = false)
    {
        IpvsDaemonMessage result = default;
        var reader = new AttributeReader(nest, IpvsPolicy.Daemon, request);
        while (reader.MoveNext())
        {
            switch ((IpvsDaemonAttribute)reader.Type)
            {
                case IpvsDaemonAttribute.State: result.State = reader.GetU32(); break;
                case IpvsDaemonAttribute.Interface: result.Interface = reader.GetText(); break;
                case IpvsDaemonAttribute.SyncId: result.SyncId = reader.GetU32(); break;
                case IpvsDaemonAttribute.MaxLength: result.MaxLength = reader.GetU16(); break;
                case IpvsDaemonAttribute.Group: result.Group = reader.GetU32BigEndian(); break;
                case IpvsDaemonAttribute.Group6: result.Group6 = reader.GetAddress(); break;
                case IpvsDaemonAttribute.Port: result.Port = reader.GetU16(); break;
                case IpvsDaemonAttribute.Ttl: result.Ttl = reader.GetU8(); break;
            }
        }

        return result;
    }

    /// <summary>Writes the nest with the attributes that are present, in the order of their numbers.</summary>
    /// <param name="writer">Where to.</param>
    public readonly void Write(ref AttributeWriter writer)
    {
        int nest = writer.BeginNest((ushort)IpvsCommandAttribute.Daemon);
        if (Has(IpvsDaemonAttribute.State)) writer.PutU32((ushort)IpvsDaemonAttribute.State, State);
        if (Has(IpvsDaemonAttribute.Interface)) writer.PutText((ushort)IpvsDaemonAttribute.Interface, Interface!);
        if (Has(IpvsDaemonAttribute.SyncId)) writer.PutU32((ushort)IpvsDaemonAttribute.SyncId, SyncId);
        if (Has(IpvsDaemonAttribute.MaxLength)) writer.PutU16((ushort)IpvsDaemonAttribute.MaxLength, MaxLength);
        if (Has(IpvsDaemonAttribute.Group)) writer.PutU32BigEndian((ushort)IpvsDaemonAttribute.Group, Group);
        if (Has(IpvsDaemonAttribute.Group6)) writer.PutAddress((ushort)IpvsDaemonAttribute.Group6, Group6);
        if (Has(IpvsDaemonAttribute.Port)) writer.PutU16((ushort)IpvsDaemonAttribute.Port, Port);
        if (Has(IpvsDaemonAttribute.Ttl)) writer.PutU8((ushort)IpvsDaemonAttribute.Ttl, Ttl);
        writer.EndNest(nest);
    }

    private void Set<T>(ref T field, T value, IpvsDaemonAttribute attribute)
    {
        field = value;
        Present = Present.With((ushort)attribute);
    }
}
