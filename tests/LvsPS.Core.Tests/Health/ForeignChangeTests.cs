using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>What becomes of a table that others change while it is monitored: the same deeds, and what each way makes of them.</summary>
public sealed class ForeignChangeTests
{
    private const LvsForeignChange Respect = LvsForeignChange.Respect;
    private const LvsForeignChange Restore = LvsForeignChange.Restore;

    [Theory]
    [InlineData(Respect, "1:7 2:2")]
    [InlineData(Restore, "1:1 2:2")]
    public async Task Another_weight(LvsForeignChange mode, string table)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(Edit(1, 1, 7));
        await watch.PassAsync(30);
        Assert.Equal(table, watch.Table());
        Assert.Equal(["ForeignChange 10.9.0.1:80 of tcp://10.0.0.1:80"], watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Theory]
    [InlineData(Respect, "2:2")]
    [InlineData(Restore, "1:1 2:2")]
    public async Task A_server_is_removed(LvsForeignChange mode, string table)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, 1), null));
        await watch.PassAsync(30);
        Assert.Equal(table, watch.Table());
        _ = Assert.Single(watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Theory]
    [InlineData(Respect, "1:1 2:2 7:5")]
    [InlineData(Restore, "1:1 2:2")]
    public async Task A_server_is_added(LvsForeignChange mode, string table)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(Director.Add(Director.Server(1, 7, 5)));
        await watch.PassAsync(30);
        Assert.Equal(table, watch.Table());
        Assert.Equal(["ForeignChange 10.9.0.7:80 of tcp://10.0.0.1:80"], watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Fact]
    public async Task A_fallback_that_another_removed_comes_when_the_quorum_is_lost_again()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fallback = Director.Server(1, 9) }, 1));
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(30);
        Assert.Equal("9:1", watch.Table());
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, 9), null));
        await watch.PassAsync(30);
        Assert.Equal("", watch.Table());
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(30);
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(30);
        Assert.Equal("9:1", watch.Table());
    }

    [Theory]
    [InlineData(Respect)]
    [InlineData(Restore)]
    public async Task A_server_that_was_there_in_the_beginning_stays(LvsForeignChange mode)
    {
        await using var watch = new Watch();
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")), Director.Add(Director.Server(1, 7, 5)));
        await watch.StartAsync(watch.Document(s => s with { ForeignChange = mode }, 1, 2));
        await watch.PassAsync(30);
        Assert.Equal("1:1 2:2 7:5", watch.Table());
        Assert.Empty(watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Theory]
    [InlineData(Respect, null)]
    [InlineData(Restore, "1:1 2:2")]
    public async Task The_table_is_flushed(LvsForeignChange mode, string? table)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(new LvsClearChange(LvsTable.Empty));
        await watch.PassAsync(30);
        Assert.Equal(table, watch.Table());
        Assert.Equal(["ForeignChange tcp://10.0.0.1:80"], watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Theory]
    [InlineData(Respect, "2:2")]
    [InlineData(Restore, "1:1 2:2")]
    public async Task The_table_is_flushed_and_partly_put_back(LvsForeignChange mode, string table)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(new LvsClearChange(LvsTable.Empty));
        await watch.PassAsync(15);
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")), Director.Add(Director.Server(1, 2, 2)));
        await watch.PassAsync(15);
        Assert.Equal(table, watch.Table());
    }

    [Fact]
    public async Task A_service_that_is_made_anew_otherwise_is_respected_as_it_is()
    {
        await using Watch watch = await StartAsync(Respect);
        watch.Meanwhile(new LvsClearChange(LvsTable.Empty));
        await watch.PassAsync(15);
        watch.Meanwhile(Director.Add(Director.Service(1, "rr")), Director.Add(Director.Server(1, 2, 5)));
        await watch.PassAsync(30);
        Assert.Equal("rr", watch.Director.Client.FindService(Director.Id(1))?.Scheduler);
        Assert.Equal("2:5", watch.Table());
        watch.Meanwhile(new LvsClearChange(LvsTable.Empty));
        await watch.PassAsync(15);
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")));
        await watch.PassAsync(15);
        watch.Meanwhile(new LvsServiceChange(Director.Service(1, "wrr"), Director.Service(1, "lc")));
        await watch.PassAsync(15);
        watch.Meanwhile(new LvsServiceChange(Director.Service(1, "lc"), Director.Service(1, "wrr")));
        await watch.PassAsync(15);
        Assert.Equal("wrr", watch.Director.Client.FindService(Director.Id(1))?.Scheduler);
        Assert.Equal([], watch.Told(LvsHealthEventKind.Changed).Skip(3));
    }

    [Theory]
    [InlineData(Respect, "rr")]
    [InlineData(Restore, "wrr")]
    public async Task Another_scheduler(LvsForeignChange mode, string scheduler)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(new LvsServiceChange(Director.Service(1, "wrr"), Director.Service(1, "rr")));
        await watch.PassAsync(30);
        Assert.Equal(scheduler, watch.Director.Client.FindService(Director.Id(1))?.Scheduler);
        _ = Assert.Single(watch.Told(LvsHealthEventKind.ForeignChange));
    }

    [Theory]
    [InlineData(Respect, LvsForwarding.Gateway)]
    [InlineData(Restore, LvsForwarding.Masquerade)]
    public async Task Another_forwarding(LvsForeignChange mode, LvsForwarding forwarding)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, 1), Director.Server(1, 1) with { Forwarding = LvsForwarding.Gateway }));
        await watch.PassAsync(30);
        Assert.Equal(forwarding, watch.Director.Client.ReadRealServers(Director.Id(1))[0].Forwarding);
        Assert.Equal("1:1 2:2", watch.Table());
    }

    [Theory]
    [InlineData(Respect)]
    [InlineData(Restore)]
    public async Task A_server_that_is_down_is_put_back_by_another_and_leaves_again(LvsForeignChange mode)
    {
        await using Watch watch = await StartAsync(mode);
        watch.Farm.Down(Director.Server(1, 2));
        await watch.PassAsync(10);
        watch.Meanwhile(Director.Add(Director.Server(1, 2, 2)));
        await watch.PassAsync(20);
        Assert.Equal("1:1", watch.Table());
        watch.Farm.Up(Director.Server(1, 2));
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:2", watch.Table());
    }

    [Fact]
    public async Task A_respected_weight_outlives_a_failure_and_ends_with_another_configuration()
    {
        await using Watch watch = await StartAsync(Respect);
        watch.Meanwhile(Edit(1, 1, 7));
        await watch.PassAsync(10);
        Assert.Equal("weight 7", watch.Monitor.GetStatus()[0].ForeignChange);
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("2:2", watch.Table());
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("1:7 2:2", watch.Table());
        watch.Monitor.Replace(watch.Document(s => s with { ForeignChange = Respect }, 3, 2));
        await watch.SettleAsync();
        Assert.Equal("1:3 2:2", watch.Table());
    }

    [Fact]
    public async Task A_respected_removal_ends_when_the_server_is_there_again()
    {
        await using Watch watch = await StartAsync(Respect);
        watch.Meanwhile(new LvsRealServerChange(Director.Server(1, 1), null));
        await watch.PassAsync(10);
        Assert.Equal("removed", watch.Monitor.GetStatus()[0].ForeignChange);
        watch.Meanwhile(Director.Add(Director.Server(1, 1)));
        await watch.PassAsync(10);
        watch.Farm.Down(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("2:2", watch.Table());
        watch.Farm.Up(Director.Server(1, 1));
        await watch.PassAsync(10);
        Assert.Equal("1:1 2:2", watch.Table());
    }

    private static LvsRealServerChange Edit(int service, int server, int weight) =>
        new(Director.Server(service, server), Director.Server(service, server, weight));

    private static async Task<Watch> StartAsync(LvsForeignChange mode)
    {
        var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { ForeignChange = mode }, 1, 2));
        Assert.Equal("1:1 2:2", watch.Table());
        return watch;
    }
}
