using System.Runtime.InteropServices;
using System.Text;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink;

/// <summary>Reads what the kernel sends, and matches it with what was asked by sequence number.</summary>
internal sealed class ReplyReader
{
    // netlink_dump() fills messages of up to 32 KiB where the reader's buffer is as large (net/netlink/af_netlink.c).
    private const int FirstBuffer = 64 * 1024;
    private const int LargestBuffer = 16 << 20;
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(50);

    private static readonly AttributePolicySet s_errorAttributes = new(
        "NLMSGERR",
        new AttributePolicy(NetlinkConstants.ErrorAttributeMessage, "MSG", AttributeKind.Text, ushort.MaxValue),
        new AttributePolicy(NetlinkConstants.ErrorAttributeOffset, "OFFS", AttributeKind.U32));

    private readonly INetlinkTransport _transport;
    private readonly TimeProvider _time;
    private byte[] _buffer = new byte[FirstBuffer];

    public ReplyReader(INetlinkTransport transport, TimeProvider time)
    {
        _transport = transport;
        _time = time;
    }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public NetlinkTrace? Trace { get; set; }

    private enum Arrival
    {
        Datagram,
        TimedOut,
        Lost,
    }

    /// <summary>Reads the answer to one request: a message, a dump up to its end, or an error.</summary>
    /// <returns>False where a dump is not whole.</returns>
    public bool ReadReply(uint sequence, bool dump, ReplyHandler handler, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        bool whole = true;
        while (true)
        {
            Arrival arrival = Receive(started, out int length, cancellation);
            if (arrival == Arrival.TimedOut)
            {
                throw new NetlinkTimeoutException(Timeout);
            }

            if (arrival == Arrival.Lost)
            {
                if (!dump)
                {
                    throw new NetlinkException(Errno.NoBuffers);
                }

                // The end of the dump may be among what was lost, and only its reader keeps the kernel going.
                Drain(cancellation);
                return false;
            }

            var messages = new NetlinkMessageReader(_buffer.AsSpan(0, length));
            while (messages.MoveNext())
            {
                NetlinkHeader header = messages.Header;
                if (header.Sequence != sequence || header.PortId != _transport.PortId)
                {
                    continue;
                }

                whole &= (header.Flags & NetlinkFlags.DumpInterrupted) == 0;
                switch (header.Type)
                {
                    case NetlinkConstants.MessageError:
                        (int errno, string? text) = ReadError(header, messages.Payload);
                        return errno == Errno.None ? whole : throw new NetlinkException(errno, text);
                    case NetlinkConstants.MessageDone:
                        int status = messages.Payload.Length >= sizeof(int) ? MemoryMarshal.Read<int>(messages.Payload) : 0;
                        return status >= 0 ? whole : throw new NetlinkException(-status);
                    case NetlinkConstants.MessageOverrun:
                        whole = false;
                        break;
                    case > NetlinkConstants.MessageOverrun:
                        Hand(messages.Payload, handler);
                        if (!dump)
                        {
                            return whole;
                        }

                        break;
                }
            }
        }
    }

    /// <summary>Reads the answers to one send, up to the acknowledgement of its last request.</summary>
    public RequestSetEnd ReadAnswers(RequestOutcomes outcomes, uint firstSequence, int firstIndex, int count)
    {
        outcomes.Sent(firstIndex, count);
        long started = _time.GetTimestamp();
        while (true)
        {
            // Sent is sent: cancelling acts between two sends, and the answers are here already.
            Arrival arrival = Receive(started, out int length, CancellationToken.None);
            if (arrival != Arrival.Datagram)
            {
                return arrival == Arrival.TimedOut ? RequestSetEnd.TimedOut : RequestSetEnd.AnswersLost;
            }

            var messages = new NetlinkMessageReader(_buffer.AsSpan(0, length));
            while (messages.MoveNext())
            {
                uint position = messages.Header.Sequence - firstSequence;
                if (messages.Header.Type != NetlinkConstants.MessageError || position >= count || messages.Header.PortId != _transport.PortId)
                {
                    continue;
                }

                (int errno, string? text) = ReadError(messages.Header, messages.Payload);
                outcomes.Answered(firstIndex + (int)position, errno, text);
                if (position == count - 1)
                {
                    outcomes.Done(firstIndex, firstIndex + count);
                    return RequestSetEnd.Complete;
                }
            }
        }
    }

    /// <summary>Reads away what is left of an abandoned answer.</summary>
    public void Drain(CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        while (_time.GetElapsedTime(started) < Timeout)
        {
            cancellation.ThrowIfCancellationRequested();
            ReceivedDatagram received = _transport.Receive(_buffer, TimeSpan.Zero);
            if (received.Errno == Errno.TryAgain)
            {
                return;
            }

            if (received.Errno is not (Errno.None or Errno.Interrupted or Errno.NoBuffers))
            {
                throw new NetlinkException(received.Errno);
            }
        }

        throw new NetlinkTimeoutException(Timeout);
    }

    private static (int Errno, string? Text) ReadError(NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < sizeof(int) + NetlinkHeader.Size)
        {
            throw new NetlinkProtocolException($"an error message has {payload.Length} bytes");
        }

        int errno = -MemoryMarshal.Read<int>(payload);
        if ((header.Flags & NetlinkFlags.AckAttributes) == 0)
        {
            return (errno, null);
        }

        // NETLINK_CAP_ACK leaves only the header of the request between the errno and the attributes.
        int request = (header.Flags & NetlinkFlags.Capped) != 0
            ? NetlinkHeader.Size
            : NetlinkConstants.Align((int)NetlinkHeader.Read(payload[sizeof(int)..]).Length);
        string? text = null;
        var reader = new AttributeReader(payload[Math.Min(payload.Length, sizeof(int) + request)..], s_errorAttributes);
        while (reader.MoveNext())
        {
            text = reader.Type == NetlinkConstants.ErrorAttributeMessage ? reader.GetText() : text;
        }

        return (errno, text);
    }

    private static void Hand(ReadOnlySpan<byte> payload, ReplyHandler handler)
    {
        if (payload.Length < GenericNetlink.HeaderSize)
        {
            throw new NetlinkProtocolException($"a generic netlink message has {payload.Length} bytes");
        }

        handler(payload[0], payload[GenericNetlink.HeaderSize..]);
    }

    /// <summary>Waits for a datagram of the kernel. Signals and datagrams of others are passed over.</summary>
    private Arrival Receive(long started, out int length, CancellationToken cancellation)
    {
        length = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            TimeSpan left = Timeout - _time.GetElapsedTime(started);
            ReceivedDatagram received = _transport.Receive(_buffer, left < s_slice ? left : s_slice);
            switch (received.Errno)
            {
                case Errno.None when received.SenderPortId != 0:
                case Errno.Interrupted:
                    continue;
                case Errno.TryAgain:
                    if (left <= TimeSpan.Zero)
                    {
                        return Arrival.TimedOut;
                    }

                    continue;
                case Errno.NoBuffers:
                    return Arrival.Lost;
                case Errno.None when received.Length > _buffer.Length:
                    // The next try has room for it; what was cut off is lost.
                    _buffer = new byte[Math.Min(LargestBuffer, received.Length * 2)];
                    return Arrival.Lost;
                case Errno.None:
                    length = received.Length;
                    Trace?.Invoke(false, _buffer.AsSpan(0, length));
                    return Arrival.Datagram;
                default:
                    throw new NetlinkException(received.Errno);
            }
        }
    }
}
