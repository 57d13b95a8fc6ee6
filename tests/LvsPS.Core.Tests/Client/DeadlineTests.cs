using System.Net;
using LvsPS.Netlink.Transport;
using LvsPS.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LvsPS.Core.Tests.Client;

/// <summary>What a run reports of changes that its time did not suffice for.</summary>
public sealed class DeadlineTests
{
    private const int FirstSend = 64;

    private static readonly LvsChange[] s_changes =
    [
        .. Enumerable.Range(1, 100).Select(i => new LvsServiceChange(
            null, LvsService.Default(LvsServiceId.ForAddress(LvsProtocol.Tcp, IPAddress.Parse("10.0.0.1"), i)))),
    ];

    private readonly SimulatedKernel _kernel = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_the_run_has_no_time_for_is_not_sent_and_reported_as_a_timeout()
    {
        using LvsClient client = Connect(perSend: TimeSpan.FromMinutes(3), isSilent: false);
        IReadOnlyList<LvsChangeResult> results = client.Apply(s_changes);

        // Of two sends of three minutes the second begins within the five minutes of a run; after so long a send it has one request.
        Assert.All(results.Take(FirstSend + 1), r => Assert.Equal((LvsChangeStatus.Done, null), (r.Status, r.Error)));
        Assert.All(results.Skip(FirstSend + 1), r =>
        {
            Assert.Equal(LvsChangeStatus.NotSent, r.Status);
            Assert.Equal(LvsErrorId.KernelTimeout, r.Error!.ErrorId);
            Assert.Equal($"{r.Change.Description}: not done, since the run's time was over before it.", r.Error.Message);
            Assert.Equal("Run the same again; what is done already is left as it is.", r.Error.Remedy);
            Assert.Same(((LvsServiceChange)r.Change).Service, r.Error.Target);
        });
        Assert.Equal(FirstSend + 1, _kernel.Writes.Count);
    }

    [Fact]
    public void What_was_sent_and_not_answered_in_time_is_unknown_and_the_rest_not_sent()
    {
        using LvsClient client = Connect(perSend: TimeSpan.Zero, isSilent: true);
        client.Timeout = TimeSpan.FromSeconds(2);
        IReadOnlyList<LvsChangeResult> results = client.Apply(s_changes);
        Assert.All(results, r => Assert.Equal(LvsErrorId.KernelTimeout, r.Error!.ErrorId));
        Assert.All(results.Take(FirstSend), r =>
        {
            Assert.Equal(LvsChangeStatus.Unknown, r.Status);
            Assert.Contains("no answer within 2 s", r.Error!.Message, StringComparison.Ordinal);
            Assert.Contains("New-LvsSession -Timeout", r.Error.Remedy, StringComparison.Ordinal);
        });
        Assert.All(results.Skip(FirstSend), r => Assert.Equal(LvsChangeStatus.NotSent, r.Status));
    }

    private LvsClient Connect(TimeSpan perSend, bool isSilent)
    {
        var transport = new SlowTransport(_kernel.Connect(), _time);
        var client = new LvsClient(transport, time: _time);
        _ = client.GetInfo();
        (transport.PerSend, transport.IsSilent) = (perSend, isSilent);
        return client;
    }

    /// <summary>A kernel that takes its time to take a send, or that never answers.</summary>
    private sealed class SlowTransport(INetlinkTransport inner, FakeTimeProvider time) : INetlinkTransport
    {
        public TimeSpan PerSend { get; set; }

        public bool IsSilent { get; set; }

        public uint PortId => inner.PortId;

        public int SendCapacity => inner.SendCapacity;

        public int ReceiveCapacity => inner.ReceiveCapacity;

        public int Send(ReadOnlySpan<byte> datagram)
        {
            time.Advance(PerSend);
            return inner.Send(datagram);
        }

        public ReceivedDatagram Receive(Span<byte> buffer, TimeSpan wait)
        {
            if (!IsSilent)
            {
                return inner.Receive(buffer, TimeSpan.Zero);
            }

            time.Advance(wait);
            return new ReceivedDatagram(Errno.TryAgain, 0, 0);
        }

        public void Dispose() => inner.Dispose();
    }
}
