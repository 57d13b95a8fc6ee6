using System.Runtime.InteropServices;
using Tmds.Linux;

namespace LvsPS.Netlink.Transport;

/// <summary>A file descriptor that is closed exactly once, by the finaliser if by nobody else.</summary>
internal sealed class NetlinkSocketHandle : SafeHandle
{
    public NetlinkSocketHandle(int descriptor)
        : base(-1, ownsHandle: true) => SetHandle(descriptor);

    public override bool IsInvalid => handle < 0;

    public int Descriptor => (int)handle;

    protected override bool ReleaseHandle() => LibC.close((int)handle) == 0;
}
