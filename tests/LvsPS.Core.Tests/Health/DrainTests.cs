using LvsPS.Core.Tests.Client;
using LvsPS.Netlink.Ipvs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>Waiting for connections to end, by a clock that tests turn, and what is to be known of a weight of 0.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly Director _director = new();
    private readonly FakeTimeProvider _time = new();

    public DrainTests()
    {
        _director.Meanwhile(Director.Add(Director.Service(1)), Director.Add(Director.Server(1, 1, 0)), Director.Add(Director.Server(1, 2, 0)));
    }

    [Fact]
    public void Each_server_is_told_when_its_connections_are_gone()
    {
        Count(1, active: 2, inactive: 3);
        Count(2, active: 1);
        DrainWatch watch = Watch(null);
        Assert.Empty(watch.Look(default));
        Assert.Equal("3 active connections", watch.Text([.. watch.Open]));
        Assert.Equal(0, watch.Percent);
        Count(1, active: 0, inactive: 3);
        Assert.Equal("10.9.0.1:80", Assert.Single(watch.Look(default)).Server.ToString());
        Assert.Equal("1 active connection", watch.Text([.. watch.Open]));
        Assert.Equal(66, watch.Percent);
        Assert.False(watch.IsOver);
        Count(2);
        _ = Assert.Single(watch.Look(default));
        Assert.True(watch.IsOver);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Inactive_and_persistent_ones_count_on_request(bool inactive, bool persistent, bool isOver)
    {
        Count(1, inactive: 2, persistent: 1);
        var watch = new DrainWatch([Target(1)], inactive, persistent, null, _time);
        _ = watch.Look(default);
        Assert.Equal(isOver, watch.IsOver);
    }

    [Fact]
    public void Those_of_UDP_are_all_inactive_and_count()
    {
        LvsServiceId id = LvsServiceId.Parse("udp://10.0.0.1:53");
        LvsRealServer server = Director.Server(1, 1, 0) with { Service = id };
        _director.Meanwhile(Director.Add(LvsService.Default(id)), Director.Add(server));
        _ = _director.Kernel.AddTraffic(WireMapping.ToWire(id), WireMapping.ToWireKey(server), default, inactive: 1);
        var watch = new DrainWatch([new DrainTarget(_director.Client, server)], false, false, null, _time);
        Assert.Empty(watch.Look(default));
        Assert.Equal("1 inactive connection", watch.Text([.. watch.Open]));
    }

    [Fact]
    public void The_time_ends()
    {
        Count(1, active: 1);
        DrainWatch watch = Watch(TimeSpan.FromMinutes(5));
        _ = watch.Look(default);
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(watch.IsOver);
        Assert.Equal(TimeSpan.FromSeconds(1), watch.Left);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(watch.IsOver);
        Assert.Equal(TimeSpan.Zero, watch.Left);
        Assert.Equal("10.9.0.1:80", Assert.Single(watch.Open).ToString());
    }

    [Fact]
    public void One_that_is_removed_meanwhile_is_told_so()
    {
        Count(1, active: 1);
        DrainWatch watch = Watch(null);
        _ = watch.Look(default);
        _director.Meanwhile(new LvsRealServerChange(Director.Server(1, 1, 0), null));
        DrainEnd end = Assert.Single(watch.Look(default));
        Assert.True(end.IsGone);
        Assert.True(watch.IsOver);
    }

    [Theory]
    [InlineData("wlc", LvsSchedulerFlags.None, "")]
    [InlineData("sh", LvsSchedulerFlags.None, "Set-LvsService tcp://10.0.0.1:80 -SchedulerFlag sh-fallback")]
    [InlineData("sh", LvsSchedulerFlags.Flag2, "Set-LvsService tcp://10.0.0.1:80 -SchedulerFlag sh-fallback, sh-port")]
    [InlineData("sh", LvsSchedulerFlags.Flag1, "")]
    [InlineData("mh", LvsSchedulerFlags.None, "Set-LvsService tcp://10.0.0.1:80 -SchedulerFlag mh-fallback")]
    [InlineData("mh", LvsSchedulerFlags.Flag1, "")]
    [InlineData("dh", LvsSchedulerFlags.None, "Set-LvsService tcp://10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-fallback")]
    public void Schedulers_that_drop_new_clients_are_told_with_the_line_that_helps(string scheduler, LvsSchedulerFlags flags, string line)
    {
        string[] advice = Advice(Director.Service(1, scheduler) with { SchedulerFlags = flags }, templatesExpire: false, 0, 1);
        Assert.Equal(line.Length == 0 ? [] : [line], advice.Select(a => a[(a.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Persistent_clients_are_told_unless_their_templates_expire(bool templatesExpire, int count)
    {
        string[] advice = Advice(Director.Service(1) with { PersistenceTimeout = TimeSpan.FromMinutes(6) }, templatesExpire, 0, 1);
        Assert.Equal(count, advice.Length);
        Assert.All(advice, a => Assert.EndsWith("Set-LvsKernelSetting expire_quiescent_template 1", a, StringComparison.Ordinal));
        Assert.All(advice, a => Assert.Contains("within the last 360 s", a, StringComparison.Ordinal));
    }

    [Fact]
    public void That_nobody_is_left_is_told() =>
        Assert.Equal(["No real server of tcp://10.0.0.1:80 takes new clients then: all have weight 0."], Advice(Director.Service(1, "sh"), false, 0, 0));

    [Fact]
    public void A_line_names_a_session_that_is_not_the_default() => Assert.EndsWith(
        "-SchedulerFlag sh-fallback -Session lab",
        Assert.Single(DrainAdvice.For(Director.Service(1, "sh"), [Director.Server(1, 2)], [Director.Server(1, 1)], false, "lab")),
        StringComparison.Ordinal);

    public void Dispose() => _director.Dispose();

    private static string[] Advice(LvsService service, bool templatesExpire, params int[] weights)
    {
        LvsRealServer[] servers = [.. weights.Select((w, i) => Director.Server(1, i + 1, w))];
        return [.. DrainAdvice.For(service, servers, [servers[0]], templatesExpire, null)];
    }

    private DrainWatch Watch(TimeSpan? timeout) => new([Target(1), Target(2)], false, false, timeout, _time);

    private DrainTarget Target(int server) => new(_director.Client, Director.Server(1, server, 0));

    private void Count(int server, uint active = 0, uint inactive = 0, uint persistent = 0) => Assert.True(_director.Kernel.AddTraffic(
        WireMapping.ToWire(Director.Id(1)), WireMapping.ToWireKey(Director.Server(1, server)), default(IpvsStatistics), active, inactive, persistent));
}
