using System.Runtime.InteropServices;
using Tmds.Linux;

namespace LvsPS.Netlink.Transport;

/// <summary>A netlink socket of the network namespace that the opening thread is in (<c>netlink(7)</c>).</summary>
public sealed unsafe class NetlinkSocket : INetlinkTransport
{
    private const int NetlinkCapAck = 10;
    private const int NetlinkExtAck = 11;
    private const int NetlinkGetStrictCheck = 12;
    private const int SockaddrSize = 12;
    private const int WantedBuffer = 4 << 20;

    private readonly NetlinkSocketHandle _handle;

    private NetlinkSocket(NetlinkSocketHandle handle, uint portId)
    {
        _handle = handle;
        PortId = portId;

        // FORCE needs CAP_NET_ADMIN, as every IPVS request does; without it the defaults of net.core.[rw]mem_max serve.
        int wanted = WantedBuffer;
        _ = SetOption(LibC.SOL_SOCKET, LibC.SO_SNDBUFFORCE, wanted) || SetOption(LibC.SOL_SOCKET, LibC.SO_SNDBUF, wanted);
        _ = SetOption(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, wanted) || SetOption(LibC.SOL_SOCKET, LibC.SO_RCVBUF, wanted);
        SendCapacity = GetOption(LibC.SO_SNDBUF) / 4;
        ReceiveCapacity = GetOption(LibC.SO_RCVBUF);
        _ = SetOption(LibC.SOL_NETLINK, NetlinkCapAck, 1);
        _ = SetOption(LibC.SOL_NETLINK, NetlinkExtAck, 1);

        // Only then rtnetlink heeds filters of dumps; kernels before 4.20 do not know it.
        _ = SetOption(LibC.SOL_NETLINK, NetlinkGetStrictCheck, 1);
    }

    /// <inheritdoc/>
    public uint PortId { get; }

    /// <inheritdoc/>
    public int SendCapacity { get; }

    /// <inheritdoc/>
    public int ReceiveCapacity { get; }

    /// <summary>Opens a socket of generic netlink.</summary>
    /// <returns>The socket.</returns>
    /// <exception cref="NetlinkTransportException">The kernel has no netlink, or no descriptor is left.</exception>
    public static NetlinkSocket Open() => Open(NetlinkProtocol.Generic);

    /// <summary>Opens a socket.</summary>
    /// <param name="protocol">Which part of the kernel it speaks to.</param>
    /// <returns>The socket.</returns>
    /// <exception cref="NetlinkTransportException">The kernel has no such protocol, or no descriptor is left.</exception>
    public static NetlinkSocket Open(NetlinkProtocol protocol)
    {
        int descriptor = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, (int)protocol);
        if (descriptor < 0)
        {
            throw new NetlinkTransportException("socket(AF_NETLINK)", LibC.errno);
        }

        var handle = new NetlinkSocketHandle(descriptor);
        try
        {
            byte* address = stackalloc byte[SockaddrSize];
            new Span<byte>(address, SockaddrSize).Clear();
            *(ushort*)address = (ushort)LibC.AF_NETLINK;
            socklen_t length = SockaddrSize;
            if (LibC.bind(descriptor, (sockaddr*)address, length) < 0 || LibC.getsockname(descriptor, (sockaddr*)address, &length) < 0)
            {
                throw new NetlinkTransportException("bind(AF_NETLINK)", LibC.errno);
            }

            return new NetlinkSocket(handle, *(uint*)(address + 4));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Send(ReadOnlySpan<byte> datagram)
    {
        bool added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            fixed (byte* bytes = datagram)
            {
                return LibC.send(_handle.Descriptor, bytes, datagram.Length, 0) < 0 ? LibC.errno : Errno.None;
            }
        }
        finally
        {
            if (added)
            {
                _handle.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait)
    {
        bool added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            ReceivedDatagram received = ReceiveNow(buffer);
            if (received.Errno != Errno.TryAgain || wait <= TimeSpan.Zero)
            {
                return received;
            }

            pollfd poll = new() { fd = _handle.Descriptor, events = LibC.POLLIN };
            return LibC.poll(&poll, 1, (int)Math.Ceiling(wait.TotalMilliseconds)) switch
            {
                < 0 => new ReceivedDatagram(LibC.errno, 0, 0),
                0 => new ReceivedDatagram(Errno.TryAgain, 0, 0),
                _ => ReceiveNow(buffer),
            };
        }
        finally
        {
            if (added)
            {
                _handle.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private ReceivedDatagram ReceiveNow(Span<byte> buffer)
    {
        byte* sender = stackalloc byte[SockaddrSize];
        new Span<byte>(sender, SockaddrSize).Clear();
        fixed (byte* bytes = buffer)
        {
            iovec vector = new() { iov_base = bytes, iov_len = buffer.Length };
            msghdr message = new() { msg_name = sender, msg_namelen = SockaddrSize, msg_iov = &vector, msg_iovlen = 1 };

            // MSG_TRUNC makes the kernel return the real length, so that nothing is lost in silence (recvmsg(2)).
            long length = (long)LibC.recvmsg(_handle.Descriptor, &message, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
            return length < 0
                ? new ReceivedDatagram(LibC.errno, 0, 0)
                : new ReceivedDatagram(Errno.None, (int)length, *(uint*)(sender + 4));
        }
    }

    private bool SetOption(int level, int option, int value) =>
        LibC.setsockopt(_handle.Descriptor, level, option, &value, sizeof(int)) == 0;

    private int GetOption(int option)
    {
        int value = 0;
        socklen_t length = sizeof(int);
        return LibC.getsockopt(_handle.Descriptor, LibC.SOL_SOCKET, option, &value, &length) == 0 ? value : 65536;
    }
}
