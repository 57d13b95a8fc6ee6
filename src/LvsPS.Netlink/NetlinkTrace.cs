namespace LvsPS.Netlink;

/// <summary>Sees every datagram that goes out or comes in.</summary>
/// <param name="outgoing">Whether it goes to the kernel.</param>
/// <param name="datagram">Its bytes.</param>
public delegate void NetlinkTrace(bool outgoing, ReadOnlySpan<byte> datagram);
