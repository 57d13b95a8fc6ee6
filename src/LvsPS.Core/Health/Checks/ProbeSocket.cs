using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Sockets of checks.</summary>
internal static class ProbeSocket
{
    // Of <linux/in.h> and <linux/in6.h>.
    private const int IpReceiveErrors = 11;
    private const int Ipv6ReceiveErrors = 25;
    private const int IpLevel = 0;
    private const int Ipv6Level = 41;

    private static readonly LingerOption s_reset = new(true, 0);

    /// <summary>A TCP socket that is closed by a reset: thousands of checks a second must leave no thousands of ports in TIME_WAIT.</summary>
    /// <param name="address">The address that is to be asked.</param>
    /// <param name="isOneMessage">Whether at most one is sent, so that none ever waits for the one before to be acknowledged.</param>
    /// <returns>The socket, not connected.</returns>
    public static Socket Tcp(IPAddress address, bool isOneMessage = false)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { LingerState = s_reset };
        if (!isOneMessage)
        {
            socket.NoDelay = true;
        }

        return socket;
    }

    /// <summary>A UDP socket that hears of every ICMP error, not only of closed ports (ip(7), IP_RECVERR).</summary>
    /// <param name="address">The address that is to be asked.</param>
    /// <returns>The socket, not connected.</returns>
    public static Socket Udp(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        bool isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        socket.SetRawSocketOption(isIPv6 ? Ipv6Level : IpLevel, isIPv6 ? Ipv6ReceiveErrors : IpReceiveErrors, BitConverter.GetBytes(1));
        return socket;
    }

    /// <summary>Connects by TCP, and closes the socket where that fails.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The stream, which owns the socket.</returns>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    public static async Task<NetworkStream> ConnectAsync(ProbeTarget target, CancellationToken cancellation)
    {
        Socket socket = Tcp(target.Address);
        try
        {
            await socket.ConnectAsync(target.Address, target.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
