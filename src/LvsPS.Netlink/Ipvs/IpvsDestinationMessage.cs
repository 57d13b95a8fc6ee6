using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>The nest IPVS_CMD_ATTR_DEST: a destination as it stands on the wire. Setting a property adds its attribute.</summary>
public record struct IpvsDestinationMessage
{
    private WireAddress _address;
    private ushort _port;
    private uint _forwardingMethod;
    private uint _weight;
    private uint _upperThreshold;
    private uint _lowerThreshold;
    private uint _activeConnections;
    private uint _inactiveConnections;
    private uint _persistentConnections;
    private ushort _addressFamily;
    private byte _tunnelType;
    private ushort _tunnelPort;
    private ushort _tunnelFlags;

    /// <summary>Which attributes the message has.</summary>
    public AttributeSet Present { readonly get; set; }

    /// <summary>The real server's address.</summary>
    public WireAddress Address { readonly get => _address; set => Set(ref _address, value, IpvsDestinationAttribute.Address); }

    /// <summary>The real server's port.</summary>
    public ushort Port { readonly get => _port; set => Set(ref _port, value, IpvsDestinationAttribute.Port); }

    /// <summary>IP_VS_CONN_F_*: 0 masquerading, 1 local, 2 tunnel, 3 direct routing, 4 bypass.</summary>
    public uint ForwardingMethod { readonly get => _forwardingMethod; set => Set(ref _forwardingMethod, value, IpvsDestinationAttribute.ForwardingMethod); }

    /// <summary>The weight; the kernel takes it as a signed number.</summary>
    public uint Weight { readonly get => _weight; set => Set(ref _weight, value, IpvsDestinationAttribute.Weight); }

    /// <summary>Connections above which no new ones are sent, 0 for none.</summary>
    public uint UpperThreshold { readonly get => _upperThreshold; set => Set(ref _upperThreshold, value, IpvsDestinationAttribute.UpperThreshold); }

    /// <summary>Connections below which new ones are sent again.</summary>
    public uint LowerThreshold { readonly get => _lowerThreshold; set => Set(ref _lowerThreshold, value, IpvsDestinationAttribute.LowerThreshold); }

    /// <summary>Active connections.</summary>
    public uint ActiveConnections { readonly get => _activeConnections; set => Set(ref _activeConnections, value, IpvsDestinationAttribute.ActiveConnections); }

    /// <summary>Inactive connections.</summary>
    public uint InactiveConnections { readonly get => _inactiveConnections; set => Set(ref _inactiveConnections, value, IpvsDestinationAttribute.InactiveConnections); }

    /// <summary>Persistent connections.</summary>
    public uint PersistentConnections { readonly get => _persistentConnections; set => Set(ref _persistentConnections, value, IpvsDestinationAttribute.PersistentConnections); }

    /// <summary>AF_INET or AF_INET6.</summary>
    public ushort AddressFamily { readonly get => _addressFamily; set => Set(ref _addressFamily, value, IpvsDestinationAttribute.AddressFamily); }

    /// <summary>IP_VS_CONN_F_TUNNEL_TYPE_*: 0 IPIP, 1 GUE, 2 GRE.</summary>
    public byte TunnelType { readonly get => _tunnelType; set => Set(ref _tunnelType, value, IpvsDestinationAttribute.TunnelType); }

    /// <summary>The UDP port of a GUE tunnel.</summary>
    public ushort TunnelPort { readonly get => _tunnelPort; set => Set(ref _tunnelPort, value, IpvsDestinationAttribute.TunnelPort); }

    /// <summary>IP_VS_TUNNEL_ENCAP_FLAG_*: 0 no checksum, 1 checksum, 2 remote checksum offload.</summary>
    public ushort TunnelFlags { readonly get => _tunnelFlags; set => Set(ref _tunnelFlags, value, IpvsDestinationAttribute.TunnelFlags); }

    /// <summary>Statistics, of 64 bits where the kernel sent those. The kernel sends them and takes none.</summary>
    public IpvsStatistics Statistics { readonly get; set; }

    /// <summary>Whether an attribute is there.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True where it is.</returns>
    public readonly bool Has(IpvsDestinationAttribute attribute) => Present.Has((ushort)attribute);

    /// <summary>Reads the nest.</summary>
    /// <param name="nest">Its bytes.</param>
    /// <param name="request">Reads as the kernel reads requests.</param>
    /// <returns>The message.</returns>
    /// <exception cref="NetlinkProtocolException">An attribute has a length that it cannot have.</exception>
    public static IpvsDestinationMessage Read(ReadOnlySpan<byte> nest, bool request = false)
    {
        IpvsDestinationMessage result = default;
        var reader = new AttributeReader(nest, IpvsPolicy.Destination, request);
        while (reader.MoveNext())
        {
            switch ((IpvsDestinationAttribute)reader.Type)
            {
                case IpvsDestinationAttribute.Address: result.Address = reader.GetAddress(); break;
                case IpvsDestinationAttribute.Port: result.Port = reader.GetU16BigEndian(); break;
                case IpvsDestinationAttribute.ForwardingMethod: result.ForwardingMethod = reader.GetU32(); break;
                case IpvsDestinationAttribute.Weight: result.Weight = reader.GetU32(); break;
                case IpvsDestinationAttribute.UpperThreshold: result.UpperThreshold = reader.GetU32(); break;
                case IpvsDestinationAttribute.LowerThreshold: result.LowerThreshold = reader.GetU32(); break;
                case IpvsDestinationAttribute.ActiveConnections: result.ActiveConnections = reader.GetU32(); break;
                case IpvsDestinationAttribute.InactiveConnections: result.InactiveConnections = reader.GetU32(); break;
                case IpvsDestinationAttribute.PersistentConnections: result.PersistentConnections = reader.GetU32(); break;
                case IpvsDestinationAttribute.AddressFamily: result.AddressFamily = reader.GetU16(); break;
                case IpvsDestinationAttribute.TunnelType: result.TunnelType = reader.GetU8(); break;
                case IpvsDestinationAttribute.TunnelPort: result.TunnelPort = reader.GetU16BigEndian(); break;
                case IpvsDestinationAttribute.TunnelFlags: result.TunnelFlags = reader.GetU16(); break;
                case IpvsDestinationAttribute.Statistics:
                    if (!request && !result.Has(IpvsDestinationAttribute.Statistics64))
                    {
                        result.Statistics = IpvsStatistics.Read(reader.Payload, wide: false);
                        result.Present = result.Present.With(reader.Type);
                    }

                    break;
                case IpvsDestinationAttribute.Statistics64 when !request:
                    result.Statistics = IpvsStatistics.Read(reader.Payload, wide: true);
                    result.Present = result.Present.With(reader.Type);
                    break;
            }
        }

        return result;
    }

    /// <summary>Writes the nest with the attributes that are present, in the order of their numbers.</summary>
    /// <param name="writer">Where to.</param>
    public readonly void Write(ref AttributeWriter writer)
    {
        int nest = writer.BeginNest((ushort)IpvsCommandAttribute.Destination);
        if (Has(IpvsDestinationAttribute.Address)) writer.PutAddress((ushort)IpvsDestinationAttribute.Address, Address);
        if (Has(IpvsDestinationAttribute.Port)) writer.PutU16BigEndian((ushort)IpvsDestinationAttribute.Port, Port);
        if (Has(IpvsDestinationAttribute.ForwardingMethod)) writer.PutU32((ushort)IpvsDestinationAttribute.ForwardingMethod, ForwardingMethod);
        if (Has(IpvsDestinationAttribute.Weight)) writer.PutU32((ushort)IpvsDestinationAttribute.Weight, Weight);
        if (Has(IpvsDestinationAttribute.UpperThreshold)) writer.PutU32((ushort)IpvsDestinationAttribute.UpperThreshold, UpperThreshold);
        if (Has(IpvsDestinationAttribute.LowerThreshold)) writer.PutU32((ushort)IpvsDestinationAttribute.LowerThreshold, LowerThreshold);
        if (Has(IpvsDestinationAttribute.ActiveConnections)) writer.PutU32((ushort)IpvsDestinationAttribute.ActiveConnections, ActiveConnections);
        if (Has(IpvsDestinationAttribute.InactiveConnections)) writer.PutU32((ushort)IpvsDestinationAttribute.InactiveConnections, InactiveConnections);
        if (Has(IpvsDestinationAttribute.PersistentConnections)) writer.PutU32((ushort)IpvsDestinationAttribute.PersistentConnections, PersistentConnections);
        if (Has(IpvsDestinationAttribute.Statistics)) Statistics.Write(ref writer, (ushort)IpvsDestinationAttribute.Statistics, wide: false);
        if (Has(IpvsDestinationAttribute.AddressFamily)) writer.PutU16((ushort)IpvsDestinationAttribute.AddressFamily, AddressFamily);
        if (Has(IpvsDestinationAttribute.Statistics64)) Statistics.Write(ref writer, (ushort)IpvsDestinationAttribute.Statistics64, wide: true);
        if (Has(IpvsDestinationAttribute.TunnelType)) writer.PutU8((ushort)IpvsDestinationAttribute.TunnelType, TunnelType);
        if (Has(IpvsDestinationAttribute.TunnelPort)) writer.PutU16BigEndian((ushort)IpvsDestinationAttribute.TunnelPort, TunnelPort);
        if (Has(IpvsDestinationAttribute.TunnelFlags)) writer.PutU16((ushort)IpvsDestinationAttribute.TunnelFlags, TunnelFlags);
        writer.EndNest(nest);
    }

    private void Set<T>(ref T field, T value, IpvsDestinationAttribute attribute)
    {
        field = value;
        Present = Present.With((ushort)attribute);
    }
}
