using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>What tells the destinations of a service apart.</summary>
internal readonly record struct DestinationKey(ushort Family, WireAddress Address, ushort Port)
{
    /// <summary>The key of a request; a family that is absent or 0 is the service's.</summary>
    public static DestinationKey Of(in IpvsDestinationMessage message, ushort serviceFamily)
    {
        ushort family = message.AddressFamily != 0 ? message.AddressFamily : serviceFamily;
        return new(family, Addresses.OfFamily(message.Address, family), message.Port);
    }
}

/// <summary>A real server of a service.</summary>
internal sealed class SimulatedDestination(DestinationKey key, SimulatedService service)
{
    private IpvsDestinationMessage _settings;

    public DestinationKey Key => key;

    /// <summary>The service that it belongs to, or last belonged to.</summary>
    public SimulatedService Service { get; private set; } = service;

    public IpvsStatistics Statistics => _settings.Statistics;

    public uint ActiveConnections => _settings.ActiveConnections;

    public uint InactiveConnections => _settings.InactiveConnections;

    public int Weight => (int)_settings.Weight;

    /// <summary>The method in the words of ip_vs_fwd_name().</summary>
    public string Forwarding => _settings.ForwardingMethod switch { 0 => "Masq", 1 => "Local", 2 => "Tunnel", 4 => "Bypass", _ => "Route" };

    /// <summary>Takes the settings of a request as a whole: what it does not have is 0.</summary>
    public void Configure(in IpvsDestinationMessage request)
    {
        _settings = new IpvsDestinationMessage
        {
            Address = key.Address,
            Port = key.Port,
            AddressFamily = key.Family,
            ForwardingMethod = request.ForwardingMethod & IpvsConstants.ForwardingMask,
            Weight = request.Weight,
            UpperThreshold = request.UpperThreshold,
            LowerThreshold = request.LowerThreshold,
            TunnelType = request.TunnelType,
            TunnelPort = request.TunnelPort,
            TunnelFlags = request.TunnelFlags,
            ActiveConnections = _settings.ActiveConnections,
            InactiveConnections = _settings.InactiveConnections,
            PersistentConnections = _settings.PersistentConnections,
            Statistics = _settings.Statistics,
        };
        _settings.Present = _settings.Present.With((ushort)IpvsDestinationAttribute.Statistics).With((ushort)IpvsDestinationAttribute.Statistics64);
    }

    /// <summary>Comes out of the trash; under a service that was made anew, its counters start again.</summary>
    public void Return(SimulatedService newService)
    {
        if (newService != Service)
        {
            Zero();
            Service = newService;
        }
    }

    public void Count(in IpvsStatistics more, uint active, uint inactive, uint persistent)
    {
        _settings.Statistics = Counters.Add(_settings.Statistics, more);
        _settings.ActiveConnections = active;
        _settings.InactiveConnections = inactive;
        _settings.PersistentConnections = persistent;
    }

    public void Zero() => _settings.Statistics = default;

    public byte Write(ref AttributeWriter writer)
    {
        _settings.Write(ref writer);
        return (byte)IpvsCommand.NewDestination;
    }
}
