using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>
/// What names a virtual service: protocol, address and port, or a firewall mark and a family. As text: <c>tcp://10.0.0.10:80</c>,
/// <c>udp://[2001:db8::1]:53</c>, <c>sctp://...</c>, <c>fwmark://7</c>, <c>fwmark6://7</c>. Two are equal when they name the same
/// service, whatever text they came from.
/// </summary>
public sealed class LvsServiceId : IEquatable<LvsServiceId>
{
    private string? _text;

    /// <summary>Names a service by its text.</summary>
    /// <param name="text">Such as <c>tcp://10.0.0.10:80</c>.</param>
    /// <exception cref="LvsInputException">The text names no service.</exception>
    public LvsServiceId(string text)
        : this(Parse(text))
    {
    }

    /// <summary>Names a service by itself.</summary>
    /// <param name="service">The service.</param>
    public LvsServiceId(LvsService service)
        : this(service.Service) => Origin = service.Service.Origin;

    private LvsServiceId(LvsServiceId other)
        : this(other.Protocol, other.VirtualAddress, other.VirtualPort, other.FwMark, other.AddressFamily) => IsOfChangingTable = other.IsOfChangingTable;

    private LvsServiceId(string text, LvsInputException fault)
    {
        _text = text;
        Fault = fault;
    }

    private LvsServiceId(LvsProtocol? protocol, IPAddress? address, int? port, uint? mark, AddressFamily family)
    {
        Protocol = protocol;
        VirtualAddress = address;
        VirtualPort = port;
        FwMark = mark;
        AddressFamily = family;
    }

    /// <summary>The protocol; null for a firewall mark.</summary>
    public LvsProtocol? Protocol { get; }

    /// <summary>The virtual address; null for a firewall mark.</summary>
    public IPAddress? VirtualAddress { get; }

    /// <summary>The virtual port, 0 for all ports; null for a firewall mark.</summary>
    public int? VirtualPort { get; }

    /// <summary>The firewall mark; null for an address.</summary>
    public uint? FwMark { get; }

    /// <summary>InterNetwork or InterNetworkV6.</summary>
    public AddressFamily AddressFamily { get; }

    /// <summary>Whether the service is an IPv6 one.</summary>
    internal bool IsIPv6 => AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>
    /// Where the service was read, so that what is piped on goes back to the same director. It is no part of the identity.
    /// </summary>
    internal LvsSession? Origin { get; init; }

    /// <summary>
    /// What was given in place of the service, such as a real server of it; null for the service itself. What removes or changes
    /// services refuses it, since the service was not meant. It is no part of the identity.
    /// </summary>
    internal string? Via { get; init; }

    /// <summary>The service as it would be, where it is only there in what -WhatIf tells. It is no part of the identity.</summary>
    internal LvsService? Planned { get; init; }

    /// <summary>Whether it comes from a reading of a table that did not hold still, beside which others may be missing.</summary>
    internal bool IsOfChangingTable { get; private init; }

    /// <summary>
    /// Why this names no service; null for an identity. PowerShell would hide the error id of a parameter's conversion behind one of
    /// its own, so the binding of cmdlets hands such a one on, and the cmdlet reports it.
    /// </summary>
    internal LvsInputException? Fault { get; }

    /// <summary>Names a service by protocol, address and port.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="address">The virtual address.</param>
    /// <param name="port">The virtual port, 0 to 65535.</param>
    /// <returns>The identity.</returns>
    public static LvsServiceId ForAddress(LvsProtocol protocol, IPAddress address, int port)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        return new LvsServiceId(protocol, address, port, null, address.AddressFamily);
    }

    /// <summary>Names a service by its firewall mark.</summary>
    /// <param name="mark">The mark, 1 or above.</param>
    /// <param name="ipv6">Whether it is the IPv6 service of that mark.</param>
    /// <returns>The identity.</returns>
    public static LvsServiceId ForMark(uint mark, bool ipv6 = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(mark);
        return new LvsServiceId(null, null, null, mark, ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
    }

    /// <summary>Reads the text of an identity.</summary>
    /// <param name="text">Such as <c>tcp://10.0.0.10:80</c>.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="LvsInputException">The text names no service; the message says what is wrong and what to write.</exception>
    public static LvsServiceId Parse(string text)
    {
        int colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw Invalid(text, "it does not begin with tcp://, udp://, sctp://, fwmark:// or fwmark6://");
        }

        string scheme = text[..colon].ToLowerInvariant();
        string rest = text[(colon + 3)..].TrimEnd('/');
        if (scheme is "fwmark" or "fwmark6")
        {
            return uint.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out uint mark) && mark > 0
                ? ForMark(mark, scheme == "fwmark6")
                : throw Invalid(text, $"'{rest}' is no firewall mark from 1 to 4294967295");
        }

        LvsProtocol protocol = SchemeProtocol(scheme) ?? throw Invalid(text, $"'{scheme}' is none of tcp, udp, sctp, fwmark, fwmark6");
        LvsEndpoint endpoint = LvsEndpoint.Parse(rest);
        return ForAddress(protocol, endpoint.Address, endpoint.Port ?? 0);
    }

    /// <summary>Whether both name the same service.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True where they do.</returns>
    public static bool operator ==(LvsServiceId? left, LvsServiceId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they name different services.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True where they do.</returns>
    public static bool operator !=(LvsServiceId? left, LvsServiceId? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(LvsServiceId? other) => other is not null
        && Fault == other.Fault
        && Protocol == other.Protocol
        && VirtualPort == other.VirtualPort
        && FwMark == other.FwMark
        && AddressFamily == other.AddressFamily
        && Equals(VirtualAddress, other.VirtualAddress);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LvsServiceId);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Protocol, VirtualAddress, VirtualPort, FwMark, AddressFamily);

    /// <summary>The identity as text; <see cref="Parse"/> reads it back.</summary>
    /// <returns>Such as <c>tcp://10.0.0.10:80</c>.</returns>
    public override string ToString() => _text ??= FwMark is uint mark
        ? string.Create(CultureInfo.InvariantCulture, $"{(IsIPv6 ? "fwmark6" : "fwmark")}://{mark}")
        : $"{SchemeOf(Protocol!.Value)}://{new LvsEndpoint(VirtualAddress!, VirtualPort)}";

    /// <summary>The same identity, read from a director.</summary>
    internal LvsServiceId From(LvsSession? origin) => new(this) { Origin = origin };

    /// <summary>The same identity, named by something else than the service.</summary>
    internal LvsServiceId NamedVia(string what) => Fault is null ? new(this) { Origin = Origin, Planned = Planned, Via = what } : this;

    /// <summary>The same identity of a service that a director would have.</summary>
    internal LvsServiceId AsPlanned(LvsSession? origin, LvsService service) => new(this) { Origin = origin ?? Origin, Planned = service };

    /// <summary>The same identity, from a reading of a table that did not hold still.</summary>
    /// <returns>The identity.</returns>
    internal LvsServiceId OfChangingTable() => new(this) { Origin = Origin, Planned = Planned, Via = Via, IsOfChangingTable = true };

    /// <summary>What stands for a text that names no service.</summary>
    internal static LvsServiceId Unreadable(string text, LvsInputException fault) => new(text, fault);

    private static string SchemeOf(LvsProtocol protocol) => protocol switch
    {
        LvsProtocol.Tcp => "tcp",
        LvsProtocol.Udp => "udp",
        LvsProtocol.Sctp => "sctp",
        _ => string.Create(CultureInfo.InvariantCulture, $"ip{(int)protocol}"),
    };

    private static LvsProtocol? SchemeProtocol(string scheme) => scheme switch
    {
        "tcp" => LvsProtocol.Tcp,
        "udp" => LvsProtocol.Udp,
        "sctp" => LvsProtocol.Sctp,
        _ when scheme.StartsWith("ip", StringComparison.Ordinal)
            && ushort.TryParse(scheme.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) => (LvsProtocol)number,
        _ => null,
    };

    private static LvsInputException Invalid(string text, string reason) => new(
        LvsErrorId.InvalidServiceId,
        $"'{text}' names no virtual service: {reason}.",
        text,
        "Write it as tcp://ADDRESS:PORT, udp://ADDRESS:PORT, sctp://ADDRESS:PORT, fwmark://MARK or fwmark6://MARK, an IPv6 address in brackets.");
}
