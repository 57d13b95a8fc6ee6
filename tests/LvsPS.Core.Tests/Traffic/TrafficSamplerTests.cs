using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>Readings again and again: what they find, and what they do not ask the kernel for.</summary>
public sealed class TrafficSamplerTests : IDisposable
{
    private const string A = "tcp://10.0.0.1:80";
    private const string B = "tcp://10.0.0.2:80";
    private const string Mark = "fwmark://7";
    private const string ListA = "TCP  0A000001:0050 wlc \n  -> 0A090001:0050      Masq    1      ACTIVE          2\n  -> 0A090002:0050      Masq    1      3          4\n";
    private const string ListB = "TCP  0A000002:0050 wlc \n  -> 0A090001:0050      Masq    1      0          0\n  -> 0A090002:0050      Masq    1      0          0\n";

    private readonly TrafficDirector _director = new(A, B);

    public void Dispose() => _director.Dispose();

    [Fact]
    public void Rows_of_services_and_their_servers_with_rates()
    {
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        Tick(A, "10.9.0.1", 10);
        sampler.Read();
        Tick(A, "10.9.0.1", 30);
        TrafficReading reading = sampler.Read();
        ServiceRows service = Rows(reading, A);
        Assert.Equal(15, service.Service.Counters.Rates!.Value.Connections);
        Assert.Equal(150, service.Servers.Single(s => s.Name.Contains("10.9.0.1", StringComparison.Ordinal)).Counters.Rates!.Value.IncomingPackets);
        Assert.Null(service.Servers.Single(s => s.Name.Contains("10.9.0.2", StringComparison.Ordinal)).Counters.Rates);
        Assert.Null(Rows(reading, B).Service.Counters.Rates);
        Assert.Equal(40ul, service.Service.Counters.SinceStart.Connections);
    }

    [Fact]
    public void A_service_has_its_servers_connections()
    {
        using TrafficSampler sampler = _director.Sampler();
        _director.Count(A, "10.9.0.1", 1, active: 5, inactive: 7);
        _director.Count(A, "10.9.0.2", 1, active: 10, inactive: 20);
        TrafficRow service = Rows(sampler.Read(), A).Service;
        Assert.Equal((15u, 27u), (service.Active, service.Inactive));
        Assert.Null(service.ConnectionChange);
        _director.Count(A, "10.9.0.2", 1, active: 11, inactive: 20);
        _director.Time.Advance(TimeSpan.FromSeconds(1));
        TrafficReading next = sampler.Read();
        Assert.Equal(16u, service.Active);
        Assert.Equal(next.At, service.ConnectionChange);
    }

    [Fact]
    public void What_is_removed_leaves_and_what_is_new_comes()
    {
        using TrafficSampler sampler = _director.Sampler();
        Assert.Equal(2, sampler.Read().Services.Count);
        _director.RemoveService(B);
        _director.RemoveServer(A, "10.9.0.2");
        _director.AddService(Mark);
        TrafficReading reading = sampler.Read();
        Assert.Equal([A, Mark], reading.Services.Select(s => s.Service.Service.ToString()).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("  -> 10.9.0.1:80", Assert.Single(Rows(reading, A).Servers).Name);
    }

    [Fact]
    public void Only_named_services_are_asked_for()
    {
        using TrafficSampler sampler = _director.Sampler(B);
        Assert.Equal(B, Assert.Single(sampler.Read().Services).Service.Service.ToString());
        Assert.Equal((0, 1), _director.Client.Asked());
        _director.RemoveService(B);
        Assert.Empty(sampler.Read().Services);
    }

    [Fact]
    public void Connections_are_live_in_each_reading_while_netlink_is_asked_for_nothing()
    {
        string active = "1";
        _director.ShowTotal(() => 0);
        Show(active);
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        Assert.Equal((1, 2), _director.Client.Asked());
        TrafficReading reading = sampler.Read();
        Assert.Equal((1, 0), _director.Client.Asked());
        Assert.Equal((4u, 6u), (Rows(reading, A).Service.Active, Rows(reading, A).Service.Inactive));

        // Until the last packet before the first reading is sure to be counted, totals are read; then no more.
        _director.Time.Advance(TimeSpan.FromSeconds(6));
        for (int i = 0; i < 20; i++)
        {
            Show($"{100 + i}");
            _director.Time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal((uint)(103 + i), Rows(sampler.Read(), A).Service.Active);
        }

        Assert.Equal((0, 0), _director.Client.Asked());
    }

    [Fact]
    public void While_something_is_forwarded_services_are_asked_for_each_time_and_servers_once_a_second()
    {
        int total = 0;
        _director.ShowTotal(() => total);
        Show("1");
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        _director.Time.Advance(TimeSpan.FromSeconds(6));
        sampler.Read();
        _ = _director.Client.Asked();
        for (int i = 0; i < 40; i++)
        {
            // Traffic to A alone, counted by ticks of two seconds.
            total++;
            if (i % 20 == 0)
            {
                _director.Count(A, "10.9.0.1", 20);
            }

            _director.Time.Advance(TimeSpan.FromMilliseconds(100));
            sampler.Read();
        }

        (int services, int servers) = _director.Client.Asked();
        Assert.Equal(40, services);
        Assert.InRange(servers, 3, 5);
        TrafficRow server = Rows(sampler.Read(), A).Servers.Single(s => s.Name.Contains("10.9.0.1", StringComparison.Ordinal));
        Assert.InRange(server.Counters.Rates!.Value.Connections, 9.9, 10.1);
    }

    [Fact]
    public void Where_somebody_looks_at_few_services_only_those_are_asked_for_each_time()
    {
        int total = 0;
        _director.ShowTotal(() => total);
        Show("1");
        using TrafficSampler sampler = _director.Sampler();
        List<ServiceRows> focus = [Rows(sampler.Read(), A)];
        for (int i = 0; i < 100; i++)
        {
            if (i == 20)
            {
                _ = _director.Client.Asked();
            }

            // Traffic to both.
            total++;
            if (i % 20 == 0)
            {
                _director.Count(A, "10.9.0.1", 20);
                _director.Count(B, "10.9.0.1", 20);
            }

            _director.Time.Advance(TimeSpan.FromMilliseconds(100));
            sampler.Read(focus);
        }

        (int services, int servers) = _director.Client.Asked();
        Assert.InRange(services, 7, 9);
        Assert.InRange(servers, 80, 82);
        Assert.InRange(focus[0].Service.Counters.Rates!.Value.Connections, 9.9, 10.1);
        Assert.InRange(focus[0].Servers.Max(s => s.Counters.Rates?.Connections ?? 0), 9.9, 10.1);
    }

    [Fact]
    public void Connections_of_services_that_somebody_looks_at_are_live()
    {
        _director.ShowTotal(() => 0);
        Show("1");
        using TrafficSampler sampler = _director.Sampler();
        List<ServiceRows> focus = [Rows(sampler.Read(), A)];
        for (uint i = 1; i < 30; i++)
        {
            _director.Time.Advance(TimeSpan.FromMilliseconds(100));
            _director.Count(A, "10.9.0.1", 0, active: i);
            Show($"{i}");
            _director.Count(A, "10.9.0.2", 0, active: 3, inactive: 4);
            Assert.Equal(3 + i, Rows(sampler.Read(focus), A).Service.Active);
        }
    }

    [Fact]
    public void A_change_in_one_line_of_the_list_is_a_change_of_that_server_alone()
    {
        _director.ShowTotal(() => 0);
        Show("1");
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        sampler.Read();
        _director.Time.Advance(TimeSpan.FromSeconds(1));
        Show("7");
        TrafficReading reading = sampler.Read();
        Assert.Equal(10u, Rows(reading, A).Service.Active);
        TrafficRow changed = Assert.Single(reading.Services.SelectMany(s => s.Servers), s => s.ConnectionChange == reading.At);
        Assert.Equal("10.9.0.1", changed.Address!.ToString());
        Assert.Equal(reading.At, Rows(reading, A).Service.ConnectionChange);
        Assert.Null(Rows(reading, B).Service.ConnectionChange);
    }

    [Fact]
    public void Servers_that_change_places_in_the_list_keep_their_rows()
    {
        _director.ShowTotal(() => 0);
        Show("3");
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        sampler.Read();
        TrafficRow first = Rows(sampler.Read(), A).Servers.Single(s => s.Address!.ToString() == "10.9.0.1");
        _director.ShowList("TCP  0A000001:0050 wlc \n  -> 0A090002:0050      Masq    1      3          4\n  -> 0A090001:0050      Masq    1      9          2\n" + ListB);
        TrafficReading reading = sampler.Read();
        Assert.Equal(9u, first.Active);
        Assert.Contains(first, Rows(reading, A).Servers);
        Assert.Equal(12u, Rows(reading, A).Service.Active);
    }

    [Fact]
    public void The_list_of_services_tells_what_came_and_went()
    {
        _director.ShowTotal(() => 0);
        Show("1");
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        _director.Time.Advance(TimeSpan.FromSeconds(6));
        sampler.Read();
        _ = _director.Client.Asked();
        _director.AddService("udp://10.0.0.3:53");
        _director.ShowList(ListB + "UDP  0A000003:0035 wlc \n  -> 0A090001:0035      Masq    1      0          0\n  -> 0A090002:0035      Masq    1      8          0\n");
        TrafficReading reading = sampler.Read();
        Assert.Equal((1, 1), _director.Client.Asked());
        Assert.Contains(reading.Services, s => s.Service.Service.ToString() == B);
        Assert.Contains(reading.Services, s => s.Service.Service.ToString() == "udp://10.0.0.3:53" && s.Servers.Count == 2);
    }

    [Fact]
    public void Services_of_marks_are_asked_for_since_the_list_does_not_tell_their_family()
    {
        _director.AddService(Mark);
        _director.AddService("fwmark6://7");
        _director.ShowTotal(() => 0);
        _director.ShowList(ListA.Replace("ACTIVE", "1", StringComparison.Ordinal) + ListB
            + "FWM  00000007 wlc \n  -> 0A090001:0000      Masq    1      0          0\nFWM  00000007 wlc \n");
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        _director.Time.Advance(TimeSpan.FromSeconds(6));
        sampler.Read();
        _director.Count(Mark, "10.9.0.1", 1, active: 9);
        _director.Time.Advance(TimeSpan.FromMilliseconds(100));
        TrafficReading reading = sampler.Read();
        Assert.Equal(9u, Rows(reading, Mark).Service.Active);
        Assert.Equal(0u, Rows(reading, "fwmark6://7").Service.Active);
    }

    [Fact]
    public void The_namespaces_totals_are_live_and_counted_from_the_start()
    {
        int total = 1000;
        _director.ShowTotal(() => total);
        using TrafficSampler sampler = _director.Sampler();
        sampler.Read();
        total += 50;
        _director.Time.Advance(TimeSpan.FromMilliseconds(500));
        LiveRate live = sampler.Read().Total!;
        Assert.Equal(50ul, live.SinceStart.Connections);
        Assert.Equal(100, live.Rates!.Value.Connections);
    }

    [Fact]
    public void A_measurement_has_least_mean_and_greatest_over_the_changes_alone()
    {
        using TrafficSampler sampler = _director.Sampler(A);
        var meter = new TrafficMeter();
        TrafficReading reading = sampler.Read();
        meter.Take(reading);
        foreach ((double seconds, ulong connections, uint active) in new (double, ulong, uint)[] { (2, 4, 1), (2, 20, 2), (1, 0, 2), (3, 20, 7), (2, 60, 0) })
        {
            _director.Time.Advance(TimeSpan.FromSeconds(seconds));
            _director.Count(A, "10.9.0.1", connections, active);
            reading = sampler.Read();
            meter.Take(reading);
        }

        List<LvsTrafficMeasurement> found = [.. meter.Results(reading)];
        Assert.Equal(3, found.Count);
        Assert.Null(found[0].Address);
        Assert.Equal(6, found[0].SampleCount);
        Assert.Equal(3, found[0].RateCount);
        Assert.Equal(TimeSpan.FromSeconds(8), found[0].Duration);
        Assert.Equal(new LvsTrafficRange(5, 12.5, 30), found[0].ConnectionsPerSecond);
        Assert.Equal(new LvsTrafficRange(50, 125, 300), found[0].IncomingPacketsPerSecond);
        Assert.Equal(new LvsTrafficRange(0, 2, 7), found[0].ActiveConnections);
        Assert.Null(found.Single(m => m.Address?.ToString() == "10.9.0.2").ConnectionsPerSecond);
        Assert.Equal("5 .. 12.5 .. 30", found[0].ConnectionsPerSecond!.ToString());
    }

    [Fact]
    public void Estimation_that_is_off_shows()
    {
        Assert.False(Estimation.IsOff(_director.Session));
        _director.Session.Files.WriteSetting("run_estimation", "0");
        Assert.True(Estimation.IsOff(_director.Session));
    }

    private static ServiceRows Rows(TrafficReading reading, string service) => reading.Services.Single(s => s.Service.Service.ToString() == service);

    private void Tick(string service, string address, ulong connections)
    {
        _director.Time.Advance(TimeSpan.FromSeconds(2));
        _director.Count(service, address, connections);
    }

    private void Show(string active) => _director.ShowList(ListA.Replace("ACTIVE", active, StringComparison.Ordinal) + ListB);
}
