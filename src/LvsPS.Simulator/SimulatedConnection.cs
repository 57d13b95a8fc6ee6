using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>A generic netlink socket of the simulated kernel, with the queue, the dump and the overrun of <c>net/netlink/af_netlink.c</c>.</summary>
internal sealed class SimulatedConnection : INetlinkTransport
{
    private const int BadDescriptor = 9;

    // SKB_WITH_OVERHEAD(32768) and NLMSG_GOODSIZE on 64 bits: a dump's datagrams grow with the reader's buffer, between these.
    private const int LargestDump = 32768 - SharedInfo;
    private const int SmallestDump = 4096 - SharedInfo;
    private const int SharedInfo = 320;
    private const int SocketBuffer = 256;

    private readonly SimulatedKernel _kernel;
    private readonly Queue<byte[]> _answers = new();
    private Dump? _dump;
    private int _waiting;
    private int _largestReceive;
    private bool _congested;
    private bool _overrun;
    private bool _closed;

    public SimulatedConnection(SimulatedKernel kernel, uint portId, int sendCapacity, int receiveCapacity)
    {
        _kernel = kernel;
        PortId = portId;
        SendCapacity = sendCapacity;
        ReceiveCapacity = receiveCapacity;
    }

    public uint PortId { get; }

    public int SendCapacity { get; }

    public int ReceiveCapacity { get; }

    public int Send(ReadOnlySpan<byte> datagram)
    {
        lock (_kernel.Gate)
        {
            if (_closed)
            {
                return BadDescriptor;
            }

            if (datagram.Length > SendCapacity)
            {
                return Errno.MessageSize;
            }

            try
            {
                var messages = new NetlinkMessageReader(datagram);
                while (messages.MoveNext())
                {
                    RequestHandler.Handle(_kernel, this, messages.Header, messages.Payload);
                }
            }
            catch (NetlinkProtocolException)
            {
                // netlink_rcv_skb() leaves off in silence where a header is wrong.
            }

            Monitor.PulseAll(_kernel.Gate);
            return Errno.None;
        }
    }

    public ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait)
    {
        lock (_kernel.Gate)
        {
            if (!_closed && !_overrun && _answers.Count == 0 && wait > TimeSpan.Zero)
            {
                _ = Monitor.Wait(_kernel.Gate, wait);
            }

            if (_closed || _overrun || _answers.Count == 0)
            {
                int errno = _closed ? BadDescriptor : _overrun ? Errno.NoBuffers : Errno.TryAgain;
                _overrun = false;
                _congested &= _answers.Count > 0;
                return new ReceivedDatagram(errno, 0, 0);
            }

            byte[] datagram = _answers.Dequeue();
            _waiting -= Cost(datagram.Length);
            datagram.AsSpan(0, Math.Min(datagram.Length, buffer.Length)).CopyTo(buffer);
            _largestReceive = Math.Min(LargestDump, Math.Max(_largestReceive, buffer.Length));
            if (_dump is not null && _waiting <= ReceiveCapacity / 2)
            {
                ContinueDump();
            }

            _congested &= _answers.Count > 0;
            return new ReceivedDatagram(Errno.None, datagram.Length, 0);
        }
    }

    public void Dispose()
    {
        lock (_kernel.Gate)
        {
            _closed = true;
            Monitor.PulseAll(_kernel.Gate);
        }
    }

    /// <summary>Queues an answer, or drops it where too much is waiting.</summary>
    internal void Answer(byte[] datagram)
    {
        int cost = Cost(datagram.Length);
        if (_congested || (_waiting > 0 && _waiting + cost > ReceiveCapacity))
        {
            _overrun |= !_congested;
            _congested = true;
            return;
        }

        Enqueue(datagram);
    }

    /// <summary>Begins a dump; the rest of it comes as its reader reads.</summary>
    internal int Start(Dump dump)
    {
        if (_dump is not null)
        {
            return Errno.Busy;
        }

        _dump = dump;
        ContinueDump();
        return Errno.None;
    }

    private static int Cost(int length) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(length + SharedInfo)) + SocketBuffer;

    private void ContinueDump()
    {
        Enqueue(_dump!.Next(Math.Max(SmallestDump, _largestReceive), out bool ended));
        _dump = ended ? null : _dump;
    }

    private void Enqueue(byte[] datagram)
    {
        _answers.Enqueue(datagram);
        _waiting += Cost(datagram.Length);
    }
}
