using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink;

/// <summary>
/// Requests to one family of generic netlink, or to a protocol of netlink without families, and their answers: sequence numbers, acknowledgements, dumps of several messages,
/// deadlines, and hundreds of requests in one send. Calls from several threads wait for each other.
/// </summary>
public sealed class NetlinkConnection : IDisposable
{
    private readonly object _gate = new();
    private readonly INetlinkTransport _transport;
    private readonly TimeProvider _time;
    private readonly string? _familyName;
    private readonly byte _familyVersion;
    private readonly ReplyReader _replies;
    private readonly RequestBuffer _buffer = new();
    private readonly SendPacing _pacing;
    private ushort _family;
    private uint _sequence;
    private bool _busy;

    /// <summary>Takes a transport and closes it with itself.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="familyName">The family that requests go to.</param>
    /// <param name="familyVersion">The version that requests name.</param>
    /// <param name="time">The clock for deadlines.</param>
    public NetlinkConnection(INetlinkTransport transport, string familyName, byte familyVersion, TimeProvider? time = null)
        : this(familyName, familyVersion, transport, time)
    {
    }

    /// <summary>
    /// Takes a transport of a protocol without families, such as rtnetlink, and closes it with itself. The command of a request or an
    /// answer is then the message's type, and the protocol's own header (<c>struct ifinfomsg</c> and the like) stands before the attributes.
    /// </summary>
    /// <param name="transport">The transport.</param>
    /// <param name="time">The clock for deadlines.</param>
    public NetlinkConnection(INetlinkTransport transport, TimeProvider? time = null)
        : this(null, 0, transport, time)
    {
    }

    private NetlinkConnection(string? familyName, byte familyVersion, INetlinkTransport transport, TimeProvider? time)
    {
        _transport = transport;
        _familyName = familyName;
        _familyVersion = familyVersion;
        _time = time ?? TimeProvider.System;
        _replies = new ReplyReader(transport, _time, familyName is not null);
        _pacing = new SendPacing(transport, _time);
    }

    /// <summary>How long the answers to one send may take.</summary>
    public TimeSpan Timeout
    {
        get => _replies.Timeout;
        set => _replies.Timeout = value;
    }

    /// <summary>
    /// How long a whole set of requests may take. It acts between two sends: what was sent is answered, the rest is not sent.
    /// </summary>
    public TimeSpan SetTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Sees every datagram; null for nobody.</summary>
    public NetlinkTrace? Trace
    {
        get => _replies.Trace;
        set => _replies.Trace = value;
    }

    /// <summary>The family's number, asked for once; 0 for a protocol without families.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The number.</returns>
    /// <exception cref="NetlinkException">ENOENT: the kernel has no such family.</exception>
    public ushort ResolveFamily(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_family == 0 && _familyName is not null)
            {
                ushort found = 0;
                Exchange(
                    NetlinkConstants.ControlFamily,
                    version: 1,
                    NetlinkFlags.None,
                    (int _, ref AttributeWriter writer) =>
                    {
                        writer.PutText(GenericNetlink.FamilyName, _familyName);
                        return GenericNetlink.GetFamily;
                    },
                    (_, attributes) =>
                    {
                        var reader = new AttributeReader(attributes, GenericNetlink.Control);
                        while (reader.MoveNext())
                        {
                            found = reader.Type == GenericNetlink.FamilyId ? reader.GetU16() : found;
                        }
                    },
                    cancellation);
                _family = found != 0 ? found : throw new NetlinkProtocolException($"the answer for the family {_familyName} has no number");
            }

            return _family;
        }
    }

    /// <summary>Asks for something that is answered by one message.</summary>
    /// <param name="encode">Writes the request.</param>
    /// <param name="handler">Takes the answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    /// <exception cref="NetlinkTimeoutException">No answer came.</exception>
    public void Get(RequestEncoder encode, ReplyHandler handler, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            Read(NetlinkFlags.None, encode, handler, cancellation);
        }
    }

    /// <summary>Asks for one thing to be done, and waits until it is.</summary>
    /// <param name="encode">Writes the request.</param>
    /// <param name="flags">What else the request's header says, such as NLM_F_CREATE.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    /// <exception cref="NetlinkTimeoutException">No answer came.</exception>
    public void Do(RequestEncoder encode, NetlinkFlags flags = NetlinkFlags.None, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            Read(flags | NetlinkFlags.Ack, encode, (_, _) => { }, cancellation);
        }
    }

    /// <summary>
    /// Asks for a dump. A socket carries one dump at a time: where an earlier one was left in the middle (EBUSY), what is left of
    /// it is read away first.
    /// </summary>
    /// <param name="encode">Writes the request.</param>
    /// <param name="handler">Takes each message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where the kernel says that the table changed during the dump (NLM_F_DUMP_INTR), or where part of it was lost.</returns>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    /// <exception cref="NetlinkTimeoutException">No answer came.</exception>
    public bool Dump(RequestEncoder encode, ReplyHandler handler, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Read(NetlinkFlags.Dump, encode, handler, cancellation);
        }
    }

    /// <summary>
    /// Sends requests that give an errno each, hundreds in one send. Requests are carried out in order, and one that fails does not
    /// hold up those behind it. Only a message that ends each send asks for an acknowledgement: the kernel answers errors in any case
    /// (<c>netlink_rcv_skb</c> in <c>net/netlink/af_netlink.c</c>), and a request without an answer is done.
    /// </summary>
    /// <param name="count">How many requests.</param>
    /// <param name="encode">Writes each request.</param>
    /// <param name="progress">Is told how many are done.</param>
    /// <param name="cancellation">Ends the set between two sends, and the wait for the family's number by an exception.</param>
    /// <returns>What became of each request.</returns>
    /// <exception cref="NetlinkException">The family could not be resolved, or is gone.</exception>
    public RequestSetResult Execute(int count, RequestEncoder encode, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (count == 0 || cancellation.IsCancellationRequested)
            {
                return new RequestOutcomes(count).Result(count == 0 ? RequestSetEnd.Complete : RequestSetEnd.Cancelled);
            }

            ushort family = ResolveFamily(cancellation);
            RequestSetResult result = ExecuteAll(family, count, encode, progress, cancellation);
            if (_familyName is null || result.Errnos.Any(errno => errno != Errno.NoEntry))
            {
                return result;
            }

            // ENOENT for each may also say that no family has that number any more, as in Read; then none of them was done.
            _family = 0;
            return ResolveFamily(CancellationToken.None) == family ? result : ExecuteAll(_family, count, encode, progress, cancellation);
        }
    }

    /// <summary>Closes the transport.</summary>
    public void Dispose() => _transport.Dispose();

    private bool Read(NetlinkFlags flags, RequestEncoder encode, ReplyHandler handler, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            ushort family = ResolveFamily(cancellation);
            try
            {
                return Exchange(family, _familyVersion, flags, encode, handler, cancellation);
            }
            catch (NetlinkException e) when (e.Errno == Errno.Busy && (flags & NetlinkFlags.Ack) == 0 && attempt < 3)
            {
                _replies.Drain(cancellation);
            }
            catch (NetlinkException e) when (e.Errno == Errno.NoEntry && attempt == 1 && _familyName is not null)
            {
                // No family has that number any more: its module may have been loaded again, which gives it another one.
                _family = 0;
            }
        }
    }

    private RequestSetResult ExecuteAll(
        ushort family, int count, RequestEncoder encode, IProgress<int>? progress, CancellationToken cancellation)
    {
        Begin(cancellation);
        try
        {
            return SendInParts(family, new RequestOutcomes(count), count, encode, progress, cancellation);
        }
        finally
        {
            _busy = false;
        }
    }

    private RequestSetResult SendInParts(
        ushort family, RequestOutcomes outcome, int count, RequestEncoder encode, IProgress<int>? progress, CancellationToken cancellation)
    {
        long begun = _time.GetTimestamp();
        for (int done = 0; done < count;)
        {
            if (cancellation.IsCancellationRequested)
            {
                return outcome.Result(RequestSetEnd.Cancelled);
            }

            if (_time.GetElapsedTime(begun) > SetTimeout)
            {
                return outcome.Result(RequestSetEnd.TimedOut);
            }

            uint first = _sequence + 1;
            int end = Fill(family, done, count, encode);
            long started = _pacing.Begin();
            int errno = SendAll();
            if (errno != Errno.None)
            {
                return outcome.Result(RequestSetEnd.TransportFailed, errno);
            }

            (RequestSetEnd answered, errno) = _replies.ReadAnswers(outcome, first, done, end - done);
            if (answered != RequestSetEnd.Complete)
            {
                return outcome.Result(answered, errno);
            }

            _pacing.End(started, end - done);
            done = end;
            progress?.Report(done);
        }

        return outcome.Result(RequestSetEnd.Complete);
    }

    private int Fill(ushort family, int start, int count, RequestEncoder encode)
    {
        _buffer.Clear();
        int index = start;
        while (index < count && _buffer.Count < _pacing.Requests
            && (_buffer.Count == 0 || _buffer.Length + RequestBuffer.LargestRequest + NetlinkHeader.Size <= _transport.SendCapacity))
        {
            _buffer.Add(family, _familyVersion, NetlinkFlags.None, ++_sequence, index++, encode);
        }

        _buffer.End(++_sequence);
        return index;
    }

    private bool Exchange(ushort family, byte version, NetlinkFlags flags, RequestEncoder encode, ReplyHandler handler, CancellationToken cancellation)
    {
        Begin(cancellation);
        try
        {
            _buffer.Clear();
            _buffer.Add(family, version, flags, ++_sequence, 0, encode);
            int errno = SendAll();
            return errno == Errno.None
                ? _replies.ReadReply(_sequence, flags == NetlinkFlags.Dump, handler, cancellation)
                : throw new NetlinkException(errno);
        }
        finally
        {
            _busy = false;
        }
    }

    private void Begin(CancellationToken cancellation)
    {
        if (_busy)
        {
            throw new InvalidOperationException("A request was made from inside of another one's handler; its answers would overwrite each other's.");
        }

        if (_replies.IsUnfinished)
        {
            _replies.Drain(cancellation);
        }

        _busy = true;
    }

    private int SendAll()
    {
        _replies.Trace?.Invoke(true, _buffer.Datagram);
        while (true)
        {
            // A signal may come before the kernel took the datagram; netlink takes it whole or not at all.
            int errno = _transport.Send(_buffer.Datagram);
            if (errno != Errno.Interrupted)
            {
                return errno;
            }
        }
    }
}
