using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>The record of how a host was, with whose it is: it fits one namespace of one boot.</summary>
/// <param name="Key">The namespace's inode and the boot's id, as the record's file is named.</param>
/// <param name="Claims">What is claimed.</param>
internal sealed record KeptRecord(string Key, IReadOnlyList<HostClaim> Claims)
{
    private const string Extension = ".host.json";

    /// <summary>What a record holds, to be kept.</summary>
    public static KeptRecord? Of(LvsSession session, IReadOnlyList<HostClaim> claims) => claims.Count == 0 ? null : new(KeyOf(session), claims);

    /// <summary>Whose record a session's is.</summary>
    public static string KeyOf(LvsSession session)
    {
        string name = Path.GetFileName(session.Host.Record.Path);
        return name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : name;
    }
}

/// <summary>A virtual address of a director that is put back.</summary>
/// <param name="Address">The address.</param>
/// <param name="Interface">Its interface.</param>
/// <param name="PrefixLength">The length of its prefix.</param>
internal sealed record KeptAddress(string Address, string Interface, int PrefixLength)
{
    /// <summary>Its broadcast address; null for none.</summary>
    public string? Broadcast { get; init; }

    /// <summary>Its label; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether others are told of it.</summary>
    public bool? Announce { get; init; }

    /// <summary>An address as it is kept.</summary>
    public static KeptAddress Of(HostAddress address, bool announce = false) => new(address.Address.ToString(), address.Interface, address.PrefixLength)
    {
        Broadcast = address.Broadcast?.ToString(),
        Label = address.Label,
        Announce = announce ? true : null,
    };

    /// <summary>Whether both are the same address on the same interface.</summary>
    public bool IsSame(KeptAddress other) => (Address, Interface, PrefixLength) == (other.Address, other.Interface, other.PrefixLength);

    /// <summary>The address.</summary>
    public HostAddress ToAddress()
    {
        IPAddress address = IPAddress.Parse(Address);
        return new HostAddress(Interface, address, PrefixLength)
        {
            Broadcast = Broadcast is null ? null : IPAddress.Parse(Broadcast),
            Label = Label,
            NoDad = address.AddressFamily == AddressFamily.InterNetworkV6,
        };
    }
}

/// <summary>A virtual address that a real server serves.</summary>
/// <param name="VirtualAddress">The address.</param>
/// <param name="Mode">How packets reach it.</param>
internal sealed record KeptRealServer(string VirtualAddress, LvsRealServerMode Mode)
{
    /// <summary>The encapsulation of a tunnel.</summary>
    public LvsTunnelType? TunnelType { get; init; }

    /// <summary>The UDP port of GUE.</summary>
    public int? Port { get; init; }

    /// <summary>The end of the tunnel; null where the host is to find it again.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>Whether a route is added.</summary>
    public bool? AddRoute { get; init; }

    /// <summary>A setup as it is kept: with the local address that was given, and without one that was found.</summary>
    public static KeptRealServer Of(RealServerSetup setup) => new(setup.VirtualAddress.ToString(), setup.Mode)
    {
        TunnelType = setup.Mode == LvsRealServerMode.Tunnel ? setup.TunnelType : null,
        Port = setup.Port,
        LocalAddress = setup.LocalAddress?.ToString(),
        AddRoute = setup.AddRoute ? true : null,
    };

    /// <summary>The setup.</summary>
    public RealServerSetup ToSetup() => new(IPAddress.Parse(VirtualAddress), Mode)
    {
        TunnelType = TunnelType ?? LvsTunnelType.Ipip,
        Port = Port,
        LocalAddress = LocalAddress is null ? null : IPAddress.Parse(LocalAddress),
        AddRoute = AddRoute == true,
    };
}

/// <summary>A firewall mark.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Addresses">Packets to these addresses and blocks.</param>
/// <param name="Ports">At these ports, such as <c>tcp/80</c> or <c>tcp/8000-8100</c>.</param>
internal sealed record KeptMark(uint Mark, IReadOnlyList<string> Addresses, IReadOnlyList<string> Ports)
{
    /// <summary>Whether packets that are made on this host get it too.</summary>
    public bool? IncludeLocal { get; init; }

    /// <summary>A mark as it is kept.</summary>
    public static KeptMark Of(FwMarkRequest request) =>
        new(request.Mark, [.. AddressBlocks.Of(request.Addresses).Select(AddressBlocks.TextOf)], [.. PortSet.Of(request.Ports).Select(p => p.ToString())])
        {
            IncludeLocal = request.IncludeLocal ? true : null,
        };

    /// <summary>The mark without its addresses of a family, or of any.</summary>
    public KeptMark Without(AddressFamily? family) =>
        this with { Addresses = family is null ? [] : [.. Addresses.Where(a => BlockOf(a).BaseAddress.AddressFamily != family)] };

    /// <summary>The mark.</summary>
    public FwMarkRequest ToRequest() => Mark == 0
        ? throw new FormatException("0 is no mark, since packets without one have it.")
        : new(Mark, [.. Addresses.Select(BlockOf)], [.. Ports.Select(PortsOf)], IncludeLocal == true);

    private static IPNetwork BlockOf(string text) => text.Contains('/') ? IPNetwork.Parse(text) : AddressBlocks.Single(IPAddress.Parse(text));

    private static LvsPortRange PortsOf(string text)
    {
        string[] parts = text.Split('/');
        string[] numbers = parts[^1].Split('-');
        return parts.Length == 2 && LvsPortRange.ProtocolOf(parts[0]) is LvsProtocol protocol
            ? new LvsPortRange(protocol, Number(numbers[0]), Number(numbers[^1]))
            : throw new FormatException($"'{text}' is no port.");
    }

    private static int Number(string text) => ushort.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>A service with full NAT.</summary>
/// <param name="Service">The service.</param>
internal sealed record KeptFullNat(string Service)
{
    /// <summary>The addresses that real servers see; null for the director's own.</summary>
    public IReadOnlyList<string>? SourceAddress { get; init; }

    /// <summary>A full NAT as it is kept.</summary>
    public static KeptFullNat Of(FullNatRule rule) =>
        new(rule.Service.ToString()) { SourceAddress = rule.Sources.Count == 0 ? null : [.. rule.Sources.Select(s => s.ToString())] };

    /// <summary>The full NAT.</summary>
    public FullNatRule ToRule() => new(LvsServiceId.Parse(Service), [.. (SourceAddress ?? []).Select(RangeOf)]);

    private static AddressRange RangeOf(string text)
    {
        string[] ends = text.Split('-');
        return new AddressRange(IPAddress.Parse(ends[0]), IPAddress.Parse(ends[^1]));
    }
}
