using System.Buffers.Binary;
using Tmds.Linux;

namespace LvsPS.Netlink.Transport;

/// <summary>
/// A socket for packets as they stand behind the link header, on one interface of the network namespace that the opening thread is in
/// (<c>packet(7)</c>, SOCK_DGRAM). It needs CAP_NET_RAW. Errors of the operating system come back as errno.
/// </summary>
public sealed unsafe class PacketSocket : IDisposable
{
    // AF_PACKET and SO_ATTACH_FILTER (linux/socket.h, asm-generic/socket.h).
    private const int FamilyPacket = 17;
    private const int AttachFilter = 26;

    // struct sockaddr_ll of linux/if_packet.h: family, protocol, interface, hardware type, packet type, address length, address.
    private const int SockaddrSize = 20;
    private const int LengthOffset = 11;
    private const int AddressOffset = 12;
    private const int LongestAddress = SockaddrSize - AddressOffset;

    private readonly NetlinkSocketHandle _handle;
    private readonly int _interfaceIndex;
    private readonly ushort _etherType;

    private PacketSocket(NetlinkSocketHandle handle, int interfaceIndex, ushort etherType)
    {
        _handle = handle;
        _interfaceIndex = interfaceIndex;
        _etherType = etherType;
    }

    /// <summary>Opens a socket.</summary>
    /// <param name="interfaceIndex">The interface's number.</param>
    /// <param name="etherType">Which packets, such as 0x0806 for ARP.</param>
    /// <param name="filter">
    /// Which of them, as a program of <c>struct sock_filter</c> in host order (classic BPF, <c>socket(7)</c> SO_ATTACH_FILTER); none for all.
    /// </param>
    /// <returns>The socket.</returns>
    /// <exception cref="NetlinkTransportException">It could not be opened.</exception>
    public static PacketSocket Open(int interfaceIndex, ushort etherType, ReadOnlySpan<ulong> filter = default)
    {
        // Protocol 0 first: nothing arrives before the filter is there and the interface is named.
        int descriptor = LibC.socket(FamilyPacket, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (descriptor < 0)
        {
            throw new NetlinkTransportException("socket(AF_PACKET)", LibC.errno);
        }

        var handle = new NetlinkSocketHandle(descriptor);
        try
        {
            fixed (ulong* program = filter)
            {
                // struct sock_fprog: a count, and behind the padding of a pointer the program.
                nint* attached = stackalloc nint[2];
                attached[0] = 0;
                *(ushort*)attached = (ushort)filter.Length;
                attached[1] = (nint)program;
                if (!filter.IsEmpty && LibC.setsockopt(descriptor, LibC.SOL_SOCKET, AttachFilter, attached, 2 * sizeof(nint)) < 0)
                {
                    throw new NetlinkTransportException("setsockopt(SO_ATTACH_FILTER)", LibC.errno);
                }
            }

            var socket = new PacketSocket(handle, interfaceIndex, etherType);
            byte* address = stackalloc byte[SockaddrSize];
            socket.Fill(address, default);
            return LibC.bind(descriptor, (sockaddr*)address, SockaddrSize) < 0
                ? throw new NetlinkTransportException("bind(AF_PACKET)", LibC.errno)
                : socket;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Sends a packet.</summary>
    /// <param name="packet">The packet, without link header.</param>
    /// <param name="linkAddress">To whom.</param>
    /// <returns>0 or an errno.</returns>
    public int Send(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> linkAddress)
    {
        byte* address = stackalloc byte[SockaddrSize];
        Fill(address, linkAddress);
        fixed (byte* bytes = packet)
        {
            return LibC.sendto(_handle.Descriptor, bytes, packet.Length, 0, (sockaddr*)address, SockaddrSize) < 0 ? LibC.errno : Errno.None;
        }
    }

    /// <summary>Receives a packet.</summary>
    /// <param name="buffer">Where to; what does not fit is cut off.</param>
    /// <param name="wait">How long to wait for it at most.</param>
    /// <param name="length">How many bytes arrived.</param>
    /// <returns>0 or an errno; EAGAIN where nothing arrived.</returns>
    public int Receive(Span<byte> buffer, TimeSpan wait, out int length)
    {
        length = 0;
        pollfd poll = new() { fd = _handle.Descriptor, events = LibC.POLLIN };
        int ready = LibC.poll(&poll, 1, (int)Math.Ceiling(wait.TotalMilliseconds));
        if (ready <= 0)
        {
            return ready < 0 ? LibC.errno : Errno.TryAgain;
        }

        fixed (byte* bytes = buffer)
        {
            long received = (long)LibC.recv(_handle.Descriptor, bytes, buffer.Length, LibC.MSG_DONTWAIT);
            length = (int)Math.Max(received, 0);
            return received < 0 ? LibC.errno : Errno.None;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void Fill(byte* address, ReadOnlySpan<byte> linkAddress)
    {
        var all = new Span<byte>(address, SockaddrSize);
        all.Clear();
        *(ushort*)address = FamilyPacket;
        BinaryPrimitives.WriteUInt16BigEndian(all[2..], _etherType);
        *(int*)(address + 4) = _interfaceIndex;
        all[LengthOffset] = (byte)linkAddress.Length;
        linkAddress[..Math.Min(linkAddress.Length, LongestAddress)].CopyTo(all[AddressOffset..]);
    }
}
