using LvsPS.Netlink.Transport;

namespace LvsPS.Netlink;

/// <summary>
/// Decides how many requests go into one send. The kernel handles a send before it returns from it, so a send is kept to about
/// 100 ms: cancelling and deadlines act in between. And the answers must fit into the receive queue even where every request
/// fails, with the acknowledgement of the send's end behind them, or the kernel would drop some (ENOBUFS).
/// </summary>
internal sealed class SendPacing
{
    /// <summary>What an error answer costs in the receive queue at most: its 36 bytes and, above all, the kernel's own structures around them.</summary>
    public const int AnswerCost = 1280;

    private const int FirstRequests = 64;
    private const int MostRequests = 1024;
    private static readonly TimeSpan s_target = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly int _most;

    public SendPacing(INetlinkTransport transport, TimeProvider time)
    {
        _time = time;
        _most = Math.Clamp((transport.ReceiveCapacity / AnswerCost) - 1, 1, MostRequests);
        Requests = Math.Min(FirstRequests, _most);
    }

    public int Requests { get; private set; }

    public long Begin() => _time.GetTimestamp();

    // A send that was not full says nothing about a larger one.
    public void End(long started, int sent)
    {
        TimeSpan took = _time.GetElapsedTime(started);
        if (took > s_target)
        {
            Requests = Math.Max(1, (int)(sent * (s_target / 2 / took)));
        }
        else if (took < s_target / 4 && sent == Requests)
        {
            Requests = Math.Min(_most, Requests * 2);
        }
    }
}
