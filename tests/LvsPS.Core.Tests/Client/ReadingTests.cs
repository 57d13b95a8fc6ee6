using LvsPS.Netlink.Ipvs;
using Xunit;

namespace LvsPS.Core.Tests.Client;

/// <summary>Reading a table that others change, and one that cannot be read.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly Director _director = new();

    public ReadingTests() => _director.Meanwhile([.. Director.ManyServices(3).Changes]);

    [Fact]
    public void A_table_that_holds_still_is_read_once_and_its_list_twice()
    {
        _director.Kernel.ClearRequests();
        LvsReading reading = _director.Client.ReadServices(withRealServers: true);
        Assert.True(reading.IsConsistent);
        Assert.Equal(3, reading.Services.Count);
        Assert.All(reading.Services, s => Assert.Single(s.RealServers!));
        Assert.Equal(2, _director.Kernel.Requests.Count(r => r.Command == IpvsCommand.GetService));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_that_changed_meanwhile_is_read_again(bool withRealServers)
    {
        int changes = 0;
        _director.Transport.AfterSend = command =>
        {
            if (command == IpvsCommand.GetService && changes++ < 2)
            {
                _director.Meanwhile(Director.Add(Director.Service(100 + changes)));
            }
        };
        LvsReading reading = _director.Client.ReadServices(withRealServers);
        Assert.True(reading.IsConsistent);
        Assert.Equal(5, reading.Services.Count);
        Assert.Equal(5, reading.Services.Select(s => s.Service).Distinct().Count());
    }

    [Fact]
    public void One_that_never_holds_still_is_given_up_after_five_tries()
    {
        int changes = 0;
        _director.Transport.AfterSend = command =>
        {
            if (command == IpvsCommand.GetService)
            {
                _director.Meanwhile(Director.Add(Director.Service(100 + changes++)));
            }
        };
        Assert.False(_director.Client.ReadServices(withRealServers: false).IsConsistent);
        Assert.Equal(10, changes);
    }

    [Fact]
    public void A_service_that_went_and_came_back_does_not_matter_and_one_that_stands_twice_does()
    {
        bool done = false;
        _director.Transport.AfterSend = command =>
        {
            if (command == IpvsCommand.GetService && !done)
            {
                done = true;
                _director.Meanwhile(new LvsServiceChange(Director.Service(2), null), Director.Add(Director.Service(2, "rr")));
            }
        };
        LvsReading reading = _director.Client.ReadServices(withRealServers: false);
        Assert.True(reading.IsConsistent);
        Assert.Equal(3, reading.Services.Select(s => s.Service).Distinct().Count());
    }

    [Fact]
    public void A_real_server_that_the_kernel_lists_twice_since_another_is_added_meanwhile_stands_there_once()
    {
        _director.Meanwhile([.. Enumerable.Range(2, 1000).Select(i => Director.Add(Director.Server(1, i)))]);
        bool done = false;
        _director.Transport.AfterSend = command =>
        {
            if (command == IpvsCommand.GetDestination && !done)
            {
                done = true;
                _director.Meanwhile([.. Enumerable.Range(2000, 10).Select(i => Director.Add(Director.Server(1, i)))]);
            }
        };
        IReadOnlyList<LvsRealServer> servers = _director.Client.ReadRealServers(Director.Id(1));
        Assert.True(done);
        Assert.InRange(servers.Count, 1001, 1011);
        Assert.Equal(servers.Count, servers.Select(s => (s.Address, s.Port)).Distinct().Count());
    }

    [Fact]
    public void A_service_that_is_not_there_is_null_and_its_servers_are_none()
    {
        Assert.Null(_director.Client.FindService(Director.Id(99)));
        Assert.Empty(_director.Client.ReadRealServers(Director.Id(99)));
        Assert.NotNull(_director.Client.FindService(Director.Id(1)));
    }

    [Fact]
    public void Counters_have_64_bits()
    {
        var service = new IpvsServiceMessage
        {
            AddressFamily = IpvsConstants.InterNetwork,
            Protocol = 6,
            Address = Netlink.Wire.WireAddress.From(Director.Id(1).VirtualAddress!),
            Port = 80,
        };
        var server = new IpvsDestinationMessage
        {
            Address = Netlink.Wire.WireAddress.From(Director.Server(1, 1).Address),
            Port = 80,
        };
        var traffic = new IpvsStatistics { Connections = 5_000_000_000, IncomingBytes = ulong.MaxValue - 1, OutgoingPackets = 1UL << 40 };
        Assert.True(_director.Kernel.AddTraffic(service, server, traffic, active: 7, inactive: 8, persistent: 9));
        LvsRealServer read = Assert.Single(_director.Client.ReadRealServers(Director.Id(1)));
        Assert.Equal(5_000_000_000UL, read.Counters!.Connections);
        Assert.Equal(ulong.MaxValue - 1, read.Counters.IncomingBytes);
        Assert.Equal(1UL << 40, read.Counters.OutgoingPackets);
        Assert.Equal((7u, 8u, 9u), (read.ActiveConnections, read.InactiveConnections, read.PersistentConnections));
        Assert.Equal(ulong.MaxValue - 1, _director.Client.FindService(Director.Id(1))!.Counters!.IncomingBytes);
    }

    [Fact]
    public void Without_the_right_and_without_ip_vs_every_reading_says_so()
    {
        Action[] readings =
        [
            () => _director.Client.GetInfo(),
            () => _director.Client.ReadServices(withRealServers: true),
            () => _director.Client.FindService(Director.Id(1)),
            () => _director.Client.ReadRealServers(Director.Id(1)),
            () => _director.Client.ReadTimeout(),
            () => _director.Client.ReadSyncDaemons(),
        ];
        _director.Kernel.IsPrivileged = false;
        Assert.All(readings, read => Assert.Equal(LvsErrorId.PermissionDenied, Assert.ThrowsAny<LvsException>(read).ErrorId));

        using var empty = new Director();
        empty.Kernel.HasIpvs = false;
        Assert.Equal(LvsErrorId.IpvsNotAvailable, Assert.ThrowsAny<LvsException>(() => empty.Client.GetInfo()).ErrorId);
        Assert.Equal(LvsErrorId.IpvsNotAvailable, Assert.ThrowsAny<LvsException>(() => empty.Client.ReadServices(withRealServers: false)).ErrorId);
        Assert.Equal(LvsErrorId.IpvsNotAvailable, Assert.ThrowsAny<LvsException>(() => empty.Execute(Director.ManyServices(1))).ErrorId);
    }

    [Fact]
    public void A_closed_client_says_that_the_session_is_closed_or_cannot_be_used()
    {
        _director.Client.Dispose();
        Assert.ThrowsAny<Exception>(() => _director.Client.GetInfo());
    }

    [Fact]
    public async Task Several_threads_may_use_one_client()
    {
        int[] counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 20).Sum(_ => _director.Client.ReadServices(withRealServers: true).Services.Count))));
        Assert.All(counts, count => Assert.Equal(60, count));
    }

    [Fact]
    public async Task A_trace_shows_the_messages_of_its_own_thread_only()
    {
        var lines = new List<string>();
        _director.Client.Trace = lines.Add;
        _director.Client.GetInfo();
        int own = lines.Count;
        Assert.NotEqual(0, own);
        await Task.Factory.StartNew(() => _director.Client.GetInfo(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal(own, lines.Count);
    }

    public void Dispose() => _director.Dispose();
}
