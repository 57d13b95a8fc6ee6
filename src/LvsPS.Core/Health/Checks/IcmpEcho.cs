using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LvsPS;

/// <summary>
/// ICMP echo requests to one address (RFC 792, RFC 4443). By a datagram socket where the kernel lets this process have one
/// (net.ipv4.ping_group_range; icmp(7)), since it hands over nothing but the replies; else by a raw one, which needs CAP_NET_RAW.
/// .NET's own Ping starts the program ping where it may have no raw socket.
/// </summary>
internal sealed class IcmpEcho : IDisposable
{
    private const int HeaderLength = 8;
    private const int TokenLength = 16;
    private const byte Request4 = 8;
    private const byte Reply4 = 0;
    private const byte Request6 = 128;
    private const byte Reply6 = 129;

    private readonly Socket _socket;
    private readonly bool _isIPv6;
    private readonly bool _isRaw;
    private readonly byte[] _packet = new byte[HeaderLength + TokenLength];
    private ushort _sequence;

    /// <summary>Opens a socket.</summary>
    /// <param name="address">The address that is to be asked.</param>
    /// <exception cref="SocketException">It may not be opened, or there is no way to the address.</exception>
    public IcmpEcho(IPAddress address)
    {
        _isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        ProtocolType protocol = _isIPv6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp;
        try
        {
            _socket = new Socket(address.AddressFamily, SocketType.Dgram, protocol);
        }
        catch (SocketException)
        {
            _socket = new Socket(address.AddressFamily, SocketType.Raw, protocol);
            _isRaw = true;
        }

        try
        {
            // From then on the kernel leaves out what others send.
            _socket.Connect(address, 0);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request, and waits for the reply to it or to an earlier one.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The reply has come.</returns>
    public async Task AskAsync(CancellationToken cancellation)
    {
        Write();
        _ = await _socket.SendAsync(_packet, cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[256];
        int count;
        do
        {
            count = await _socket.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
        }
        while (!IsReply(buffer.AsSpan(0, count)));
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>A sum of 16-bit words, complemented (RFC 1071).</summary>
    private static ushort Checksum(ReadOnlySpan<byte> packet)
    {
        uint sum = 0;
        for (int at = 0; at < packet.Length; at += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
        }

        sum = (sum >> 16) + (sum & 0xffff);
        return (ushort)~(sum + (sum >> 16));
    }

    private void Write()
    {
        // The identifier is the kernel's for a datagram socket; what tells our reply from others' is the token.
        if (_sequence == 0)
        {
            RandomNumberGenerator.Fill(_packet.AsSpan(4));
        }

        Span<byte> packet = _packet;
        packet[0] = _isIPv6 ? Request6 : Request4;
        packet[2..4].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], ++_sequence);

        // Of ICMPv6 the kernel makes the checksum, which covers addresses.
        if (!_isIPv6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Checksum(packet));
        }
    }

    private bool IsReply(ReadOnlySpan<byte> packet)
    {
        // A raw IPv4 socket hands over the IP header too (raw(7)).
        if (_isRaw && !_isIPv6)
        {
            int length = packet.IsEmpty ? 0 : (packet[0] & 0xf) * 4;
            packet = packet[Math.Min(length, packet.Length)..];
        }

        return packet.Length == _packet.Length && packet[0] == (_isIPv6 ? Reply6 : Reply4) && packet[HeaderLength..].SequenceEqual(_packet.AsSpan(HeaderLength));
    }
}
