using System.Net;
using LvsPS.Simulator;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>What becomes of a run when a change of it fails, or when the process ends in the middle of it.</summary>
public sealed class FailingChangeTests
{
    private static readonly LvsServiceId s_first = new("tcp://10.0.0.1:80");
    private static readonly LvsServiceId s_second = new("tcp://10.0.0.2:80");

    [Fact]
    public void A_change_that_fails_takes_back_what_was_done()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(State(Service(s_first, 1)));
        string before = StateGen.Describe(host.Read());

        // The simulated kernel, like a real one, has no scheduler of that name.
        LvsSyncResult result = host.Sync(State(Service(s_first, 5), Service(s_second, 1, "missing")) with { VirtualAddresses = [Address()] });
        Assert.True(result.RolledBack);
        Assert.False(result.Changed);
        Assert.True(result.Undo.IsEmpty);
        Assert.Empty(result.Left);
        Assert.Contains(result.Results, r => r.Error?.ErrorId == LvsErrorId.SchedulerNotFound);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    [Fact]
    public void Continue_does_what_can_be_done()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(State(Service(s_first, 1)));
        LvsSyncResult result = host.Sync(State(Service(s_first, 5), Service(s_second, 1, "missing")), LvsOnError.Continue);
        Assert.True(result.Changed);
        Assert.False(result.RolledBack);
        Assert.Equal(5, host.Read().Table.Services.Single().RealServers!.Single().Weight);
        Assert.True(host.Execute(result.Undo).Changed);
        Assert.Equal(1, host.Read().Table.Services.Single().RealServers!.Single().Weight);
    }

    [Fact]
    public void Stop_keeps_what_was_done_and_takes_nothing_away()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(State(Service(s_first, 5)));
        LvsSyncResult result = host.Sync(State(Service(s_second, 1, "missing")) with { VirtualAddresses = [Address()] }, LvsOnError.Stop);
        Assert.True(result.Changed);
        Assert.NotNull(host.Read().Address(Address().Address, 32));
        Assert.Equal(s_first, host.Read().Table.Services.Single().Service);
        Assert.Equal(LvsChangeStatus.NotSent, result.Results[^1].Status);
    }

    [Fact]
    public void A_rollback_that_fails_says_what_stands()
    {
        using var host = new SimulatedHost();
        var network = (SimulatedNetwork)host.Session.Host.Network;
        network.Changing = what =>
        {
            if (what.StartsWith("no address", StringComparison.Ordinal))
            {
                throw new LvsException(LvsErrorId.PermissionDenied, "It is refused.", what, "None.");
            }
        };
        LvsSyncResult result = host.Sync(State(Service(s_first, 1, "missing")) with { VirtualAddresses = [Address()] });
        Assert.True(result.RolledBack);
        Assert.True(result.Changed);
        Assert.Equal(["Add the virtual address 192.168.1.205/32 to eth0: done, and not taken back (It is refused)."], result.Left);
        network.Changing = null;
        Assert.False(host.Execute(result.Undo).RolledBack);
        Assert.Null(host.Read().Address(Address().Address, 32));
    }

    [Fact]
    public void Where_the_connection_breaks_what_was_done_before_is_taken_back()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(State(Service(s_first, 1)));
        string before = StateGen.Describe(host.Read());
        LvsPlan plan = host.Plan(State(Service(s_first, 5), Service(s_second, 2)) with { VirtualAddresses = [Address()] });
        LvsSyncResult result = new StateExecutor(host.Session, new BreakingClient(host.Session.Client)).Execute(plan, LvsOnError.Rollback);
        Assert.True(result.RolledBack);
        Assert.Equal("It broke.", Assert.Single(result.Results, r => r.Error is not null).Error!.Message);
        Assert.Equal(3, result.Left.Count(l => l.EndsWith("its answer was lost, and it may be done.", StringComparison.Ordinal)));
        Assert.True(result.Changed);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    [Fact]
    public void A_run_whose_second_part_cannot_be_begun_is_taken_back_or_kept()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(State(Service(s_first, 4)) with { Owner = "test" });
        string before = StateGen.Describe(host.Read());
        LvsPlan plan = host.Plan(State(Service(s_second, 1)) with { Owner = "test" });
        var executor = new StateExecutor(host.Session, host.Session.Client);
        Assert.True(executor.Execute(DrainPlan.Before(plan), LvsOnError.Rollback).Changed);
        LvsSyncResult result = executor.Abandon(LvsOnError.Rollback);
        Assert.True(result.RolledBack);
        Assert.False(result.Changed);
        Assert.Equal(before, StateGen.Describe(host.Read()));
        Assert.Equal([StateTargets.Name(s_first)], OwnerRecord.Of(host.Session).TargetsOf("test"));

        var keeping = new StateExecutor(host.Session, host.Session.Client);
        _ = keeping.Execute(DrainPlan.Before(plan), LvsOnError.Stop);
        result = keeping.Abandon(LvsOnError.Stop);
        Assert.False(result.RolledBack);
        Assert.True(result.Changed);
        Assert.Equal(2, host.Read().Table.Services.Count);
        _ = host.Execute(result.Undo);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    [Fact]
    public void A_plan_that_the_director_has_overtaken_is_stale_and_leads_there_all_the_same_when_forced()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(State(Service(s_first, 1)));
        LvsPlan plan = host.Plan(State(Service(s_first, 5)));
        var reader = new StateReader(host.Session, host.Session.Client);
        Assert.Null(plan.FirstStale(new TableIndex(reader.Read(plan))));

        _ = host.Sync(State(Service(s_first, 3)));
        var now = new TableIndex(reader.Read(plan));
        Assert.NotNull(plan.FirstStale(now));
        _ = host.Execute(plan.From(now));
        Assert.Empty(host.Plan(State(Service(s_first, 5))).Changes);
        Assert.Empty(plan.From(new TableIndex(reader.Read(plan))).Changes);
    }

    [Fact]
    public void A_service_is_not_undone_with_servers_that_others_gave_it_unless_forced_and_then_they_come_back_as_well()
    {
        using var host = new SimulatedHost();
        LvsPlan undo = host.Sync(State(Service(s_first, 1))).Undo;
        var reader = new StateReader(host.Session, host.Session.Client);
        Assert.Null(undo.FirstStale(new TableIndex(reader.Read(undo))));
        _ = host.Execute(LvsPlan.Of(new LvsRealServerChange(null, new LvsRealServer { Service = s_first, Address = IPAddress.Parse("10.1.0.2"), Port = 80 })));
        string before = StateGen.Describe(host.Read());
        var now = new TableIndex(reader.Read(undo));
        Assert.NotNull(undo.FirstStale(now));

        LvsSyncResult forced = host.Execute(undo.From(now));
        Assert.Empty(host.Read().Table.Services);
        Assert.False(host.Execute(forced.Undo).RolledBack);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    [Fact]
    public void Whichever_change_the_process_dies_before_the_next_run_reaches_the_state()
    {
        LvsDesiredState a = State(Service(s_first, 1)) with { Owner = "test", VirtualAddresses = [Address()], FwMarks = [Mark(1)] };
        LvsDesiredState b = State(Service(s_second, 2)) with { Owner = "test", VirtualAddresses = [], FwMarks = [Mark(2)], RealServerHosts = [Host()] };
        using var straight = new SimulatedHost();
        _ = straight.Sync(b);
        string wanted = StateGen.Describe(straight.Read());
        int deaths = 0;
        for (bool died = true; died; deaths++)
        {
            using var host = new SimulatedHost();
            _ = host.Sync(a);
            died = Dies(host, b, before: deaths);
            Assert.False(host.Sync(b).RolledBack);
            Assert.Equal(wanted, StateGen.Describe(host.Read()));
        }

        Assert.True(deaths > 6, $"{deaths}");
    }

    private static bool Dies(SimulatedHost host, LvsDesiredState wanted, int before)
    {
        int passed = 0;
        host.Reaching = _ =>
        {
            if (passed++ == before)
            {
                throw new DeathException();
            }
        };
        try
        {
            _ = host.Sync(wanted);
            return false;
        }
        catch (DeathException)
        {
            return true;
        }
        finally
        {
            host.Reaching = null;
        }
    }

    private static LvsDesiredState State(params LvsDesiredService[] services) => new() { Prune = true, Services = services };

    private static LvsDesiredService Service(LvsServiceId id, int weight, string scheduler = "wlc") => new()
    {
        Service = LvsService.Default(id) with { Scheduler = scheduler },
        RealServers = [new LvsDesiredRealServer { Server = new LvsRealServer { Service = id, Address = IPAddress.Parse("10.1.0.1"), Port = 80, Weight = weight } }],
    };

    private static LvsDesiredVirtualAddress Address() => new() { Address = IPAddress.Parse("192.168.1.205") };

    private static LvsDesiredFwMark Mark(uint mark) => new() { FwMark = mark, Addresses = ["10.0.0.9"], Ports = [new LvsPortRange(LvsProtocol.Tcp, 80, 80)] };

    private static LvsDesiredRealServerHost Host() => new() { VirtualAddress = IPAddress.Parse("10.9.0.1"), Mode = LvsRealServerMode.DirectRouting };

    private sealed class DeathException : Exception;

    /// <summary>A client whose connection breaks when something is to be changed.</summary>
    private sealed class BreakingClient(ILvsClient client) : ILvsClient
    {
        public Action<string>? Trace { get; set; }

        public TimeSpan Timeout { get; set; }

        public LvsInfo GetInfo(CancellationToken cancellation = default) => client.GetInfo(cancellation);

        public LvsReading ReadServices(
            bool withRealServers, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default) => throw Broken();

        public IReadOnlyList<LvsService> SampleServices(CancellationToken cancellation = default) => throw Broken();

        public LvsService? FindService(LvsServiceId service, CancellationToken cancellation = default) => throw Broken();

        public IReadOnlyList<LvsRealServer> ReadRealServers(LvsServiceId service, CancellationToken cancellation = default) => throw Broken();

        public LvsTimeout ReadTimeout(CancellationToken cancellation = default) => throw Broken();

        public IReadOnlyList<LvsSyncDaemon> ReadSyncDaemons(CancellationToken cancellation = default) => throw Broken();

        public IReadOnlyList<LvsChangeResult> Apply(
            IReadOnlyList<LvsChange> changes, IProgress<int>? progress = null, CancellationToken cancellation = default) => throw Broken();

        public IDisposable Lock(CancellationToken cancellation = default) => client.Lock(cancellation);

        public void Dispose()
        {
        }

        private static LvsException Broken() => new(LvsErrorId.KernelTimeout, "It broke.", "table", "None.");
    }
}
