using LvsPS.Netlink.Transport;
using Microsoft.Extensions.Time.Testing;

namespace LvsPS.Netlink.Tests.Support;

/// <summary>
/// A kernel of few words: it resolves the family, answers each request as a test says, and time passes only where the reader waits
/// with nothing to read, or where a test lets it.
/// </summary>
internal sealed class ScriptedTransport : INetlinkTransport
{
    public const uint Port = 4321;
    public const ushort Family = 23;

    private readonly Queue<ReceivedItem> _queue = new();

    public uint PortId => Port;

    public int SendCapacity { get; set; } = 1 << 20;

    public int ReceiveCapacity { get; set; } = 1 << 23;

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The requests of each send to the IPVS family, without the message that ends it.</summary>
    public List<List<Request>> Sends { get; } = [];

    /// <summary>All messages of each of these sends.</summary>
    public List<List<Request>> WholeSends { get; } = [];

    public List<int> SendSizes { get; } = [];

    public int FamilyRequests { get; private set; }

    public List<int> BufferSizes { get; } = [];

    public int Closed { get; private set; }

    /// <summary>Errnos of the sends to come; once they are used up, sends succeed.</summary>
    public Queue<int> SendErrnos { get; } = new();

    /// <summary>What the kernel does with the messages of one send.</summary>
    public Action<List<Request>> Kernel { get; set; } = _ => { };

    /// <summary>What the controller does with a request for the family.</summary>
    public Action<Request>? Controller { get; set; }

    /// <summary>Called where the reader finds nothing to read.</summary>
    public Action? Waiting { get; set; }

    public int Unread => _queue.Count;

    public NetlinkConnection Connect() => new(this, "IPVS", 1, Time);

    /// <summary>Acknowledges what asks for it, as a kernel does that can do everything.</summary>
    public void AcknowledgeAll(List<Request> requests) => FailSome(requests, _ => 0);

    /// <summary>Answers an errno each, and what asks for an acknowledgement.</summary>
    public void FailSome(List<Request> requests, Func<Request, int> errno)
    {
        foreach (Request request in requests)
        {
            int failure = request.IsEnd ? 0 : errno(request);
            if (failure != 0 || request.WantsAnswer)
            {
                Answer(Reply.Error(request.Sequence, failure));
            }
        }
    }

    public void Answer(params byte[][] messages) => _queue.Enqueue(new ReceivedItem([.. messages.SelectMany(m => m)]));

    public void AnswerFrom(uint sender, byte[] message) => _queue.Enqueue(new ReceivedItem(message, Sender: sender));

    public void AnswerErrno(int errno) => _queue.Enqueue(new ReceivedItem([], errno));

    /// <summary>A datagram that claims to be longer than what is copied into the buffer.</summary>
    public void AnswerOfLength(int length) => _queue.Enqueue(new ReceivedItem(new byte[length]));

    public int Send(ReadOnlySpan<byte> datagram)
    {
        if (SendErrnos.TryDequeue(out int errno) && errno != 0)
        {
            return errno;
        }

        List<Request> requests = Request.In(datagram);
        if (requests[0].Family == 0x10)
        {
            FamilyRequests++;
            if (Controller is null)
            {
                Answer(Reply.Family(requests[0].Sequence, Family));
            }
            else
            {
                Controller(requests[0]);
            }
        }
        else
        {
            WholeSends.Add(requests);
            Sends.Add(requests.FindAll(r => !r.IsEnd));
            SendSizes.Add(datagram.Length);
            Kernel(requests);
        }

        return Errno.None;
    }

    public ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait)
    {
        BufferSizes.Add(buffer.Length);
        if (!_queue.TryDequeue(out ReceivedItem? item))
        {
            Waiting?.Invoke();
            if (wait > TimeSpan.Zero)
            {
                Time.Advance(wait);
            }

            return new ReceivedDatagram(Errno.TryAgain, 0, 0);
        }

        item.Bytes.AsSpan(0, Math.Min(item.Bytes.Length, buffer.Length)).CopyTo(buffer);
        return new ReceivedDatagram(item.Errno, item.Bytes.Length, item.Sender);
    }

    public void Dispose() => Closed++;

    private sealed record ReceivedItem(byte[] Bytes, int Errno = 0, uint Sender = 0);
}
