namespace LvsPS.Netlink.Transport;

/// <summary>
/// Carries datagrams to and from a kernel, real or simulated. It interprets nothing: errors of the operating system come back as
/// errno, so that what to do about them is decided, and tested, in one place.
/// </summary>
public interface INetlinkTransport : IDisposable
{
    /// <summary>The port that the kernel's answers carry.</summary>
    uint PortId { get; }

    /// <summary>The most bytes that one send may hold.</summary>
    int SendCapacity { get; }

    /// <summary>The most bytes of answers that may wait, as the kernel counts them.</summary>
    int ReceiveCapacity { get; }

    /// <summary>Sends one datagram.</summary>
    /// <param name="datagram">One message or several.</param>
    /// <returns>0 or an errno.</returns>
    int Send(ReadOnlySpan<byte> datagram);

    /// <summary>Receives one datagram.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="wait">How long to wait for it at most; zero looks only.</param>
    /// <returns>What arrived; EAGAIN where nothing did.</returns>
    ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait);
}

/// <summary>What one receive gave.</summary>
/// <param name="Errno">0 or the errno.</param>
/// <param name="Length">The datagram's whole length, also where the buffer was smaller.</param>
/// <param name="SenderPortId">Who sent it: 0 is the kernel.</param>
public readonly record struct ReceivedDatagram(int Errno, int Length, uint SenderPortId);
