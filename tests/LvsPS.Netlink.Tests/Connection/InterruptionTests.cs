using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class InterruptionTests : ScriptedTest
{
    [Fact]
    public void A_send_that_a_signal_interrupted_is_made_again()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        Transport.Kernel = Transport.AcknowledgeAll;
        Transport.SendErrnos.Enqueue(Errno.Interrupted);
        Transport.SendErrnos.Enqueue(Errno.Interrupted);
        RequestSetResult result = connection.Execute(2, Ask.Encode);
        Assert.Equal(RequestSetEnd.Complete, result.End);
        Assert.Equal([0, 0], result.Errnos);
        Assert.Single(Transport.Sends);
    }

    [Fact]
    public void A_wait_that_signals_interrupted_goes_on()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            Transport.AnswerErrno(Errno.Interrupted);
            Transport.Answer(Reply.Item(r[0].Sequence, 1));
            Transport.AnswerErrno(Errno.Interrupted);
            Transport.AnswerErrno(Errno.Interrupted);
            Transport.Answer(Reply.Done(r[0].Sequence));
        };
        Assert.Equal((true, [1]), Ask.Dump(connection), DumpComparer.Instance);
    }

    [Fact]
    public void Signals_without_end_do_not_outlast_the_deadline()
    {
        int signals = 0;
        using var interrupted = new InterruptedTransport(Transport, () => signals++);
        using var connection = new NetlinkConnection(interrupted, "IPVS", 1, Transport.Time) { Timeout = TimeSpan.FromSeconds(1) };
        Assert.Throws<NetlinkTimeoutException>(() => connection.ResolveFamily());
        Assert.InRange(signals, 20, 22);
    }

    /// <summary>Every receive meets a signal, and 50 ms pass.</summary>
    private sealed class InterruptedTransport(ScriptedTransport inner, Action onSignal) : INetlinkTransport
    {
        public uint PortId => inner.PortId;

        public int SendCapacity => inner.SendCapacity;

        public int ReceiveCapacity => inner.ReceiveCapacity;

        public int Send(ReadOnlySpan<byte> datagram) => Errno.None;

        public ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait)
        {
            onSignal();
            inner.Time.Advance(TimeSpan.FromMilliseconds(50));
            return new ReceivedDatagram(Errno.Interrupted, 0, 0);
        }

        public void Dispose()
        {
        }
    }
}
