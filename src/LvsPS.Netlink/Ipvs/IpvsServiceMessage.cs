using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs;

/// <summary>The nest IPVS_CMD_ATTR_SERVICE: a service as it stands on the wire. Setting a property adds its attribute.</summary>
public record struct IpvsServiceMessage
{
    private ushort _addressFamily;
    private ushort _protocol;
    private WireAddress _address;
    private ushort _port;
    private uint _firewallMark;
    private string? _schedulerName;
    private (uint Flags, uint Mask) _flags;
    private uint _timeout;
    private uint _netmask;
    private string? _persistenceEngine;

    /// <summary>Which attributes the message has.</summary>
    public AttributeSet Present { readonly get; set; }

    /// <summary>AF_INET or AF_INET6.</summary>
    public ushort AddressFamily { readonly get => _addressFamily; set => Set(ref _addressFamily, value, IpvsServiceAttribute.AddressFamily); }

    /// <summary>IPPROTO_*.</summary>
    public ushort Protocol { readonly get => _protocol; set => Set(ref _protocol, value, IpvsServiceAttribute.Protocol); }

    /// <summary>The virtual address.</summary>
    public WireAddress Address { readonly get => _address; set => Set(ref _address, value, IpvsServiceAttribute.Address); }

    /// <summary>The virtual port.</summary>
    public ushort Port { readonly get => _port; set => Set(ref _port, value, IpvsServiceAttribute.Port); }

    /// <summary>The firewall mark.</summary>
    public uint FirewallMark { readonly get => _firewallMark; set => Set(ref _firewallMark, value, IpvsServiceAttribute.FirewallMark); }

    /// <summary>The scheduler's name.</summary>
    public string? SchedulerName { readonly get => _schedulerName; set => Set(ref _schedulerName, value, IpvsServiceAttribute.SchedulerName); }

    /// <summary>Flags (IP_VS_SVC_F_*), and the mask of those that are meant.</summary>
    public (uint Flags, uint Mask) Flags { readonly get => _flags; set => Set(ref _flags, value, IpvsServiceAttribute.Flags); }

    /// <summary>Persistence in seconds.</summary>
    public uint Timeout { readonly get => _timeout; set => Set(ref _timeout, value, IpvsServiceAttribute.Timeout); }

    /// <summary>Persistence granularity: for IPv4 the mask (0xffffff00 is 255.255.255.0), for IPv6 the prefix length.</summary>
    public uint Netmask { readonly get => _netmask; set => Set(ref _netmask, value, IpvsServiceAttribute.Netmask); }

    /// <summary>The persistence engine's name.</summary>
    public string? PersistenceEngine { readonly get => _persistenceEngine; set => Set(ref _persistenceEngine, value, IpvsServiceAttribute.PersistenceEngine); }

    /// <summary>Statistics, of 64 bits where the kernel sent those. The kernel sends them and takes none.</summary>
    public IpvsStatistics Statistics { readonly get; set; }

    /// <summary>Whether an attribute is there.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True where it is.</returns>
    public readonly bool Has(IpvsServiceAttribute attribute) => Present.Has((ushort)attribute);

    /// <summary>Reads the nest.</summary>
    /// <param name="nest">Its bytes.</param>
    /// <param name="request">Reads as the kernel reads requests.</param>
    /// <returns>The message.</returns>
    /// <exception cref="NetlinkProtocolException">An attribute has a length that it cannot have.</exception>
    public static IpvsServiceMessage Read(ReadOnlySpan<byte> nest, bool request = false)
    {
        IpvsServiceMessage result = default;
        ReadOnlySpan<byte> netmask = default;
        var reader = new AttributeReader(nest, IpvsPolicy.Service, request);
        while (reader.MoveNext())
        {
            switch ((IpvsServiceAttribute)reader.Type)
            {
                case IpvsServiceAttribute.AddressFamily: result.AddressFamily = reader.GetU16(); break;
                case IpvsServiceAttribute.Protocol: result.Protocol = reader.GetU16(); break;
                case IpvsServiceAttribute.Address: result.Address = reader.GetAddress(); break;
                case IpvsServiceAttribute.Port: result.Port = reader.GetU16BigEndian(); break;
                case IpvsServiceAttribute.FirewallMark: result.FirewallMark = reader.GetU32(); break;
                case IpvsServiceAttribute.SchedulerName: result.SchedulerName = reader.GetText(); break;
                case IpvsServiceAttribute.Flags: result.Flags = reader.GetFlagsAndMask(); break;
                case IpvsServiceAttribute.Timeout: result.Timeout = reader.GetU32(); break;
                case IpvsServiceAttribute.Netmask: netmask = reader.Payload; break;
                case IpvsServiceAttribute.PersistenceEngine: result.PersistenceEngine = reader.GetText(); break;
                case IpvsServiceAttribute.Statistics:
                    if (!request && !result.Has(IpvsServiceAttribute.Statistics64))
                    {
                        result.Statistics = IpvsStatistics.Read(reader.Payload, wide: false);
                        result.Present = result.Present.With(reader.Type);
                    }

                    break;
                case IpvsServiceAttribute.Statistics64 when !request:
                    result.Statistics = IpvsStatistics.Read(reader.Payload, wide: true);
                    result.Present = result.Present.With(reader.Type);
                    break;
            }
        }

        if (!netmask.IsEmpty)
        {
            // The order of its bytes goes by the family, which may stand behind it.
            result.Netmask = WireNetmask.Read(netmask, result.AddressFamily);
        }

        return result;
    }

    /// <summary>Writes the nest with the attributes that are present, in the order of their numbers.</summary>
    /// <param name="writer">Where to.</param>
    public readonly void Write(ref AttributeWriter writer)
    {
        int nest = writer.BeginNest((ushort)IpvsCommandAttribute.Service);
        if (Has(IpvsServiceAttribute.AddressFamily)) writer.PutU16((ushort)IpvsServiceAttribute.AddressFamily, AddressFamily);
        if (Has(IpvsServiceAttribute.Protocol)) writer.PutU16((ushort)IpvsServiceAttribute.Protocol, Protocol);
        if (Has(IpvsServiceAttribute.Address)) writer.PutAddress((ushort)IpvsServiceAttribute.Address, Address);
        if (Has(IpvsServiceAttribute.Port)) writer.PutU16BigEndian((ushort)IpvsServiceAttribute.Port, Port);
        if (Has(IpvsServiceAttribute.FirewallMark)) writer.PutU32((ushort)IpvsServiceAttribute.FirewallMark, FirewallMark);
        if (Has(IpvsServiceAttribute.SchedulerName)) writer.PutText((ushort)IpvsServiceAttribute.SchedulerName, SchedulerName!);
        if (Has(IpvsServiceAttribute.Flags)) writer.PutFlagsAndMask((ushort)IpvsServiceAttribute.Flags, Flags);
        if (Has(IpvsServiceAttribute.Timeout)) writer.PutU32((ushort)IpvsServiceAttribute.Timeout, Timeout);
        if (Has(IpvsServiceAttribute.Netmask)) WireNetmask.Write(ref writer, (ushort)IpvsServiceAttribute.Netmask, Netmask, AddressFamily);
        if (Has(IpvsServiceAttribute.Statistics)) Statistics.Write(ref writer, (ushort)IpvsServiceAttribute.Statistics, wide: false);
        if (Has(IpvsServiceAttribute.PersistenceEngine)) writer.PutText((ushort)IpvsServiceAttribute.PersistenceEngine, PersistenceEngine!);
        if (Has(IpvsServiceAttribute.Statistics64)) Statistics.Write(ref writer, (ushort)IpvsServiceAttribute.Statistics64, wide: true);
        writer.EndNest(nest);
    }

    private void Set<T>(ref T field, T value, IpvsServiceAttribute attribute)
    {
        field = value;
        Present = Present.With((ushort)attribute);
    }
}
