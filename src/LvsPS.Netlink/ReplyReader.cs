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

    private readonly INetlinkTransport _transport;
    private readonly TimeProvider _time;
    private readonly bool _hasFamilies;
    private byte[] _buffer = new byte[FirstBuffer];

    public ReplyReader(INetlinkTransport transport, TimeProvider time, bool hasFamilies)
    {
        _hasFamilies = hasFamilies;
        _transport = transport;
        _time = time;
    }

    private enum ArrivalKind
    {
        Datagram,
        TimedOut,
        Lost,
        Failed,
    }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public NetlinkTrace? Trace { get; set; }

    /// <summary>
    /// Whether part of an earlier answer may still come: its reader gave up, or something was lost. It would take room in the receive
    /// queue from the answers to the next request, so it is to be drained before.
    /// </summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Reads the answer to one request: a message, a dump up to its end, or an error.</summary>
    /// <returns>False where a dump is not whole.</returns>
    public bool ReadReply(uint sequence, bool dump, ReplyHandler handler, CancellationToken cancellation)
    {
        IsUnfinished = true;
        long started = 0;
        bool whole = true;
        while (true)
        {
            Arrival arrival = Receive(ref started, cancellation);
            switch (arrival.Kind)
            {
                case ArrivalKind.TimedOut:
                    throw new NetlinkTimeoutException(Timeout);
                case ArrivalKind.Failed:
                    throw new NetlinkException(arrival.Value);
                case ArrivalKind.Lost when !dump:
                    throw new NetlinkException(Errno.NoBuffers);
                case ArrivalKind.Lost:
                    // The end of the dump may be among what was lost, and only its reader keeps the kernel going.
                    Drain(cancellation);
                    return false;
            }

            var messages = new NetlinkMessageReader(_buffer.AsSpan(0, arrival.Value));
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
                    case NetlinkConstants.MessageDone:
                        (int errno, string? text) = NetlinkError.Read(header, messages.Payload);
                        IsUnfinished = false;
                        return errno == Errno.None ? whole : throw new NetlinkException(errno, text);
                    case NetlinkConstants.MessageOverrun:
                        whole = false;
                        break;
                    case > NetlinkConstants.MessageOverrun:
                        IsUnfinished = dump;
                        Hand(header.Type, messages.Payload, handler);
                        if (!dump)
                        {
                            return whole;
                        }

                        break;
                }
            }
        }
    }

    /// <summary>Reads the answers to one send, up to the acknowledgement of the message that ends it.</summary>
    /// <returns>Why reading ended, and the errno of a failed socket.</returns>
    public (RequestSetEnd End, int Errno) ReadAnswers(RequestOutcomes outcomes, uint firstSequence, int firstIndex, int count)
    {
        IsUnfinished = true;
        outcomes.Sent(firstIndex, count);
        long started = 0;
        while (true)
        {
            // Sent is sent: cancelling acts between two sends, and the answers are here already.
            Arrival arrival = Receive(ref started, CancellationToken.None);
            switch (arrival.Kind)
            {
                case ArrivalKind.TimedOut:
                    return (RequestSetEnd.TimedOut, Errno.None);
                case ArrivalKind.Lost:
                    return (RequestSetEnd.AnswersLost, Errno.None);
                case ArrivalKind.Failed:
                    return (RequestSetEnd.TransportFailed, arrival.Value);
            }

            var messages = new NetlinkMessageReader(_buffer.AsSpan(0, arrival.Value));
            while (messages.MoveNext())
            {
                uint position = messages.Header.Sequence - firstSequence;
                if (messages.Header.Type != NetlinkConstants.MessageError || position > count || messages.Header.PortId != _transport.PortId)
                {
                    continue;
                }

                (int errno, string? text) = NetlinkError.Read(messages.Header, messages.Payload);
                if (position == count)
                {
                    outcomes.Done(firstIndex, firstIndex + count);
                    IsUnfinished = false;
                    return (RequestSetEnd.Complete, Errno.None);
                }

                outcomes.Answered(firstIndex + (int)position, errno, text);
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
                IsUnfinished = false;
                return;
            }

            if (received.Errno is not (Errno.None or Errno.Interrupted or Errno.NoBuffers))
            {
                throw new NetlinkException(received.Errno);
            }
        }

        throw new NetlinkTimeoutException(Timeout);
    }

    private void Hand(ushort type, ReadOnlySpan<byte> payload, ReplyHandler handler)
    {
        if (!_hasFamilies)
        {
            handler(checked((byte)type), payload);
            return;
        }

        if (payload.Length < GenericNetlink.HeaderSize)
        {
            throw new NetlinkProtocolException($"a generic netlink message has {payload.Length} bytes");
        }

        handler(payload[0], payload[GenericNetlink.HeaderSize..]);
    }

    /// <summary>Waits for a datagram of the kernel. Signals and datagrams of others are passed over.</summary>
    private Arrival Receive(ref long started, CancellationToken cancellation)
    {
        TimeSpan wait = TimeSpan.Zero;
        while (true)
        {
            // The kernel answers within the send, so that the first look finds the answer, and no clock has to be read for it.
            cancellation.ThrowIfCancellationRequested();
            ReceivedDatagram received = _transport.Receive(_buffer, wait);
            switch (received.Errno)
            {
                case Errno.None when received.SenderPortId != 0:
                case Errno.Interrupted:
                case Errno.TryAgain:
                    started = started == 0 ? _time.GetTimestamp() : started;
                    TimeSpan left = Timeout - _time.GetElapsedTime(started);
                    if (left <= TimeSpan.Zero)
                    {
                        return new Arrival(ArrivalKind.TimedOut);
                    }

                    wait = left < s_slice ? left : s_slice;
                    continue;
                case Errno.NoBuffers:
                    return new Arrival(ArrivalKind.Lost);
                case Errno.None when received.Length > _buffer.Length:
                    // The next try has room for it; what was cut off is lost.
                    _buffer = new byte[Math.Min(LargestBuffer, received.Length * 2)];
                    return new Arrival(ArrivalKind.Lost);
                case Errno.None:
                    Trace?.Invoke(false, _buffer.AsSpan(0, received.Length));
                    return new Arrival(ArrivalKind.Datagram, received.Length);
                default:
                    return new Arrival(ArrivalKind.Failed, received.Errno);
            }
        }
    }

    /// <summary>What a wait gave; the value is a datagram's length, or the errno of a failed socket.</summary>
    private readonly record struct Arrival(ArrivalKind Kind, int Value = 0);
}
