using System.Text;
using Tmds.Linux;

namespace LvsPS.Netlink.Transport;

/// <summary>
/// What an interface does with packets by itself, by the ioctl of <c>linux/ethtool.h</c>: unlike /sys it is that of the namespace that the
/// calling thread is in.
/// </summary>
public static unsafe class EthtoolFlags
{
    /// <summary>ETH_FLAG_LRO: received packets are joined for good, so that they cannot be passed on as they came.</summary>
    public const uint LargeReceiveOffload = 1 << 15;

    private const int SiocEthtool = 0x8946;
    private const uint EthtoolGetFlags = 0x25;
    private const int NameSize = 16;

    /// <summary>Reads the flags of an interface.</summary>
    /// <param name="name">The interface.</param>
    /// <returns>The flags (ETHTOOL_GFLAGS); 0 where there is no such interface or it has none.</returns>
    /// <exception cref="NetlinkTransportException">No descriptor is left.</exception>
    public static uint Read(string name)
    {
        int descriptor = LibC.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (descriptor < 0)
        {
            throw new NetlinkTransportException("socket(AF_INET)", LibC.errno);
        }

        using var handle = new NetlinkSocketHandle(descriptor);

        // struct ifreq: the name and a pointer in a union of 24 bytes; struct ethtool_value: the command and the answer.
        uint* value = stackalloc uint[2] { EthtoolGetFlags, 0 };
        byte* request = stackalloc byte[NameSize + 24];
        new Span<byte>(request, NameSize + 24).Clear();
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        bytes.AsSpan(0, Math.Min(bytes.Length, NameSize - 1)).CopyTo(new Span<byte>(request, NameSize));
        *(uint**)(request + NameSize) = value;
        return LibC.ioctl(descriptor, SiocEthtool, request) < 0 ? 0 : value[1];
    }
}
