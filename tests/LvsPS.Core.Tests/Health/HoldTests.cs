using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A document of the wanted state, applied and compared while a monitor runs its services.</summary>
public sealed class HoldTests
{
    private static readonly LvsRealServer s_first = Director.Server(1, 1);
    private static readonly LvsRealServer s_fallback = Director.Server(1, 9);

    [Fact]
    public async Task A_server_that_is_down_is_not_added_until_it_is_up()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(2, 1);
        await watch.StartAsync(document);
        watch.Farm.Down(s_first);
        await watch.PassAsync(20);
        LvsPlan plan = Plan(watch, document);
        Assert.True(plan.IsEmpty);
        Assert.Equal(["Real server 10.9.0.1:80 of tcp://10.0.0.1:80 is not added: a health monitor holds it out of the table."], plan.LeftAlone);
        Assert.Contains("Left alone: Real server 10.9.0.1:80", plan.Format(), StringComparison.Ordinal);
        watch.Farm.Up(s_first);
        await watch.PassAsync(20);
        Assert.Equal("1:2 2:1", watch.Table());
        Assert.Null(watch.Holds.Read());
        Assert.Empty(Plan(watch, document).LeftAlone);
    }

    [Fact]
    public async Task A_weight_that_checks_give_stays()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(s => s with { DownAction = LvsDownAction.Quiesce, RampTime = TimeSpan.FromSeconds(100) }, 10, 10);
        await watch.StartAsync(document);
        watch.Farm.Down(s_first);
        watch.Farm.Up(Director.Server(1, 2), weight: 3);
        await watch.PassAsync(20);
        Assert.Equal("1:0 2:3", watch.Table());
        Assert.True(Plan(watch, document).IsEmpty);
        Assert.Equal("Real server 10.9.0.1:80 of tcp://10.0.0.1:80 has weight 0, which stays: a health monitor gave it that.", Plan(watch, document).LeftAlone[0]);
        watch.Farm.Up(s_first);
        watch.Farm.Up(Director.Server(1, 2));
        await watch.PassAsync(40);
        Assert.NotEqual("1:10 2:10", watch.Table());
        Assert.True(Plan(watch, document).IsEmpty);
        await watch.PassAsync(90);
        Assert.Equal("1:10 2:10", watch.Table());
        Assert.Null(watch.Holds.Read());
    }

    [Fact]
    public async Task A_fallback_that_answers_stays_and_one_that_does_not_goes()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(s => s with { Fallback = s_fallback }, 1);
        await watch.StartAsync(document);
        watch.Farm.Down(s_first);
        await watch.PassAsync(20);
        Assert.Equal("9:1", watch.Table());
        LvsPlan plan = Plan(watch, document);
        Assert.True(plan.IsEmpty);
        Assert.Contains("Real server 10.9.0.9:80 of tcp://10.0.0.1:80 stays: a health monitor has it answer as the fallback.", plan.LeftAlone);
        watch.Farm.Up(s_first);
        await watch.PassAsync(20);
        watch.Meanwhile(Director.Add(s_fallback));
        Assert.Equal("Remove real server 10.9.0.9:80 from tcp://10.0.0.1:80", Assert.Single(Plan(watch, document).Changes).Description);
    }

    [Fact]
    public async Task What_others_changed_is_taken_back_by_the_document_and_the_monitor_goes_on_from_there()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(1, 2);
        await watch.StartAsync(document);
        watch.Meanwhile(new LvsRealServerChange(s_first, null), new LvsRealServerChange(Director.Server(1, 2, 2), Director.Server(1, 2, 7)));
        await watch.PassAsync(20);
        Assert.Equal("2:7", watch.Table());
        LvsPlan plan = Plan(watch, document);
        Assert.Equal(2, plan.Changes.Count);
        watch.Meanwhile([.. plan.Changes]);
        await watch.PassAsync(20);
        Assert.Equal("1:1 2:2", watch.Table());
        watch.Farm.Down(s_first);
        await watch.PassAsync(20);
        Assert.Equal("2:2", watch.Table());
        Assert.True(Plan(watch, document).IsEmpty);
    }

    [Fact]
    public async Task A_suspended_server_that_is_gone_comes_back_without_weight()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(1, 5);
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")), Director.Add(s_first));
        watch.Suspensions.Replace([], [new LvsSuspension { Service = Director.Id(1), Address = Director.Server(1, 2).Address, Port = 80, WeightBefore = 5, Since = DateTimeOffset.UnixEpoch }]);
        LvsPlan plan = Plan(watch, document);
        Assert.Equal(0, Assert.IsType<LvsRealServerChange>(Assert.Single(plan.Changes)).After!.Weight);
        Assert.Equal("Real server 10.9.0.2:80 of tcp://10.0.0.1:80 has weight 0, which stays: it is suspended.", Assert.Single(plan.LeftAlone));
    }

    [Fact]
    public async Task A_suspended_server_that_somebody_gave_a_weight_gets_that_of_the_document()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(5);
        watch.Meanwhile(Director.Add(Director.Service(1, "wrr")), Director.Add(Director.Server(1, 1, 4)));
        watch.Suspensions.Replace([], [new LvsSuspension { Service = Director.Id(1), Address = s_first.Address, Port = 80, WeightBefore = 5, Since = DateTimeOffset.UnixEpoch }]);
        LvsPlan plan = Plan(watch, document);
        Assert.Equal(5, Assert.IsType<LvsRealServerChange>(Assert.Single(plan.Changes)).After!.Weight);
        Assert.Empty(plan.LeftAlone);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_checks_say_the_director_is_never_out_of_its_document(int seed)
    {
        var random = new Random(seed);
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(
            s => s with { Fallback = s_fallback, Quorum = 3, Hysteresis = 1, DownAction = (LvsDownAction)(seed % 2), Rise = 2, RampTime = TimeSpan.FromSeconds(seed * 10) },
            1, 2, 3, 4);
        await watch.StartAsync(document);
        for (int step = 0; step < 150; step++)
        {
            LvsRealServer server = Director.Server(1, random.Next(1, 5));
            switch (random.Next(4))
            {
                case 0:
                    watch.Farm.Down(server);
                    break;
                case 1:
                    watch.Farm.Up(server, random.Next(0, 9));
                    break;
                default:
                    watch.Farm.Up(server);
                    break;
            }

            await watch.PassAsync(random.Next(1, 15));
            LvsPlan plan = Plan(watch, document);
            Assert.True(plan.IsEmpty, $"step {step}, table {watch.Table()}: {plan.Format()}");
        }
    }

    [Fact]
    public async Task A_monitor_that_ends_holds_nothing()
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(2, 1);
        await watch.StartAsync(document);
        watch.Farm.Down(s_first);
        await watch.PassAsync(20);
        Assert.NotNull(watch.Holds.Read());
        await watch.Monitor.StopAsync();
        Assert.Empty(HoldStore.Read(watch.Holds));
        Assert.Equal([new HealthHold(Director.Server(1, 1, 2), HealthHoldKind.Out)], HoldStore.ReadLeft(watch.Holds));
        Assert.Equal("Add real server 10.9.0.1:80 to tcp://10.0.0.1:80 (masquerade, weight 2)", Assert.Single(Plan(watch, document).Changes).Description);
    }

    [Fact]
    public async Task A_monitor_that_cleans_leaves_nothing_behind()
    {
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { StopAction = LvsStopAction.Clean }, 2, 1));
        watch.Farm.Down(s_first);
        await watch.PassAsync(20);
        await watch.Monitor.StopAsync();
        Assert.Null(watch.Holds.Read());
    }

    [Fact]
    public async Task What_a_monitor_left_behind_is_known_until_another_has_the_service_in_hand()
    {
        await using var watch = new Watch();
        watch.Holds.Write(null);
        new HoldStore(watch.Holds).Write([new HealthHold(s_first, HealthHoldKind.Out)], []);
        watch.Holds.Write(watch.Holds.Read()!.Replace($"\"id\": {Environment.ProcessId},", "\"id\": 1,", StringComparison.Ordinal));
        await watch.StartAsync(new LvsHealthDocument { Services = [watch.Service(2, 1)] });
        Assert.NotEmpty(HoldStore.ReadLeft(watch.Holds));
        watch.Monitor.Replace(watch.Document(1));
        await watch.SettleAsync();
        Assert.Empty(HoldStore.ReadLeft(watch.Holds));
    }

    [Fact]
    public void What_a_process_that_has_ended_held_counts_no_more()
    {
        var file = new SimulatedStateFile("holds");
        var hold = new HealthHold(s_first with { Service = Director.Id(1) }, HealthHoldKind.Out);
        var one = new HoldStore(file);
        one.Write([hold], []);
        Assert.Equal([hold], HoldStore.Read(file));
        string own = $"\"id\": {Environment.ProcessId},";
        Assert.Contains(own, file.Read(), StringComparison.Ordinal);

        // Process 1 runs, and was not started when this one was.
        file.Write(file.Read()!.Replace(own, "\"id\": 1,", StringComparison.Ordinal));
        Assert.Empty(HoldStore.Read(file));
        var other = new HoldStore(file);
        other.Write([hold], [Director.Id(1)]);
        Assert.Equal([hold], HoldStore.Read(file));
        Assert.DoesNotContain("\"id\": 1,", file.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_monitors_keep_what_the_other_one_holds()
    {
        var file = new SimulatedStateFile("holds");
        var first = new HealthHold(s_first with { Service = Director.Id(1) }, HealthHoldKind.Out);
        var second = new HealthHold(s_first with { Service = Director.Id(2) }, HealthHoldKind.Weight);
        var one = new HoldStore(file);
        var two = new HoldStore(file);
        one.Write([first], []);
        two.Write([second], []);
        one.Write([first], []);
        Assert.Equal([first, second], HoldStore.Read(file));
        one.Write([], []);
        Assert.Equal([second], HoldStore.Read(file));
        two.Write([], []);
        Assert.Null(file.Read());
    }

    [Fact]
    public void A_file_that_somebody_removed_is_written_again()
    {
        var file = new SimulatedStateFile("holds");
        var hold = new HealthHold(s_first with { Service = Director.Id(1) }, HealthHoldKind.Out);
        var store = new HoldStore(file);
        store.Write([hold], []);
        file.Write(null);
        store.Write([hold], []);
        Assert.Equal([hold], HoldStore.Read(file));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "version": 2, "monitors": [] }""")]
    [InlineData("""{ "version": 1, "monitors": [null] }""")]
    [InlineData("""{ "version": 1, "monitors": [{ "monitor": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "process": { "id": 1, "started": 1 }, "holds": [{ "service": "x", "address": "10.0.0.1", "port": 80, "kind": "out" }] }] }""")]
    public async Task A_file_that_cannot_be_understood_is_told_of_and_keeps_no_dead_server_in(string text)
    {
        await using var watch = new Watch();
        LvsHealthDocument document = watch.Document(2, 1);
        await watch.StartAsync(document);
        watch.Holds.Write(text);
        LvsException error = Assert.Throws<LvsException>(() => Plan(watch, document));
        Assert.Equal(LvsErrorId.HostFileInvalid, error.ErrorId);
        watch.Farm.Down(s_first);
        await watch.PassAsync(20);
        Assert.Equal("2:1", watch.Table());
        Assert.Single(watch.Events, e => e.Kind == LvsHealthEventKind.Failed);
        watch.Holds.Write(null);
        await watch.PassAsync(20);
        Assert.Single(watch.Events, e => e.Kind == LvsHealthEventKind.Recovered);
        Assert.True(Plan(watch, document).IsEmpty);
    }

    /// <summary>The plan of the state that the monitor's own document describes.</summary>
    private static LvsPlan Plan(Watch watch, LvsHealthDocument document) => StateDiffer.Diff(
        new LiveState
        {
            Table = new LvsTable
            {
                Services = [.. watch.Director.Client.ReadServices(withRealServers: true).Services],
            },
            Suspensions = watch.Suspensions.Read(),
            Holds = HoldStore.Read(watch.Holds),
        },
        new LvsDesiredState
        {
            Services =
            [
                .. document.Services.Select(s => new LvsDesiredService
                {
                    Service = s.Service with { RealServers = null },
                    RealServers = [.. s.Servers.Select(r => new LvsDesiredRealServer { Server = r.RealServer })],
                }),
            ],
        },
        OwnerRecord.Empty);
}
