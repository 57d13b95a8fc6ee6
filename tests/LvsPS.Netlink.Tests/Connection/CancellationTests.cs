using LvsPS.Netlink.Tests.Support;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public sealed class CancellationTests : ScriptedTest
{
    private readonly CancellationTokenSource _source = new();

    [Fact]
    public void Cancelling_between_two_sends_leaves_the_rest_not_sent()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = r =>
        {
            if (Transport.Sends.Count == 2)
            {
                _source.Cancel();
            }

            Transport.AcknowledgeAll(r);
        };
        RequestSetResult result = connection.Execute(1000, Ask.Encode, cancellation: _source.Token);
        Assert.Equal(RequestSetEnd.Cancelled, result.End);
        int sent = Transport.Sends.Sum(s => s.Count);
        Assert.Equal(2, Transport.Sends.Count);
        Assert.All(result.Errnos.Take(sent), e => Assert.Equal(0, e));
        Assert.Equal(1000 - sent, result.Errnos.Skip(sent).Count(e => e == RequestSetResult.NotSent));
    }

    [Fact]
    public void A_set_that_is_cancelled_before_its_start_sends_nothing_at_all()
    {
        using NetlinkConnection connection = Transport.Connect();
        _source.Cancel();
        RequestSetResult result = connection.Execute(2, Ask.Encode, cancellation: _source.Token);
        Assert.Equal(RequestSetEnd.Cancelled, result.End);
        Assert.Equal([RequestSetResult.NotSent, RequestSetResult.NotSent], result.Errnos);
        Assert.Equal(0, Transport.FamilyRequests);
        Assert.Empty(Transport.Sends);
    }

    [Fact]
    public void Progress_tells_what_is_done_after_each_send_and_may_cancel()
    {
        using NetlinkConnection connection = Transport.Connect();
        Transport.Kernel = Transport.AcknowledgeAll;
        var told = new List<int>();
        var progress = new Inline(done =>
        {
            told.Add(done);
            if (told.Count == 2)
            {
                _source.Cancel();
            }
        });
        Assert.Equal(RequestSetEnd.Cancelled, connection.Execute(1000, Ask.Encode, progress, _source.Token).End);
        Assert.Equal([64, 64 + 128], told);
    }

    [Fact]
    public void A_dump_that_is_cancelled_while_it_waits_throws_and_the_next_one_is_whole()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.ResolveFamily();
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 1));
        Transport.Waiting = _source.Cancel;
        Assert.Throws<OperationCanceledException>(() => Ask.Dump(connection, _source.Token));
        Transport.Kernel = r => Transport.Answer(Reply.Item(r[0].Sequence, 2), Reply.Done(r[0].Sequence));
        Assert.Equal((true, [2]), Ask.Dump(connection), DumpComparer.Instance);
    }

    protected override void Dispose(bool disposing)
    {
        _source.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Inline(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
