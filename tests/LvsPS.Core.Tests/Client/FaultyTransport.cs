using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Core.Tests.Client;

/// <summary>A socket to a simulated kernel on which things go wrong when a test says so.</summary>
internal sealed class FaultyTransport(INetlinkTransport inner) : INetlinkTransport
{
    // Behind struct nlmsghdr stands struct genlmsghdr, which begins with the command.
    private const int CommandOffset = NetlinkHeader.Size;

    private bool _answersLost;
    private bool _silent;

    public uint PortId => inner.PortId;

    public int SendCapacity => inner.SendCapacity;

    public int ReceiveCapacity => inner.ReceiveCapacity;

    /// <summary>The sends whose first message asks for a change, so far.</summary>
    public int WritingSends { get; private set; }

    /// <summary>Is called after each send, with the command of its first message.</summary>
    public Action<IpvsCommand>? AfterSend { get; set; }

    /// <summary>Whether the answers to a writing send, counted from 1, are lost (ENOBUFS).</summary>
    public Func<int, bool> LosesAnswersOf { get; set; } = _ => false;

    /// <summary>Whether a writing send, counted from 1, is never answered.</summary>
    public Func<int, bool> NeverAnswers { get; set; } = _ => false;

    public int Send(ReadOnlySpan<byte> datagram)
    {
        var command = (IpvsCommand)datagram[CommandOffset];
        bool isFamily = BitConverter.ToUInt16(datagram[4..]) == NetlinkConstants.ControlFamily;
        bool writes = !isFamily && command is not (IpvsCommand.GetService or IpvsCommand.GetDestination or IpvsCommand.GetDaemon or IpvsCommand.GetConfig or IpvsCommand.GetInfo);
        int errno = inner.Send(datagram);
        if (writes)
        {
            WritingSends++;
            _answersLost = LosesAnswersOf(WritingSends);
            _silent = NeverAnswers(WritingSends);
        }

        if (!isFamily)
        {
            AfterSend?.Invoke(command);
        }

        return errno;
    }

    public ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait)
    {
        if (_answersLost || _silent)
        {
            while (inner.Receive(buffer, TimeSpan.Zero).Errno == Errno.None)
            {
                // Gone.
            }

            (int errno, _answersLost) = (_answersLost ? Errno.NoBuffers : Errno.TryAgain, false);
            return new ReceivedDatagram(errno, 0, 0);
        }

        return inner.Receive(buffer, wait);
    }

    public void Dispose() => inner.Dispose();
}
