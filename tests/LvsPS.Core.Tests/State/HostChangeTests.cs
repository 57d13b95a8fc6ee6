using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>What a document says of the host around the table.</summary>
public sealed class HostChangeTests
{
    private static readonly LvsServiceId s_web = new("tcp://10.0.0.1:80");

    [Theory]
    [InlineData("192.168.1.0/30")]
    [InlineData("192.168.1.2", "192.168.1.3", "192.168.1.0-192.168.1.1")]
    public void Sources_of_full_nat_are_equal_however_they_are_written(params string[] sources)
    {
        using var host = new SimulatedHost();
        _ = host.Sync(With(["192.168.1.0-192.168.1.3"]));
        Assert.Empty(host.Plan(With(sources)).Changes);
        Assert.Equal("Give connections to tcp://10.0.0.1:80 a source of 192.168.1.9", host.Plan(With(["192.168.1.9"])).Changes.Single().Description);
    }

    [Fact]
    public void Names_and_defaults_are_the_hosts()
    {
        using var host = new SimulatedHost();
        var wanted = new LvsDesiredState
        {
            KernelSettings = [new LvsDesiredKernelSetting { Name = "net.ipv4.vs.expire_nodest_conn", Value = "01" }],
            VirtualAddresses = [new LvsDesiredVirtualAddress { Address = IPAddress.Parse("192.168.1.205") }],
        };
        Assert.Equal(
            ["Set net.ipv4.vs.expire_nodest_conn from '0' to '1'", "Add the virtual address 192.168.1.205/32 to eth0"],
            host.Plan(wanted).Changes.Select(c => c.Description));
        Assert.True(host.Sync(wanted).Changed);
        Assert.False(host.Sync(wanted).Changed);
    }

    [Fact]
    public void What_the_host_has_no_answer_for_is_told_before_anything_is_done()
    {
        using var host = new SimulatedHost();
        LvsException error = Assert.Throws<LvsException>(() => host.Sync(With([]) with
        {
            VirtualAddresses = [new LvsDesiredVirtualAddress { Address = IPAddress.Parse("203.0.113.9") }],
        }));
        Assert.Equal(LvsErrorId.InterfaceRequired, error.ErrorId);
        Assert.Empty(host.Read().Table.Services);
    }

    [Fact]
    public void An_address_that_another_host_has_is_not_taken_and_all_is_as_before()
    {
        using var host = new SimulatedHost();
        var address = IPAddress.Parse("192.168.1.205");
        ((SimulatedNetwork)host.Session.Host.Network).Neighbours[address] = new([2, 0, 0, 0, 0, 9]);
        LvsSyncResult result = host.Sync(With([]) with { VirtualAddresses = [new LvsDesiredVirtualAddress { Address = address }] });
        Assert.True(result.RolledBack);
        Assert.Equal(LvsErrorId.AddressInUse, result.Results[0].Error!.ErrorId);
        Assert.Empty(host.Read().Table.Services);
    }

    [Fact]
    public void A_real_server_that_is_to_be_reached_in_another_way_changes_over_and_back()
    {
        using var host = new SimulatedHost();
        LvsDesiredRealServerHost direct = new() { VirtualAddress = IPAddress.Parse("10.9.0.1"), Mode = LvsRealServerMode.DirectRouting };
        _ = host.Sync(new LvsDesiredState { RealServerHosts = [direct] });
        string before = StateGen.Describe(host.Read());
        LvsSyncResult result = host.Sync(new LvsDesiredState
        {
            RealServerHosts = [direct with { Mode = LvsRealServerMode.Tunnel, LocalAddress = IPAddress.Parse("192.168.1.2") }],
        });
        Assert.Equal("Serve 10.9.0.1 as a real server by a tunnel (Ipip) instead of direct routing", result.Plan.Changes.Single().Description);
        Assert.Equal(LvsRealServerMode.Tunnel, host.Read().RealServerHosts.Single().Mode);
        _ = host.Execute(result.Undo);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    [Fact]
    public void Another_label_or_broadcast_address_is_a_change_and_is_taken_back()
    {
        using var host = new SimulatedHost();
        var address = new LvsDesiredVirtualAddress { Address = IPAddress.Parse("10.0.0.6"), Interface = "eth0", Label = "eth0:1" };
        _ = host.Sync(new LvsDesiredState { VirtualAddresses = [address] });
        var wanted = new LvsDesiredState { VirtualAddresses = [address with { Label = "eth0:9", Broadcast = IPAddress.Parse("10.0.0.255") }] };
        string before = StateGen.Describe(host.Read());
        LvsSyncResult result = host.Sync(wanted);
        LvsChange change = Assert.Single(result.Plan.Changes);
        Assert.Equal((LvsAction.Edit, "Put the virtual address 10.0.0.6/32 on eth0 anew, with broadcast 10.0.0.255 label eth0:9"), (change.Action, change.Description));
        Assert.Contains("packets of the moment between are lost", Assert.Single(result.NotUndone), StringComparison.Ordinal);
        HostAddress now = host.Session.Host.Network.Addresses().Single(a => a.Address.Equals(address.Address));
        Assert.Equal(("eth0:9", "10.0.0.255"), (now.Label, now.Broadcast?.ToString()));
        Assert.False(host.Sync(wanted).Changed);
        Assert.False(host.Sync(new LvsDesiredState { VirtualAddresses = [address with { Label = null }] }).Changed);
        _ = host.Execute(result.Undo);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    [Fact]
    public void An_address_that_others_of_its_network_stand_beside_is_not_taken_off()
    {
        using var host = new SimulatedHost();
        var address = new LvsDesiredVirtualAddress { Address = IPAddress.Parse("192.168.1.205"), PrefixLength = 24, Interface = "eth0" };
        _ = host.Sync(new LvsDesiredState { VirtualAddresses = [address] });
        LvsSyncResult result = host.Sync(new LvsDesiredState { VirtualAddresses = [address with { Label = "eth0:9" }] });
        Assert.Equal(LvsErrorId.InvalidVirtualAddress, Assert.Single(result.Results).Error!.ErrorId);
        Assert.Contains(host.Session.Host.Network.Addresses(), a => a.Address.Equals(address.Address));
    }

    [Fact]
    public void A_route_that_is_to_be_there_comes_and_goes_and_is_exported()
    {
        using var host = new SimulatedHost();
        LvsDesiredRealServerHost without = new() { VirtualAddress = IPAddress.Parse("10.9.0.1"), Mode = LvsRealServerMode.DirectRouting };
        LvsDesiredState with = new() { RealServerHosts = [without with { AddRoute = true }] };
        _ = host.Sync(new LvsDesiredState { RealServerHosts = [without] });
        string before = StateGen.Describe(host.Read());
        LvsSyncResult result = host.Sync(with);
        Assert.Equal("Serve 10.9.0.1 as a real server by direct routing with a route instead of direct routing", Assert.Single(result.Plan.Changes).Description);
        Assert.False(host.Sync(with).Changed);
        Assert.True(new DesiredStateExport(host.Session, host.Session.Client, _ => { }).Read().RealServerHosts!.Single().AddRoute);
        _ = host.Execute(result.Undo);
        Assert.Equal(before, StateGen.Describe(host.Read()));
        Assert.False(host.Sync(new LvsDesiredState { RealServerHosts = [without] }).Changed);
    }

    [Fact]
    public void Tracking_that_somebody_ended_is_ended_again_where_a_run_is_taken_back()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(With([]));
        _ = new KernelSettings(host.Session).Write("conntrack", "0");
        string before = StateGen.Describe(host.Read());
        Assert.False(host.Plan(With([])).IsEmpty);
        LvsSyncResult failed = host.Sync(With([]) with
        {
            Services = [.. With([]).Services, new LvsDesiredService { Service = LvsService.Default(new LvsServiceId("tcp://10.0.0.2:80")) with { Scheduler = "nosuch" } }],
        });
        Assert.Equal((true, false), (failed.RolledBack, failed.Changed));
        Assert.Equal("0", new KernelSettings(host.Session).Read("conntrack").Value);
        LvsSyncResult done = host.Sync(With([]));
        Assert.Equal("1", new KernelSettings(host.Session).Read("conntrack").Value);
        _ = host.Execute(done.Undo);
        Assert.Equal(before, StateGen.Describe(host.Read()));
        Assert.Equal("0", new KernelSettings(host.Session).Read("conntrack").Value);
        _ = host.Sync(With([]));
        _ = host.Sync(new LvsDesiredState { Services = [With([]).Services[0] with { FullNat = new LvsDesiredFullNat { Enabled = false } }] });
        Assert.Equal("0", new KernelSettings(host.Session).Read("conntrack").Value);
    }

    [Fact]
    public void A_mark_gives_packets_up_after_their_new_service_is_there_and_gets_them_before()
    {
        using var host = new SimulatedHost();
        var both = new LvsDesiredFwMark { FwMark = 7, Addresses = ["10.0.0.1", "10.0.0.2"], Ports = [new LvsPortRange(LvsProtocol.Tcp, 80, 80)] };
        var marked = new LvsDesiredService { Service = LvsService.Default(LvsServiceId.ForMark(7)) };
        var alone = new LvsDesiredService { Service = LvsService.Default(new LvsServiceId("tcp://10.0.0.1:80")) };
        _ = host.Sync(new LvsDesiredState { FwMarks = [both], Services = [marked] });
        var wanted = new LvsDesiredState { FwMarks = [both with { Addresses = ["10.0.0.2"] }], Services = [marked, alone] };
        LvsSyncResult result = host.Sync(wanted);
        Assert.Equal(["tcp://10.0.0.1:80", "mark 7"], result.Plan.Changes.Select(c => c.Target));
        Assert.Equal(["mark 7", "tcp://10.0.0.1:80"], result.Undo.Changes.Select(c => c.Target));
        Assert.Equal(
            ["mark 7", "tcp://10.0.0.9:80"],
            host.Plan(wanted with
            {
                FwMarks = [both with { Addresses = ["10.0.0.2", "10.0.0.3"] }],
                Services = [marked, alone, alone with { Service = LvsService.Default(new LvsServiceId("tcp://10.0.0.9:80")) }],
            }).Changes.Select(c => c.Target));
    }

    private static LvsDesiredState With(string[] sources) => new()
    {
        Services = [new LvsDesiredService { Service = LvsService.Default(s_web), FullNat = new LvsDesiredFullNat { Enabled = true, SourceAddress = sources } }],
    };
}
